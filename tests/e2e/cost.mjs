// What visits cost in transfer, from the built site:
// `node tests/e2e/cost.mjs [FOLDER] [--visits N] [--pages N] [--returning SHARE]
//   [--per-gb USD] [--per-10k-requests USD]`.
//
// Bytes are what a browser receives, with headers. The prices are examples: a reader has
// to put in those of their provider.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { host, launch, report, slowPage } from './bench/browser.mjs';
import { count, visits } from './bench/loading.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    visits: { type: 'string', default: '10000000' },
    pages: { type: 'string', default: '3' },
    returning: { type: 'string', default: '0' },
    'per-gb': { type: 'string', default: '0.085' },
    'per-10k-requests': { type: 'string', default: '0.01' },
  },
});
const number = (name) => {
  const value = Number(values[name]);
  if (!(value >= 0)) throw new Error(`--${name} is a number from 0 on, not "${values[name]}"`);
  return value;
};
const folder = positionals[0] ?? fileURLToPath(new URL('../../dist', import.meta.url));

const site = await host(folder);
const browser = await launch();
let first, again, further;
try {
  ({ first, again } = await visits(browser, `${site.address}/`, { network: false }));
  further = await followed();
} finally {
  await browser.close();
  await site.close();
}

/** What following a link within a visit takes. */
async function followed() {
  const { context, page, cdp } = await slowPage(browser, { network: false });
  await page.goto(`${site.address}/`);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  await page.waitForLoadState('networkidle');
  const traffic = count(cdp);
  await page.locator('main a[href^="/kpis/"]').first().click();
  await traffic.quiet(1_000);
  const taken = traffic.stop();
  await context.close();
  return taken;
}

const row = (what, { requests, bytes }) => ({ what, requests, ...bytes });
report('Bytes as sent, compressed, with headers', [
  row('first visit, the first page', first),
  row('a further page of the same visit', further),
  row('a later visit, nothing new, the first page', again),
]);

const [visitors, pages, share] = [number('visits'), number('pages'), number('returning')];
const perVisit = (take) =>
  (1 - share) * take(first) + share * take(again) + Math.max(0, pages - 1) * take(further);
const bytes = visitors * perVisit((view) => view.bytes.total);
const requests = visitors * perVisit((view) => view.requests);
const transfer = (bytes / 1e9) * number('per-gb');
const asking = (requests / 10_000) * number('per-10k-requests');
const text = (value) => Math.round(value).toLocaleString('en-US');
report(`${text(visitors)} visits of ${pages} pages, ${share * 100}% of them by browsers that have been here`, [
  { what: 'transfer', amount: `${(bytes / 1e12).toFixed(2)} TB`, 'example price': `US$ ${values['per-gb']} per GB`, 'US$': text(transfer) },
  { what: 'requests', amount: text(requests), 'example price': `US$ ${values['per-10k-requests']} per 10,000`, 'US$': text(asking) },
  { what: 'together', amount: '', 'example price': '', 'US$': text(transfer + asking) },
]);
console.log('\nThe prices are examples: put in those of your provider. Many hosts include this much.');
