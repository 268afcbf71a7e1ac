// What charts cost: the main thread's work for pointer moves, keys and switches, against the
// same page with its scripts removed, which is what the browser itself takes.
import { bundle } from '../site.mjs';
import { median, slowPage } from './browser.mjs';

const STEPS = 20;
const RUNS = 5;

/** The bundle with pages of this many charts each, all of the KPI with the most figures. */
export function withCharts(...counts) {
  const changed = structuredClone(bundle);
  const figures = (kpi) => kpi.series.reduce((sum, series) => sum + series.observations.length, 0);
  const kpi = changed.kpis.reduce((most, kpi) => (figures(kpi) > figures(most) ? kpi : most));
  for (const count of counts) {
    changed.pages.push({
      id: pageOf(count),
      label: `${count} charts`,
      title: `${count} charts`,
      description: `${count} charts`,
      sections: Array.from({ length: count }, (_, index) => ({
        kind: 'chart', id: `chart-${index}`, heading: `Chart ${index}`, kpi: kpi.id,
      })),
    });
  }
  return changed;
}

export const pageOf = (count) => `charts-${count}`;

/** Waits until the page has nothing to do. */
const settled = (page) =>
  page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestAnimationFrame(() => setTimeout(resolve, 0)))));

/** The main thread's task time so far, in milliseconds. */
async function taskTime(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

/** Opens a page of charts, and gives what is needed to act on its first chart. */
async function open(browser, address, isAlive) {
  const { context, page, cdp } = await slowPage(browser, { network: false });
  await cdp.send('Performance.enable');
  await page.goto(address);
  if (isAlive) await page.waitForSelector('html[data-ready]', { state: 'attached' });
  const chart = page.locator('.chart').first();
  await chart.locator('.drawing:visible').scrollIntoViewIfNeeded();
  await settled(page);
  return { context, page, cdp, chart };
}

/** What each kind of action does, `STEPS` times where it can be repeated. */
const ACTIONS = {
  'pointer move': async ({ page, chart }) => {
    const box = await chart.locator('.drawing:visible').boundingBox();
    return async () => {
      for (let step = 1; step <= STEPS; step += 1) {
        await page.mouse.move(box.x + (box.width * step) / (STEPS + 1), box.y + box.height / 2);
        await frame(page);
      }
    };
  },
  'arrow key': async ({ page, chart }) => {
    await chart.locator('.point').first().focus();
    await settled(page);
    return async () => {
      for (let step = 0; step < STEPS; step += 1) {
        await page.keyboard.press(step < STEPS / 2 ? 'ArrowRight' : 'ArrowLeft');
        await frame(page);
      }
    };
  },
  'switch to table': async ({ page, chart }) => {
    const table = chart.locator('.switch input[value="table"]');
    const box = await table.boundingBox();
    await page.mouse.move(box.x + 10, box.y + 10);
    await settled(page);
    return async () => {
      await page.mouse.click(box.x + 10, box.y + 10);
      await frame(page);
    };
  },
};

/** Waits for the next frame to have been painted. */
const frame = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));

/**
 * For each kind of action the median task time in milliseconds on the site and on the same
 * pages without scripts, taken in turns.
 */
export async function actions(browser, site, bare) {
  const found = Object.keys(ACTIONS).map((action) => ({ action, site: [], bare: [] }));
  for (let run = 0; run < RUNS; run += 1) {
    for (const row of found) {
      for (const [times, address, isAlive] of [[row.site, site, true], [row.bare, bare, false]]) {
        const opened = await open(browser, address, isAlive);
        const act = await ACTIONS[row.action](opened);
        const before = await taskTime(opened.cdp);
        await act();
        times.push((await taskTime(opened.cdp)) - before);
        await opened.context.close();
      }
    }
  }
  return found.map(({ action, site, bare }) => ({ action, site: median(site), bare: median(bare) }));
}

/**
 * A page of many charts: milliseconds until it can be used, until the same page without
 * scripts is loaded, and the longest task of each while it is scrolled through.
 */
export async function manyCharts(browser, site, bare) {
  const times = { ready: [], load: [], longest: [], longestBare: [] };
  for (let run = 0; run < 3; run += 1) {
    for (const isAlive of [true, false]) {
      const { context, page } = await slowPage(browser, { network: false });
      await page.addInitScript(noteReady);
      await page.goto(isAlive ? site : bare);
      if (isAlive) {
        await page.waitForFunction(() => window.readyAt);
        times.ready.push(await page.evaluate(() => window.readyAt));
      } else {
        const load = () => performance.getEntriesByType('navigation')[0].loadEventEnd;
        times.load.push(await page.evaluate(load));
      }
      times[isAlive ? 'longest' : 'longestBare'].push(await longestTaskWhileScrolling(page));
      await context.close();
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

/** Runs in the page: writes down when the app is ready. */
function noteReady() {
  new MutationObserver((_, observer) => {
    if (!document.documentElement?.hasAttribute('data-ready')) return;
    window.readyAt = performance.now();
    observer.disconnect();
  }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-ready'] });
}

async function longestTaskWhileScrolling(page) {
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: 'longtask' });
  });
  for (let step = 0; step < 40; step += 1) {
    await page.mouse.wheel(0, 2_000);
    await frame(page);
  }
  return page.evaluate(() => window.longest);
}
