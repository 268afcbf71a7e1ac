// Hosts and networks that refuse what an element needs: it falls back by itself.
import { expect } from '@playwright/test';
import { EMBEDS, REFUSED, drawn, element, events, framed, script, test } from './elements.mjs';
import { HEIGHT, UNKNOWN } from './stub-site.mjs';

test.use({ mayLog: REFUSED });

const kpi = EMBEDS[3];
const [, id] = kpi;
const origin = (site) => new URL(site).origin;
const height = (locator) => locator.evaluate((it) => it.getBoundingClientRect().height);

/** The height of the content of an element's frame. */
async function contentHeight(page) {
  const inner = await framed(page).contentFrame();
  return inner.locator('#embed').evaluate((it) => Math.ceil(it.getBoundingClientRect().bottom));
}

async function expectFrame(page, heard) {
  expect((await events(heard, 1))[0]).toMatchObject({ type: 'civic-ready', kind: 'kpi', id, mode: 'frame' });
  await expect(framed(page)).toHaveAttribute('title', `About ${id}`);
  await expect(framed(page)).toHaveAttribute('loading', 'lazy');
  await expect(page.getByText(`About ${id}`)).toBeHidden();
  await expect(drawn(page)).toHaveCount(0);
  await expect.poll(async () => (await height(framed(page))) - (await contentHeight(page))).toBe(0);
}

const REFUSALS = {
  'no requests (connect-src)': (site) => `default-src 'none'; script-src ${site} 'wasm-unsafe-eval'; frame-src ${site}`,
  'no WebAssembly': (site) => `default-src 'none'; script-src ${site}; connect-src ${site}; frame-src ${site}`,
  'no script but embed.js': (site) =>
    `default-src 'none'; script-src ${site}/embed.js 'wasm-unsafe-eval'; connect-src ${site}; frame-src ${site}`,
};

for (const [name, csp] of Object.entries(REFUSALS)) {
  test(`a policy with ${name}: the element shows the embed page`, async ({ host, site, heard }) => {
    const page = await host(element(kpi) + script(site), { csp: csp(origin(site)) });
    await expectFrame(page, heard);
  });
}

test('a policy that allows it all, and nothing more, is enough to draw inline', async ({ host, site, heard }) => {
  const at = origin(site);
  const csp = `default-src 'none'; script-src ${at} 'wasm-unsafe-eval'; connect-src ${at}; img-src data:`;
  const page = await host(element(kpi) + script(site), { csp });
  await expect(drawn(page)).toBeVisible();
  expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'inline' }]);
});

test('a policy that forbids pictures: a card does without', async ({ host, site, heard }) => {
  const at = origin(site);
  const csp = `default-src 'none'; script-src ${at} 'wasm-unsafe-eval'; connect-src ${at}`;
  const page = await host(element(EMBEDS[0]) + script(site), { csp });
  expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'inline' }]);
  await expect(drawn(page).getByRole('heading')).toBeVisible();
  await expect(drawn(page).locator('img')).toHaveCount(0);
});

test('Trusted Types are no hindrance', async ({ host, site, heard }) => {
  const csp = "require-trusted-types-for 'script'; trusted-types 'none'";
  const page = await host(element(kpi) + element(['kpi', UNKNOWN]) + script(site), { csp });
  await expect(drawn(page)).toHaveCount(2);
  expect((await events(heard, 2)).map(({ type }) => type).sort()).toEqual(['civic-error', 'civic-ready']);
});

test('Trusted Types are no hindrance to a frame', async ({ host, site, heard }) => {
  const at = origin(site);
  const csp = `require-trusted-types-for 'script'; trusted-types 'none'; script-src ${at}; frame-src ${at}`;
  const page = await host(element(kpi) + script(site), { csp });
  await expectFrame(page, heard);
});

test('a policy with frames alone: the fallback stays, and a plain iframe works', async ({ host, site }) => {
  const csp = `default-src 'none'; frame-src ${origin(site)}`;
  const src = `${site}embed/kpi/${id}/`;
  const page = await host(`${element(kpi)}<iframe src="${src}" title="A KPI"></iframe>${script(site)}`, { csp });
  await expect(page.getByRole('link', { name: `About ${id}` })).toBeVisible();
  await expect(page.frameLocator('iframe').locator('#embed')).toBeVisible();
});

test('a policy without frames: the fallback and a link show at once', async ({ host, site, heard }) => {
  const csp = `default-src 'none'; script-src ${origin(site)}`;
  const page = await host(element(kpi) + script(site), { csp });
  expect(await events(heard, 1)).toMatchObject([{ type: 'civic-error', kind: 'kpi', id, reason: 'blocked' }]);
  await expect(page.getByRole('link', { name: `About ${id}`, exact: true })).toBeVisible();
  const link = page.getByRole('link', { name: new URL(site).host });
  await expect(link).toHaveAttribute('href', `${site}embed/kpi/${id}/`);
  await expect(framed(page)).toHaveCount(0);
});

