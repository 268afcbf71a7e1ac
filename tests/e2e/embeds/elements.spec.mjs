// The custom elements, drawn inline on pages of another site.
import { expect } from '@playwright/test';
import { EMBEDS, REFUSED, drawn, element, events, framed, script, test } from './elements.mjs';
import { drawnSections } from '../site.mjs';
import { UNKNOWN, stubSite } from './stub-site.mjs';

const [card, insight, figure, kpi] = EMBEDS;
const wheel = EMBEDS.find(([kind]) => kind === 'wheel');
const asked = (page) => page.evaluate(() => window.stub.drawn);

/** Waits until all that follows from what was done to a page has been drawn. */
async function settled(page) {
  await page.evaluate(async () => {
    for (let i = 0; i < 3; i += 1) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  });
}

test('each kind is drawn inline, and says so', async ({ host, site, heard }) => {
  const page = await host(EMBEDS.map((embed) => element(embed)).join('') + script(site));
  for (const [kind, id] of EMBEDS) {
    const here = page.locator(`civic-${kind}`);
    await here.scrollIntoViewIfNeeded();
    await expect(drawn(page, `civic-${kind}`)).toBeVisible();
    await expect(here.getByText(`About ${id}`)).toBeHidden();
  }
  const all = await events(heard, EMBEDS.length);
  expect(all.map(({ type, on, kind, id, mode }) => [type, on, kind, id, mode]).sort()).toEqual(
    EMBEDS.map(([kind, id]) => ['civic-ready', `civic-${kind}`, kind, id, 'inline']).sort(),
  );
  for (const { revision } of all) expect(revision).toBeTruthy();
});

test('before its script has loaded, an element is what stands between its tags', async ({ host, site, page }) => {
  let release;
  const released = new Promise((done) => (release = done));
  await page.route('**/embed.js', async (route) => {
    await released;
    await route.continue();
  });
  const opening = host(element(kpi) + script(site));
  await expect(page.getByRole('link', { name: `About ${kpi[1]}` })).toBeVisible();
  release();
  await opening;
  await expect(drawn(page)).toBeVisible();
});

test('properties that were set before the script count, and show as attributes', async ({ host, stub }) => {
  const page = await host(`<civic-kpi></civic-kpi>
<script>Object.assign(document.querySelector('civic-kpi'), { of: 'early', show: 'table', transparent: true })</script>
${script(stub.root)}`);
  await expect(drawn(page)).toBeVisible();
  expect(await asked(page)).toEqual([{ kind: 'kpi', id: 'early', query: 'show=table&transparent=1&theme=light' }]);
  const attributes = await page.locator('civic-kpi').evaluate((it) => [it.getAttribute('of'), it.hasAttribute('transparent')]);
  expect(attributes).toEqual(['early', true]);
});

test('attributes and properties are the same, and what they choose is asked for', async ({ host, stub }) => {
  const page = await host(
    `<civic-kpi of="a" theme="dark" transparent show="notes" pinned="0123456789abcdef" query="since=2018&hide=business&fit=frame"></civic-kpi>${script(stub.root)}`,
  );
  await expect(drawn(page)).toBeVisible();
  expect(await asked(page)).toEqual([
    { kind: 'kpi', id: 'a', query: 'since=2018&hide=business&show=notes&transparent=1&theme=dark', pinned: '0123456789abcdef' },
  ]);
  const read = await page.locator('civic-kpi').evaluate((it) => {
    const before = [it.of, it.theme, it.transparent, it.show, it.pinned, it.site];
    Object.assign(it, { theme: null, transparent: false, show: undefined, pinned: null, query: '' });
    return [before, it.getAttributeNames()];
  });
  expect(read).toEqual([['a', 'dark', true, 'notes', '0123456789abcdef', ''], ['of', 'query']]);
  await expect.poll(() => asked(page)).toHaveLength(2);
  expect((await asked(page))[1]).toEqual({ kind: 'kpi', id: 'a', query: '' });
});

test('all that changes in a task is drawn once, also while it is being drawn', async ({ host, stub }) => {
  const page = await host(`<civic-kpi of="a"></civic-kpi>${script(stub.root)}`);
  await expect(drawn(page)).toBeVisible();
  await page.locator('civic-kpi').evaluate((it) => {
    window.stub.held = new Promise((done) => (window.release = done));
    for (const id of ['b', 'c', 'd']) it.of = id;
  });
  await expect.poll(() => asked(page)).toHaveLength(2);
  await page.locator('civic-kpi').evaluate((it) => {
    for (const id of ['e', 'f']) it.of = id;
    window.release();
  });
  await expect(drawn(page)).toContainText('kpi f');
  expect((await asked(page)).map(({ id }) => id)).toEqual(['a', 'd', 'f']);
});

