// What axe and rules of our own find on every page, in every colour scheme and size.
import { expect } from '@playwright/test';
import { violations, violationsInAllLooks } from './axe.mjs';
import { BUNDLE, bundle, failure, notice, open, openFilters, pages, test, UNKNOWN, WASM } from './site.mjs';

/** What distinguishes one initiative's page from another's: which of its fields say something. */
const form = (initiative) => Object.keys(initiative).filter((key) => initiative[key].length !== 0).sort().join();

/** Initiatives of which there is one of the same form before. */
const alike = bundle.initiatives.filter((initiative, index, all) =>
  all.slice(0, index).some((other) => form(other) === form(initiative)));

const addresses = [...pages.map(({ address }) => address), UNKNOWN].filter(
  (address) => !alike.some(({ id }) => address === `/initiatives/${id}/`),
);
const kpi = `/kpis/${bundle.kpis[0].id}/`;

// In a few tests, so that two workers share them.
const groups = 4;
for (let group = 0; group < groups; group += 1) {
  const chosen = addresses.filter((_, index) => index % groups === group);
  test(`axe finds nothing in light or dark, wide or narrow: ${chosen[0]} and others`, async ({
    page,
  }) => {
    test.setTimeout(120_000);
    for (const address of chosen) {
      await open(page, address);
      expect.soft(await violationsInAllLooks(page), address).toEqual({});
    }
  });
}

test('axe finds nothing in an empty result and in a notice over the page', async ({ page }) => {
  await open(page, '/initiatives/?q=qqq');
  expect.soft(await violationsInAllLooks(page), 'empty result').toEqual({});
  await page.route(BUNDLE, (route) => route.fulfill({ status: 500, body: '' }));
  await open(page, '/');
  await notice(page).getByText('Details for the publisher').click();
  expect.soft(await violationsInAllLooks(page), 'notice').toEqual({});
});

test.describe('without its app', () => {
  test.use({ mayFail: true });

  test('axe finds nothing on a page that stays as rendered', async ({ page }) => {
    await page.route(WASM, (route) => route.abort());
    for (const address of ['/', kpi]) {
      await page.goto(address);
      await expect(failure(page)).toBeVisible();
      expect.soft(await violationsInAllLooks(page), address).toEqual({});
    }
  });
});

test('in forced colours axe finds nothing, and choices and statuses can be told apart', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  for (const address of ['/', kpi]) {
    await open(page, address);
    expect.soft(await violations(page), address).toEqual([]);
  }
  await open(page, '/initiatives/');
  await openFilters(page);
  const background = (chip) => chip.evaluate((element) => getComputedStyle(element).backgroundColor);
  const chips = page.getByRole('group', { name: 'For' }).locator('label span');
  expect(await background(chips.nth(0))).not.toBe(await background(chips.nth(1)));
});

test('in forced colours no invisible border becomes a line, and drawings have the system’s colours', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page, '/');
  const lines = await page.evaluate(() =>
    [...document.querySelectorAll('header nav a')].map((link) => getComputedStyle(link).borderBottomWidth));
  expect(new Set(lines)).toEqual(new Set(['0px']));
  const marks = await page.evaluate(() =>
    [...document.querySelectorAll('header nav a')].map((link) => getComputedStyle(link).textDecorationLine));
  expect(marks.filter((mark) => mark === 'underline'), 'the current page').toHaveLength(1);
  const colours = await page.evaluate(() => {
    const system = document.createElement('i');
    document.body.append(system);
    // The marks of the result strip are links.
    const own = ['CanvasText', 'LinkText'].map((name) => {
      system.style.color = name;
      return getComputedStyle(system).color;
    });
    system.remove();
    const shapes = [...document.querySelectorAll('.status-shape')].map((shape) => getComputedStyle(shape).fill);
    const lines = [...document.querySelectorAll('.spark .line')].map((line) => getComputedStyle(line).stroke);
    return { own, drawn: [...new Set([...shapes, ...lines])], counts: [shapes.length > 0] };
  });
  expect(colours.counts).toEqual([true]);
  expect(colours.own).toEqual(expect.arrayContaining(colours.drawn));
});