test('a fallback that links to the site is enough', async ({ host, site, heard }) => {
  const csp = `default-src 'none'; script-src ${origin(site)}`;
  const page = await host(`<civic-kpi of="${id}"><a href="${site}kpis/${id}/">The KPI</a></civic-kpi>${script(site)}`, { csp });
  await events(heard, 1);
  await expect(page.getByRole('link')).toHaveCount(1);
});

test('a site that does not answer: the fallback and a link, and a later element tries again', async ({ host, stub, heard }) => {
  stub.answers.set('/embed/', { status: 503 });
  const page = await host(element(kpi) + script(stub.root));
  expect(await events(heard, 1)).toMatchObject([{ type: 'civic-error', reason: 'network' }]);
  await expect(page.getByRole('link', { name: `About ${id}`, exact: true })).toBeVisible();
  expect(await height(page.locator('civic-kpi'))).toBeGreaterThanOrEqual(400);
  stub.answers.clear();
  await page.evaluate(() => document.querySelector('main').append(document.querySelector('civic-kpi').cloneNode(true)));
  expect((await events(heard, 2))[1]).toMatchObject({ type: 'civic-ready', mode: 'inline' });
  // The same one too, once it is put back.
  await page.evaluate(() => document.querySelector('main').append(document.querySelector('civic-kpi')));
  expect((await events(heard, 3))[2]).toMatchObject({ type: 'civic-ready', mode: 'inline' });
  await expect(page.getByRole('link', { name: new URL(stub.root).host })).toHaveCount(0);
});

for (const [name, broken] of Object.entries({
  'a manifest that is not JSON': ['/embed/manifest.json', { body: '<!doctype html>' }],
  'a script with a mistake': ['/embed/runtime-', { type: 'text/javascript', body: 'export const open = ;' }],
  'a script without what is wanted': ['/embed/runtime-', { type: 'text/javascript', body: 'export const close = 1' }],
  'a wasm that is none': ['/renderer_bg-', { type: 'application/wasm', body: 'no' }],
})) {
  test(`${name}: the element shows the embed page`, async ({ host, stub, heard }) => {
    stub.answers.set(...broken);
    const page = await host(element(kpi) + script(stub.root));
    await expectFrame(page, heard);
    expect(await height(framed(page))).toBe(HEIGHT);
  });
}

test.describe('in a frame', () => {
  const csp = (site) => `script-src ${origin(site)}; frame-src ${origin(site)}`;

  test('what there is not keeps the size that was kept free', async ({ host, site, heard }) => {
    const page = await host(element(['kpi', UNKNOWN]) + script(site), { csp: csp(site) });
    expect(await events(heard, 1)).toMatchObject([{ type: 'civic-error', id: UNKNOWN, reason: 'missing' }]);
    await expect(page.frameLocator('[part=frame]').getByRole('link').first()).toBeVisible();
    expect(await height(page.locator('civic-kpi'))).toBeGreaterThanOrEqual(400);
  });

  test('another theme does not load it anew, another choice does', async ({ host, site, heard }) => {
    const page = await host(element(kpi) + script(site), { csp: csp(site) });
    await events(heard, 1);
    const inner = page.frameLocator('[part=frame]').locator('html');
    await inner.evaluate(() => (window.isSame = true));
    await page.locator('civic-kpi').evaluate((it) => (it.theme = 'dark'));
    await expect(inner).toHaveAttribute('data-theme', 'dark');
    expect(await inner.evaluate(() => window.isSame)).toBe(true);
    await page.locator('civic-kpi').evaluate((it) => (it.show = 'table'));
    await events(heard, 2);
    await expect(framed(page)).toHaveCount(1);
    await expect(framed(page)).toHaveAttribute('src', /\?show=table&theme=dark$/);
    expect(await page.evaluate(() => history.length), 'steps back for the reader').toBe(2);
  });

  test('moveBefore does not load it anew', async ({ host, site, heard }) => {
    const page = await host(`${element(kpi)}<section></section>${script(site)}`, { csp: csp(site) });
    await expectFrame(page, heard);
    const inner = page.frameLocator('[part=frame]').locator('html');
    await inner.evaluate(() => (window.isSame = true));
    await page.evaluate(() => document.querySelector('section').moveBefore(document.querySelector('civic-kpi'), null));
    await expectFrame(page, heard);
    expect(await inner.evaluate(() => window.isSame)).toBe(true);
  });

  test('it can be moved and removed, and comes back', async ({ host, site, heard }) => {
    const page = await host(`${element(kpi)}<section></section>${script(site)}`, { csp: csp(site) });
    await expectFrame(page, heard);
    await page.evaluate(() => document.querySelector('section').append(document.querySelector('civic-kpi')));
    await expect.poll(async () => (await height(framed(page))) - (await contentHeight(page))).toBe(0);
    await page.evaluate(() => {
      window.removed = document.querySelector('civic-kpi');
      window.removed.remove();
      window.removed.of = 'another';
    });
    await page.evaluate(() => document.body.append(window.removed));
    await expect(framed(page)).toHaveAttribute('src', /\/another\/$/);
    await expect(framed(page)).toHaveCount(1);
  });
});
