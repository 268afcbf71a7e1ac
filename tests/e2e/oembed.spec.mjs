// Two consumers of oEmbed that are not of our making find and read every page of the site.
import { readdirSync } from 'node:fs';
import { sep } from 'node:path';
import { extract, setProviderList } from '@extractus/oembed-extractor';
import { expect } from '@playwright/test';
import { unfurl } from 'unfurl.js';
import { bundle, test } from './site.mjs';

const folder = process.env.E2E_FOLDER ?? 'dist';
const { origin } = bundle.site;

/** The most bytes of a page that WordPress looks through for the link. */
const LOOKED_THROUGH = 150 * 1024;

/** Every address with a page, but the one that stands for pages that are not there. */
const addresses = readdirSync(folder, { recursive: true })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => /(^|\/)index\.html$/.test(file) && file !== 'offline/index.html')
  .map((file) => `/${file.slice(0, -'index.html'.length)}`);

/** Asks the site under test in place of the one whose addresses it has. */
function fetcher(baseURL) {
  return (address) => {
    const { origin: asked, pathname, search } = new URL(address);
    expect(asked, 'asks nobody else').toBe(origin);
    return fetch(baseURL + pathname + search);
  };
}

/** What an answer has to hold for its type, by the specification. */
function check(answer, address) {
  expect(answer.version, address).toBe('1.0');
  expect(answer.title, address).not.toBe('');
  expect(answer.provider_name, address).toBe(bundle.site.name);
  expect(['rich', 'link'], address).toContain(answer.type);
  if (answer.type !== 'rich') return;
  expect(answer.html, address).toMatch(/^<iframe src="https:[^"]+" title="[^"]+" .*<\/iframe>$/);
  expect(Number(answer.width), address).toBeGreaterThan(0);
  expect(Number(answer.height), address).toBeGreaterThan(0);
}

// Of its own list, which does not have this site, nothing is needed here.
test.beforeEach(() => setProviderList([]));

test('oembed-extractor finds and reads every page', async ({ baseURL }) => {
  expect(addresses.length).toBeGreaterThan(100);
  for (const address of addresses) {
    const answer = await extract(origin + address, {}, fetcher(baseURL));
    expect(answer.method, address).toBe('auto-discovery');
    check(answer, address);
  }
});

test('whoever goes by a list of providers gets the same answers', async ({ baseURL }) => {
  const ask = fetcher(baseURL);
  const list = await (await ask(`${origin}/oembed/provider.json`)).json();
  const listed = list.flatMap(({ endpoints }) => endpoints.flatMap(({ schemes }) => schemes));
  expect(listed.length).toBeGreaterThan(50);
  const discovered = new Map();
  for (const address of listed) discovered.set(address, await extract(address, {}, ask));
  setProviderList(list);
  for (const address of listed) {
    const answer = await extract(address, {}, ask);
    expect(answer, address).toEqual({ ...discovered.get(address), method: 'provider-api' });
  }
});

test('unfurl finds and reads every page', async ({ baseURL }) => {
  for (const address of addresses) {
    const { oEmbed } = await unfurl(origin + address, { fetch: fetcher(baseURL) });
    expect(oEmbed, address).toBeDefined();
    const { title, type, version, width, height, provider_name, html } = oEmbed;
    check({ title, type, version, width, height, provider_name, html }, address);
  }
});

test('what an answer names is there, and the link to it is near the start of its page', async ({
  baseURL,
}) => {
  const ask = fetcher(baseURL);
  for (const address of addresses) {
    const page = await (await ask(origin + address)).text();
    const link = page.match(/<link\b[^>]*"application\/json\+oembed"[^>]*\bhref="([^"]+)"/);
    expect(link, address).not.toBeNull();
    expect(Buffer.byteLength(page.slice(0, link.index + link[0].length))).toBeLessThan(LOOKED_THROUGH);
    const response = await ask(link[1]);
    expect(response.headers.get('content-type')).toMatch(/^application\/json\b/);
    const answer = await response.json();
    const src = answer.html?.match(/src="([^"]+)"/)[1].replaceAll('&amp;', '&');
    for (const named of [src, answer.thumbnail_url]) {
      if (named) expect((await ask(named)).status, named).toBe(200);
    }
  }
});
