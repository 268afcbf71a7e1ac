// What Playwright's tests share: their `test`, and what they do with a page of the site.
import { test as base, expect } from '@playwright/test';
import { bundle, isNewer, newer } from './expected.mjs';

export * from './expected.mjs';

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

/** Opens an address and waits until the app runs. */
export async function open(page, address) {
  const response = await page.goto(address);
  await ready(page);
  return response;
}

/** Opens the filters of initiatives, which are folded unless one is chosen. */
export function openFilters(page) {
  return page.locator('.filters summary').click();
}

/** Waits until the app runs. */
export async function ready(page) {
  await expect(page.locator('html')).toHaveAttribute('data-ready', '');
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
export const OUTLINE = /\/(?:outline|initiatives)-\w+\.bin$/;

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
  return page.locator('form[role=search], .choices, .switches, main button');
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

/** Collects what the live region says from now on. */
export async function listen(page) {
  await page.evaluate(() => {
    window.said = [];
    const region = document.getElementById('site-announcement');
    new MutationObserver(() => {
      if (region.textContent) window.said.push(region.textContent);
    }).observe(region, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => window.said);
}
