// The pages where an editor chooses an embed and copies its code: codes and previews follow
// the options, and everything is there without script.
import { expect } from '@playwright/test';
import { violations, violationsInAllLooks } from './axe.mjs';
import { bundle, embeds, test } from './site.mjs';
import { archived } from './test-site.mjs';
import { mistakes } from './walk.mjs';

const kpi = bundle.kpis.find(({ series }) => series.length > 1);
const address = `/share/kpi/${kpi.id}/`;
const root = `${bundle.site.origin}/`;

/** A page of each kind. */
const each = [
  address,
  `/share/figure/${kpi.id}/`,
  `/share/card/${bundle.initiatives[0].id}/`,
  `/share/insight/${bundle.insights[0].id}/`,
  '/share/chart/insights/',
  '/share/chart/scorecard/',
  '/share/results/scorecard/',
  ...['multiples', 'wheel'].map((kind) => embeds.find((address) => address.includes(`/${kind}/`)).replace('embed', 'share')),
];

const code = (page, id) => page.locator(`textarea#${id}`);
const codes = (page) => page.locator('textarea').evaluateAll((all) => all.map(({ value }) => value));
const preview = (page) => page.locator('.share-stage iframe');

/** Opens a page and waits until its script has run. */
async function open(page, at) {
  await page.goto(at);
  await expect(page.locator('html')).toHaveAttribute('data-script', '');
}

test('links that say "Embed" lead to these pages, and these lead back', async ({ page }) => {
  await page.goto(`/kpis/${kpi.id}/`);
  await page.locator('.take summary').click();
  await page.locator('.tools').getByRole('link', { name: /^Embed/ }).click();
  await expect(page).toHaveURL(address);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Embed: ${kpi.title}`);
  await page.getByRole('link', { name: `Back to ${kpi.title}` }).click();
  await expect(page).toHaveURL(`/kpis/${kpi.id}/`);
});

test('before an option is chosen, script says what was rendered', async ({ page, browser }) => {
  const still = await browser.newPage({ javaScriptEnabled: false });
  for (const at of each) {
    await still.goto(at);
    await open(page, at);
    expect(await codes(page), at).toEqual(await codes(still));
  }
  await still.close();
});

test('codes and preview follow the options', async ({ page }) => {
  await open(page, address);
  const options = page.getByRole('form', { name: 'Options' });
  await options.getByRole('radio', { name: 'Table' }).check();
  await options.getByRole('radio', { name: 'Dark' }).check();
  await options.getByLabel('Transparent background').check();
  await options.getByLabel(kpi.series[0].label, { exact: true }).uncheck();
  const hidden = kpi.series[0].id;
  const query = `show=table&theme=dark&transparent=1&hide=${hidden}`;
  const path = `embed/kpi/${kpi.id}/`;
  await expect(preview(page)).toHaveAttribute('src', `/${path}?${query}`);
  const escaped = query.replaceAll('&', '&amp;');
  await expect(code(page, 'frame')).toHaveValue(
    new RegExp(`^<div><iframe src="${root}${path}\\?fit=frame&amp;${escaped}"`),
  );
  await expect(code(page, 'automatic')).toHaveValue(
    new RegExp(`^<div><iframe src="${root}${path}\\?${escaped}"`),
  );
  await expect(code(page, 'element')).toHaveValue(
    new RegExp(
      `^<civic-kpi of="${kpi.id}" site="${root}" theme="dark" show="table" query="hide=${hidden}" transparent>`,
    ),
  );
  await expect(code(page, 'picture')).toHaveValue(
    new RegExp(`<img src="${root}images/kpi/${kpi.id}-dark\\.png" alt="`),
  );
  await page.getByRole('radio', { name: 'Fixed' }).check();
  await expect(preview(page)).toHaveAttribute('src', `/${path}?fit=frame&${query}`);
});

test('a revision that is kept can be pinned, and the preview shows it', async ({ page, request }) => {
  const { hash } = archived().at(-1);
  await open(page, address);
  await page.getByRole('radio', { name: /^Pinned/ }).check();
  const path = `embed/pinned/${hash}/kpi/${kpi.id}/`;
  await expect(code(page, 'frame')).toHaveValue(new RegExp(`^<div><iframe src="${root}${path}\\?fit=frame"`));
  await expect(code(page, 'automatic')).toHaveValue(new RegExp(`^<div><iframe src="${root}${path}"`));
  await expect(code(page, 'element')).toHaveValue(new RegExp(` pinned="${hash}">`));
  await expect(code(page, 'oembed')).toHaveValue(`${root}${path}`);
  const picture = `images/pinned/${hash}/kpi/${kpi.id}.png`;
  await expect(code(page, 'picture')).toHaveValue(new RegExp(`<img src="${root}${picture}" `));
  expect((await request.get(`/${picture}`)).status()).toBe(200);
  await expect(preview(page)).toHaveAttribute('src', `/${path}`);
  await expect(preview(page).contentFrame().locator('.embed-foot')).toContainText('pinned to revision');
});

test('the text of a picture says its figures only if they stay', async ({ page }) => {
  await open(page, address);
  const alt = async () => /alt="([^"]*)"/.exec(await code(page, 'picture').inputValue())[1];
  const { value } = kpi.series[0].observations.findLast(({ value, period }) => value && period !== 'not stated');
  expect(await alt()).toContain(kpi.title);
  expect(await alt()).not.toMatch(/\d/);
  await page.getByRole('radio', { name: /^Pinned/ }).check();
  expect(await alt()).toContain(`${kpi.title} `);
  expect(await alt()).toContain(String(value));
  await page.getByRole('radio', { name: /^Live/ }).check();
  expect(await alt()).not.toMatch(/\d/);
});

