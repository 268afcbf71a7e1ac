// Embed pages by themselves: complete without script, in any box and look, and alive with it.
import { expect } from '@playwright/test';
import { violationsInAllLooks } from '../axe.mjs';
import { BUNDLE, LATER, bundle, embeds, hold, newer, period, test } from '../site.mjs';
import { archived } from '../test-site.mjs';

/** The revisions that embeds can be pinned to. */
const pinnable = archived();

/** One with two series. */
const [kpi] = bundle.kpis;
const [, hidden] = kpi.series;

/** One of each kind, and what stands for one that is not there. */
const kinds = [
  `/embed/card/${bundle.initiatives[0].id}/`,
  `/embed/insight/${bundle.insights[0].id}/`,
  `/embed/figure/${kpi.id}/`,
  `/embed/kpi/${kpi.id}/`,
  '/embed/chart/insights/',
  '/embed/chart/scorecard/',
  ...embeds.filter((address) => /multiples|wheel/.test(address)),
  '/embed/kpi/no-such/',
];

const foot = (page) => page.locator('.embed-foot');

/** Runs in the page: what is seen, and whether it keeps to its margins. */
function look() {
  const root = document.documentElement;
  const { left, top } = document.querySelector('#embed > :not(.visually-hidden)').getBoundingClientRect();
  return {
    words: document.querySelector('#embed').innerText,
    isWithin: root.scrollWidth <= root.clientWidth,
    margins: [Math.round(left), Math.round(top)],
  };
}

test('every embed is complete without script, from 280 px on', async ({ browser, baseURL }) => {
  test.setTimeout(120_000);
  const context = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    viewport: { width: 280, height: 400 },
  });
  const page = await context.newPage();
  for (const address of embeds) {
    expect((await page.goto(address)).status(), address).toBe(200);
    const { words, isWithin, margins } = await page.evaluate(look);
    expect(words, address).toContain(`as published on ${period(bundle.published)}`);
    expect(words, address).toContain(bundle.site.name);
    expect(isWithin, `${address} is wider than 280 px`).toBe(true);
    for (const margin of margins) expect(margin, address).toBeLessThanOrEqual(16);
    await expect(page.locator('header, nav, script[id]'), address).toHaveCount(0);
  }
  await context.close();
});

test('a chart without script switches to its table', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`/embed/kpi/${kpi.id}/`);
  await expect(page.getByRole('table')).toBeHidden();
  await page.getByRole('radio', { name: 'Table' }).check();
  await expect(page.getByRole('table')).toBeVisible();
  await context.close();
});

for (const address of kinds) {
  test(`axe finds nothing at ${address}`, async ({ page }) => {
    await page.goto(address);
    expect(await violationsInAllLooks(page)).toEqual({});
  });
}

for (const [width, height] of [[640, 360], [480, 270], [320, 180], [280, 158]]) {
  test(`in a box of ${width} by ${height} each embed says what it is, whose and from when`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    for (const address of kinds.slice(0, -1)) {
      await page.goto(`${address}?fit=frame`);
      await expect(foot(page), address).toBeInViewport({ ratio: 1 });
      expect(await foot(page).evaluate((it) => it.scrollHeight <= it.clientHeight), address).toBe(true);
      const first = page.locator('#embed :is(.finding, .title, .number)').first();
      await expect(first, address).toBeInViewport();
      expect((await page.evaluate(look)).isWithin, address).toBe(true);
    }
  });
}

test('in a box of 16 to 9 a whole drawing is seen at once', async ({ page }) => {
  for (const viewport of [{ width: 480, height: 270 }, { width: 560, height: 315 }, { width: 720, height: 405 }, { width: 1120, height: 630 }]) {
    await page.setViewportSize(viewport);
    await page.goto(`/embed/kpi/${kpi.id}/?fit=frame`);
    const drawing = page.locator('.drawing:visible');
    const footTop = (await foot(page).boundingBox()).y;
    const { y, height } = await drawing.boundingBox();
    expect(y + height).toBeLessThanOrEqual(footTop);
    expect(height).toBeGreaterThan(viewport.height / 3);
  }
});

test('a wheel is drawn for the width of its column', async ({ page }) => {
  const wheel = embeds.find((address) => address.startsWith('/embed/wheel/'));
  for (const [width, size] of [[320, 'narrow'], [800, 'wide']]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(wheel);
    await expect(page.locator('.drawing:visible')).toHaveClass(new RegExp(`\\b${size}\\b`));
  }
});

