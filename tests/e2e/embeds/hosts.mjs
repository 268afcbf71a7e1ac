// Playwright's `test` for pages of other sites that embed ours.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, expect } from '@playwright/test';
import { CHROME } from '../chrome.mjs';
import { test as base } from '../site.mjs';
import { serveHosts } from './serve-hosts.mjs';

/** A server of hosts for all tests of a worker, as a fixture. */
export const hosts = [
  async ({}, use) => {
    const hosts = await serveHosts();
    await use(hosts);
    await hosts.close();
  },
  { scope: 'worker' },
];

/**
 * The site's `test` with `host`, as `serveHosts` gives it, and `site`, the origin of the
 * embeds. What pages ask of a third origin fails the test.
 */
export const test = base.extend({
  mayLeave: [true, { option: true }],
  hosts,
  site: async ({ baseURL }, use) => use(baseURL),
  host: async ({ hosts, site, watched }, use) => {
    await use(hosts.host);
    const known = [hosts.origin, hosts.fixtures, site];
    const third = watched.foreign.filter((url) => !known.includes(new URL(url).origin));
    expect(third, 'requests to a third origin').toEqual([]);
  },
});

/**
 * A browser as people use it, which Playwright's is not: a page behind another one is
 * hidden, and scroll bars take their room. Gives its context, and what closes it.
 */
export async function openBrowser({ args }) {
  const folder = mkdtempSync(join(tmpdir(), 'civic-scorecard-browser-'));
  const own = ['--remote-debugging-port=0', `--user-data-dir=${folder}`, 'about:blank'];
  const started = spawn(CHROME, [...args, ...own], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(started, 'exit');
  let address;
  for await (const line of createInterface(started.stderr)) {
    [, address] = /^DevTools listening on (.*)$/.exec(line) ?? [];
    if (address) break;
  }
  // Pages of a browser that Playwright starts, or sets up by its defaults, are never hidden.
  const browser = await chromium.connectOverCDP(address, { noDefaults: true });
  const close = async () => {
    await (await browser.newBrowserCDPSession()).send('Browser.close');
    await ended;
    // Some of its processes end, and write their last, after it.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  };
  return { context: browser.contexts()[0], close };
}
