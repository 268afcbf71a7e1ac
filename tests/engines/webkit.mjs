// WebKit as GTK has it, by Debian's WebKitWebDriver and selenium, on a screen that nobody sees.
// Each page is a MiniBrowser of its own, with nothing of others: the driver knows one session.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Builder, Capabilities, Key, Origin } from 'selenium-webdriver';
import { freePort } from '../e2e/hosts.mjs';
import { until } from './browsers.mjs';
import { drain, record } from './problems.mjs';
import { firstLine, start } from './processes.mjs';

const MINI_BROWSER = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`)
  .find(existsSync);

/** Without this, its toolbar keeps the window from being narrower than 447 pixels. */
const NARROW = '* { padding: 0; margin: 0; border-width: 0; min-width: 0; min-height: 0; font-size: 1px; }';

/**
 * So small that the pointer, which is in its middle, is over every window of a test: without a
 * window manager that gives a window focus. Windows may be larger than the screen.
 */
const SCREEN = ['-screen', '0', '600x1000x24'];

export async function launchWebKit({ scheme }) {
  if (!MINI_BROWSER) throw new Error('there is no MiniBrowser: install webkit2gtk-driver');
  const screen = start('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp', ...SCREEN]);
  const home = mkdtempSync(join(tmpdir(), 'scorecard-webkit-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, 'gtk-3.0'));
  writeFileSync(join(home, 'gtk-3.0/gtk.css'), NARROW);
  const env = {
    DISPLAY: `:${await firstLine(screen)}`,
    XDG_CONFIG_HOME: home,
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    // It is for the pages of others, and needs rights that containers do not have.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  };
  const args = ['--automation', ...(scheme === 'dark' ? ['--dark-mode'] : [])];
  const pages = new Set();
  return {
    async newPage() {
      const page = await openPage(env, args);
      pages.add(page);
      const { close } = page;
      page.close = () => pages.delete(page) && close();
      return page;
    },
    async close() {
      for (const page of pages) await page.close();
      await screen.end();
    },
  };
}

async function openPage(env, args) {
  const port = await freePort();
  const server = `http://127.0.0.1:${port}`;
  const program = start('WebKitWebDriver', [`--port=${port}`], env);
  await until('WebKitWebDriver', async () => (await fetch(`${server}/status`)).ok);
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    acceptInsecureCerts: true,
    'webkitgtk:browserOptions': { binary: MINI_BROWSER, args },
  });
  const driver = await new Builder().usingServer(server).withCapabilities(capabilities).build();
  await driver.manage().setTimeouts({ script: 30_000, pageLoad: 30_000 });
  return pageOf(driver, program);
}

/** What a page of browsers.mjs asks for. */
function pageOf(driver, program) {
  const problems = [];
  /** How high it is. */
  let toolbar = 20;
  const run = (script, args) => driver.executeScript(`return (${script}).apply(null, arguments)`, ...args);
  const collect = async () => problems.push(...(await run(drain, [])));
  const mouse = ({ x, y }) => {
    const to = { x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT, duration: 0 };
    return driver.actions().move(to);
  };
  // What a document has recorded is lost with it.
  const leaveBy = async (go) => {
    await collect().catch(() => {});
    await go();
    await run(record, []);
  };
  return bounded(program, {
    open: (address) => leaveBy(() => driver.get(address)),
    reload: () => leaveBy(() => driver.navigate().refresh()),
    async resize(width, height) {
      const measure = () => [innerWidth, innerHeight, outerHeight - innerHeight];
      await until(`a window of ${width} by ${height} pixels`, async () => {
        await driver.manage().window().setRect({ width, height: height + toolbar });
        const [innerWidth, innerHeight, around] = await run(measure, []);
        // The page hears of its new size somewhat later.
        if (around >= 0 && around < 60) toolbar = around;
        return innerWidth === width && innerHeight === height;
      });
    },
    evaluate: run,
    async inFrame(find, selector, script, args) {
      const element = await run(find, [selector]);
      if (!element) throw new Error(`there is no frame ${selector}`);
      await driver.switchTo().frame(element);
      try {
        return await run(script, args);
      } finally {
        await driver.switchTo().defaultContent();
      }
    },
    async press(keys) {
      const actions = driver.actions();
      const codes = keys.map(code);
      for (const key of codes) actions.keyDown(key);
      for (const key of codes.reverse()) actions.keyUp(key);
      await actions.perform();
    },
    type: (text) => driver.actions().sendKeys(text).perform(),
    click: (place) => mouse(place).click().perform(),
    hover: (place) => mouse(place).perform(),
    tap: (place) => mouse(place).click().perform(),
    screenshot: async () => Buffer.from(await driver.takeScreenshot(), 'base64'),
    async problems() {
      await collect();
      return problems.splice(0);
    },
    async close() {
      await driver.quit().catch(() => {});
      await program.end();
    },
  });
}

/** How long the driver may take for anything, in milliseconds: twice as long as a page. */
const LONGEST = 60_000;

/**
 * The same functions, none of which waits for ever: the driver that does not answer is ended, and
 * what was asked of it fails.
 */
function bounded(program, functions) {
  const all = Object.entries(functions).map(([name, act]) => [name, async (...given) => {
    const timer = setTimeout(() => {
      console.error(`WebKitWebDriver does not answer: ${name}(${String(given[0]).slice(0, 80)})`);
      program.end();
    }, LONGEST);
    try {
      return await act(...given);
    } finally {
      clearTimeout(timer);
    }
  }]);
  return Object.fromEntries(all);
}

/** A key as selenium has it: `ArrowLeft` is `ARROW_LEFT`. */
function code(key) {
  if (key === 'Backspace') return Key.BACK_SPACE;
  return Key[key.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()] ?? key;
}
