// What a page says to those who do not see it as it was laid out: reader views, which take its
// text apart, paper, and files on a disk.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { bundle, goal, open, test } from './site.mjs';

const kpi = bundle.kpis.find(({ series }) => series.length > 1);
/** One without figures beside its own, whose units can be too long for a line of such letters. */
const several = bundle.kpis.find(({ series, related }) => series.length > 1 && related.length === 0);
const source = readFileSync(new URL('../../node_modules/@mozilla/readability/Readability.js', import.meta.url), 'utf8');

/** The text that Firefox's reader view makes of a page as it is now, which it copies first. */
async function read(page) {
  const copy = await page.context().newPage();
  const html = JSON.stringify(await page.content());
  const text = await copy.evaluate(`${source}
    new Readability(new DOMParser().parseFromString(${html}, 'text/html')).parse().textContent`);
  await copy.close();
  return text.replace(/\s+/g, ' ');
}

/** Texts that are drawn and say nothing in a row: the ticks of axes, and the lines of tips. */
const drawn = (page) =>
  page.locator('main svg text').evaluateAll((texts) => texts.map(({ textContent }) => textContent));

test.describe('a reader view', () => {
  for (const javaScriptEnabled of [true, false]) {
    test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
      test.use({ javaScriptEnabled });

      test('of the first page has its figures, with their dates and sources', async ({ page }) => {
        await page.goto('/');
        const text = await read(page);
        const tiles = await page.locator('.tile').evaluateAll((all) => all.map((tile) =>
          tile.querySelector('.figure').textContent + tile.querySelector('.statement').textContent));
        const answers = await page.locator('.said li > p:first-child').allTextContents();
        expect(answers).toHaveLength(bundle.insights.length);
        expect(tiles.length).toBeGreaterThan(0);
        for (const said of [...tiles, ...answers]) expect.soft(text).toContain(said.replace(/\s+/g, ' '));
        for (const { title } of bundle.initiatives) expect.soft(text).toContain(title);
        for (const words of ['Target', 'Reached', 'Source:']) expect.soft(text).toContain(words);
      });

      test('of the targets names each with its goal', async ({ page }) => {
        await page.goto('/kpis/');
        const text = await read(page);
        for (const { title, unit, targets = [] } of bundle.kpis) {
          expect.soft(text).toContain(title);
          for (const target of targets) {
            if (!target.superseded) expect.soft(text).toContain(goal(target.goal, unit, target.baseline));
          }
        }
      });
    });
  }

  for (const address of [`/kpis/${kpi.id}/`, `/embed/kpi/${kpi.id}/`, '/embed/chart/insights/', `/embed/wheel/${wheel()}/`]) {
    test(`of ${address} has the table and no word of the drawing beside it`, async ({ page }) => {
      await page.goto(address);
      const axis = (await drawn(page)).filter((words) => /^\d+%$/.test(words));
      const text = await read(page);
      // A row of ticks reads "50%60%70%".
      for (const [index, tick] of axis.entries()) {
        if (index > 0) expect.soft(text).not.toContain(axis[index - 1] + tick);
      }
      if (address.includes(kpi.id)) {
        for (const { observations } of kpi.series) {
          for (const { value } of observations.filter(({ value }) => value !== undefined)) {
            expect.soft(text).toContain(`${value}%`);
          }
        }
        // Tips say the whole of a point; the table says each in a column of its own.
        const tips = await page.locator('.point').evaluateAll((all) => all.map((point) => point.textContent.trim()));
        for (const tip of tips.filter((tip) => tip.length > 12)) expect.soft(text).not.toContain(tip);
      }
    });
  }
});

/** The first wheel of the bundle. */
function wheel() {
  const sections = bundle.pages.flatMap(({ sections }) => sections);
  return sections.find(({ kind }) => kind === 'wheel').id;
}

test('all of a chart is on paper', async ({ page }) => {
  await open(page, `/kpis/${kpi.id}/`);
  await page.emulateMedia({ media: 'print' });
  const chart = page.locator('.chart').first();
  await expect(chart.locator('.drawing:visible')).toHaveCount(1);
  await expect(chart.getByRole('table')).toBeVisible();
});

test('a page that is saved to a disk keeps its style, and asks for nothing', async ({ page, baseURL, context }) => {
  const address = `/kpis/${kpi.id}/`;
  await open(page, address);
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  // As browsers save a page with all that it needs: what the app has made of it, and its sheet.
  const { html, sheet } = await page.evaluate(() => ({
    html: document.documentElement.outerHTML,
    sheet: document.querySelector('link[rel=stylesheet]').getAttribute('href'),
  }));
  const folder = mkdtempSync(join(tmpdir(), 'scorecard-saved-'));
  try {
    const css = await (await context.request.get(new URL(sheet, baseURL).href)).text();
    writeFileSync(join(folder, 'site.css'), css);
    writeFileSync(join(folder, 'page.html'), `<!DOCTYPE html>${html.replace(sheet, 'site.css')}`);
    const saved = await context.newPage();
    await saved.goto(`file://${join(folder, 'page.html')}`);
    await expect(saved.getByRole('heading', { level: 1 })).toHaveText(kpi.title);
    expect(await saved.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(background);
    await expect(saved.locator('#site-failure > div')).toBeHidden();
    await expect(saved.locator('.choices, .switches, .take button').filter({ visible: true })).toHaveCount(0);
    await saved.locator('.chart .faces input[value=table]').first().check();
    await expect(saved.locator('.chart').first().getByRole('table')).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Runs in the page: what a phone would scroll sideways for, and headings that are smaller than what is below them. */
function look() {
  // What is too wide scrolls by itself, or is not there for the eye.
  const all = [...document.querySelectorAll('body *:not(.visually-hidden, .table *, svg *)')];
  const isOutside = (element) => element.getBoundingClientRect().right > innerWidth + 1;
  const outside = all.filter((element) => element.checkVisibility() && isOutside(element)).map((element) => element.outerHTML.slice(0, 80));
  // A heading is never smaller than one below it, or than text.
  const sizes = ['main h1', 'main h2', 'main h3', 'main p:not([class])'].map((selector) => {
    const all = [...document.querySelectorAll(selector)].map((one) => parseFloat(getComputedStyle(one).fontSize));
    return all.length ? Math.max(...all) : undefined;
  }).filter(Boolean);
  return { outside, sizes, width: document.documentElement.scrollWidth };
}

/** Runs in the page: cuts words that no line of a phone holds in such letters; those are the content's own. */
function cutWords() {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/(\p{L}{12})\p{L}+/gu, '$1');
}

test('large letters make no page scroll sideways on a phone', async ({ page }) => {
  test.setTimeout(60_000);
  await page.setViewportSize({ width: 320, height: 640 });
  const addresses = ['/', ...bundle.pages.filter(({ id }) => id !== 'home').map(({ id }) => `/${id}/`), '/initiatives/', '/kpis/', `/kpis/${several.id}/`, '/sources/'];
  for (const address of addresses) {
    await open(page, address);
    await page.evaluate(cutWords);
    for (const size of [24, 32]) {
      const where = `${address}, letters of ${size} pixels`;
      await page.evaluate((size) => document.documentElement.style.setProperty('font-size', `${size}px`), size);
      const { outside, sizes, width } = await page.evaluate(look);
      expect.soft(outside, where).toEqual([]);
      expect.soft(width, where).toBeLessThanOrEqual(320);
      expect.soft(sizes, `headings of ${where}`).toEqual([...sizes].sort((a, b) => b - a));
    }
  }
});