test('setting what is set already draws nothing', async ({ host, stub }) => {
  const page = await host(`<civic-kpi of="a"></civic-kpi>${script(stub.root)}`);
  await expect(drawn(page)).toBeVisible();
  await page.locator('civic-kpi').evaluate((it) => Object.assign(it, { of: 'a', theme: 'auto' }));
  await settled(page);
  expect(await asked(page)).toHaveLength(1);
});

test('an element is drawn when it comes near the viewport, not before', async ({ host, site, heard }) => {
  const page = await host(`${element(card)}<div style="height: 6000px"></div>${element(kpi)}${script(site)}`);
  await expect(drawn(page, 'civic-card')).toBeVisible();
  await settled(page);
  await expect(drawn(page, 'civic-kpi')).toHaveCount(0);
  expect(await heard()).toHaveLength(1);
  await page.locator('civic-kpi').scrollIntoViewIfNeeded();
  await expect(drawn(page, 'civic-kpi')).toBeVisible();
});

test('it is drawn where it only comes to be seen later, in <details> say', async ({ host, site }) => {
  const page = await host(`<details><summary>More</summary>${element(kpi)}</details>${script(site)}`);
  await settled(page);
  await expect(drawn(page)).toHaveCount(0);
  await page.getByText('More').click();
  await expect(drawn(page)).toBeVisible();
});

test('what there is not has a box that says so, of the size that was kept free', async ({ host, site, heard }) => {
  const page = await host(element(['kpi', UNKNOWN]) + script(site));
  const height = () => page.locator('civic-kpi').evaluate((it) => it.offsetHeight);
  await expect(drawn(page)).toBeVisible();
  await expect(drawn(page).getByRole('link').first()).toBeVisible();
  expect(await height()).toBeGreaterThanOrEqual(400);
  expect(await events(heard, 1)).toEqual([
    { type: 'civic-error', on: 'civic-kpi', kind: 'kpi', id: UNKNOWN, reason: 'missing', message: expect.stringContaining(UNKNOWN) },
  ]);
  await page.locator('civic-kpi').evaluate((it, id) => (it.of = id), kpi[1]);
  expect((await events(heard, 2))[1]).toMatchObject({ type: 'civic-ready', id: kpi[1] });
});

test('an element without an id says so by an event, and shows its fallback', async ({ host, site, heard }) => {
  const page = await host(`<civic-kpi>Nothing here</civic-kpi>${script(site)}`);
  expect(await events(heard, 1)).toMatchObject([{ type: 'civic-error', reason: 'invalid', kind: 'kpi', id: '' }]);
  await expect(page.getByText('Nothing here')).toBeVisible();
  await expect(page.getByRole('link')).toHaveCount(0);
});

test('newer content is drawn everywhere, also in what was out of the document', async ({ host, stub }) => {
  const page = await host(`<civic-kpi of="a"></civic-kpi><civic-card of="b"></civic-card>${script(stub.root)}`);
  await expect(drawn(page)).toHaveCount(2);
  await page.evaluate(() => {
    window.removed = document.querySelector('civic-card');
    window.removed.remove();
    for (const callback of window.stub.newer) callback();
  });
  await expect.poll(() => asked(page)).toHaveLength(3);
  await page.evaluate(() => document.body.append(window.removed));
  await expect.poll(() => asked(page)).toHaveLength(4);
  expect((await asked(page)).map(({ id }) => id).slice(2)).toEqual(['a', 'b']);
});

test('moving an element keeps what is drawn', async ({ host, stub }) => {
  const page = await host(`${element(kpi)}<section id="there"></section>${script(stub.root)}`);
  await expect(drawn(page)).toBeVisible();
  await page.evaluate(() => {
    const it = document.querySelector('civic-kpi');
    window.box = it.shadowRoot.querySelector('[part=embed]');
    for (let i = 0; i < 10; i += 1) (i % 2 ? document.getElementById('there') : document.body).append(it);
  });
  await settled(page);
  expect(await page.evaluate(() => window.box.isConnected)).toBe(true);
  expect(await asked(page)).toHaveLength(1);
});

test('one that is removed while it loads is drawn when it comes back, and only then', async ({ host, stub, page }) => {
  let release;
  const released = new Promise((done) => (release = done));
  await page.route('**/renderer_bg-*.wasm', async (route) => {
    await released;
    await route.continue();
  });
  await host(element(kpi) + script(stub.root));
  await page.waitForFunction(() => window.stub?.opened === 1);
  await page.evaluate(() => {
    window.removed = document.querySelector('civic-kpi');
    window.removed.remove();
  });
  release();
  await page.waitForFunction(() => window.stub.newer.length === 1);
  await settled(page);
  expect(await asked(page)).toEqual([]);
  await page.evaluate(() => document.body.append(window.removed));
  await expect(drawn(page)).toBeVisible();
});

