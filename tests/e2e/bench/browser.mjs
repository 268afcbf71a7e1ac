// A slow device on a slow network, and tables of what was measured on it.
import { chromium } from '@playwright/test';
import { CHROME } from '../chrome.mjs';
import { preview } from '../preview.mjs';

/** How many times slower the processor is than this machine's. */
const THROTTLING = 4;

/** Slow 4G, as Lighthouse simulates it: 1.6 Mbit/s down, 0.75 up, 150 ms. */
const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (0.75 * 1024 * 1024) / 8,
};

/** Serves a folder as its hosts will. The address has no slash at its end. */
export async function host(folder) {
  const { address, close } = await preview({ folder });
  return { address: address.replace(/\/$/, ''), close };
}

export function launch() {
  return chromium.launch({
    executablePath: CHROME,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
    ],
  });
}

/** A page with a cache of its own, on a slow processor and, if asked for, a slow network. */
export async function slowPage(browser, { network = true } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING });
  await cdp.send('Network.enable');
  if (network) await cdp.send('Network.emulateNetworkConditions', SLOW_4G);
  return { context, page, cdp };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Prints rows of equal fields as a table. */
export function report(title, rows) {
  const names = Object.keys(rows[0]);
  const table = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))];
  const widths = names.map((_, column) => Math.max(...table.map((row) => row[column].length)));
  console.log(`\n${title}`);
  for (const row of table) {
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd());
  }
}