const ground = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test('the theme is that of the reader, or the one that the address asks for', async ({ page }) => {
  const address = kinds[3];
  const grounds = {};
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.goto(address);
    grounds[colorScheme] = await ground(page);
  }
  expect(grounds.light).not.toBe(grounds.dark);
  for (const theme of ['light', 'dark']) {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${address}?theme=${theme}`);
      expect(await ground(page), `${theme} where the reader has ${colorScheme}`).toBe(grounds[theme]);
    }
  }
  await page.goto(`${address}?transparent=1`);
  expect(await ground(page)).toBe('rgba(0, 0, 0, 0)');
  await page.goto(`${address}?theme=x%22onload&transparent=yes`);
  expect(await ground(page)).toBe(grounds.dark);
});

test('an address chooses what a chart shows', async ({ page }) => {
  await page.goto(`/embed/kpi/${kpi.id}/?since=2026&hide=${hidden.id}&show=table`);
  await expect(page.getByRole('table')).toContainText('points on');
  await expect(page.locator('.finding')).not.toContainText(hidden.label);
  // The table is for looking things up: it has every series.
  await expect(page.getByRole('table')).toContainText(hidden.label);
});

test('keys reach the points of a chart when it has the focus', async ({ page }) => {
  // From then on its script listens.
  const listens = page.waitForRequest('**/embed/manifest.json');
  await page.goto(`/embed/kpi/${kpi.id}/`);
  const first = page.locator('.chart .point[tabindex="0"]').first();
  const name = await first.getAttribute('aria-label');
  await listens;
  await first.focus();
  // Pressed before the renderer can be there, and not lost.
  await page.keyboard.press('ArrowLeft');
  const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  await expect.poll(focused).not.toBe(name);
  // No trap: the keyboard comes out again.
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement.matches('.point'))).toBe(false);
});

test('keys reach the points of a chart that had the focus before its script could know', async ({ page }) => {
  const release = await hold(page, '**/embed/manifest.json');
  await page.goto(`/embed/kpi/${kpi.id}/`);
  const first = page.locator('.chart .point[tabindex="0"]').first();
  const name = await first.getAttribute('aria-label');
  await first.focus();
  release();
  await expect.poll(async () => {
    await page.keyboard.press('ArrowLeft');
    return page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  }).not.toBe(name);
});

test('newer figures take the place of what was rendered', async ({ page }) => {
  const changed = newer((bundle) => {
    bundle.kpis.find(({ id }) => id === kpi.id).title = 'Another title';
  });
  await page.route(BUNDLE, (route) => route.fulfill({ json: changed }));
  await page.goto(`/embed/kpi/${kpi.id}/`);
  await expect(page.locator('.subtitle')).toHaveText(/^Another title/);
  await expect(foot(page)).toContainText(`as published on ${period(LATER)}`);
  await expect(page).toHaveTitle(/^Another title/);
});

test('a bundle that is none leaves the figures as they were, and that is said', async ({ page }) => {
  const note = page.getByText('We could not check for newer figures.');
  await page.goto(`/embed/kpi/${kpi.id}/`);
  await expect(note).toBeHidden();
  for (const answer of [{ status: 500, body: '' }, { body: '{' }, { json: newer(() => ({ revision: 'x', published: LATER })) }]) {
    await page.route(BUNDLE, (route) => route.fulfill(answer));
    await page.goto(`/embed/kpi/${kpi.id}/`);
    await expect(note).toBeVisible();
    await expect(page.locator('.subtitle')).toHaveText(new RegExp(`^${kpi.title}`));
    await page.unroute(BUNDLE);
  }
});

test('a choice that cannot be drawn is told, and all of the chart stays', async ({ page }) => {
  const note = page.getByText('We could not apply those settings');
  await page.route('**/renderer_bg-*.wasm', (route) => route.abort());
  const { hash } = pinnable.at(-1);
  for (const address of [`/embed/kpi/${kpi.id}/`, `/embed/pinned/${hash}/kpi/${kpi.id}/`]) {
    await page.goto(address);
    await expect(note).toBeHidden();
    await page.goto(`${address}?hide=${hidden.id}`);
    await expect(note).toBeVisible();
    await expect(page.getByText('We could not check for newer figures')).toBeHidden();
  }
});

test('what a newer revision no longer has is told in its own box', async ({ page }) => {
  const title = page.locator('.title').first();
  const without = newer((bundle) => {
    bundle.initiatives = bundle.initiatives.slice(1);
  });
  await page.route(BUNDLE, (route) => route.fulfill({ json: without }));
  await page.goto(`/embed/card/${bundle.initiatives[0].id}/`);
  await expect(title).toHaveText('This is no longer available');
  await expect(page.getByRole('link', { name: `Go to ${bundle.site.name}` })).toHaveAttribute('href', /\/$/);
});

test('an unknown embed says so in its own box', async ({ page }) => {
  for (const address of ['/embed/kpi/no-such/', '/embed/', `/embed/pinned/0123456789abcdef/kpi/${kpi.id}/`]) {
    const response = await page.goto(address);
    expect(response.status(), address).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This is no longer available');
  }
});

test('embeds keep nothing: no cookie, no storage, no service worker', async ({ page, context }) => {
  for (const address of kinds) await page.goto(address);
  await page.goto(`/embed/kpi/${kpi.id}/?since=2026`);
  await expect(page.getByRole('img').or(page.locator('.drawing:visible')).first()).toBeVisible();
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(kept).toEqual({ local: 0, session: 0, databases: 0, caches: 0, workers: 0 });
  expect(await context.cookies()).toEqual([]);
});

test('an embed pinned to a revision shows it, and says whether there is a newer one', async ({ page }) => {
  expect(pinnable.length).toBeGreaterThan(1);
  for (const { hash, bundle: { revision, published } } of pinnable) {
    const address = `/embed/pinned/${hash}/kpi/${kpi.id}/`;
    // As rendered, and drawn anew for a choice.
    for (const query of ['', `?hide=${hidden.id}`]) {
      await page.goto(address + query);
      if (query) await expect(page.getByRole('cell', { name: hidden.label, exact: true })).toHaveCount(0);
      await expect(foot(page)).toContainText(`pinned to revision ${revision}, published on ${period(published)}`);
      const latest = foot(page).getByRole('link', { name: 'See the latest' });
      await expect(latest).toHaveCount(revision === bundle.revision ? 0 : 1);
    }
  }
});

test('an embed pinned to the latest revision learns that there is a newer one, and stays', async ({ page }) => {
  const { hash } = pinnable.at(-1);
  await page.route(BUNDLE, (route) => route.fulfill({ json: newer((bundle) => {
    bundle.kpis.find(({ id }) => id === kpi.id).title = 'Another title';
  }) }));
  await page.goto(`/embed/pinned/${hash}/kpi/${kpi.id}/`);
  await expect(foot(page)).toContainText('There is a newer version.');
  await expect(page.locator('.subtitle')).toHaveText(new RegExp(`^${kpi.title}`));
});

test('what had another id is still found at the old address', async ({ page, request, baseURL }) => {
  const former = (list) => list.flatMap(({ formerly = [], ...entry }) => formerly.map((old) => ({ old, ...entry })));
  const sections = bundle.pages.flatMap(({ sections }) => sections);
  const drawn = (kind) => former(sections.filter((section) => section.kind === kind));
  const [kpis, cards, insights, multiples, wheels] =
    [former(bundle.kpis), former(bundle.initiatives), former(bundle.insights), drawn('multiples'), drawn('wheel')];
  for (const list of [kpis, cards, insights, multiples, wheels]) expect(list).not.toEqual([]);
  // The way of a page, how it names itself, and what it shows.
  const embeds = [
    ...kpis.flatMap(({ old, id, title }) => [[`kpi/${old}`, `kpi/${id}`, title], [`figure/${old}`, `figure/${id}`, title]]),
    ...cards.map(({ old, id, title }) => [`card/${old}`, `card/${id}`, title]),
    ...insights.map(({ old, id }) => [`insight/${old}`, `insight/${id}`]),
    ...multiples.map(({ old, id, heading }) => [`multiples/${old}`, `multiples/${id}`, heading]),
    ...wheels.map(({ old, id, heading }) => [`wheel/${old}`, `wheel/${id}`, heading]),
  ];
  for (const [old, now, title] of embeds) {
    expect((await page.goto(`/embed/${old}/`)).status(), old).toBe(200);
    const { kind, id } = await page.locator('html').evaluate((html) => ({ ...html.dataset }));
    expect(`${kind}/${id}`, old).toBe(now);
    const names = page.locator('h1, .title, .subtitle');
    if (title) await expect(names.filter({ hasText: title }), old).not.toHaveCount(0);
    for (const address of [`share/${old}/`, `oembed/${old}.json`, `images/${old}.png`, `images/${old}-dark.svg`, `images/${old}.json`]) {
      expect((await request.get(`${baseURL}/${address}`)).status(), address).toBe(200);
    }
  }
  for (const [old, title] of [
    ...kpis.map(({ old, title }) => [`kpis/${old}/`, title]),
    ...cards.map(({ old, title }) => [`initiatives/${old}/`, title]),
  ]) {
    expect((await page.goto(`/${old}`)).status(), old).toBe(200);
    await expect(page.getByRole('heading', { level: 1 }), old).toHaveText(title);
  }
});
