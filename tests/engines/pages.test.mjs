// Every kind of page: complete before the app runs, and the same when it has taken it over.
import assert from 'node:assert/strict';
import { kinds, mainText, pages, title, visibleText } from '../e2e/expected.mjs';
import { WASM, ready, test } from './suite.mjs';

const NARROW = { width: 320, height: 640 };

for (const address of kinds) {
  test(`${address} is complete before the app, which takes it over in place, at 320 pixels`, async ({ page, site }) => {
    const release = site.hold(WASM);
    await page.open(site.origin + address, NARROW);
    const before = await look(page);
    const unknown = { heading: 'Page not found', name: 'Page not found' };
    const { heading, name } = pages.find((page) => page.address === address) ?? unknown;
    assert.deepEqual([before.heading, before.title], [heading, title(name)]);
    assert.deepEqual([before.tooWide, before.hasFailed], [0, false]);
    assert.equal(await isReady(page), false, 'the app does not run yet');
    await page.evaluate(() => (window.nodes = [...document.querySelectorAll('#site-app *')]));

    release();
    await ready(page);
    const after = await look(page);
    assert.deepEqual(after, before);
    assert.equal(await page.evaluate(() => window.nodes.every((node) => node.isConnected)), true, 'all elements stay');
  });
}

/** What a reader has before them. */
async function look(page) {
  const found = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const heading = document.querySelector('h1').innerText.trim();
    const hasFailed = !document.querySelector('#site-failure > div').hidden;
    return { heading, title: document.title, hasFailed, tooWide: scrollWidth - clientWidth };
  });
  return { ...found, text: await page.evaluate(mainText), seen: await page.evaluate(visibleText) };
}

const isReady = (page) => page.evaluate(() => 'ready' in document.documentElement.dataset);
