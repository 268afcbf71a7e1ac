// One interface over three engines, for what Playwright cannot drive: Debian's Firefox and
// WebKitGTK. It has what tests need, and no more.
//
//   const browser = await launch('webkit');
//   const page = await browser.newPage();
//   await page.open('https://localhost:8443/', { width: 390, height: 800 });
//   await page.wait((text) => document.querySelector('h1').textContent === text, 'Targets');
//   await browser.close();
//
// Selectors are CSS; `>>>` goes into an open shadow root: `civic-kpi >>> [part=frame]`.
import { writeFile } from 'node:fs/promises';
import { setTimeout as later } from 'node:timers/promises';

/** The engines, by what launches each. */
const LAUNCH = {
  firefox: async (options) => (await import('./puppeteer.mjs')).launchFirefox(options),
  chromium: async (options) => (await import('./puppeteer.mjs')).launchChromium(options),
  webkit: async (options) => (await import('./webkit.mjs')).launchWebKit(options),
};

export const ENGINES = Object.keys(LAUNCH);

/** How long anything is waited for, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Starts a browser. With `{ scheme: 'dark' }` its pages are asked for dark colours. It accepts
 * any certificate, and ends with this process at the latest.
 */
export async function launch(engine, { scheme = 'light' } = {}) {
  if (!(engine in LAUNCH)) throw new Error(`${engine} is no engine; there are ${ENGINES.join(', ')}`);
  const browser = await LAUNCH[engine]({ scheme });
  return {
    engine,
    /** A page that shares nothing with other pages: no cookies, no cache, no storage. */
    newPage: async () => new Page(engine, await browser.newPage()),
    close: () => browser.close(),
  };
}

/**
 * Looks until there is something (anything but `false`, `0`, `''`, `null` and `undefined`), and
 * gives it. `what` completes "waited in vain for …"; while looking fails, it is tried again.
 */
export async function until(what, look, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    let last;
    try {
      last = await look();
      if (last) return last;
    } catch (error) {
      last = error.message;
    }
    if (Date.now() > end) throw new Error(`waited in vain for ${what}; it was ${JSON.stringify(last)}`);
    await later(20);
  }
}

/** A page of any engine. `driver` has what differs. */
class Page {
  #driver;
  #size;

  constructor(engine, driver) {
    this.engine = engine;
    this.#driver = driver;
  }

  /** Opens an address and waits until it has loaded. The size is that of what pages see. */
  async open(address, size) {
    if (size) await this.resize(size);
    await this.#driver.open(address);
  }

  async reload() {
    await this.#driver.reload();
  }

  /** The size of the window, without what the browser has around a page. */
  async resize({ width, height = 800 }) {
    const size = `${width}×${height}`;
    if (size !== this.#size) await this.#driver.resize(width, height);
    this.#size = size;
  }

  /**
   * What a function gives in the page, when that has settled. Arguments and result are JSON. A
   * text is the body of a function.
   */
  evaluate(script, ...args) {
    return this.#driver.evaluate(functionOf(script), args);
  }

  /** The same in the document of a frame, of another origin too. */
  inFrame(selector, script, ...args) {
    return this.#driver.inFrame(find, selector, functionOf(script), args);
  }

  /** Waits until a function gives something in the page, and gives that. */
  wait(script, ...args) {
    return until(described(script, args), () => this.evaluate(script, ...args));
  }

  /** The same in the document of a frame. */
  waitInFrame(selector, script, ...args) {
    const what = `${described(script, args)} in ${selector}`;
    return until(what, () => this.inFrame(selector, script, ...args));
  }

  /** Presses a key by its name (`KeyboardEvent.key`), or several: `Shift+Tab`. */
  async press(keys) {
    await this.#driver.press(keys.split('+'));
  }

  /** Types into a field, in place of what is in it. */
  async type(selector, text) {
    await this.click(selector);
    await this.evaluate(selectAll, selector);
    if (text) await this.#driver.type(text);
    else await this.press('Backspace');
  }

  /** Chooses an option of a `select` by its value, as a reader would. */
  select(selector, value) {
    return this.evaluate((selector, value) => {
      const field = document.querySelector(selector);
      field.value = value;
      for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    }, selector, value);
  }

  /**
   * Clicks with the mouse. The target is a place `{ x, y }`, or a selector, whose first visible
   * element is meant, or the first that has a text: `click('button', 'Close')`.
   */
  async click(target, text) {
    await this.#driver.click(await this.#place(target, text));
  }

  /** Moves the mouse there. */
  async hover(target, text) {
    await this.#driver.hover(await this.#place(target, text));
  }

  /** Touches it. WebKitGTK's driver knows no touch; there it is a click. */
  async tap(target, text) {
    await this.#driver.tap(await this.#place(target, text));
  }

  /** Writes what can be seen of the page as PNG. */
  async screenshot(file) {
    await writeFile(file, await this.#driver.screenshot());
  }

  /**
   * Uncaught errors and what was logged as an error, since this was asked for the last time. Of
   * WebKitGTK only what pages record themselves (problems.mjs): those of server.mjs from their
   * start, others from the end of `open`.
   */
  problems() {
    return this.#driver.problems();
  }

  async close() {
    await this.#driver.close();
  }

  /** Where something is, once it can be seen and nothing lies over it. */
  #place(target, text) {
    if (typeof target !== 'string') return target;
    const what = `a place to point at: ${target} ${text ?? ''}`;
    return until(what, async () => {
      const { place, problem } = await this.evaluate(locate, target, text);
      if (problem) throw new Error(problem);
      return place;
    });
  }
}

const described = (script, args) => `${script} of ${JSON.stringify(args)}`;

/** Runs in the page: the element that is meant. */
function find(selector, text) {
  const parts = selector.split('>>>');
  const last = parts.pop();
  let root = document;
  for (const part of parts) root = root?.querySelector(part)?.shadowRoot;
  const all = [...(root?.querySelectorAll(last) ?? [])];
  const visible = all.filter((element) => element.checkVisibility({ visibilityProperty: true }));
  if (text == null) return visible[0] ?? all[0] ?? null;
  return visible.find((element) => element.textContent.includes(text)) ?? null;
}

/** What is run in a page knows nothing of this file, so what it needs is written into it. */
const selectAll = functionOf(`(${find})(arguments[0]).select();`);

/** A place on an element that answers there: the target and its text, if any, are given. */
const locate = functionOf(`return (${placeOn})((${find})(...arguments));`);

/** Runs in the page: a place on an element, or what keeps it from answering there. */
async function placeOn(element) {
  if (!element) return { problem: 'there is none' };
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  // A link may be on two lines, with nothing in between.
  const box = () => element.getClientRects()[0];
  const before = box();
  for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
  const { x, y, width, height } = box() ?? {};
  if (!width) return { problem: 'it is not shown' };
  if (x !== before?.x || y !== before?.y) return { problem: 'it moves' };
  const place = { x: x + width / 2, y: y + height / 2 };
  const hit = element.getRootNode().elementFromPoint(place.x, place.y);
  const isIt = hit && (element.contains(hit) || hit.contains(element));
  return isIt ? { place } : { problem: `it is covered by ${hit?.outerHTML.slice(0, 80)}` };
}

function functionOf(script) {
  return typeof script === 'function' ? script : new Function(script);
}
