// What the tests of an engine share: one browser, and for each test a server of its own before
// the site that Playwright's tests have too (tests/e2e/test-site.mjs). `ENGINE` names the engine.
import assert from 'node:assert/strict';
import { after, test as nodeTest } from 'node:test';
import { preview } from '../e2e/preview.mjs';
import { FOLDER } from '../e2e/test-site.mjs';
import { launch, until } from './browsers.mjs';
import { serve } from './server.mjs';

export const engine = process.env.ENGINE ?? 'firefox';

const published = await preview({ folder: FOLDER });
process.once('exit', () => published.close());
const browser = await launch(engine);
const page = await browser.newPage();
after(() => Promise.all([browser.close(), published.close()]));

/** The size of a window where a test wants no other. */
const USUAL = { width: 1280, height: 800 };

/**
 * A test that is given `page` and `site`, the server of `server.mjs` before the site. What goes
 * wrong in a page fails it, but where failing is the subject: `{ mayFail: true }`.
 */
export function test(name, run, { mayFail = false } = {}) {
  return nodeTest(name, { timeout: 60_000 }, async (context) => {
    const site = await serve(published.address);
    try {
      await run({ page, site, context });
      const problems = await page.problems();
      if (!mayFail) assert.deepEqual(problems, [], 'what went wrong in pages');
    } finally {
      await page.open('about:blank');
      await page.problems();
      await site.close();
    }
  });
}

/** Opens an address of the site and waits until the app runs. */
export async function open(page, site, address, size = USUAL) {
  await page.open(site.origin + address, size);
  await ready(page);
}

/** Waits until the app runs. */
export function ready(page) {
  return page.wait(() => 'ready' in document.documentElement.dataset);
}

/** Waits until the first element that a selector finds has just this text. */
export function expectText(page, selector, text) {
  return page.wait((selector, text) => document.querySelector(selector)?.textContent.trim() === text, selector, text);
}

/** Waits until what a selector finds and can be seen has these texts. */
export async function expectTexts(page, selector, texts) {
  let found;
  const look = async () => {
    found = await page.evaluate(textsOf, selector);
    return JSON.stringify(found) === JSON.stringify(texts);
  };
  await until(`the texts of ${selector}`, look).catch(() => assert.deepEqual(found, texts));
}

function textsOf(selector) {
  const all = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  return all.map((element) => element.textContent.trim());
}

/** Waits until an element matches a selector. */
export const expectElement = (page, selector) => page.wait((selector) => !!document.querySelector(selector), selector);

/** The parameters of the page's address. */
export const parameters = (page) => page.evaluate(() => Object.fromEntries(new URLSearchParams(location.search)));

/** Waits for the main heading of a page. */
export const expectHeading = (page, text) => expectText(page, 'h1', text);

export const BUNDLE = '/bundle/en.json';
export const SCRIPT = /^\/civic-scorecard-\w+\.js$/;
export const WASM = /^\/civic-scorecard-\w+_bg\.wasm$/;
export const CONTENT = /^\/content-\w+\.bin$/;
