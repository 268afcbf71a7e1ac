// What the tests know of the site: the bundle, the addresses that follow from it, and
// how its values read in English. Nothing here is copied from the app's output.
import { readFileSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';

/**
 * The bundle of the site under test (test-site.mjs). Programs that measure what ships name
 * that (bench/shipped.mjs).
 */
const built = JSON.parse(
  readFileSync(process.env.E2E_BUNDLE ?? new URL('../bundles/another-government.json', import.meta.url), 'utf8'),
);

// What a bundle may leave out is an empty list to the tests.
for (const page of built.pages) page.sections ??= [];
for (const initiative of (built.initiatives ??= [])) {
  for (const list of ['audiences', 'themes', 'facts', 'notes']) initiative[list] ??= [];
}
for (const kpi of (built.kpis ??= [])) {
  for (const list of ['audiences', 'targets', 'notes', 'breaks', 'related']) kpi[list] ??= [];
}

/** Whether all pages find content that is newer than their build (playwright.config.mjs). */
const isNewer = process.env.E2E_CONTENT === 'newer';

/** The bundle that pages show. */
export const bundle = isNewer ? { ...built, revision: `${built.revision}-newer` } : built;

/**
 * Playwright's `test`, in which these fail any test:
 *
 * - an uncaught error of a page (a panic of the app, say), but where failing is the
 *   subject: `test.use({ mayFail: true })`;
 * - what the Content Security Policy refuses;
 * - a request to another origin, but where a test leaves the site on purpose:
 *   `test.use({ mayLeave: true })`.
 *
 * Where pages find newer content, they show it when `goto` and `reload` have answered.
 */
export const test = base.extend({
  page: async ({ page, javaScriptEnabled }, use) => {
    if (isNewer && javaScriptEnabled !== false) await alwaysNewer(page);
    await use(page);
  },
  mayFail: [false, { option: true }],
  mayLeave: [false, { option: true }],
  watched: [
    async ({ context, baseURL, mayFail, mayLeave }, use) => {
      const watched = await watch(context, baseURL);
      await use(watched);
      if (!mayFail) expect(watched.errors, 'uncaught errors of the page').toEqual([]);
      if (!mayLeave) expect(watched.foreign, 'requests to another origin').toEqual([]);
      expect(watched.violations, 'violations of the Content Security Policy').toEqual([]);
    },
    { auto: true },
  ],
});

/** What a policy's violation begins with in the console, for browsers' words change. */
const VIOLATION = 'securitypolicyviolation';

/** Whether a page logged an error or a warning, and not Playwright in its place. */
export function isProblem(message) {
  const isOwn = message.text() === 'Service Worker registration blocked by Playwright';
  return ['error', 'warning'].includes(message.type()) && !isOwn;
}

/** Collects what must not happen in the pages of a browser context from now on. */
export async function watch(context, baseURL) {
  const watched = { errors: [], violations: [], foreign: [] };
  context.on('weberror', (error) => watched.errors.push(String(error.error())));
  context.on('console', (message) => {
    const text = message.text();
    const isViolation = text.startsWith(VIOLATION) || /Content.Security.Policy|Trusted ?Type/i.test(text);
    if (isViolation) watched.violations.push(text);
  });
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== baseURL) watched.foreign.push(request.url());
  });
  await context.addInitScript((name) => {
    addEventListener(name, ({ effectiveDirective, blockedURI, sample, sourceFile, lineNumber }) => {
      console.error(name, effectiveDirective, blockedURI, sample, `${sourceFile}:${lineNumber}`);
    });
  }, VIOLATION);
  return watched;
}

/** Lets a page find newer content wherever it goes. */
async function alwaysNewer(page) {
  await page.route(BUNDLE, (route) => route.fulfill({ json: bundle }));
  for (const name of ['goto', 'reload']) {
    const go = page[name].bind(page);
    page[name] = async (...args) => {
      const response = await go(...args);
      // Another document of the site, and not another place in this one.
      if (!response || !page.url().startsWith('http')) return response;
      await expect(notice(page)).not.toBeEmpty();
      const isShown = (await notice(page).textContent()).includes('Updated.');
      // Not by a click of the mouse: the keyboard's place stays where it was.
      if (isShown) await notice(page).getByRole('button').evaluate((button) => button.click());
      return response;
    };
  }
}

