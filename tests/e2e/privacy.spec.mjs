// What a visit leaves behind and whom it tells: nothing and nobody.
import { expect } from '@playwright/test';
import { UNKNOWN, notice, open, openNewer, pages, serveNewer, test } from './site.mjs';

/** The most requests that a first view may take. */
const FIRST_VIEW = 8;

const addresses = [...pages.map(({ address }) => address), UNKNOWN];

/** Collects a page's requests to hosts; what the page holds itself is none. */
function requests(page) {
  const urls = [];
  page.on('request', (request) => {
    if (/^https?:/.test(request.url())) urls.push(request.url());
  });
  return urls;
}

// That no page asks another origin for anything, each test of all files makes sure of.

for (const group of [0, 1, 2]) {
  const chosen = addresses.filter((_, index) => index % 3 === group);
  test(`a first view takes few requests, to this host alone: ${chosen[0]} and others`, async ({
    browser,
    baseURL,
  }) => {
    test.setTimeout(120_000);
    for (const address of chosen) {
      // A browser that was never here.
      const context = await browser.newContext({ baseURL, serviceWorkers: 'block' });
      const page = await context.newPage();
      const urls = requests(page);
      const checked = page.waitForEvent('requestfinished', (request) => request.url().endsWith('.json'));
      await open(page, address);
      await checked;
      await page.waitForLoadState('networkidle');
      expect.soft(urls.length, `${address}: ${urls.join(' ')}`).toBeLessThanOrEqual(FIRST_VIEW);
      expect.soft(urls.filter((url) => !url.startsWith(`${baseURL}/`)), address).toEqual([]);
      await context.close();
    }
  });
}

test('a visit leaves no cookies and nothing in storage', async ({ page, context }) => {
  await serveNewer(page);
  await openNewer(page, '/initiatives/');
  await page.getByRole('searchbox').fill('digital');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link').last().click();
  await notice(page).getByRole('button', { name: 'Close' }).click();
  expect(await context.cookies()).toEqual([]);
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: await indexedDB.databases(),
    cookie: document.cookie,
  }));
  expect(kept).toEqual({ local: 0, session: 0, databases: [], cookie: '' });
});
