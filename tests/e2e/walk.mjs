// Every page opened once, as from a search engine or a bookmark, and all that is to be known
// of it looked at on the way: opening costs more than looking.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { BUNDLE, WASM, isProblem, mainText, ready, visibleText, watch } from './site.mjs';

const checker = createRequire(import.meta.url)('vnu-jar');

/** How many pages are open at a time: most of what each takes is waiting. */
const AT_ONCE = 3;

/**
 * What was seen, by address. Of each page:
 *
 * - `status`, `policy` and `served`: what the server answered
 * - `withoutScript`, `beforeApp`, `withApp`: the texts of `main` in each state
 * - `needless`: what is shown without script and needs it
 * - `html`: the page as the app has rendered it
 * - `requests`: the addresses of all requests of a browser that was never here
 * - `problems`: what the page logged, threw or could not get
 * - `tooWide`: what makes it scroll sideways at 320 pixels
 * - and what `look` finds
 */
export async function walk(browser, baseURL, addresses) {
  const seen = new Map(addresses.map((address) => [address, {}]));
  const violations = [];
  await eachOf(addresses, async (next) => {
    const page = await browser.newPage({ baseURL, javaScriptEnabled: false });
    for (const address of next) {
      await page.goto(address);
      const { needless, ...texts } = await page.evaluate(`({ ...${TEXTS}, needless: (${findNeedless})() })`);
      Object.assign(seen.get(address), { withoutScript: texts, needless });
    }
    await page.close();
  });
  await eachOf(addresses, async (next) => {
    const page = await browser.newPage({ baseURL, serviceWorkers: 'block' });
    const watched = await watch(page.context(), baseURL);
    for (const address of next) Object.assign(seen.get(address), await visit(page, address));
    violations.push(...watched.violations);
    await page.close();
  });
  return { seen, violations };
}

/** Lets several take from one list until it is empty. */
async function eachOf(list, take) {
  const next = list[Symbol.iterator]();
  // An iterator that ends with the loop of the first would leave the others with nothing.
  const shared = { [Symbol.iterator]: () => ({ next: () => next.next() }) };
  await Promise.all(Array.from({ length: AT_ONCE }, () => take(shared)));
}

/** An expression for the page: its texts. */
const TEXTS = `{ text: (${mainText})(), seen: (${visibleText})() }`;

async function visit(page, address) {
  const problems = [];
  const requests = [];
  const listeners = {
    console: (message) => isProblem(message) && problems.push(message.text()),
    pageerror: (error) => problems.push(String(error)),
    requestfailed: (request) => problems.push(`failed: ${request.url()}`),
    response: (response) => response.status() >= 400 && problems.push(`${response.status()}: ${response.url()}`),
    request: (request) => /^https?:/.test(request.url()) && requests.push(request.url()),
  };
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  await page.setViewportSize({ width: 1280, height: 800 });
  // Nothing that Playwright routes comes from the browser's cache, so each view is a first one.
  let release;
  const released = new Promise((done) => (release = done));
  await page.route(WASM, async (route) => {
    await released;
    await route.continue();
  });
  // The look for newer content is a page's last request; leaving earlier would end it.
  const checked = page.waitForResponse(BUNDLE).catch(() => undefined);
  const response = await page.goto(address);
  const beforeApp = await page.evaluate(`(${TEXTS})`);
  release();
  const isRunning = await ready(page).then(() => true, () => false);
  if (isRunning) await (await checked)?.finished();
  else problems.push('the app does not run');
  await page.waitForLoadState('networkidle');
  const withApp = await page.evaluate(`(${TEXTS})`);
  const found = await page.evaluate(look);
  await page.setViewportSize({ width: 320, height: 640 });
  const tooWide = await page.evaluate(findTooWide);
  await page.unroute(WASM);
  for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
  return {
    status: response.status(),
    policy: response.headers()['content-security-policy'],
    served: await response.text(),
    beforeApp,
    withApp,
    requests,
    problems,
    tooWide,
    ...found,
  };
}

/** Runs in the page: what is on it. */
function look() {
  const main = document.querySelector('main');
  const text = (element) => element.innerText.replace(/\s+/g, ' ').trim();
  const all = (selector) => [...document.querySelectorAll(selector)];
  const html = `<!doctype html>${document.documentElement.outerHTML}`;
  // What is folded is said, too.
  for (const fold of all('main details:not(.take)')) fold.open = true;
  return {
    html,
    title: document.title,
    lang: document.documentElement.lang,
    description: document.querySelector('meta[name=description]').content,
    h1: all('h1').map(text),
    text: text(main),
    // Of a table that is hidden, no text has the space between its paragraphs.
    rows: all('main tbody tr').map((row) => [...row.cells].map((cell) =>
      [...cell.querySelectorAll('p')].map(text).join(' ') || text(cell))),
    ids: all('[id]').map((element) => element.id),
    // Links in drawings have addresses of another type.
    links: all('a[href]').map((link) => new URL(link.getAttribute('href'), document.baseURI).href),
    images: all('img').map((image) => [image.src, image.getAttribute('alt')]),
  };
}

