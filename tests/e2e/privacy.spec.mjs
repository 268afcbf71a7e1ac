// What a visit leaves behind and whom it tells: nothing and nobody.
import { expect } from '@playwright/test';
import { notice, openNewer, serveNewer, test } from './site.mjs';

// That no page asks another origin for anything, each test of all files makes sure of; how much
// a first view asks for, pages.spec.mjs does.

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