test('who asks for more contrast sees no quiet words and no pale lines', async ({ page }) => {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ contrast: 'more', colorScheme });
    await open(page, '/sources/');
    const styles = await page.evaluate(() => {
      const of = (selector) => getComputedStyle(document.querySelector(selector));
      return { ink: of('body').color, quiet: of('.standing').color, line: of('.site-header').borderBottomColor, lead: of('.lead').color };
    });
    expect.soft(styles.quiet, colorScheme).toBe(styles.ink);
    expect.soft(styles.lead, colorScheme).toBe(styles.ink);
    await page.emulateMedia({ contrast: 'no-preference', colorScheme });
    const before = await page.evaluate(() => getComputedStyle(document.querySelector('.site-header')).borderBottomColor);
    expect.soft(styles.line, colorScheme).not.toBe(before);
  }
});

const wheels = bundle.pages.filter(({ sections }) => sections.some(({ kind }) => kind === 'wheel'));

test('words that leave the hub of a wheel, as where a reader spaces them, have its colour around them', async ({ page }) => {
  expect(wheels.length).toBeGreaterThan(0);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await open(page, wheels[0].id === 'home' ? '/' : `/${wheels[0].id}/`);
    const shown = page.locator('.wheel svg.drawing').filter({ visible: true });
    const hub = await shown.locator('.hub').evaluate((hub) => getComputedStyle(hub).fill);
    const lines = await shown.locator('.centre').evaluateAll((all) => all.map((line) => {
      const { stroke, paintOrder } = getComputedStyle(line);
      return { stroke, paintOrder };
    }));
    // Where they have no room, the list alone has them.
    if (width === 1280) expect(lines.length, 'lines in the hub').toBeGreaterThan(0);
    for (const line of lines) expect(line).toEqual({ stroke: hub, paintOrder: 'stroke' });
  }
});

test('who asks for less motion sees none', async ({ page }) => {
  const running = () => document.getAnimations().length;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.route(BUNDLE, (route) => route.fulfill({ status: 500, body: '' }));
  await open(page, '/');
  expect(await page.evaluate(running), 'in the page').toBe(0);
  await expect(notice(page)).not.toBeEmpty();
  expect(await page.evaluate(running), 'in a notice').toBe(0);
  const behaviour = await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
  expect(behaviour).toBe('auto');
});

test('controls are at least 24 pixels high and wide', async ({ page }) => {
  for (const address of ['/', '/initiatives/', kpi, '/sources/']) {
    await open(page, address);
    const small = await page.evaluate(() => {
      const alone = 'nav a, button, .button, input, summary, .chip, header a, .labels a';
      return [...document.querySelectorAll(alone)]
        .filter((element) => element.checkVisibility() && !element.classList.contains('skip'))
        .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
        .filter(([, { width, height }]) => width < 24 || height < 24)
        .map(([html, { width, height }]) => `${width}×${height}: ${html}`);
    });
    expect.soft(small, address).toEqual([]);
  }
});

test('links in running text are told by more than colour', async ({ page }) => {
  await open(page, '/');
  for (const link of await page.locator('main p a').all()) {
    await expect.soft(link).toHaveCSS('text-decoration-line', 'underline');
  }
});

const spacing = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }`;

/** Runs in the page: adds rules as a reader's own style sheet would, whatever the policy. */
function addStyle(rules) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets.push(sheet);
}

for (const [what, viewport, style] of [
  ['400% zoom of 1280 by 1024 pixels', { width: 320, height: 256 }, ''],
  ['text spaced as readers may ask', { width: 1280, height: 800 }, spacing],
  ['text so spaced at 320 pixels', { width: 320, height: 640 }, spacing],
  ['text of twice the size', { width: 1280, height: 800 }, 'html { font-size: 200% !important; }'],
]) {
  test(`at ${what}, nothing is cut off and nothing scrolls sideways`, async ({ page }) => {
    await page.setViewportSize(viewport);
    for (const address of ['/', '/initiatives/', kpi, '/sources/']) {
      await open(page, address);
      await page.evaluate(addStyle, style);
      const cut = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const clips = (element) => {
          const { overflowX, overflowY } = getComputedStyle(element);
          return [overflowX, overflowY].includes('hidden') || overflowY === 'clip';
        };
        return [...document.querySelectorAll('body *')]
          .filter((element) => element instanceof HTMLElement && element.checkVisibility())
          .filter((element) => !element.closest('.visually-hidden') && clips(element))
          .filter((element) => element.scrollHeight > element.clientHeight + 1)
          .map((element) => `cuts its text off: ${element.localName}.${element.className}`)
          .concat(scrollWidth > clientWidth ? [`${scrollWidth} pixels wide`] : []);
      });
      expect.soft(cut, address).toEqual([]);
    }
  });
}
