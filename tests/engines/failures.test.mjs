// Files of a page that do not come, or come damaged: it stays as it was rendered, and says so.
import assert from 'node:assert/strict';
import { bundle, mainText, visibleText } from '../e2e/expected.mjs';
import { OUTLINE, SCRIPT, WASM, expectHeading, ready, test } from './suite.mjs';

const BROKEN = { mayFail: true, breaksFiles: true };
const address = `/kpis/${bundle.kpis[0].id}/`;
const NOTE = '#site-failure > div';
const isThere = (page) => page.wait((selector) => document.querySelector(selector).checkVisibility(), NOTE);
const texts = async (page) => [await page.evaluate(mainText), await page.evaluate(visibleText)];

for (const [what, pattern, answer] of [
  ['the script is not there', SCRIPT, { status: 404 }],
  ['the script is blocked', SCRIPT, null],
  ['the script is damaged', SCRIPT, { type: 'text/javascript', body: '}' }],
  ['the WebAssembly is not there', WASM, { status: 404 }],
  ['the WebAssembly is damaged', WASM, { type: 'application/wasm', body: '\0asm' }],
  ['the connection breaks before the WebAssembly', WASM, null],
  ['the outline is damaged', OUTLINE, { type: 'application/octet-stream', body: 'Hi' }],
]) {
  test(`when ${what}, the page stays as rendered, says so, and its links lead on`, async ({ page, site }) => {
    site.answer(pattern, answer);
    const release = site.hold(pattern);
    await page.open(site.origin + address, { width: 1280, height: 800 });
    const before = await texts(page);
    release();
    await isThere(page);
    assert.ok(site.requests.some((path) => pattern.test(path)), 'the file was asked for');
    assert.deepEqual(await texts(page), before);
    assert.match(await page.evaluate((note) => document.querySelector(note).innerText, NOTE), /^Some features did not load\./);
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll('form[role=search], .choices, .switches, main button')].filter((control) => control.checkVisibility()).length);
    assert.equal(shown, 0, 'controls that need script');
    await page.click(`${NOTE} button`, 'Close');
    await page.wait((note) => !document.querySelector(note).checkVisibility(), NOTE);
    await page.click('header nav a', 'Targets');
    await expectHeading(page, 'Targets');
  }, BROKEN);
}

test('after a panic of the app links lead on, and so does back', async ({ page, site }) => {
  await page.open(site.origin + address, { width: 1280, height: 800 });
  await ready(page);
  await page.click('header nav a', 'Sources');
  await expectHeading(page, 'Sources');
  // The app is given an event that it cannot have.
  await page.evaluate(async () => {
    const app = await import(document.getElementById('site-start').dataset.script);
    setTimeout(() => app.start(new Uint8Array([255, 255, 255, 255, 255]), true, () => {}, () => {}));
  });
  await isThere(page);
  await page.evaluate(() => { window.marked = true; });
  await page.click('header nav a', 'Targets');
  await expectHeading(page, 'Targets');
  await ready(page);
  assert.equal(await page.evaluate(() => 'marked' in window), false, 'another document');
  await page.evaluate(() => history.back());
  await expectHeading(page, 'Sources');
}, { mayFail: true });

test('a page whose files are gone is loaded again as the new build', async ({ page, site }) => {
  const asked = () => site.requests.filter((path) => path === '/kpis/').length;
  // At first the page of a build before, whose files the server does not have any more.
  const current = await (await fetch(`${site.origin}/kpis/`)).text();
  const [script] = /\/civic-scorecard-\w+\.js/.exec(current);
  const older = current.replaceAll(script, '/gone-0123456789abcdef.js').replace(/data-build=["']?\w+["']?/, 'data-build="older"');
  site.answer('/kpis/', (request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(older);
    site.mend();
  });
  await page.open(`${site.origin}/kpis/`, { width: 1280, height: 800 });
  await page.wait(() => 'ready' in document.documentElement.dataset && document.documentElement.dataset.build !== 'older');
  assert.equal(await page.evaluate((note) => document.querySelector(note).checkVisibility(), NOTE), false);
  // That of this test, the older page, the look for another build, and the new page.
  assert.equal(asked(), 4);
}, BROKEN);