test('removed elements leave nothing behind', async ({ host, stub, page }) => {
  await host(`<div id="place"></div>${script(stub.root)}`);
  const session = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    window.refs = [];
  });
  for (let i = 0; i < 3; i += 1) {
    await page.evaluate(() => {
      for (const kind of ['kpi', 'card', 'figure']) {
        const it = document.createElement(`civic-${kind}`);
        it.of = 'a';
        window.refs.push(new WeakRef(it));
        document.getElementById('place').append(it);
      }
    });
    await expect(drawn(page)).toHaveCount(3);
    await page.evaluate(() => document.getElementById('place').replaceChildren());
    await expect(drawn(page)).toHaveCount(0);
  }
  await settled(page);
  await expect.poll(async () => {
    await session.send('HeapProfiler.collectGarbage');
    return page.evaluate(() => window.refs.filter((ref) => ref.deref()).length);
  }).toBe(0);
  expect(await page.evaluate(() => [window.stub.opened, window.stub.newer.length])).toEqual([1, 1]);
});

test('fifty embeds of all kinds load the renderer once, and nothing fails', async ({ host, site, page, heard }) => {
  const wasm = [];
  const failed = [];
  page.on('request', (request) => /renderer_bg.*\.wasm/.test(request.url()) && wasm.push(request.url()));
  page.on('requestfailed', (request) => failed.push(request.url()));
  page.on('response', (response) => response.status() >= 400 && failed.push(response.url()));
  const many = Array.from({ length: 50 }, (_, i) => element(EMBEDS[i % EMBEDS.length]));
  await host(many.join('') + script(site));
  for (const it of await page.locator(EMBEDS.map(([kind]) => `civic-${kind}`).join()).all()) {
    await it.scrollIntoViewIfNeeded();
    await expect(it.locator('[part~=embed]')).toBeVisible();
  }
  expect((await events(heard, 50)).map(({ type, mode }) => `${type} ${mode}`)).toEqual(Array(50).fill('civic-ready inline'));
  expect(wasm).toHaveLength(1);
  expect(failed).toEqual([]);
});

test('a part of a wheel leads to its entry, and leaves the address of the page around', async ({ host, site, page }) => {
  await host(element(wheel) + script(site));
  const before = page.url();
  const it = page.locator('civic-wheel');
  const first = drawnSections.find(({ id }) => id === wheel[1]).rings[0];
  const title = first.items[0].title;
  const entry = it.getByRole('listitem').filter({ has: page.getByText(title, { exact: true }) }).last();
  await it.getByRole('link', { name: `${first.label}: 1 ${title}` }).filter({ visible: true }).click();
  await expect(entry).toBeFocused();
  await expect(entry).toBeInViewport();
  expect(page.url()).toBe(before);
  expect(page.context().pages()).toHaveLength(1);
});

test('a part of a wheel in a frame leads to its entry, and adds nothing to what "back" goes through', async ({ host, site, page, heard }) => {
  const [kind, id] = wheel;
  await host(`<iframe src="${site}embed/${kind}/${id}/" title="A wheel" width="800" height="300"></iframe>${script(site)}`);
  const inner = page.frameLocator('iframe');
  await expect.poll(() => page.locator('iframe').evaluate(({ offsetHeight }) => offsetHeight)).toBeGreaterThan(300);
  const before = await page.evaluate(() => history.length);
  const link = inner.locator('.drawing a').filter({ visible: true }).last();
  const entry = inner.locator(await link.getAttribute('href'));
  await expect(async () => {
    // Until the page in the frame listens.
    await link.click();
    await expect(entry).toBeFocused({ timeout: 500 });
  }).toPass();
  await expect.poll(() => page.evaluate(() => scrollY), 'the page around follows').toBeGreaterThan(0);
  expect(await page.evaluate(() => history.length)).toBe(before);
});

test('the script does no harm when it is there twice, and from two sites', async ({ host, site, heard }) => {
  const other = await stubSite();
  await host(`${element(insight, `site="${site}"`)}${element(figure, `site="${other.root}"`)}
<script type="module" src="${site}embed.js"></script>
<script type="module" src="${site}embed.js?again"></script>
<script type="module" src="${other.root}embed.js"></script>`);
  const all = await events(heard, 2);
  expect(all.map(({ type, kind }) => [type, kind]).sort()).toEqual([
    ['civic-ready', 'figure'],
    ['civic-ready', 'insight'],
  ]);
  expect(other.requests.some((path) => path.startsWith('/embed/'))).toBe(true);
  await other.close();
});

