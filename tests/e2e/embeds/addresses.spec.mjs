// What an attribute may choose: what is shown, and never where it comes from.
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { archived } from '../test-site.mjs';
import { EMBEDS, REFUSED, drawn, element, events, framed, script, test } from './elements.mjs';

const [kind, id] = EMBEDS[3];

/** The latest revision, which can be pinned to. */
const { hash: KEPT, text, bundle: { revision } } = archived().at(-1);
const CONTENT = Buffer.from(text);

/** The paths that an element has led to, but for its script. */
const asked = (stub) => stub.requests.filter((path) => path !== '/embed.js');

/** What no part of an address may be, around something that is right. */
const around = (right) => [
  `/../../../${right}`, `../${right}`, `${right}/../..`, `${right}/`, `/${right}`, `//${right}`, `\\${right}`, `${right}?a=b`,
  `${right}#a`, `${right}%2f..`, `%2e%2e/${right}`, `${right} `, ` ${right}`, `${right}\n`, `${right}\0`, `${right}.json`,
  right.toUpperCase(), `${right}é`, '.', '..', '__proto__', 'https://evil.example/', '@evil.example',
];
const WRONG = {
  of: ['', ...around('a'), 'a--b', '-a', 'a-', 'a_b'],
  pinned: [...around('0123456789abcdef'), '0', '0123456789abcde', '0123456789abcdef0', '0123456789abcdeg', '٠123456789abcdef', 'constructor'],
  site: ['javascript:alert(1)', 'data:text/html,a', 'blob:https://a/b', 'file:///etc/', 'ftp://a/', 'about:blank', 'http://', '//'],
};

for (const name of ['of', 'pinned', 'site']) {
  test(`\`${name}\` that is none is told as a mistake, and reaches no address`, async ({ host, stub, heard }) => {
    // Each in an element of the trusted site, and in one of a site that would be a frame.
    const other = stub.root.replace('127.0.0.1', 'localhost');
    const page = await host(`<div id="all"></div>${script(stub.root)}`);
    const values = WRONG[name];
    await page.evaluate(({ name, values, sites }) => {
      for (const value of values) {
        for (const site of name === 'site' ? [value] : sites) {
          const it = document.createElement('civic-kpi');
          it.setAttribute('of', 'a');
          it.setAttribute('site', site);
          it.setAttribute(name, value);
          it.textContent = 'What is between the tags';
          it.style.height = '1px';
          document.querySelector('#all').append(it);
        }
      }
    }, { name, values, sites: [stub.root, other] });
    const count = values.length * (name === 'site' ? 1 : 2);
    const all = await events(heard, count);
    expect(all.map(({ type, reason }) => `${type} ${reason}`)).toEqual(Array(count).fill('civic-error invalid'));
    // What, where, and what would be right.
    for (const [place, { message }] of all.entries()) {
      expect(message).toContain(`${name}="${values[Math.floor(place / (name === 'site' ? 1 : 2))]}"`);
      expect(message).toMatch(/ does not match \/\^/);
    }
    expect(asked(stub)).toEqual([]);
    const shown = page.locator('civic-kpi');
    expect(await shown.evaluateAll((all) => all.map((it) => it.shadowRoot.querySelectorAll('a, iframe, .view').length))).toEqual(Array(count).fill(0));
  });
}

test('what else an attribute says is one parameter of the address, whatever it holds', async ({ host, stub }) => {
  const other = stub.root.replace('127.0.0.1', 'localhost');
  const values = ['&pinned=a', '../../x', '#a', '?a', '%2e%2e', '"><script>', '\u0000', '😀', 'a=b&c=d', ';', '//evil.example'];
  const page = await host(`<div id="all"></div>${script(stub.root)}`);
  const sources = await page.evaluate(async ({ values, site }) => {
    const found = [];
    for (const name of ['theme', 'show', 'query']) {
      for (const value of values) {
        const it = document.createElement('civic-kpi');
        it.setAttribute('of', 'a');
        it.setAttribute('site', site);
        it.setAttribute(name, value);
        document.querySelector('#all').append(it);
        while (!it.shadowRoot.querySelector('iframe')) await new Promise(requestAnimationFrame);
        found.push([name, value, it.shadowRoot.querySelector('iframe').src]);
        it.remove();
      }
    }
    return found;
  }, { values, site: other });
  for (const [name, value, src] of sources) {
    const { origin, pathname, hash, searchParams } = new URL(src);
    expect([`${origin}/`, pathname, hash], src).toEqual([other, '/embed/kpi/a/', '']);
    if (name !== 'query') expect([...searchParams], src).toEqual([[name, value]]);
  }
});

