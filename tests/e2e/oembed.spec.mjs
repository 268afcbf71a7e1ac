// Two consumers of oEmbed that are not of our making find and read every kind of page, and each
// page has what they look for.
import { readdirSync } from 'node:fs';
import { sep } from 'node:path';
import { extract, setProviderList } from '@extractus/oembed-extractor';
import { expect } from '@playwright/test';
import { unfurl } from 'unfurl.js';
import { bundle, test } from './site.mjs';
import { FOLDER } from './test-site.mjs';

const { origin } = bundle.site;

/** The most bytes of a page that WordPress looks through for the link. */
const LOOKED_THROUGH = 150 * 1024;

/** Every address with a page, but the one that stands for pages that are not there. */
const addresses = readdirSync(FOLDER, { recursive: true })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => /(^|\/)index\.html$/.test(file) && file !== 'offline/index.html')
  .map((file) => `/${file.slice(0, -'index.html'.length)}`);

/** An address of each kind: those that differ in nothing but ids and hashes are of one. */
const kinds = [...new Map(addresses.map((address) => [kind(address), address])).values()];

function kind(address) {
  const [first, ...rest] = address.split('/').filter(Boolean);
  const inner = rest.map((part) => (/^[0-9a-f]{16}$/.test(part) ? '#' : part));
  return first === undefined || rest.length === 0 ? address : [first, ...inner.slice(0, -1)].join('/');
}

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
  expect(answer.html, address).toMatch(/^<blockquote hidden><a href="https:[^"]+">[^<]+<\/a><\/blockquote><iframe src="https:[^"]+" title="[^"]+" .*<\/iframe>$/);
  expect(Number(answer.width), address).toBeGreaterThan(0);
  expect(Number(answer.height), address).toBeGreaterThan(0);
}

/** The link of each page to its answer, and that answer: asked once for all tests. */
const discovered = new Map();

async function discover(ask, address) {
  if (!discovered.has(address)) {
    const page = await (await ask(origin + address)).text();
    const link = page.match(/<link\b[^>]*"application\/json\+oembed"[^>]*\bhref="([^"]+)"/);
    expect(link, address).not.toBeNull();
    expect(Buffer.byteLength(page.slice(0, link.index + link[0].length)), address).toBeLessThan(LOOKED_THROUGH);
    const response = await ask(link[1]);
    expect(response.headers.get('content-type'), address).toMatch(/^application\/json\b/);
    discovered.set(address, await response.json());
  }
  return discovered.get(address);
}

test.describe.configure({ mode: 'default' });

// Of its own list, which does not have this site, nothing is needed here.
test.beforeEach(() => setProviderList([]));

test('every page leads to an answer near its start, and what the answer names is there', async ({ baseURL }) => {
  test.setTimeout(60_000);
  expect(addresses.length).toBeGreaterThan(100);
  const ask = fetcher(baseURL);
  const named = new Set();
  await Promise.all(addresses.map(async (address) => {
    const answer = await discover(ask, address);
    check(answer, address);
    const src = answer.html?.match(/src="([^"]+)"/)[1].replaceAll('&amp;', '&');
    for (const name of [src, answer.thumbnail_url]) if (name) named.add(name);
  }));
  await Promise.all([...named].map(async (name) => expect((await ask(name)).status, name).toBe(200)));
});

test('oembed-extractor finds and reads every kind of page', async ({ baseURL }) => {
  const ask = fetcher(baseURL);
  for (const address of kinds) {
    const { method, ...answer } = await extract(origin + address, {}, ask);
    expect(method, address).toBe('auto-discovery');
    expect(answer, address).toEqual(await discover(ask, address));
  }
});

test('whoever goes by a list of providers gets the same answers', async ({ baseURL }) => {
  const ask = fetcher(baseURL);
  const list = await (await ask(`${origin}/oembed/provider.json`)).json();
  const listed = list.flatMap(({ endpoints }) => endpoints.flatMap(({ schemes }) => schemes));
  expect(listed.length).toBeGreaterThan(50);
  setProviderList(list);
  for (const address of listed) {
    const { method, ...answer } = await extract(address, {}, ask);
    expect(method, address).toBe('provider-api');
    expect(answer, address).toEqual(await discover(ask, address.slice(origin.length)));
  }
});

test('unfurl finds and reads every kind of page', async ({ baseURL }) => {
  const ask = fetcher(baseURL);
  for (const address of kinds) {
    const { oEmbed } = await unfurl(origin + address, { fetch: ask });
    expect(oEmbed, address).toBeDefined();
    const { title, type, version, width, height, provider_name, html } = oEmbed;
    check({ title, type, version, width, height, provider_name, html }, address);
    expect(title, address).toBe((await discover(ask, address)).title);
  }
});
