// Embeds on pages of another site: the elements, and frames that follow their content.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after } from 'node:test';
import { EMBEDS, element, portal, script } from '../e2e/embeds/snippets.mjs';
import { serveHosts } from '../e2e/embeds/serve-hosts.mjs';
import { record } from './problems.mjs';
import { test } from './suite.mjs';

const hosts = await serveHosts();
after(() => hosts.close());

/** Runs in the host page: keeps the events of embeds. */
function listen() {
  window.heard = [];
  for (const name of ['civic-ready', 'civic-error']) {
    addEventListener(name, ({ type, detail, target }) => window.heard.push({ type, on: target.localName, ...detail }));
  }
}
const LISTEN = `(${record})(); (${listen})();`;
const ALLOWED = `'sha256-${createHash('sha256').update(LISTEN).digest('base64')}'`;

/** Opens a page of another site, with this in it and a policy, which allows what tests need too. */
async function open(page, body, { csp, width = 1280 } = {}) {
  const headers = csp && { 'content-security-policy': csp.replace('script-src ', `script-src ${ALLOWED} `) };
  const html = portal(`<script>${LISTEN}</script>${body}`);
  await page.open(hosts.host({ html, headers }), { width, height: 800 });
}

const heard = (page, count) => page.wait((count) => window.heard.length >= count && window.heard, count);

const kpi = EMBEDS.find(([kind]) => kind === 'kpi');
const FRAME = 'civic-kpi >>> [part=frame]:not(.ahead)';

for (const width of [320, 1280]) {
  test(`all seven elements are drawn inline, and say so, ${width} pixels wide`, async ({ page, site }) => {
    await open(page, EMBEDS.map((embed) => element(embed)).join('') + script(`${site.origin}/`), { width });
    for (const [index, [kind]] of EMBEDS.entries()) {
      await page.evaluate((kind) => document.querySelector(`civic-${kind}`).scrollIntoView({ behavior: 'instant' }), kind);
      await heard(page, index + 1);
    }
    const said = (await heard(page, EMBEDS.length)).map(({ type, on, id, mode }) => [type, on, id, mode]);
    assert.deepEqual(said.sort(), EMBEDS.map(([kind, id]) => ['civic-ready', `civic-${kind}`, id, 'inline']).sort());
    const drawn = await page.evaluate((kinds) => kinds.map((kind) => {
      const host = document.querySelector(`civic-${kind}`);
      const embed = host.shadowRoot.querySelector('[part~=embed]');
      const { width, height } = embed.getBoundingClientRect();
      // Where the sheet does not arrive, it has no background.
      const { backgroundColor } = getComputedStyle(host.shadowRoot.querySelector('.embed'));
      const isStyled = backgroundColor !== 'rgba(0, 0, 0, 0)';
      return [kind, width > 200 && height > 50, isStyled, embed.textContent.trim().length > 20, host.scrollWidth > host.clientWidth + 1];
    }), EMBEDS.map(([kind]) => kind));
    assert.deepEqual(drawn, EMBEDS.map(([kind]) => [kind, true, true, true, false]));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'the host does not scroll sideways');
  });
}

test('a chart of an element is walked by keyboard, and switched to its table', async ({ page, site }) => {
  await open(page, element(kpi) + script(`${site.origin}/`));
  await heard(page, 1);
  const focusedName = () => document.querySelector('civic-kpi').shadowRoot.activeElement?.getAttribute('aria-label');
  await page.evaluate(() => {
    const root = document.querySelector('civic-kpi').shadowRoot;
    [...root.querySelectorAll('.point[tabindex="0"]')].find((point) => point.getBoundingClientRect().width > 0).focus();
  });
  const before = await page.wait(focusedName);
  await page.press('ArrowLeft');
  await page.wait((before) => {
    const name = document.querySelector('civic-kpi').shadowRoot.activeElement?.getAttribute('aria-label');
    return name && name !== before;
  }, before);
  await page.click('civic-kpi >>> .switch label', 'Table');
  await page.wait(() => document.querySelector('civic-kpi').shadowRoot.querySelector('.table-panel table').checkVisibility());
});

/** Waits until a frame is as high as its content, and gives that height. */
async function fits(page, selector) {
  let content;
  await page.waitInFrame(selector, () => document.documentElement.scrollHeight === innerHeight || false);
  content = await page.inFrame(selector, () => Math.ceil(document.getElementById('embed').getBoundingClientRect().bottom + scrollY));
  const outer = await page.evaluate((path) => {
    const [host, inner] = path.split('>>>');
    const frame = inner ? document.querySelector(host).shadowRoot.querySelector(inner) : document.querySelector(host);
    return frame.clientHeight;
  }, selector);
  assert.ok(Math.abs(outer - content) <= 1, `frame ${outer}, content ${content}`);
  return outer;
}

for (const [name, csp] of [
  ['requests', (site) => `default-src 'none'; script-src ${site} 'wasm-unsafe-eval'; frame-src ${site}`],
  ['WebAssembly', (site) => `default-src 'none'; script-src ${site}; connect-src ${site}; frame-src ${site}`],
  ['script but embed.js', (site) => `default-src 'none'; script-src ${site}/embed.js 'wasm-unsafe-eval'; connect-src ${site}; frame-src ${site}`],
]) {
  test(`where a policy allows no ${name}, the element is a frame of the height of its content`, async ({ page, site }) => {
    await open(page, element(kpi) + script(`${site.origin}/`), { csp: csp(site.origin) });
    const [{ type, mode }] = await heard(page, 1);
    assert.deepEqual([type, mode], ['civic-ready', 'frame']);
    await fits(page, FRAME);
  }, { mayFail: true });
}

test('where a policy allows script alone, the element is what stands between its tags', async ({ page, site }) => {
  const csp = `default-src 'none'; script-src ${site.origin}`;
  await open(page, element(kpi) + script(`${site.origin}/`), { csp });
  const [{ type, reason }] = await heard(page, 1);
  assert.deepEqual([type, reason], ['civic-error', 'blocked']);
  await page.wait((id) => [...document.querySelectorAll('civic-kpi a')].some((link) => link.checkVisibility() && link.textContent === `About ${id}`), kpi[1]);
}, { mayFail: true });

test('where a policy allows no script, the element is what stands between its tags', async ({ page, site }) => {
  await open(page, element(kpi) + script(`${site.origin}/`), { csp: "default-src 'none'" });
  assert.equal(await page.evaluate(() => document.querySelector('civic-kpi a').checkVisibility()), true);
  assert.equal(await page.evaluate(() => document.querySelector('civic-kpi').shadowRoot), null);
}, { mayFail: true });

test('a plain frame follows the height of its content: narrow, wide, and with the table', async ({ page, site }) => {
  const frame = `<iframe src="${site.origin}/embed/kpi/stellen/" title="A KPI" width="100%" height="200" style="border: 0"></iframe>`;
  await open(page, frame + script(`${site.origin}/`));
  await page.wait(() => document.querySelector('iframe').clientHeight !== 200);
  const wide = await fits(page, 'iframe');
  await page.resize({ width: 320 });
  await page.wait((wide) => document.querySelector('iframe').clientHeight !== wide, wide);
  const narrow = await fits(page, 'iframe');
  assert.ok(Math.abs(narrow - wide) > 50, `${narrow} and ${wide}`);
  await page.inFrame('iframe', () => document.querySelector('input[value=table]').click());
  await page.wait((narrow) => document.querySelector('iframe').clientHeight !== narrow, narrow);
  await fits(page, 'iframe');
});
