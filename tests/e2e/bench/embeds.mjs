// What embeds cost the pages of others: bytes and time of custom elements by their number.
import { serveHosts } from '../embeds/serve-hosts.mjs';
import { bundle, drawnSections } from '../site.mjs';
import { median, slowPage } from './browser.mjs';
import { count } from './loading.mjs';

/** For how many milliseconds nothing is sent where all is there. */
const QUIET = 1_000;

/** So many embeds of all kinds in turn. */
function elements(number) {
  const lists = [
    ['kpi', bundle.kpis],
    ['insight', bundle.insights],
    ['card', bundle.initiatives],
    ['figure', bundle.kpis],
    ['multiples', drawnSections.filter(({ kind }) => kind === 'multiples')],
    ['wheel', drawnSections.filter(({ kind }) => kind === 'wheel')],
  ];
  const all = Array.from({ length: number }, (_, place) => {
    const [kind, list] = lists[place % lists.length];
    const { id } = list[Math.floor(place / lists.length) % list.length];
    return `<civic-${kind} of="${id}"></civic-${kind}>`;
  });
  return all.join('\n');
}

/**
 * Loads pages with each of these numbers of elements, `runs` times in turns. Gives for each
 * the medians of the bytes that were sent, of the milliseconds until all were drawn, and of
 * the main thread's milliseconds in tasks.
 */
export async function elementsOf(browser, site, numbers, runs) {
  const hosts = await serveHosts();
  try {
    const pages = new Map(numbers.map((number) => [number, hosts.host({
      html: `<!doctype html><title>A portal</title>${elements(number)}
        <script type="module" src="${site}/embed.js"></script>`,
    })]));
    const found = new Map(numbers.map((number) => [number, []]));
    for (let run = 0; run < runs; run += 1) {
      for (const [number, address] of pages) found.get(number).push(await load(browser, address, number));
    }
    return numbers.map((number) => {
      const of = (name) => median(found.get(number).map((one) => one[name]));
      return { number, bytes: of('bytes'), requests: of('requests'), drawn: of('drawn'), tasks: of('tasks') };
    });
  } finally {
    await hosts.close();
  }
}

async function load(browser, address, number) {
  const { context, page, cdp } = await slowPage(browser);
  // All of them at once: what is far from the reader is not drawn otherwise.
  await page.setViewportSize({ width: 800, height: 30_000 });
  await page.addInitScript((number) => {
    let ready = 0;
    window.drawn = new Promise((done) => {
      addEventListener('civic-ready', ({ detail }) => {
        if (detail.mode !== 'inline') throw new Error(`${detail.id} was not drawn inline`);
        ready += 1;
        if (ready === number) done(performance.now());
      });
    });
  }, number);
  await cdp.send('Performance.enable');
  const traffic = count(cdp);
  await page.goto(address, { waitUntil: 'commit' });
  const drawn = await page.evaluate(() => window.drawn);
  await traffic.quiet(QUIET);
  const { bytes, requests } = traffic.stop();
  const { metrics } = await cdp.send('Performance.getMetrics');
  const tasks = metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  await context.close();
  return { bytes: bytes.total, requests, drawn, tasks };
}
