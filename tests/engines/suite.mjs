// What the tests of an engine share: a page, and a server before the site that Playwright's tests
// have too (tests/e2e/test-site.mjs). `ENGINE` names the engine.
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
const shared = await serve(published.address);
after(() => Promise.all([browser.close(), published.close(), shared.close()]));

/** The size of a window where a test wants no other. */
const USUAL = { width: 1280, height: 800 };

/**
 * A test that is given `page` and `site`, the server of server.mjs before the site. With
 *
 * - `mayFail`  what goes wrong in a page does not fail it
 * - `breaksFiles`  it has a server of its own: WebKit keeps scripts of an origin for the next page,
 *   whatever their headers say. Others share one, for a page of another origin takes half a second.
 */
export function test(name, run, { mayFail = false, breaksFiles = false } = {}) {
  return nodeTest(name, { timeout: 60_000 }, async () => {
    const site = breaksFiles ? await serve(published.address) : shared;
    try {
      await run({ page, site });
      const problems = await page.problems();
      if (!mayFail) assert.deepEqual(problems, [], 'what went wrong in pages');
    } finally {
      site.reset();
      await page.open(`${site.origin}/blank`);
      await page.problems();
      if (breaksFiles) await site.close();
    }
  });
}

/** Opens an address of the site and waits until the app runs. */
export async function open(page, site, address, size = USUAL) {
  await page.open(site.origin + address, size);
  await ready(page);
}

/** Waits until the app runs. */
export async function ready(page) {
  const isReady = () => 'ready' in document.documentElement.dataset;
  await page.wait(isReady).catch(async (error) => {
    const state = await page.evaluate(() => `${location.href} is ${document.readyState} and ${JSON.stringify(document.documentElement.dataset)}`);
    throw new Error(`the app does not run: ${state}; ${await page.problems()}`, { cause: error });
  });
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
export const OUTLINE = /^\/(?:outline|initiatives)-\w+\.bin$/;