test('a preview of fixed height is as high as the frame of the code', async ({ page }) => {
  await open(page, `/share/card/${bundle.initiatives[0].id}/`);
  await page.getByRole('radio', { name: 'Fixed' }).check();
  const [, wide, narrow] = /height:clamp\((\d+)px,[^,]*,(\d+)px\)/.exec(await code(page, 'frame').inputValue());
  const height = () => preview(page).evaluate((frame) => String(frame.clientHeight));
  for (const [width, expected] of [[720, wide], [320, narrow], [480, wide]]) {
    await page.getByRole('radio', { name: `${width} px` }).check();
    await expect.poll(height).toBe(expected);
  }
});

test('copying says so, and what was copied is the code', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, address);
  const button = page.getByRole('button', { name: 'Copy “Custom element”' });
  const said = page.locator('.share-code', { has: button }).locator('.share-said');
  await expect(said).toBeEmpty();
  await button.press('Enter');
  await expect(said).toHaveText('Copied.');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await code(page, 'element').inputValue());
});

test('where a browser refuses to copy, the code is selected', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
  });
  await open(page, address);
  await page.getByRole('button', { name: 'Copy “Address (oEmbed)”' }).click();
  await expect(page.locator('.share-said').filter({ hasText: 'The code is selected' })).toBeVisible();
  await expect(page.locator('#site-announcement')).toContainText('The code is selected');
  await expect(code(page, 'oembed')).toBeFocused();
  expect(await page.evaluate(() => `${getSelection()}`)).toBe(await code(page, 'oembed').inputValue());
});

test('the preview has the width that is asked for, with script and without', async ({ page, browser }) => {
  const still = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
  for (const at of [page, still]) {
    await at.goto(address);
    for (const width of [320, 480, 720]) {
      await at.getByRole('radio', { name: `${width} px` }).check();
      await expect(preview(at)).toHaveCSS('width', `${width}px`);
    }
  }
  expect(await still.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBe(320);
  await expect(still.getByRole('button')).toHaveCount(0);
  await expect(still.getByRole('heading', { name: 'Options' })).toBeHidden();
  await still.close();
});

test('no page is wider than a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  for (const at of each) {
    await open(page, at);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), at).toBe(320);
  }
});

test('axe finds nothing, in any look', async ({ page }) => {
  test.setTimeout(120_000);
  for (const at of each) {
    await open(page, at);
    expect.soft(await violationsInAllLooks(page), at).toEqual({});
  }
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page, address);
  expect(await violations(page)).toEqual([]);
});

test('the pages and every code in them are valid HTML', async ({ page, request }, info) => {
  test.setTimeout(120_000);
  const texts = {};
  for (const at of each) {
    texts[at] = await (await request.get(at)).text();
    await open(page, at);
    const options = page.getByRole('form', { name: 'Options' });
    for (const look of ['Automatic', 'Dark']) {
      await options.getByRole('radio', { name: look, exact: true }).check();
      await options.getByLabel('Transparent background').setChecked(look === 'Dark');
      for (const [index, text] of (await codes(page)).entries()) {
        texts[`code ${index} of ${at}, ${look}`] = `<!doctype html><html lang="en"><title>Host</title><body><main>${text}</main>`;
      }
    }
  }
  // In attributes where programs remove styles; HTML asks for them in styles alone.
  const isForOthers = (mistake) => /^code /.test(mistake) && /“100%”|“frameborder”/.test(mistake);
  const found = await mistakes(info.outputPath('html'), texts);
  expect(found.filter((mistake) => !isForOthers(mistake))).toEqual([]);
});

test('a frame of fixed height neither scrolls far nor has much room left', async ({ page, request }) => {
  test.setTimeout(60_000);
  const wrong = [];
  for (const at of embeds) {
    const share = await (await request.get(at.replace('embed', 'share'))).text();
    const [, wide, narrow] = /<iframe [^>]* height="(\d+)"[^>]* data-narrow="(\d+)"/.exec(share).map(Number);
    for (const [width, height] of [[340, narrow], [640, wide]]) {
      await page.setViewportSize({ width, height });
      await page.goto(`${at}?fit=frame`);
      const needed = await page.evaluate(() => document.getElementById('embed').getBoundingClientRect().bottom);
      // What needs more than a screen scrolls. Of the others an estimate is enough, for drawings adapt.
      const isTall = height === 900 && needed > 900;
      if (!isTall && Math.abs(needed - height) > Math.max(140, height / 4)) wrong.push({ at, width, height, needed });
    }
  }
  expect(wrong).toEqual([]);
});

test('what a reader chose for a chart is chosen on its page, and stays when it is loaded again', async ({ page }) => {
  const [, hidden] = kpi.series;
  await page.goto(`/kpis/${kpi.id}/?figures.hide=${hidden.id}&figures.since=2026&figures.show=table`);
  const link = page.locator('.chart .embed-link');
  await expect(link).toHaveAttribute('href', new RegExp(`hide=${hidden.id}&since=2026&show=table$`));
  await page.locator('.take summary').click();
  await link.click();
  const box = page.getByLabel(hidden.label, { exact: true });
  await expect(box).not.toBeChecked();
  await expect(page.getByRole('radio', { name: 'Table' })).toBeChecked();
  const query = `show=table&since=2026&hide=${hidden.id}`;
  await expect(preview(page)).toHaveAttribute('src', `/embed/kpi/${kpi.id}/?${query}`);
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(box).not.toBeChecked();
  await expect(code(page, 'element')).toHaveValue(/ theme="dark" show="table" query="since=2026&amp;hide=/);
  await box.check();
  await expect(page).toHaveURL(new RegExp(`${address}\\?show=table&since=2026&theme=dark$`));
});
