// The program that builds pages and charts: when it is loaded, and what happens where it is not.
import { expect } from '@playwright/test';
import { bundle, hold, notice, open, test } from './site.mjs';

const PAGES = '**/pages-*.js*';
const PAGES_WASM = '**/pages_bg-*.wasm';

const kpi = bundle.kpis.find(({ series }) => series.length > 1);
const [, hidden] = kpi.series;
const url = `/kpis/${kpi.id}/`;

const link = (page) => page.locator('nav[aria-label] a[href="/sources/"]').first();
const title = (page) => page.locator('main h1');
const chart = (page) => page.locator('.chart');
const toggle = (page) => chart(page).locator(`.switches input[value="${hidden.id}"]`);

/** The requests for the program. */
function watched(page) {
  const asked = [];
  page.on('request', (request) => /\/pages(_bg)?-/.test(request.url()) && asked.push(request.url()));
  return asked;
}

/** Marks the document, so that a test can tell it from one that was loaded later. */
const mark = (page) => page.evaluate(() => { window.isFirst = true; });
const isMarked = (page) => page.evaluate(() => window.isFirst === true);

test('a page needs it only when the reader points at what it may build, and then once', async ({ page }) => {
  const asked = watched(page);
  await open(page, url);
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual([]);
  await link(page).hover();
  await expect.poll(() => asked.length).toBe(2);
  await mark(page);
  await link(page).click();
  await expect(title(page)).toHaveText('Sources');
  await page.goBack();
  await expect(title(page)).toHaveText(kpi.title);
  await toggle(page).uncheck();
  await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
  expect(asked).toHaveLength(2);
  expect(await isMarked(page)).toBe(true);
});

test('the focus of a keyboard loads it too', async ({ page }) => {
  const asked = watched(page);
  await open(page, url);
  await link(page).focus();
  await expect.poll(() => asked.length).toBe(2);
});

test('a reader who saves data loads it only with what needs it', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  const asked = watched(page);
  await open(page, url);
  await link(page).hover();
  await link(page).focus();
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual([]);
  await toggle(page).uncheck();
  await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
  expect(asked).toHaveLength(2);
});

test('an address with choices is drawn as it asks', async ({ page }) => {
  await open(page, `${url}?figures.hide=${hidden.id}`);
  await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
  await expect(toggle(page)).not.toBeChecked();
});

test('a choice made before it is there is shown when it is', async ({ page }) => {
  const release = await hold(page, PAGES_WASM);
  await open(page, url);
  await toggle(page).uncheck();
  await expect(chart(page).locator('.finding')).toContainText(hidden.label);
  release();
  await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
  await expect(toggle(page)).toBeFocused();
});

for (const [what, pattern] of [['script', PAGES], ['WebAssembly', PAGES_WASM]]) {
  test(`without its ${what} a choice is not lost, and can be tried again`, async ({ page }) => {
    await page.route(pattern, (route) => route.abort());
    await open(page, url);
    await toggle(page).uncheck();
    await expect(notice(page)).toContainText('The chart did not change.');
    await expect(page.locator('#site-announcement')).toContainText('The chart did not change.');
    await expect(page).toHaveURL(new RegExp(`hide=${hidden.id}`));
    await expect(page.locator('.failure-note')).toBeHidden();
    await page.unroute(pattern);
    await notice(page).getByRole('button', { name: 'Try again' }).click();
    await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
    await expect(notice(page)).toBeEmpty();
  });

  test(`without its ${what} the browser follows links itself, back and forward too`, async ({ page }) => {
    await page.route(pattern, (route) => route.abort());
    await open(page, url);
    await mark(page);
    await link(page).click();
    await expect(title(page)).toHaveText('Sources');
    await expect(page.locator('html[data-ready]')).toBeAttached();
    expect(await isMarked(page)).toBe(false);
    await page.goBack();
    await expect(title(page)).toHaveText(kpi.title);
    await page.goForward();
    await expect(title(page)).toHaveText('Sources');
  });
}

test('where it is slow, the browser follows the link itself', async ({ page }) => {
  await hold(page, PAGES_WASM);
  await open(page, url);
  await mark(page);
  await link(page).click();
  await expect(title(page)).toHaveText('Sources');
  expect(await isMarked(page)).toBe(false);
});

test('a program that was damaged on its way is not run', async ({ page }) => {
  await page.route(PAGES, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\nwindow.ran = true;` });
  });
  await open(page, url);
  await toggle(page).uncheck();
  await expect(notice(page)).toContainText('The chart did not change.');
  expect(await page.evaluate(() => window.ran)).toBeUndefined();
});

test('the last of two links that wait for it is followed', async ({ page }) => {
  const release = await hold(page, PAGES_WASM);
  await open(page, url);
  await link(page).click();
  await page.locator('nav[aria-label] a[href="/initiatives/"]').first().click();
  release();
  await expect(title(page)).toHaveText('Initiatives');
  await page.goBack();
  await expect(title(page)).toHaveText(kpi.title);
});