test('credentials in an address of a site go nowhere', async ({ host, stub }) => {
  const page = await host(`<civic-kpi of="a" site="${stub.root.replace('127.0.0.1', 'user:secret@localhost')}"></civic-kpi>${script(stub.root)}`);
  await expect(page.locator('[part=frame]')).toHaveAttribute('src', `${stub.root.replace('127.0.0.1', 'localhost')}embed/kpi/a/`);
});

test('the runtime takes no other revision either, whoever calls it', async ({ host, site, page }) => {
  await host('<div id="place"></div>');
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  const results = await page.evaluate(async ({ site, id, values }) => {
    const manifest = await (await fetch(`${site}embed/manifest.json`)).json();
    const { draw } = await (await import(site + manifest.runtime)).open(site, manifest);
    const root = document.querySelector('#place').attachShadow({ mode: 'open' });
    const view = document.createElement('div');
    root.append(view);
    const found = [];
    for (const pinned of values) found.push(await draw(view, { kind: 'kpi', id, pinned }).then(() => 'drawn', String));
    return found;
  }, { site, id, values: WRONG.pinned });
  for (const result of results) expect(result).toMatch(/is no revision: 16 digits/);
  expect(requests.filter((url) => /bundle\/en-/.test(url))).toEqual([]);
});

test.describe('of a hostile manifest', () => {
  // Where a path leads to no script.
  test.use({ mayLog: /MIME type/ });

  for (const [name, change] of Object.entries({
    'is null': () => null,
    'is a list': () => [],
    'is a text': () => 'version',
    'has no runtime': ({ runtime, ...rest }) => rest,
    'has a runtime that is no text': (manifest) => ({ ...manifest, runtime: { toString: 'a' } }),
    'has a runtime of another origin': (manifest) => ({ ...manifest, runtime: 'https://evil.example/a.js' }),
    'has a runtime of another host': (manifest) => ({ ...manifest, runtime: '//evil.example/a.js' }),
    'has a runtime that is data': (manifest) => ({ ...manifest, runtime: 'data:text/javascript,globalThis.isEvil=1;export const open=1' }),
    'has a version that is a text': (manifest) => ({ ...manifest, version: '1' }),
    'has its version in a prototype': ({ version, ...rest }) => JSON.stringify(rest).replace('{', '{"__proto__":{"version":1},'),
  })) {
    test(`that ${name}: the element shows the embed page, and runs nothing`, async ({ host, page, stub, heard }) => {
      const manifest = await (await page.request.get(`${stub.root}embed/manifest.json`)).json();
      const changed = change(manifest);
      const body = typeof changed === 'string' && changed.startsWith('{') ? changed : JSON.stringify(changed);
      stub.answers.set('/embed/manifest.json', { type: 'application/json', body });
      await host(element([kind, id]) + script(stub.root));
      expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'frame' }]);
      expect(await page.evaluate(() => [window.isEvil, {}.version, window.stub])).toEqual([undefined, undefined, undefined]);
    });
  }

  test('that leads out of its site: nothing of it is asked for', async ({ host, page, site }) => {
    await host('');
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    const results = await page.evaluate(async (site) => {
      const manifest = await (await fetch(`${site}embed/manifest.json`)).json();
      const { open } = await import(site + manifest.runtime);
      const found = [];
      for (const key of ['renderer', 'rendererWasm', 'styles', 'content']) {
        for (const path of ['https://evil.example/a', '//evil.example/a', '\\\\evil.example/a', 'data:text/javascript,1']) {
          found.push(await open(site, { ...manifest, [key]: path }).then(() => `opened ${path}`, String));
        }
      }
      return found;
    }, site);
    for (const result of results) expect(result).toMatch(/is not below|Error/);
    expect(requests.filter((url) => url.includes('evil.example'))).toEqual([]);
  });
});

