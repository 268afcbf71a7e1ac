// What the tests of embed.js share: the site they embed, and pages of other sites around it.
import { test as base, expect } from '@playwright/test';
import { bundle, drawnSections } from '../site.mjs';
import { hosts } from './hosts.mjs';
import { stubSite } from './stub-site.mjs';

/**
 * Whether tests embed the site under test (`baseURL`) in place of a stub. Tests that count,
 * hold back or break something ask for `stub` by name, and keep it.
 */
export const IS_REAL = true;

/** An embed of each kind, as the site has it. */
export const EMBEDS = [
  ['card', bundle.initiatives[0].id],
  ['insight', bundle.insights[0].id],
  ['figure', bundle.kpis[0].id],
  ['kpi', bundle.kpis[1].id],
  ['chart', 'insights'],
  ...['multiples', 'wheel'].map((kind) => [kind, drawnSections.find((section) => section.kind === kind).id]),
];

/** What a browser says when a policy or the network refuses something. */
export const REFUSED = /Content Security Policy|Refused to|Failed to load resource/;

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

/** A page of another site around something. */
export function portal(body) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>A portal</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<main><h1>A portal</h1>${body}</main></html>`;
}

/** The script of the elements, as a snippet has it. */
export function script(site) {
  return `<script type="module" src="${site}embed.js"></script>`;
}

/** An element as a snippet has it, with its fallback. */
export function element([kind, id], attributes = '') {
  return `<civic-${kind} of="${id}" ${attributes}><a href="https://example.org/">About ${id}</a></civic-${kind}>`;
}

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
