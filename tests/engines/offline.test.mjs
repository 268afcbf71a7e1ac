// The service worker: what was visited is there without a network. The site is small and made for
// this; its worker, and what a page does about it, are the real files.
import assert from 'node:assert/strict';
import { host as serve, site as build } from '../e2e/offline-site.mjs';
import { until } from './browsers.mjs';
import { expectText, test } from './suite.mjs';

/** Opens a page and waits until its app runs. */
async function open(page, host, path) {
  await page.open(host.url(path), { width: 1280, height: 800 });
  await page.wait(() => document.documentElement.dataset.ready === 'yes');
}

for (const base of ['/', '/scorecard/']) {
  test(`what was visited under ${base} is there offline, and says that it is a copy`, async ({ page }) => {
    const of = build('a', { base });
    const host = await serve(of);
    try {
      await open(page, host, '');
      await page.wait(async () => {
        await navigator.serviceWorker.ready;
        return !!navigator.serviceWorker.controller;
      });
      await open(page, host, 'kpis/');
      const kept = async (name, path) => {
        const keys = await (await caches.open(name)).keys();
        return keys.some(({ url }) => new URL(url).pathname === path);
      };
      // The page does not wait until it is kept.
      await page.wait(kept, `civic-scorecard ${base} pages ${of.build}`, `${base}kpis/`);

      host.isDown = true;
      for (const [path, heading] of [['', 'home'], ['kpis/?q=data#top', 'kpis/']]) {
        await open(page, host, path);
        await expectText(page, 'h1', `${heading} of a`);
        const found = await page.evaluate(() => {
          const { cached, script, wasm } = document.documentElement.dataset;
          return { script, wasm, isCopy: !Number.isNaN(Date.parse(cached)), pictures: [...document.images].map(({ naturalWidth }) => naturalWidth) };
        });
        assert.deepEqual(found, { script: 'a', wasm: 'wasm of a', isCopy: true, pictures: [9] });
      }
      await open(page, host, 'sources/');
      await expectText(page, 'h1', 'offline of a');
      const links = await page.evaluate(() => [...document.querySelectorAll('[data-offline-pages] a')].map(({ textContent }) => textContent));
      assert.deepEqual(links, ['kpis/ & more', 'home & more']);

      host.isDown = false;
      await open(page, host, '');
      assert.equal(await page.evaluate(() => 'cached' in document.documentElement.dataset), false);
    } finally {
      await host.close();
    }
  });
}

test('a new build takes over, and nothing of the old one is left', async ({ page }) => {
  const [old, next] = [build('a'), build('b')];
  const host = await serve(old);
  try {
    await open(page, host, '');
    await page.wait(() => !!navigator.serviceWorker.controller);
    host.site = next;
    await open(page, host, '');
    await expectText(page, 'h1', 'home of b');
    const names = () => page.evaluate(() => caches.keys());
    await until('the caches of the new build alone', async () => {
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
      return (await names()).sort().join() === `civic-scorecard / files,civic-scorecard / pages ${next.build}`;
    });
    host.isDown = true;
    await open(page, host, '');
    await expectText(page, 'h1', 'home of b');
  } finally {
    await host.close();
  }
});
