// What Lighthouse says of the built site, as on a phone:
// `node tests/e2e/lighthouse.mjs [--all] [FOLDER]`.
//
// A page of each kind, or every page with `--all`. It ends with 1 where one has less than
// 100 points in a category, and names what took them. Each page is taken three times, and
// the middle one by its performance counts, since that varies with what else a machine does.
import './bench/shipped.mjs';
import { fileURLToPath } from 'node:url';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { host, report } from './bench/browser.mjs';
import { CHROME } from './chrome.mjs';
import { UNKNOWN, kinds, pages } from './site.mjs';

const RUNS = 3;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

const [all, [folder = fileURLToPath(new URL('../../dist', import.meta.url))]] = [
  process.argv.includes('--all'),
  process.argv.slice(2).filter((argument) => argument !== '--all'),
];
// The page for unknown addresses is to have status 404, which Lighthouse takes for a failure.
const addresses = (all ? pages.map(({ address }) => address) : kinds).filter(
  (address) => address !== UNKNOWN,
);

const site = await host(folder);
const chrome = await launch({
  chromePath: CHROME,
  chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic'],
});
const rows = [];
const findings = [];
try {
  for (const address of addresses) {
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await take(address));
    runs.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
    const lhr = runs[Math.floor(RUNS / 2)];
    const scores = CATEGORIES.map((id) => [id, Math.round(lhr.categories[id].score * 100)]);
    const time = (id) => Math.round(lhr.audits[id].numericValue);
    rows.push({
      page: address,
      ...Object.fromEntries(scores),
      'FCP ms': time('first-contentful-paint'),
      'LCP ms': time('largest-contentful-paint'),
      'TBT ms': time('total-blocking-time'),
      CLS: lhr.audits['cumulative-layout-shift'].numericValue.toFixed(4),
    });
    for (const [id, score] of scores) {
      if (score < 100) findings.push(...lost(lhr, id).map((line) => `${address}: ${id}: ${line}`));
    }
  }
} finally {
  chrome.kill();
  await site.close();
}
report(`Lighthouse on ${rows.length} pages, as on a phone`, rows);
for (const line of findings) console.log(`\n${line}`);
const isPerfect = rows.every((row) => CATEGORIES.every((id) => row[id] === 100));
process.exitCode = isPerfect ? 0 : 1;

/** What Lighthouse says of one visit. */
async function take(address, again = 3) {
  const { lhr } = await lighthouse(site.address + address, {
    port: chrome.port,
    onlyCategories: CATEGORIES,
    logLevel: 'error',
  });
  // Chromium now and then records no start of the navigation; Lighthouse asks to run again.
  if (lhr.runtimeError?.code === 'NO_NAVSTART' && again > 0) return take(address, again - 1);
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  return lhr;
}

/** The audits of a category that took points, a line each. */
function lost({ categories, audits }, category) {
  return categories[category].auditRefs
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => {
      const { title, score, displayValue, details } = audits[id];
      const items = (details?.items ?? []).map(
        (item) => item.node?.snippet ?? item.description ?? item.url ?? item.sourceLocation?.url ?? '',
      );
      return [`${title} (${id}, ${score})`, displayValue, ...items.slice(0, 5)].filter(Boolean).join(': ');
    });
}
