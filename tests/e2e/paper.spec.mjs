// On paper: pages are few, nothing is cut, what is folded is open, each address stands once.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { bundle, open, pages, test } from './site.mjs';
import { shipped } from './servers.mjs';

/** How wide the text of a page of A4 is, in pixels: 210 mm without the margins. */
const WIDTH = 680;

/** How many pages of A4 a page of the site fills. */
async function sheets(page, address) {
  await open(page, address);
  const pdf = await page.pdf({ format: 'A4' });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;
}

/** Shows a page as it would be printed, at the width of A4. */
async function onPaper(page, address) {
  await page.setViewportSize({ width: WIDTH, height: 960 });
  await open(page, address);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
}

/** The outside links of a page, each with what stands after it. */
const addresses = (page) => page.locator('a[rel~=external]').evaluateAll((all) =>
  all.filter((link) => link.checkVisibility()).map((link) => {
    const { content } = getComputedStyle(link, '::after');
    return { href: link.getAttribute('href'), isSaid: content !== 'none', content };
  }));

test.describe('what ships', () => {
  test.use({ baseURL: shipped.address });
  const { kpis } = JSON.parse(readFileSync(join(shipped.folder, 'bundle/en.json'), 'utf8'));

  test('the first page has at most 6 pages of A4', async ({ page }) => {
    expect(await sheets(page, '/')).toBeLessThanOrEqual(6);
  });

  test('a KPI has at most 4 pages of A4', async ({ page }) => {
    for (const { id } of kpis) expect.soft(await sheets(page, `/kpis/${id}/`), id).toBeLessThanOrEqual(4);
  });
});

test('pages are numbered, and say their address', async ({ page }) => {
  await open(page, '/');
  const boxes = () => page.evaluate(() => {
    const rules = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]);
    return rules.filter((rule) => rule instanceof CSSPageRule).map(({ cssText }) => cssText).join();
  });
  expect(await boxes()).toMatch(/@bottom-right[^}]*counter\(page\)[^}]*counter\(pages\)/);
  expect(await boxes()).toMatch(/@bottom-left[^}]*var\(--address/);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const said = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--address'));
  expect(JSON.parse(said)).toBe(page.url());
});

for (const { address: path } of pages) {
  test(`nothing of ${path} is cut or folded, and each address stands once`, async ({ page }) => {
    await onPaper(page, path);
    const lost = await page.evaluate((width) => {
      const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });
      const all = [...document.querySelectorAll('main :is(h1, h2, h3, p, li, th, td, svg, img, pre, summary), footer p')];
      const outside = all.filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return isSeen(element) && !element.closest('.visually-hidden, .tip') && (left < -1 || right > width + 1);
      });
      const scrolled = [...document.querySelectorAll('main *')].filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const isCut = (overflow, inner, outer) => overflow !== 'visible' && inner > outer + 1;
        return isSeen(element) && !element.closest('.visually-hidden, svg')
          && (isCut(overflowX, element.scrollWidth, element.clientWidth)
            || isCut(overflowY, element.scrollHeight, element.clientHeight));
      });
      const folded = [...document.querySelectorAll('main details:not(form *, nav *, .take, .in-words) > :not(summary, .onward)')];
      return {
        outside: outside.map((element) => element.outerHTML.slice(0, 200)),
        scrolled: scrolled.map((element) => element.outerHTML.slice(0, 200)),
        folded: folded.filter((element) => !isSeen(element)).map((element) => element.outerHTML.slice(0, 200)),
      };
    }, WIDTH);
    expect(lost).toEqual({ outside: [], scrolled: [], folded: [] });

    const links = await addresses(page);
    const said = links.filter(({ isSaid }) => isSaid).map(({ href }) => href);
    expect(said.sort()).toEqual([...new Set(links.map(({ href }) => href))].sort());
    for (const { isSaid, href, content } of links) if (isSaid) expect(content).toContain(href);
  });
}

test('a table says each figure’s source, and no column of it is empty', async ({ page }) => {
  for (const kpi of bundle.kpis) {
    await onPaper(page, `/kpis/${kpi.id}/`);
    const panel = page.locator('.chart .table-panel');
    const sources = await page.locator('.chart .notes-panel .quiet + ul a')
      .evaluateAll((all) => all.map((link) => link.textContent));
    for (const source of sources) await expect.soft(panel).toContainText(source);
    const empty = await panel.locator('table').evaluateAll((tables) => tables.flatMap((table) =>
      [...table.querySelectorAll('thead th')].filter((head) => {
        const cells = [...table.querySelectorAll('tbody tr')].map((row) => row.cells[head.cellIndex]);
        return head.checkVisibility() && cells.every((cell) => !cell.textContent);
      }).map((head) => head.textContent)));
    expect.soft(empty.filter((head) => head === 'Note'), kpi.id).toEqual([]);
  }
});

test('without script, folded content is on paper, too', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/');
  const folded = page.locator('main details:not([open], form *, nav *, .take, .in-words)');
  const inside = folded.locator('> :not(summary)').first();
  await expect(folded.first()).toBeVisible();
  expect(await inside.evaluate((element) => element.checkVisibility())).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await inside.evaluate((element) => element.checkVisibility())).toBe(true);
  await context.close();
});