export const BUNDLE = '**/bundle/en.json';
export const UNKNOWN = '/no/such-page/';

const home = bundle.pages.find((page) => page.id === 'home');

/** Every address of the site with the heading (h1), the name and the description of its page. */
export const pages = [
  ...bundle.pages.map((page) => ({
    address: page === home ? '/' : `/${page.id}/`,
    heading: page.sections[0]?.kind === 'hero' ? page.sections[0].heading : page.title,
    name: page === home ? bundle.site.name : page.title,
    description: page.description,
  })),
  named('/initiatives/', 'Initiatives'),
  ...bundle.initiatives.map(({ id, title, summary }) => named(`/initiatives/${id}/`, title, summary)),
  named('/kpis/', 'Targets'),
  ...bundle.kpis.map(({ id, title, measures }) => named(`/kpis/${id}/`, title, plain(measures))),
  named('/sources/', 'Sources'),
];

/** An address of each kind of page. */
export const kinds = [
  '/',
  ...bundle.pages.filter((page) => page !== home).map(({ id }) => `/${id}/`),
  '/initiatives/',
  `/initiatives/${bundle.initiatives[0].id}/`,
  '/kpis/',
  `/kpis/${bundle.kpis[0].id}/`,
  '/sources/',
  UNKNOWN,
];

/** The sections that are drawings of their own, which other sites can show. */
export const drawnSections = bundle.pages
  .flatMap(({ sections }) => sections)
  .filter(({ kind }) => ['multiples', 'wheel'].includes(kind));

/** The address of every embed. */
export const embeds = [
  ...bundle.initiatives.map(({ id }) => `/embed/card/${id}/`),
  ...bundle.insights.map(({ id }) => `/embed/insight/${id}/`),
  ...bundle.kpis.flatMap(({ id }) => [`/embed/figure/${id}/`, `/embed/kpi/${id}/`]),
  '/embed/chart/insights/',
  '/embed/chart/scorecard/',
  ...drawnSections.map(({ kind, id }) => `/embed/${kind}/${id}/`),
];

function named(address, name, description) {
  return { address, heading: name, name, description };
}

/** The title of a page in the browser's tab. */
export function title(name) {
  return name === bundle.site.name ? name : `${name} – ${bundle.site.name}`;
}

/** Opens an address and waits until the app runs. */
export async function open(page, address) {
  const response = await page.goto(address);
  await ready(page);
  return response;
}

/** Waits until the app runs. */
export async function ready(page) {
  await expect(page.locator('html')).toHaveAttribute('data-ready', '');
}

/** A day after which no bundle under test is published. */
export const LATER = '2999-12-31';

/** A copy of the bundle, changed by `change`, as it is published later. */
export function newer(change = () => {}) {
  const changed = { ...structuredClone(bundle), revision: 'newer', published: LATER };
  return change(changed) ?? changed;
}

/** Answers requests for the bundle with a newer one, which `change` makes of a copy. */
export async function serveNewer(page, change) {
  await page.route(BUNDLE, (route) => route.fulfill({ json: newer(change) }));
}

/** Opens an address and waits until the newer bundle of `serveNewer` is shown. */
export async function openNewer(page, address) {
  await open(page, address);
  // Otherwise `goto` has waited for it, and closed it.
  if (!isNewer) await expect(notice(page)).toContainText('Updated.');
}

/**
 * Lets the requests for a pattern wait. Gives what lets them go: `route.continue()`, or
 * whatever else is done with each route.
 */
export async function hold(page, pattern) {
  let release;
  const released = new Promise((done) => (release = done));
  await page.route(pattern, async (route) => {
    const answer = await released;
    await answer(route);
  });
  return (answer = (route) => route.continue()) => release(answer);
}

export const SCRIPT = '**/civic-scorecard-*.js';
export const WASM = '**/civic-scorecard-*_bg.wasm';
export const CONTENT = '**/content-*.bin';