/** Runs in the page: what is shown there though it needs script, or is said for no reason. */
function findNeedless() {
  const found = document.querySelectorAll('form[role=search], .choices, .switches, main button, #site-failure > div');
  const shown = [...found].filter((element) => element.checkVisibility({ visibilityProperty: true }));
  const said = document.querySelector('#site-notice').textContent.trim();
  return shown.map((element) => element.outerHTML.slice(0, 80)).concat(said || []);
}

/** Runs in the page: what makes it scroll sideways. */
function findTooWide() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5)
    .map((element) => `${element.localName}.${element.className}`);
}

/** What `find` lists of the pages, by address, where it lists anything. */
export function found(seen, find) {
  const lists = [...seen].map(([address, page]) => [address, find(page, address)]);
  return Object.fromEntries(lists.filter(([, list]) => list.length > 0));
}

/** What stands in a list again. */
export function repeated(list) {
  return list.filter((item, index) => list.indexOf(item) !== index);
}

/** The problems of each page, but for what the browser itself reports of one that is not there. */
export function problemsOf(seen) {
  return found(seen, ({ problems, status }) => problems.filter((problem) => status !== 404 || !/\b404\b/.test(problem)));
}

/** Where texts differ between a page without script, before its app runs and with it. */
export function differences(seen) {
  return found(seen, ({ withoutScript, beforeApp, withApp }) =>
    Object.entries({ beforeApp, withApp }).filter(([, texts]) => JSON.stringify(texts) !== JSON.stringify(withoutScript)));
}

/** The links within the site that lead to nothing: to no file, or to no part of a page. */
export async function brokenLinks(seen, baseURL, request) {
  const from = new Map();
  for (const [address, { links }] of seen) {
    for (const link of links.filter((link) => new URL(link).origin === baseURL)) from.set(link, address);
  }
  if (from.size < 2) throw new Error('there is not even a link from page to page');
  const broken = [];
  for (const [link, address] of from) {
    const { pathname, hash } = new URL(link);
    const page = seen.get(pathname);
    const isThere = page
      ? !hash || page.ids.includes(decodeURIComponent(hash.slice(1)))
      : (await request.get(link)).status() === 200;
    if (!isThere) broken.push(`${link}, linked from ${address}`);
  }
  return broken;
}

/** What the Nu HTML checker finds in texts, by their names: each mistake once, with where it is. */
export async function mistakes(folder, texts) {
  mkdirSync(folder, { recursive: true });
  // One process for all files, and one mistake made on purpose, to see that it looks.
  const mistaken = '<!doctype html><html lang="en"><title>x</title><p id=a><p id=a>';
  const names = new Map(Object.entries({ ...texts, 'a mistake': mistaken }).map(([name, html], index) => {
    writeFileSync(`${folder}/${index}.html`, html);
    return [`${index}.html`, name];
  }));
  // What is compiled no better takes less than half the time in so short a run; it takes more stack.
  const machine = ['-XX:TieredStopAtLevel=1', '-Xss4m'];
  const options = ['--format', 'json', '--errors-only', '--exit-zero-always'];
  const { stderr } = await promisify(execFile)('java', [...machine, '-jar', checker, ...options, folder], {
    maxBuffer: 64 * 1024 * 1024,
  });
  // The same mistake on many pages is told once.
  const places = new Map();
  for (const { url, message, extract } of JSON.parse(stderr).messages) {
    const mistake = `${message} ${extract ?? ''}`;
    places.set(mistake, [...(places.get(mistake) ?? []), names.get(url.slice(url.lastIndexOf('/') + 1))]);
  }
  const isOnPurpose = ([mistake, [first, ...more]]) => /^Duplicate ID/.test(mistake) && first === 'a mistake' && more.length === 0;
  const told = [...places];
  if (!told.some(isOnPurpose)) throw new Error('the checker does not find a mistake that is there');
  return told
    .filter((entry) => !isOnPurpose(entry))
    .map(([mistake, [first, ...more]]) => `${first} and ${more.length} more: ${mistake}`);
}
