// The program that takes charts along: when it is loaded, and what happens where it is not.
import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { BUNDLE, SCRIPT, bundle, hold, newer, notice, open, test } from './site.mjs';

const EXPORTER = '**/exporter-*.js*';
const EXPORTER_WASM = '**/exporter_bg-*.wasm';

const kpi = bundle.kpis.find(({ series }) => series.length > 1);
const [, hidden] = kpi.series;
const url = `/kpis/${kpi.id}/`;

const chart = (page) => page.locator('.chart');
const menu = (page) => chart(page).locator('.take summary');
const button = (page, way) => chart(page).locator(`[data-take=${way}]`);
const said = (page) => chart(page).locator('.took');

/** The text of the file that a button gives. */
async function download(page, way) {
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, way).click()]);
  await expect(said(page)).toContainText(`Saved ${file.suggestedFilename()}`);
  return readFile(await file.path(), 'utf8');
}

test('what makes exports is loaded when somebody opens the menu, and once', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => /\/exporter/.test(request.url()) && asked.push(request.url()));
  await open(page, url);
  expect(asked).toEqual([]);
  await menu(page).click();
  await download(page, 'csv');
  await menu(page).click();
  await expect(button(page, 'csv')).toBeHidden();
  await menu(page).click();
  await download(page, 'json');
  expect(asked.filter((address) => address.endsWith('.wasm'))).toHaveLength(1);
});

test('a button that is pressed before its program is there does its work when it is', async ({ page }) => {
  const release = await hold(page, EXPORTER_WASM);
  const asked = page.waitForRequest(EXPORTER_WASM);
  await open(page, url);
  await menu(page).click();
  await asked;
  const saved = page.waitForEvent('download');
  await button(page, 'csv').click();
  release();
  expect((await saved).suggestedFilename()).toMatch(/\.csv$/);
  await expect(said(page)).toContainText('Saved');
});

test('and so does one that is pressed before the app runs, once', async ({ page }) => {
  const release = await hold(page, SCRIPT);
  await page.goto(url, { waitUntil: 'commit' });
  const saved = [];
  page.on('download', (file) => saved.push(file));
  await menu(page).click();
  await button(page, 'csv').click();
  release();
  await expect(said(page)).toContainText('Saved');
  // Another file, which comes after any second one of the first kind.
  await download(page, 'json');
  expect(saved.map((file) => file.suggestedFilename().split('.').at(-1))).toEqual(['csv', 'json']);
});

for (const [what, pattern] of [['script', EXPORTER], ['WebAssembly', EXPORTER_WASM]]) {
  test(`if its ${what} does not come, that is said, nothing else breaks, and it can be tried again`, async ({ page }) => {
    await page.route(pattern, (route) => route.abort());
    await open(page, url);
    await menu(page).click();
    await expect(said(page)).toContainText('did not work');
    await expect(page.locator('.visually-hidden[role=status]')).toContainText('did not work');
    await chart(page).locator(`.switches input[value="${hidden.id}"]`).uncheck();
    await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
    await expect(page.locator('.failure-note')).toBeHidden();
    await page.unroute(pattern);
    expect(await download(page, 'svg')).not.toContain(hidden.label);
  });
}

test('a use that fails leaves no citation of an earlier one', async ({ page }) => {
  await open(page, url);
  await menu(page).click();
  await button(page, 'cite').click();
  await expect(chart(page).locator('.cited')).toContainText(kpi.title);
  await page.evaluate(() => {
    Date.prototype.toISOString = () => { throw new Error('no date'); };
  });
  await button(page, 'bibtex').click();
  await expect(said(page)).toContainText('did not work');
  await expect(chart(page).locator('.cited')).toHaveCount(0);
});

test('newer content is what leaves, also when the program was there before it', async ({ page }) => {
  const release = await hold(page, BUNDLE);
  await open(page, url);
  await menu(page).click();
  expect(await download(page, 'csv')).not.toContain('Another title');
  release((route) => route.fulfill({
    json: newer((changed) => {
      changed.kpis.find(({ id }) => id === kpi.id).title = 'Another title';
    }),
  }));
  await expect(notice(page)).toContainText('Updated.');
  if (await button(page, 'csv').isHidden()) await menu(page).click();
  expect(await download(page, 'csv')).toContain('Another title');
});
