// Filtering many cards: the time from a keystroke to the frame that shows its result.
import { BUNDLE, bundle, newer } from '../site.mjs';
import { median, slowPage } from './browser.mjs';

/** How many cards there are. */
export const CARDS = 1_000;
const LETTERS = 8;
const RUNS = 3;

/** The bundle with many initiatives, each with words of its own. */
function bigBundle() {
  return newer((changed) => {
    changed.initiatives = Array.from({ length: CARDS }, (_, index) => {
      const model = bundle.initiatives[index % bundle.initiatives.length];
      return { ...model, id: `${model.id}-${index}`, title: `${model.title} ${index}` };
    });
  });
}

/**
 * Each keystroke of a search at an address of the site, with the median and the worst of
 * its times in milliseconds over all runs.
 */
export async function keystrokes(browser, address) {
  const body = JSON.stringify(bigBundle());
  // A word letter by letter and back, then a number: taking a letter away shows cards
  // again, which costs more than hiding them.
  const word = bundle.initiatives[0].title.toLowerCase().slice(0, LETTERS);
  const keys = [...word, ...Array(LETTERS).fill('Backspace'), '9', '9', 'Backspace', 'Backspace'];
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { context, page } = await slowPage(browser, { network: false });
    // The many cards come as newer content.
    await page.route(BUNDLE, (route) => route.fulfill({ contentType: 'application/json', body }));
    await page.goto(`${address}/initiatives/`);
    await page.locator('#site-notice').getByText('Updated.').waitFor();
    await page.locator('#site-notice').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('searchbox').focus();
    await page.evaluate(observe);
    const results = [];
    for (const key of keys) {
      const shown = page.evaluate(() => window.nextKeystroke());
      await page.keyboard.press(key);
      results.push(await shown);
    }
    const narrowed = results[LETTERS - 1].cards;
    if (narrowed === 0 || narrowed >= CARDS || results.at(-1).cards !== CARDS) {
      throw new Error(`the search does not filter: it leaves ${narrowed} of ${CARDS} cards`);
    }
    runs.push(results);
    await context.close();
  }
  return keys.map((key, index) => ({
    key,
    cards: runs[0][index].cards,
    ms: median(runs.map((results) => results[index].ms)),
    worst: Math.max(...runs.map((results) => results[index].ms)),
  }));
}

/** Runs in the page: times each keystroke until its frame has been painted. */
function observe() {
  let settle;
  window.nextKeystroke = () => new Promise((resolve) => (settle = resolve));
  addEventListener('keydown', ({ timeStamp }) => {
    requestAnimationFrame(() => {
      // A message is handled after the frame that follows the callback.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const ms = performance.now() - timeStamp;
        // Only the first matches are on the page; the count stands at its head.
        const [cards] = document.querySelector('form .result p').textContent.match(/\d+/);
        settle({ ms, cards: Number(cards) });
      };
      port2.postMessage(null);
    });
  }, true);
}
