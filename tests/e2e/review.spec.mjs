// Every kind of chart in every state: the page that `cargo xtask review` shows.
//
// The pictures in review.spec.mjs-snapshots/ are what Chromium makes of it with Debian's
// DejaVu fonts. After a change of how charts look:
//
//     npx playwright test review.spec --update-snapshots
//
// Then look at every picture that git says has changed, before it is committed: they are
// not what is right but what someone has looked at.
import { expect } from '@playwright/test';
import { violationsInAllLooks } from './axe.mjs';
import { BASE, review } from './review.mjs';
import { review as served } from './servers.mjs';
import { isProblem, open, test } from './site.mjs';

/** What the pictures were drawn with. */
const DRAWER = 'Chromium 156.0.8078.108 with DejaVu Sans';

/**
 * How many pixels may differ. Not a share of a picture: two per cent of one are more than a
 * whole label has. The same fonts draw the same pixels, so this is for what browsers round
 * in another way.
 */
const TOLERANCE = { maxDiffPixels: 40 };

test.use({ baseURL: served.address });

const sections = review.pages[0].sections;
const charts = sections.filter(({ kind }) => ['chart', 'insights'].includes(kind));

/** Those with a figure or a gap: the others have nothing to choose between. */
const chosen = charts.filter(({ kind, kpi }) => kind !== 'chart'
  || review.kpis.find(({ id }) => id === kpi).series.some(({ observations }) => observations.length > 0));

/** The address at which every chart is shown as drawing (""), as "table" or as "notes". */
function as(face) {
  const query = charts.map(({ id }) => `${id}.show=${face}`).join('&');
  return face ? `${BASE}?${query}` : BASE;
}

for (const face of ['', 'table', 'notes']) {
  const name = face || 'drawing';

  test(`axe finds nothing in any chart as ${name}`, async ({ page }) => {
    test.setTimeout(180_000);
    await open(page, as(face));
    await expect(page.locator(`.switch input[value="${face}"]:checked`)).toHaveCount(chosen.length);
    expect(await violationsInAllLooks(page)).toEqual({});
  });

  test(`at 320 pixels no chart as ${name} leaves the window, and none has a problem`, async ({
    page,
  }) => {
    const problems = [];
    page.on('console', (message) => isProblem(message) && problems.push(message.text()));
    // The second is 1280 by 1024 pixels at 400%.
    for (const viewport of [{ width: 320, height: 640 }, { width: 320, height: 256 }]) {
      await page.setViewportSize(viewport);
      await open(page, as(face));
      const outside = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const leaves = (element) => {
          const { left, right } = element.getBoundingClientRect();
          return left < -1 || right > clientWidth + 1;
        };
        // A table scrolls by itself; words of a drawing may stand beyond it.
        const words = document.querySelectorAll('main :is(.drawing text, .legend, p, h2, h3, summary)');
        return [...words]
          .filter((element) => element.checkVisibility() && !element.closest('.table') && leaves(element))
          .map((element) => `${element.closest('section').id}: ${element.textContent}`)
          .concat(scrollWidth > clientWidth ? [`${scrollWidth} pixels wide`] : []);
      });
      expect.soft(outside).toEqual([]);
    }
    expect(problems).toEqual([]);
  });
}

test('who asks for less motion sees no chart move', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, as(''));
  const running = () => document.getAnimations().map(({ effect }) => effect.target.outerHTML.slice(0, 80));
  for (const { id } of charts) {
    const points = page.locator(`#${id} .point`);
    if ((await points.count()) === 0) continue;
    await points.first().locator('.cell:visible').hover();
    expect.soft(await page.evaluate(running), `${id}, pointed at`).toEqual([]);
    await points.last().focus();
    expect.soft(await page.evaluate(running), `${id}, focused`).toEqual([]);
  }
  const moving = await page.evaluate(() => {
    const styles = [...document.querySelectorAll('.chart, .chart *, .wheel, .wheel *')].map((element) => [
      element,
      getComputedStyle(element),
    ]);
    return styles
      .filter(([, style]) => style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0)
      .map(([element]) => `${element.localName}.${element.getAttribute('class')}`);
  });
  expect(moving).toEqual([]);
});

/** What is drawn in a section: its title and tables are tested by their words. */
function drawn(page, { id, kind }) {
  const parts = {
    hero: '.figures',
    insights: '.chart-panel',
    chart: '.chart-panel',
    scorecard: 'div > div:nth-child(3) > ul',
    multiples: '.multiples',
    wheel: '.drawing:visible',
  };
  return page.locator(`#${id}`).locator(parts[kind]).first();
}

/**
 * Leaves the pictures out where they were not drawn in the same way: another browser rounds
 * and blends in other ways, and another font has other letters. Whoever renews them writes
 * down here what with.
 */
async function expectSameDrawer(page, browser) {
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'h1' });
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
  const drawer = `Chromium ${browser.version()} with ${fonts.map(({ familyName }) => familyName)}`;
  test.skip(drawer !== DRAWER, `the pictures are of ${DRAWER}, this is ${drawer}`);
}

/** Moves the page so that an element begins on a whole pixel, whatever stands above it. */
function onWholePixel(element) {
  const { top } = element.getBoundingClientRect();
  const main = document.querySelector('main');
  const margin = parseFloat(getComputedStyle(main).marginTop);
  main.style.marginTop = `${margin + 1 - ((top + scrollY) % 1)}px`;
}

const changed = (name) =>
  `${name} looks otherwise than in its picture. Look at the -diff.png; if it should, renew the ` +
  'pictures as the top of tests/e2e/review.spec.mjs says';

/** One state of each kind, for looks in which only colours differ. */
const samples = [
  'trend-full', 'trend-marks', 'threshold-inexact', 'proportion-part', 'proportion-share', 'comparison-two', 'wheel',
];

for (const [look, width, media, chosen] of [
  ['1280 light', 1280, { colorScheme: 'light' }, sections],
  ['320 dark', 320, { colorScheme: 'dark' }, sections],
  ['forced colours', 640, { forcedColors: 'active' }, sections.filter(({ id }) => samples.includes(id))],
]) {
  test(`every section looks as someone has seen it: ${look}`, async ({ page, browser }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia(media);
    await open(page, as(''));
    await expectSameDrawer(page, browser);
    for (const section of chosen) {
      const name = `${section.id}-${look.replace(' ', '-')}.png`;
      const drawing = drawn(page, section);
      await drawing.evaluate(onWholePixel);
      await expect.soft(drawing, changed(name)).toHaveScreenshot(name, TOLERANCE);
    }
  });
}