// ── Redirects ───────────────────────────────────────────────────────────────────────────

test.describe('a redirect', () => {
  test.use({ mayLog: REFUSED });

  for (const path of ['/embed/manifest.json', '/embed/runtime-']) {
    test(`of ${path} is not followed: the element shows the embed page`, async ({ host, stub, heard }) => {
      stub.answers.set('/elsewhere', { type: 'text/javascript', body: 'globalThis.isEvil = 1' });
      stub.answers.set(path, { status: 302, headers: { location: `${stub.root.replace('127.0.0.1', 'localhost')}elsewhere` } });
      const page = await host(element([kind, id]) + script(stub.root));
      expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'frame' }]);
      expect(stub.requests.filter((path) => path.startsWith('/elsewhere'))).toEqual([]);
      expect(await page.evaluate(() => window.isEvil)).toBe(undefined);
    });
  }

  for (const [name, pattern, attributes, expected] of [
    ['the renderer', /renderer-[0-9a-f]+\.js/, '', 'frame'],
    ['its WebAssembly', /renderer_bg-[0-9a-f]+\.wasm/, '', 'frame'],
    ['the styles', /site-embed-[0-9a-f]+\.css/, '', 'frame'],
    ['the content', /\.bin$/, '', 'frame'],
    ['a pinned revision', /en-[0-9a-f]{16}\.json/, `pinned="${KEPT}"`, 'frame'],
    ['the latest bundle', /bundle\/en\.json/, '', 'unchecked'],
  ]) {
    test(`of ${name} is not followed`, async ({ host, page, site, heard }) => {
      const followed = [];
      let redirected = 0;
      await page.route((url) => pattern.test(url.pathname) && !url.searchParams.has('elsewhere'), (route) => {
        // In the frame that comes instead, all is as ever.
        if (route.request().frame() !== page.mainFrame()) return route.continue();
        redirected += 1;
        return route.fulfill({ status: 302, headers: { location: `${route.request().url()}?elsewhere`, 'access-control-allow-origin': '*' } });
      });
      page.on('request', (request) => request.url().includes('?elsewhere') && followed.push(request.url()));
      await host(element([kind, id], attributes) + script(site));
      if (expected === 'frame') {
        expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'frame' }]);
      } else {
        await expect.poll(async () => (await heard()).some(({ reason }) => reason === expected)).toBe(true);
      }
      expect(redirected, 'it was asked for').toBeGreaterThan(0);
      expect(followed).toEqual([]);
    });
  }
});

// ── Revisions ───────────────────────────────────────────────────────────────────────────

test.describe('a pinned revision', () => {
  test.use({ mayLog: REFUSED });
  const pinned = element([kind, id], `pinned="${KEPT}"`);
  const file = `**/bundle/en-${KEPT}.json`;

  test('is drawn inline when it is what its name says', async ({ host, site, heard }) => {
    const page = await host(pinned + script(site));
    expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'inline', revision }]);
    await expect(drawn(page)).toContainText('inned to revision');
  });

  for (const [name, body] of [
    ['has another figure', Buffer.from(CONTENT.toString().replace(/"value": ?\d/, (text) => text.replace(/\d$/, (digit) => (Number(digit) + 1) % 10)))],
    ['has a blank more', Buffer.concat([CONTENT, Buffer.from(' ')])],
    ['is another revision', readFileSync(new URL('../../bundles/smallest.json', import.meta.url))],
    ['is empty', Buffer.alloc(0)],
  ]) {
    test(`that ${name} is not drawn; the page that the build made of it is shown`, async ({ host, page, site, heard }) => {
      expect(body.equals(CONTENT)).toBe(false);
      await page.route(file, (route) => route.fulfill({ body, headers: { 'access-control-allow-origin': '*' } }));
      await host(pinned + script(site));
      expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'frame' }]);
      await expect(framed(page)).toHaveAttribute('src', `${site}embed/pinned/${KEPT}/${kind}/${id}/`);
      await expect(page.frameLocator('[part=frame]').getByText('inned to revision')).toBeVisible();
    });
  }

  test('is not drawn where nothing can be checked, in a page without https', async ({ host, site, heard }) => {
    await host(`<script>Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })</script>${pinned}${script(site)}`);
    expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'frame' }]);
  });
});
