// Tests that run in each engine.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ENGINES, launch } from '../engines/browsers.mjs';
import { faults } from './geometry.mjs';
import { EXHIBITS } from './scorecard.mjs';

const screenshots = fileURLToPath(new URL('../../test-results/portals', import.meta.url));

/** Those of a phone and of a window. */
export const WIDTHS = [360, 1100];

/** How long a browser may take to start, in milliseconds. */
const LONGEST = 60_000;

/** The height of a window that all engines can have. */
const HIGHEST = 2400;

/** The engines side by side, each with one page, in which `tests(getPage, engine)` follow each other. */
export function inEngines(tests) {
  // No more than there are cores, or pages would wait for each other.
  describe('in a browser', { concurrency: 2 }, () => {
    for (const engine of ENGINES) {
      describe(engine, { concurrency: 1 }, () => {
        let browser;
        let page;
        before(async () => {
          browser = await launch(engine);
          page = await browser.newPage();
        }, { timeout: LONGEST });
        after(() => browser?.close());
        tests(() => page, engine);
      });
    }
  });
}

/** Opens a page that has all exhibits, each in these ways, and finds nothing wrong with them. */
export async function expectRight(page, address, { width, ways, limits, picture }) {
  await page.open(address, { width, height: 800 });
  const embeds = ways.flatMap((way) => EXHIBITS.map(({ name }) => ({ name, way })));
  const found = await faults(page, embeds, limits);
  if (picture) await photograph(page, `${page.engine}-${picture}-${width}`, width);
  assert.deepEqual(found, []);
}

/** Keeps what a page looks like, for people: as much as windows show. */
async function photograph(page, name, width) {
  mkdirSync(screenshots, { recursive: true });
  await page.resize({ width, height: HIGHEST });
  for (const part of [0, 1, 2]) {
    await page.evaluate((top) => window.scrollTo({ top, behavior: 'instant' }), part * HIGHEST);
    await page.screenshot(`${screenshots}/${name}-${part + 1}.png`);
  }
}

/** Clicks the first link in the frame of an exhibit, which has to lead the whole page there. */
export async function expectLive(page, name) {
  const way = 'address';
  // It has its height, so that the link stays where it is.
  assert.deepEqual(await faults(page, [{ name, way }], { [way]: { least: 200 } }), []);
  const frame = `iframe[data-name="${name}"][data-way="${way}"]`;
  const link = await page.inFrame(frame, () => {
    const link = [...document.links].find((link) => link.checkVisibility() && link.getClientRects().length > 0);
    const [{ x, y, width, height }] = link.getClientRects();
    return { href: link.href, x: x + width / 2, y: y + height / 2 };
  });
  const place = await page.evaluate((frame, link) => {
    const { top } = document.querySelector(frame).getBoundingClientRect();
    window.scrollBy({ top: top + link.y - innerHeight / 2, behavior: 'instant' });
    const { x, y } = document.querySelector(frame).getBoundingClientRect();
    return { x: x + link.x, y: y + link.y };
  }, frame, link);
  await page.click(place);
  await page.wait((href) => location.href === href, link.href);
}
