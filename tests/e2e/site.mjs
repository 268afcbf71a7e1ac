// What the tests know of the site: the bundle, the addresses that follow from it, and
// how its values read in English. Nothing here is copied from the app's output.
import { readFileSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';

/** The bundle that the site under test was built from. */
export const bundle = JSON.parse(
  readFileSync(new URL('../../public/bundle/en.json', import.meta.url), 'utf8'),
);

/**
 * Playwright's `test`, in which an uncaught error of the page (a panic of the app, say)
 * fails any test; `test.use({ mayFail: true })` where failing is the subject.
 */
export const test = base.extend({
  mayFail: [false, { option: true }],
  uncaught: [
    async ({ page, mayFail }, use) => {
      const errors = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      await use(errors);
      if (!mayFail) expect(errors, 'uncaught errors of the page').toEqual([]);
    },
    { auto: true },
  ],
});

export const BUNDLE = '**/bundle/en.json';
export const UNKNOWN = '/no/such-page/';

const home = bundle.pages.find((page) => page.id === 'home');

/** Every address of the site with the heading (h1) and the name that its page has. */
export const pages = [
  ...bundle.pages.map((page) => ({
    address: page === home ? '/' : `/${page.id}/`,
    heading: page.sections[0].kind === 'hero' ? page.sections[0].heading : page.title,
    name: page === home ? bundle.site.name : page.title,
  })),
  named('/initiatives/', 'Initiatives'),
  ...bundle.initiatives.map(({ id, title }) => named(`/initiatives/${id}/`, title)),
  named('/kpis/', 'Targets'),
  ...bundle.kpis.map(({ id, title }) => named(`/kpis/${id}/`, title)),
  named('/sources/', 'Sources'),
];

function named(address, name) {
  return { address, heading: name, name };
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

/** Waits until the app runs, or says why it does not. */
export async function ready(page) {
  await expect(page.locator('html')).toHaveAttribute('data-ready', '');
}

/** Answers requests for the bundle with what `change` makes of a copy of it. */
export async function serveBundle(page, change) {
  const changed = structuredClone(bundle);
  await page.route(BUNDLE, (route) => route.fulfill({ json: change(changed) ?? changed }));
}

/** The message that says that the app has stopped or cannot start. */
export function banner(page) {
  return page.getByText('Something on this page stopped working.');
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
