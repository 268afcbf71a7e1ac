// What the tests of embed.js share: the site they embed, and pages of other sites around it.
import { test as base, expect } from '@playwright/test';
import { hosts } from './hosts.mjs';
import { portal } from './snippets.mjs';
import { stubSite } from './stub-site.mjs';

export * from './snippets.mjs';

/**
 * Whether tests embed the site under test (`baseURL`) in place of a stub. Tests that count,
 * hold back or break something ask for `stub` by name, and keep it.
 */
export const IS_REAL = true;

/** What a browser says when a policy or the network refuses something, and a frame of what it lacks. */
export const REFUSED = /Content Security Policy|Refused to|Failed to load resource|^bundle\/en.json is not shown/;

/**
 * Playwright's `test` with
 *
 * - `stub`  a stub site of the test's own
 * - `site`  the root of the site that is embedded
 * - `host(html, { csp, files })`  opens a page of another site, and gives it
 * - `heard()`  the events of embeds that the page has seen, in order
 *
 * An uncaught error, an unhandled rejection, an error or a warning in the console fails any
 * test, but where its text is `mayLog`.
 */
export const test = base.extend({
  mayLog: [undefined, { option: true }],
  hosts,
  stub: async ({}, use) => {
    const stub = await stubSite();
    await use(stub);
    await stub.close();
  },
  site: async ({ baseURL, stub }, use) => use(IS_REAL ? `${baseURL}/` : stub.root),
  host: async ({ page, hosts, mayLog }, use) => {
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      const isProblem = ['error', 'warning'].includes(message.type());
      if (isProblem && !mayLog?.test(message.text())) problems.push(message.text());
    });
    await page.addInitScript(() => {
      window.heard = [];
      for (const name of ['civic-ready', 'civic-error']) {
        addEventListener(name, ({ type, detail, target }) => heard.push({ type, on: target.localName, ...detail }));
      }
    });
    await use(async (html, { csp, files } = {}) => {
      const headers = csp && { 'content-security-policy': csp };
      await page.goto(hosts.host({ html: portal(html), headers, files }));
      return page;
    });
    expect(problems, 'errors and warnings in the host page').toEqual([]);
  },
  heard: async ({ page }, use) => use(() => page.evaluate(() => window.heard)),
});

/** What is drawn inline in the elements that a selector finds. */
export function drawn(page, selector = '') {
  return page.locator(`${selector} [part~=embed]`);
}

/** The frames that elements show. */
export function framed(page) {
  return page.locator('[part=frame]:not(.ahead)');
}

/** Waits for so many events, and gives all. */
export async function events(heard, count) {
  await expect.poll(async () => (await heard()).length).toBeGreaterThanOrEqual(count);
  return heard();
}