/** What is said of the content as a whole. */
export function notice(page) {
  return page.locator('#site-notice');
}

/** The note that the interactive parts are not available. */
export function failure(page) {
  return page.locator('#site-failure > div');
}

/** What only works with script. */
export function controls(page) {
  return page.locator('form[role=search], .choices, .take, main button');
}

/** Runs in the page: the text of what is in `main`, with white space made one. */
export function mainText() {
  return document.querySelector('main').textContent.replace(/\s+/g, ' ').trim();
}

/**
 * Runs in the page: the text that can be seen in `main`, but for what only works with
 * script.
 */
export function visibleText() {
  const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  let text = '';
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    const isControl = parentElement.closest('form[role=search], .choices, .take');
    if (!isControl && parentElement.checkVisibility()) text += ` ${data}`;
  }
  return text.replace(/\s+/g, ' ').trim();
}

/** What was found without script, for the tests of a worker: it is the same for all of them. */
const remembered = new Map();

/** What `look`, which runs in the page, finds at addresses where no script runs. */
export async function withoutScript(browser, baseURL, addresses, look) {
  const key = (address) => `${address} ${look}`;
  const unknown = addresses.filter((address) => !remembered.has(key(address)));
  if (unknown.length > 0) {
    const page = await browser.newPage({ baseURL, javaScriptEnabled: false });
    for (const address of unknown) {
      await page.goto(address);
      remembered.set(key(address), await page.evaluate(look));
    }
    await page.close();
  }
  return new Map(addresses.map((address) => [address, remembered.get(key(address))]));
}

/** Rich text as the reader sees it. */
export function plain(markup) {
  return markup
    .replace(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\([^)]*\)/g, '$1')
    .replace(/(?<!\\)\*\*?/g, '')
    .replace(/\\(.)/g, '$1');
}

/** The strings of a rich text's paragraphs and lists. */
export function lines(blocks = []) {
  return blocks.flatMap((block) => block.list ?? [block]).map(plain);
}

/** A number with its unit: "72.5%", "20,000 officers". */
export function quantity(value, unit) {
  const number = value.toLocaleString('en-US').replace('-', '\u2212');
  if (unit === '%') return `${number}%`;
  return `${number} ${value === 1 ? unit.one : unit.many}`;
}

/** A figure of the bundle with how exact it is: "about 55%". */
export function figure({ value, qualifier, missing }, unit) {
  if (missing) return 'No figure';
  const how = qualifier && qualifier !== 'exactly' ? `${qualifier} ` : '';
  return how + quantity(value, unit);
}

/** A target's goal: "75–80%", "at most 7 working days". */
export function goal({ number, atLeast, atMost, from, to }, unit) {
  if (number !== undefined) return quantity(number, unit);
  if (atLeast !== undefined) return `at least ${quantity(atLeast, unit)}`;
  if (atMost !== undefined) return `at most ${quantity(atMost, unit)}`;
  return `${from.toLocaleString('en-US')}–${quantity(to, unit)}`;
}

/** A period: "2019", "28 May 2019", "Nov–Dec 2019", "Dec 2020–Feb 2021". */
export function period(value) {
  if (value === 'not stated') return 'date not stated';
  if (value.startsWith('end-')) return `end of ${value.slice(4)}`;
  const [from, to] = value.split('/');
  if (!to) return date(from);
  const isOneYear = from.slice(0, 4) === to.slice(0, 4);
  const areMonths = from.length === 7 && to.length === 7;
  return `${isOneYear && areMonths ? month(from) : date(from)}–${date(to)}`;
}

function date(value) {
  const [year, hasMonth, day] = value.split('-');
  return [day && Number(day), hasMonth && month(value), year].filter(Boolean).join(' ');
}

function month(value) {
  return 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[value.slice(5, 7) - 1];
}

/** The title of a source. */
export function sourceTitle(id) {
  return bundle.sources.find((source) => source.id === id).title;
}

/** The label of an audience, a theme or a measure. */
export function label(list, id) {
  return bundle[list].find((entry) => entry.id === id).label;
}
