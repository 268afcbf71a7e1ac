import { defineConfig } from '@playwright/test';

/** What is tested, and where `scorecard preview` serves it; set both to test another build. */
const folder = process.env.E2E_FOLDER ?? 'dist';
const port = process.env.E2E_PORT ?? '4173';
/** With `E2E_CONTENT=newer`: what has to hold as well when the app has rendered the page again. */
const isNewer = process.env.E2E_CONTENT === 'newer';
const ofNewer = ['cards', 'charts', 'keyboard', 'navigation', 'export'];
const address = `http://127.0.0.1:${port}`;

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
    baseURL: address,
    // Its own tests allow it. It would answer in place of what a test routes.
    serviceWorkers: 'block',
    // A trace of every test would take half as long again; `--trace on` writes it.
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROME ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `cargo run --quiet --bin scorecard -- preview ${folder} --port ${port}`,
    // It may have to be built first.
    timeout: 600_000,
    url: address,
    reuseExistingServer: false,
  },
});
