// What ships, whatever its bundle holds: every page is valid, leads to what is there, and starts.
import { readdirSync } from 'node:fs';
import { sep } from 'node:path';
import { expect } from '@playwright/test';
import { violationsInAllLooks } from './axe.mjs';
import { shipped } from './servers.mjs';
import { UNKNOWN, test } from './site.mjs';
import { brokenLinks, differences, found, mistakes, problemsOf, repeated, walk } from './walk.mjs';

test.use({ baseURL: shipped.address });

// One walk over all addresses serves all tests of this file.
test.describe.configure({ mode: 'default' });

/** Every address with a document. */
const documents = readdirSync(shipped.folder, { recursive: true })
  .map((file) => `/${file.split(sep).join('/')}`)
  .filter((file) => file.endsWith('/index.html') && file !== '/offline/index.html')
  .map((file) => file.slice(0, -'index.html'.length));

/** Those of the site, of embeds, and of the rest: what embeds are chosen on, and older revisions. */
const pages = documents.filter((address) => !/^\/(embed|share)\//.test(address));
const embeds = documents.filter((address) => /^\/embed\/(?!pinned\/)/.test(address));
const others = documents.filter((address) => !pages.includes(address) && !embeds.includes(address));

/** One of each kind: those that lie in one folder are of one, but for the bundle's own pages. */
function kinds(addresses) {
  const folder = (address) => address.replace(/[0-9a-f]{16}/, '').replace(/(\/[^/]+\/.*?)[^/]+\/$/, '$1');
  return [...new Map(addresses.map((address) => [folder(address), address])).values()];
}

/** What was seen, by address. */
let seen;

test.beforeAll(async ({ browser, baseURL }) => {
  test.setTimeout(180_000);
  const walked = await walk(browser, baseURL, [...pages, UNKNOWN]);
  expect(walked.violations, 'violations of the Content Security Policy').toEqual([]);
  ({ seen } = walked);
});

test('every page opens directly, and unknown ones have status 404', () => {
  expect(pages).toEqual(expect.arrayContaining(['/', '/initiatives/', '/kpis/', '/sources/']));
  for (const [address, { status }] of seen) expect.soft(status, address).toBe(address === UNKNOWN ? 404 : 200);
});

test('every page starts without an error, and stays as it was published', ({ baseURL }) => {
  expect.soft(problemsOf(seen)).toEqual({});
  expect.soft(differences(seen)).toEqual({});
  expect.soft(found(seen, ({ needless }) => needless), 'shown in vain without script').toEqual({});
  expect.soft(found(seen, ({ requests }) => requests.filter((url) => !url.startsWith(`${baseURL}/`))), 'to others').toEqual({});
});

test('every link within the site leads to a page and a part of it that exist', async ({ baseURL, request }) => {
  expect(await brokenLinks(seen, baseURL, request)).toEqual([]);
});

test('no id stands twice on a page, and every picture has its alternative', () => {
  expect.soft(found(seen, ({ ids }) => repeated(ids)), 'ids that stand twice').toEqual({});
  expect.soft(found(seen, ({ images }) => images.filter(([, alt]) => alt === null)), 'without an alternative').toEqual({});
});

test('the HTML of every page and embed is valid', async ({ request }, info) => {
  test.setTimeout(120_000);
  const texts = {};
  for (const [address, { html, served }] of seen) {
    texts[`rendered ${address}`] = html;
    texts[`served ${address}`] = served;
  }
  for (const address of [...embeds, ...kinds(others)]) texts[`served ${address}`] = await (await request.get(address)).text();
  expect(await mistakes(info.outputPath('html'), texts)).toEqual([]);
});

test('axe finds nothing on any kind of page or embed', async ({ page }) => {
  test.setTimeout(180_000);
  for (const address of [...kinds(pages), ...kinds(embeds), UNKNOWN]) {
    await page.goto(address);
    expect.soft(await violationsInAllLooks(page), address).toEqual({});
  }
});
