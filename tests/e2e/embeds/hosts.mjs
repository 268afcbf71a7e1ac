// Pages of other sites that embed ours. Each is written where it is tested, and served from
// another site than the embeds (`localhost`, where those are of `127.0.0.1`), with the
// headers that the test wants and the packages of node_modules.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium, expect } from '@playwright/test';
import { CHROME } from '../chrome.mjs';
import { test as base } from '../site.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/**
 * Starts a server of hosts on a free port.
 *
 * `host({ html, headers, files })` adds a host and gives its address. `headers` are sent with
 * its page, `files` are the texts of further files by their names, which are relative to
 * the page. `/node_modules/<file>` is any file of a package.
 */
export async function serveHosts() {
  const answers = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const answer = answers.get(pathname) ?? installed(pathname) ?? embeds(pathname);
    const { status = 200, type = extname(pathname), headers = {}, body } = answer;
    response.writeHead(status, { 'content-type': TYPES[type] ?? 'text/plain', ...headers });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  let count = 0;
  return {
    /** Where hosts are. */
    origin: `http://localhost:${port}`,
    /** Where the fixtures of embeds are: another site, by the same server. */
    fixtures: `http://127.0.0.1:${port}`,
    host({ html, headers, files = {} }) {
      const path = `/${(count += 1)}/`;
      answers.set(path, { type: '.html', headers, body: html });
      for (const [name, body] of Object.entries(files)) answers.set(path + name, { body });
      return `http://localhost:${port}${path}`;
    },
    close: () => new Promise((done) => server.close(done) && server.closeAllConnections()),
  };
}

function installed(pathname) {
  if (!pathname.startsWith('/node_modules/')) return undefined;
  return { body: readFileSync(join(root, pathname)) };
}

/** The fixture of an embed page, which is missing where the address says so. */
function embeds(pathname) {
  // A sandboxed frame has no origin, so the module is of another one to it.
  const headers = { 'access-control-allow-origin': '*' };
  if (pathname === '/embed/frame.js') return { headers, body: readFileSync(join(root, pathname)) };
  if (!pathname.startsWith('/embed/')) return { status: 404, body: '' };
  const page = readFileSync(new URL('fixture.html', import.meta.url), 'utf8');
  if (!pathname.includes('no-such')) return { type: '.html', body: page };
  const missing = page.replace(/ data-kind="\w+" data-id="\w+"/, ' data-missing');
  return { status: 404, type: '.html', body: missing };
}

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