test('an attribute alone cannot choose whose code runs in the page; script can', async ({ host, stub, site, page, heard }) => {
  const other = stub.root.replace('127.0.0.1', 'localhost');
  await host(`${element(kpi, `site="${other}"`)}${script(site)}`);
  expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'frame' }]);
  expect(stub.requests).not.toContain('/embed/manifest.json');
  await page.evaluate(({ other, of }) => {
    const it = document.createElement('civic-kpi');
    Object.assign(it, { site: other, of });
    document.body.append(it);
  }, { other, of: kpi[1] });
  expect((await events(heard, 2))[1]).toMatchObject({ type: 'civic-ready', mode: 'inline' });
});

test('drawn inline, removed elements leave nothing behind', async ({ host, site, page, heard }) => {
  await host(script(site));
  await page.evaluate(async (embeds) => {
    window.left = [];
    for (const [kind, id] of embeds) {
      const it = document.createElement(`civic-${kind}`);
      it.of = id;
      const ready = new Promise((done) => it.addEventListener('civic-ready', done));
      document.body.append(it);
      await ready;
      it.remove();
      left.push(new WeakRef(it));
    }
  }, EMBEDS);
  await events(heard, EMBEDS.length);
  const cdp = await page.context().newCDPSession(page);
  // The last one that was used may stay, for Esc.
  await expect.poll(async () => {
    await cdp.send('HeapProfiler.collectGarbage');
    return page.evaluate(() => left.filter((it) => it.deref()).length);
  }).toBeLessThanOrEqual(1);
});

test('Esc puts a tip away, also when another embed was drawn since', async ({ host, site, page, heard }) => {
  await host(element(kpi) + script(site));
  await events(heard, 1);
  const point = drawn(page).locator('.chart .point').first();
  await point.locator('.cell:visible').hover();
  await expect(point.locator('.tip')).toBeVisible();
  await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), element(kpi));
  await events(heard, 2);
  await page.keyboard.press('Escape');
  await expect(point.locator('.tip')).toBeHidden();
});

/** How tags name a site that script has not named, so that its embeds are frames. */
const unnamed = (site) => `site="${site.replace('127.0.0.1', 'localhost')}"`;

for (const [scheme, ground] of [['dark', 'dark'], ['only light', 'light']]) {
  test(`an element takes the one theme that its page has: ${scheme}`, async ({ host, site, page, heard }) => {
    await page.emulateMedia({ colorScheme: ground === 'dark' ? 'light' : 'dark' });
    const both = element(kpi) + element(card, unnamed(site));
    await host(`<style>:root { color-scheme: ${scheme} }</style>${both}${script(site)}`);
    await events(heard, 2);
    await expect(page.locator('civic-kpi .embed')).toHaveAttribute('data-theme', ground);
    await expect(framed(page).contentFrame().locator('html')).toHaveAttribute('data-theme', ground);
  });
}

test('a frame without a ground of its own lets that of its page through', async ({ host, site, page, heard }) => {
  for (const [colorScheme, theme] of [['light', 'dark'], ['dark', 'light']]) {
    await page.emulateMedia({ colorScheme });
    await host(`<style>body { background: rgb(10, 120, 90) }</style>
      ${element(card, `${unnamed(site)} transparent theme="${theme}"`)}${script(site)}`);
    await events(heard, 1);
    const box = await framed(page).boundingBox();
    // Its margin, on all sides of what it shows.
    const clip = { x: box.x, y: box.y, width: 2, height: box.height };
    const png = (await page.screenshot({ clip })).toString('base64');
    const colours = await page.evaluate(async (png) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
      canvas.drawImage(image, 0, 0);
      const { data } = canvas.getImageData(0, 0, image.width, image.height);
      return [...new Set(Array.from({ length: data.length / 4 }, (_, i) => data.slice(4 * i, 4 * i + 3).join()))];
    }, png);
    expect(colours, `${theme} on a page for readers who prefer ${colorScheme}`).toEqual(['10,120,90']);
  }
});

test.describe('of what is not there', () => {
  // Nor does the answer say that other sites may read it.
  test.use({ mayLog: /CORS policy|Failed to load resource/ });

  test('after what is not there, the next thing is drawn in place again', async ({ host, site, page, heard }) => {
    await host(element(kpi) + script(site));
    await events(heard, 1);
    const it = page.locator('civic-kpi');
    const height = () => it.evaluate(({ offsetHeight }) => offsetHeight);
    const before = await height();
    await it.evaluate((it) => (it.pinned = '0000000000000000'));
    await expect.poll(async () => (await heard()).some(({ reason }) => reason === 'missing')).toBe(true);
    expect(await height()).toBe(before);
    await it.evaluate((it) => (it.pinned = ''));
    await expect.poll(async () => (await heard()).at(-1)).toMatchObject({ type: 'civic-ready', mode: 'inline' });
    expect(await height()).toBe(before);
  });
});
