// What the tests know of the site: the bundle, the addresses that follow from it, and
// how its values read in English. Nothing here is copied from the app's output.
import { readFileSync } from 'node:fs';

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
export const isNewer = process.env.E2E_CONTENT === 'newer';

/** The bundle that pages show. */
export const bundle = isNewer ? { ...built, revision: `${built.revision}-newer` } : built;

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
  named('/gaps/', 'What we do not know'),
  named('/glossary/', 'Glossary'),
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
  '/gaps/',
  '/glossary/',
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
  '/embed/results/scorecard/',
  ...drawnSections.map(({ kind, id }) => `/embed/${kind}/${id}/`),
];

function named(address, name, description) {
  return { address, heading: name, name, description };
}

/** The title of a page in the browser's tab. */
export function title(name) {
  return name === bundle.site.name ? name : `${name} – ${bundle.site.name}`;
}

/** A day after which no bundle under test is published. */
export const LATER = '2999-12-31';

/** A copy of the bundle, changed by `change`, as it is published later. */
export function newer(change = () => {}) {
  const changed = { ...structuredClone(bundle), revision: 'newer', published: LATER };
  return change(changed) ?? changed;
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
    const isControl = parentElement.closest('form[role=search], .choices, .switches, .take, .of-series');
    if (!isControl && parentElement.checkVisibility()) text += ` ${data}`;
  }
  return text.replace(/\s+/g, ' ').trim();
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

const written = (value) =>
  value.toLocaleString('en-US', { maximumFractionDigits: 6 }).replace('-', '\u2212');

/** A number with its unit: "72.5%", "20,000 officers", "£1.2 billion". */
export function quantity(value, unit) {
  if (unit === '%' || unit.percent) return `${written(value)}%`;
  if (unit.index) return written(value);
  const [number, word] = scaled(value, unit.scale);
  if (unit.currency) {
    const sign = unit.sign ?? unit.currency;
    const [, minus, size] = number.match(/^(\u2212?)(.*)$/);
    return `${minus}${sign}${/[a-z]$/i.test(sign) ? ' ' : ''}${size}${word}`;
  }
  return `${number}${word} ${number === '1' && !word ? unit.one : unit.many}`;
}

/** A number that counts in thousands or more, and the word after it; below a million in full. */
function scaled(value, scale) {
  const whole = value * { thousands: 1e3, millions: 1e6, billions: 1e9, undefined: 1 }[scale];
  const words = [[1e12, ' trillion'], [1e9, ' billion'], [1e6, ' million']];
  const found = scale && words.find(([least]) => Math.abs(whole) >= least);
  return found ? [written(whole / found[0]), found[1]] : [written(whole), ''];
}

/** A figure of the bundle with how exact it is: "about 55%". */
export function figure({ value, qualifier, missing, status }, unit) {
  if (missing) return status === 'suppressed' ? 'Withheld' : 'No figure';
  const how = qualifier && qualifier !== 'exactly' ? `${qualifier} ` : '';
  return how + quantity(value, unit);
}

/** A target's goal: "75–80%", "up to 7 working days"; in numbers, where it is of a baseline. */
export function goal({ number, atLeast, atMost, from, to, times, percentChange }, unit, baseline) {
  if (times !== undefined) return quantity(baseline.value * times, unit);
  if (percentChange !== undefined) return quantity((baseline.value * (100 + percentChange)) / 100, unit);
  if (number !== undefined) return quantity(number, unit);
  if (atLeast !== undefined) return `${quantity(atLeast, unit)} or more`;
  if (atMost !== undefined) return `up to ${quantity(atMost, unit)}`;
  if (from < 0) return `${quantity(from, unit)} to ${quantity(to, unit)}`;
  return `${written(from)}–${quantity(to, unit)}`;
}

/** A period: "2019", "28 May 2019", "Nov–Dec 2019", "Dec 2020–Feb 2021". */
export function period(value) {
  if (value === 'not stated') return 'undated';
  if (value.startsWith('end-')) return `end of ${value.slice(4)}`;
  // Quarters and financial years are written as their publishers do.
  if (/^[QF]|^\d{4}\/\d\d$/.test(value)) return value;
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

/** The title of the source of a citation. */
export function sourceTitle(citation) {
  return bundle.sources.find(({ id }) => id === (citation.id ?? citation)).title;
}

/** The label of an audience, a theme or a measure. */
export function label(list, id) {
  return bundle[list].find((entry) => entry.id === id).label;
}

/** A text as the search compares it; which searches find which texts has a test of its own. */
const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The initiatives that a state of the search and filters leaves. */
export function initiativesLeft({ q = '', audience, theme }) {
  const has = (initiative) => (word) =>
    folded(
      [
        initiative.title,
        initiative.summary,
        ...initiative.facts.map((fact) => plain(fact.text)),
        ...initiative.themes.map((id) => label('themes', id)),
      ].join('\n'),
    ).includes(word);
  return bundle.initiatives
    .filter((initiative) => folded(q).split(/\s+/).every(has(initiative)))
    .filter(({ audiences }) => !audience || audiences.includes(audience))
    .filter(({ themes }) => !theme || themes.includes(theme));
}

/** How many periods the rows of a table are of, given their texts: "No figure (4 periods)" is of 4. */
export const periodsOf = (rows) =>
  rows.reduce((sum, row) => sum + Number(/ \((\d+) periods\)/.exec(row)?.[1] ?? 1), 0);
