// Firefox by WebDriver BiDi, and Chromium by its own protocol, both by puppeteer. It ends its
// browsers with this process.
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { CHROME, CHROME_FLAGS } from '../e2e/chrome.mjs';
import { until } from './browsers.mjs';

const FIREFOX = '/usr/bin/firefox-esr';

const shell = process.env.HEADLESS_SHELL ?? (process.env.CHROME ? CHROME : '/usr/bin/chromium-headless-shell');

export async function launchFirefox({ scheme }) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: FIREFOX,
    headless: true,
    acceptInsecureCerts: true,
    extraPrefsFirefox: {
      'layout.css.prefers-color-scheme.content-override': scheme === 'dark' ? 0 : 1,
      // A mouse, fine and hovering; without a screen there is none.
      'ui.primaryPointerCapabilities': 6,
      'ui.allPointerCapabilities': 6,
    },
  });
  return driverOf(browser);
}

export async function launchChromium({ scheme }) {
  const browser = await puppeteer.launch({
    executablePath: existsSync(shell) ? shell : CHROME,
    headless: 'shell',
    acceptInsecureCerts: true,
    args: [
      ...CHROME_FLAGS,
      // A mouse, fine and hovering, as Playwright has it.
      '--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4',
    ],
  });
  return driverOf(browser, async (page) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.emulateFocusedPage(true);
  });
}

function driverOf(browser, prepare = () => {}) {
  return {
    async newPage() {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await prepare(page);
      return pageOf(page, context);
    },
    close: () => browser.close(),
  };
}

/** What a page of browsers.mjs asks for. */
function pageOf(page, context) {
  const problems = [];
  page.on('pageerror', (error) => problems.push(`${error}`));
  page.on('console', (message) => {
    // Only Chromium says so of the files that it could not get.
    const isOfFile = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isOfFile) problems.push(message.text());
  });
  // After a page that Firefox had in its cache for going back, puppeteer waits in vain.
  const leaveFor = async (address, go) => {
    await page.evaluate(() => { window.isLeft = true; });
    let hasArrived = false;
    const isThere = (address) => !window.isLeft && location.href === address && document.readyState === 'complete';
    await Promise.race([
      go().finally(() => (hasArrived = true)),
      until(address, () => hasArrived || page.evaluate(isThere, new URL(address).href)),
    ]);
  };
  return {
    open: (address) => leaveFor(address, () => page.goto(address)),
    reload: () => leaveFor(page.url(), () => page.reload()),
    async resize(width, height) {
      await page.setViewport({ width, height });
      const isThere = () => page.evaluate((width, height) => innerWidth === width && innerHeight === height, width, height);
      await until(`a window of ${width} by ${height} pixels`, isThere);
    },
    evaluate: (script, args) => page.evaluate(script, ...args),
    async inFrame(find, selector, script, args) {
      const element = await page.evaluateHandle(find, selector);
      const frame = await element.asElement()?.contentFrame();
      if (!frame) throw new Error(`there is no frame ${selector}`);
      return frame.evaluate(script, ...args);
    },
    async press(keys) {
      for (const key of keys) await page.keyboard.down(key);
      for (const key of keys.reverse()) await page.keyboard.up(key);
    },
    type: (text) => page.keyboard.type(text),
    click: ({ x, y }) => page.mouse.click(x, y),
    hover: ({ x, y }) => page.mouse.move(x, y),
    tap: ({ x, y }) => page.touchscreen.tap(x, y),
    screenshot: () => page.screenshot(),
    problems: async () => problems.splice(0),
    close: () => context.close(),
  };
}
