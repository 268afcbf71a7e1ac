// Loading a page: when it paints and can be used, what it shifts, blocks and weighs.
import { median, slowPage } from './browser.mjs';

/** What a file is, by its address. The rest is `other`. */
const KINDS = [
  ['html', /\/$/],
  ['css', /\.css$/],
  ['script', /\.(js|wasm)$/],
  ['content', /\.(bin|json)$/],
  ['pictures', /\.(svg|png|jpg|webp|avif)$/],
];

/** For how many milliseconds nothing is sent where a page has loaded. */
const QUIET = 1_000;

/**
 * Visits a page for the first time, and again with what the browser then has in its
 * cache. Gives what both visits measured: times in milliseconds from the start of the
 * navigation, bytes as sent, with headers.
 */
export async function visits(browser, url, { isAlive = true, network = true } = {}) {
  const { context, page, cdp } = await slowPage(browser, { network });
  // Not by Playwright's means, whose script takes the slow processor tens of milliseconds
  // to compile, just while the page starts.
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: 'reportLoaded' });
  await page.addInitScript(observe, isAlive);
  const first = await visit(page, cdp, url);
  await page.goto('about:blank');
  const again = await visit(page, cdp, url);
  await context.close();
  return { first, again };
}

async function visit(page, cdp, url) {
  const traffic = count(cdp);
  const loaded = new Promise((resolve) => cdp.once('Runtime.bindingCalled', resolve));
  await page.goto(url, { waitUntil: 'commit' });
  await loaded;
  await traffic.quiet(QUIET);
  const measured = await page.evaluate(() => window.measured());
  return { ...measured, ...traffic.stop() };
}

/** Counts what the browser loads until `stop` is called. */
export function count(cdp) {
  const open = new Map();
  const bytes = { html: 0, css: 0, script: 0, content: 0, pictures: 0, other: 0 };
  let requests = 0;
  let lastEvent = Date.now();
  const onRequest = ({ requestId, request }) => {
    lastEvent = Date.now();
    open.set(requestId, new URL(request.url));
  };
  const onFinished = ({ requestId, encodedDataLength }) => {
    lastEvent = Date.now();
    const url = open.get(requestId);
    open.delete(requestId);
    // What comes from the cache or from the page itself was not sent.
    if (!url?.protocol.startsWith('http') || encodedDataLength === 0) return;
    const [kind] = KINDS.find(([, pattern]) => pattern.test(url.pathname)) ?? ['other'];
    bytes[kind] += encodedDataLength;
    requests += 1;
  };
  const onFailed = ({ requestId }) => open.delete(requestId);
  cdp.on('Network.requestWillBeSent', onRequest);
  cdp.on('Network.loadingFinished', onFinished);
  cdp.on('Network.loadingFailed', onFailed);
  return {
    /** Waits until nothing has been on its way for so many milliseconds. */
    async quiet(ms) {
      while (open.size > 0 || Date.now() - lastEvent < ms) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    stop() {
      cdp.off('Network.requestWillBeSent', onRequest);
      cdp.off('Network.loadingFinished', onFinished);
      cdp.off('Network.loadingFailed', onFailed);
      const total = Object.values(bytes).reduce((sum, part) => sum + part, 0);
      return { requests, bytes: { ...bytes, total } };
    },
  };
}

/**
 * Runs in the page before anything else: collects what the browser measures, and reports
 * when the page has loaded and, where it is alive, is ready.
 */
function observe(isAlive) {
  const seen = { cls: 0, tasks: [] };
  const collect = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  collect('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') seen.fcp = startTime;
  });
  collect('largest-contentful-paint', ({ startTime }) => (seen.lcp = startTime));
  collect('layout-shift', ({ value }) => (seen.cls += value));
  collect('longtask', ({ startTime, duration }) => seen.tasks.push([startTime, startTime + duration]));
  new MutationObserver(() => {
    if (seen.ready || !document.documentElement?.hasAttribute('data-ready')) return;
    seen.ready = performance.now();
    window.reportLoaded('');
  }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-ready'] });
  if (!isAlive) addEventListener('load', () => window.reportLoaded(''));
  window.measured = async () => {
    // Entries are delivered after the frame that they are about.
    const frame = () => new Promise(requestAnimationFrame);
    while (!seen.fcp || !seen.lcp) await frame();
    for (let i = 0; i < 2; i += 1) await frame();
    const { cls, tasks, fcp, lcp, ready } = seen;
    // What each long task takes beyond 50 ms, from the first paint until the page is ready.
    const end = ready ?? Infinity;
    const blocked = tasks
      .map(([from, to]) => Math.min(to, end) - Math.max(from, fcp) - 50)
      .filter((excess) => excess > 0)
      .reduce((sum, excess) => sum + excess, 0);
    return { fcp, lcp, cls, tbt: blocked, ready };
  };
}

/** The medians of several visits. */
export function medians(visits) {
  const of = (take) => median(visits.map(take));
  const bytes = Object.keys(visits[0].bytes).map((kind) => [kind, of((visit) => visit.bytes[kind])]);
  return {
    fcp: of((visit) => visit.fcp),
    lcp: of((visit) => visit.lcp),
    cls: of((visit) => visit.cls),
    tbt: of((visit) => visit.tbt),
    ready: of((visit) => visit.ready ?? NaN),
    requests: of((visit) => visit.requests),
    bytes: Object.fromEntries(bytes),
  };
}
