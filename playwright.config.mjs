import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { CHROME, CHROME_FLAGS } from './tests/e2e/chrome.mjs';
import { review, shipped, site } from './tests/e2e/servers.mjs';

/** With `E2E_CONTENT=newer`: what has to hold as well when the app has drawn the page anew. */
const isNewer = process.env.E2E_CONTENT === 'newer';
const ofNewer = ['cards', 'charts', 'keyboard', 'navigation', 'export'];
/**
 * Chromium without what shows windows. A page of a context of its own, which each test has,
 * costs it a third of what it costs Chromium with a window that nobody sees.
 */
const shell = process.env.HEADLESS_SHELL ?? (process.env.CHROME ? CHROME : '/usr/bin/chromium-headless-shell');

/** How something is served; the publisher's command may have to be built first. */
const preview = ({ folder, port, base, address }, before = '') => ({
  command: `${before}cargo run --quiet --bin scorecard -- preview ${folder} --port ${port} --base ${base}`,
  url: address + base,
  timeout: 600_000,
  reuseExistingServer: false,
});

export default defineConfig({
  testDir: 'tests/e2e',
  // The others are for node's own test runner.
  testMatch: isNewer ? ofNewer.map((name) => `${name}.spec.mjs`) : '*.spec.mjs',
  outputDir: 'test-results/artifacts',
  // Two workers for two cores; a test that passes only at a second try has failed.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: process.env.E2E_REPORT ?? 'test-results/report.json' }]],
  use: {
    baseURL: site.address,
    // Its own tests allow it. It would answer in place of what a test routes.
    serviceWorkers: 'block',
    // A trace of every test would take half as long again; `--trace on` writes it.
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: existsSync(shell) ? shell : CHROME,
      args: ['--headless', ...CHROME_FLAGS],
    },
  },
  // One after the other, so all are published when the first is served.
  webServer: [
    preview(site, 'node tests/e2e/servers.mjs && '),
    ...(isNewer ? [] : [preview(shipped), preview(review)]),
  ],
});
