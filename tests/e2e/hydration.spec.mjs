// The page is complete before the app runs, and the app takes it over in place. That its text
// stays the same, pages.spec.mjs looks at.
import { expect } from '@playwright/test';
import { bundle, hold, kinds, label, open, openFilters, ready, test, WASM } from './site.mjs';

const kpi = bundle.kpis[0];
const heading = (page) => page.getByRole('heading', { level: 1 });
const header = (page) => page.getByRole('navigation', { name: 'Main' });
const search = (page) => page.getByRole('searchbox', { name: 'Search initiatives' });
const cards = (page) => page.getByRole('article');
const choice = (page, group, name) => page.getByRole('group', { name: group }).getByLabel(name);
const parameters = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const scrollTop = (page) => page.evaluate(() => Math.round(scrollY));

/** A theme that some initiatives have, and how many. */
const theme = bundle.initiatives[0].themes[0];
const ofTheme = bundle.initiatives.filter(({ themes }) => themes.includes(theme)).length;

/** Opens an address where the app does not start before `start` is called. */
async function openHeld(page, address) {
  const release = await hold(page, WASM);
  await page.goto(address);
  return async () => {
    expect(await page.evaluate(() => 'ready' in document.documentElement.dataset)).toBe(false);
    release();
    await ready(page);
  };
}

/** Runs in the page: all that the reader could lose, in `window.before`. */
function remember() {
  const main = document.querySelector('main');
  const nodes = () => {
    const walker = document.createTreeWalker(
      document.getElementById('site-app'),
      NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    );
    const all = [];
    while (walker.nextNode()) {
      if (walker.currentNode.data !== '') all.push(walker.currentNode);
    }
    return all;
  };
  const details = [...document.querySelectorAll('#site-app details')];
  for (const element of details) element.open = true;
  scrollTo(0, Math.min(300, document.documentElement.scrollHeight - innerHeight));
  // A page may have nothing in it yet but the way to others.
  const visible = (root) => [...root.querySelectorAll('a, input, button')].filter((element) => element.checkVisibility());
  const focused = visible(main).at(-1) ?? visible(document).at(-1);
  focused.focus({ preventScroll: true });
  const text = document.createTreeWalker(document.querySelector('h1'), NodeFilter.SHOW_TEXT).nextNode();
  getSelection().setBaseAndExtent(text, 2, text, 7);
  const state = () => ({
    focused: document.activeElement,
    selected: getSelection().toString(),
    anchor: getSelection().anchorNode,
    open: details.every((element) => element.open && element.isConnected),
    scrolled: scrollY,
  });
  const before = { nodes: nodes(), ...state() };
  window.compare = () => {
    const after = { nodes: nodes(), ...state() };
    const { focused, selected, anchor, open, scrolled } = after;
    return {
      replaced: before.nodes.filter((node) => !after.nodes.includes(node)).map((node) => node.nodeName),
      added: after.nodes.filter((node) => !before.nodes.includes(node)).map((node) => node.nodeName),
      isInOrder: before.nodes.every((node, index) => node === after.nodes[index]),
      isFocusKept: focused === before.focused && focused !== document.body,
      isSelectionKept: anchor === before.anchor && selected === before.selected && selected.length === 5,
      open,
      moved: scrolled - before.scrolled,
    };
  };
}

/** Runs in the page: what has shifted in its layout since it was opened, and by how much. */
async function layoutShifts() {
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({
    type: 'layout-shift',
    buffered: true,
  });
  // Two frames: buffered entries are delivered with the next one.
  for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
  const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join();
  return shifts.map(({ value, sources }) => ({
    value,
    moved: sources.map(({ node, previousRect, currentRect }) =>
      `${node?.nodeName}.${node?.className ?? ''} ${place(previousRect)} to ${place(currentRect)}`),
  }));
}

for (const address of kinds) {
  test(`${address} stays as it is when the app takes it over: nodes, focus, selection, place`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1000, height: 500 });
    const start = await openHeld(page, address);
    await page.evaluate(remember);
    // The details that were opened have moved what is below them.
    const shifts = await page.evaluate(layoutShifts);
    await start();
    expect(await page.evaluate(() => window.compare())).toEqual({
      replaced: [],
      added: [],
      isInOrder: true,
      isFocusKept: true,
      isSelectionKept: true,
      open: true,
      moved: 0,
    });
    expect(await page.evaluate(layoutShifts)).toEqual(shifts);
  });
}

for (const width of [320, 1280]) {
  test(`nothing jumps while a page loads slowly, ${width} pixels wide`, async ({ page }) => {
    test.setTimeout(60_000);
    await page.setViewportSize({ width, height: 800 });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 20,
      downloadThroughput: 500_000,
      uploadThroughput: 500_000,
    });
    for (const address of kinds) {
      await page.goto(address, { waitUntil: 'load' });
      await ready(page);
      expect.soft(await page.evaluate(layoutShifts), address).toEqual([]);
    }
  });
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('links lead from page to page, and to parts of them', async ({ page }) => {
    await page.goto('/');
    await header(page).getByRole('link', { name: 'Targets' }).click();
    await expect(heading(page)).toHaveText('Targets');
    await page.getByRole('main').getByRole('link', { name: kpi.title }).first().click();
    await expect(heading(page)).toHaveText(kpi.title);
    const source = page.locator('main a[href^="/sources/#"]').first();
    const id = (await source.getAttribute('href')).split('#')[1];
    await source.click();
    await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
  });
});

test.describe('before the app runs', () => {
  for (const [what, link, name] of [
    ['navigation', (page) => header(page).getByRole('link', { name: 'Targets' }), 'Targets'],
    [
      'a card',
      (page) => cards(page).first().getByRole('link'),
      bundle.initiatives[0].title,
    ],
    ['a row', (page) => page.getByRole('link', { name: kpi.title }).first(), kpi.title],
  ]) {
    test(`a link of ${what} loads its page`, async ({ page }) => {
      await openHeld(page, '/');
      await page.evaluate(() => (window.marked = true));
      await link(page).click();
      await expect(heading(page)).toHaveText(name);
      expect(await page.evaluate(() => 'marked' in window)).toBe(false);
    });
  }

  test('what is typed is searched for, and typing goes on at the same place', async ({ page }) => {
    const start = await openHeld(page, '/initiatives/');
    const [word] = bundle.initiatives[0].title.split(' ');
    await search(page).pressSequentially(word.slice(1));
    await page.keyboard.press('Home');
    await start();
    await expect(search(page)).toBeFocused();
    await page.keyboard.type(word[0]);
    await expect(search(page)).toHaveValue(word);
    expect(parameters(page)).toEqual({ q: word });
    await expect(cards(page).first()).toContainText(word);
    expect(await cards(page).count()).toBeLessThan(bundle.initiatives.length);
  });

  test('what is selected in the search field stays selected', async ({ page }) => {
    const start = await openHeld(page, '/initiatives/');
    await search(page).pressSequentially('digital');
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowLeft');
    await start();
    const range = await search(page).evaluate((field) => [field.selectionStart, field.selectionEnd]);
    expect(range).toEqual([4, 7]);
  });

  test('a filter that is chosen holds', async ({ page }) => {
    const start = await openHeld(page, '/initiatives/');
    await openFilters(page);
    await choice(page, 'Theme', label('themes', theme)).check();
    await start();
    await expect(cards(page)).toHaveCount(ofTheme);
    await expect(choice(page, 'Theme', label('themes', theme))).toBeChecked();
    await expect(choice(page, 'Theme', label('themes', theme))).toBeFocused();
    expect(parameters(page)).toEqual({ theme });
  });

  test('a filter of the address that is taken back is gone', async ({ page }) => {
    const start = await openHeld(page, `/initiatives/?theme=${theme}&q=qqq`);
    await openFilters(page);
    await choice(page, 'Theme', label('themes', theme)).check();
    await choice(page, 'Theme', 'All').check();
    await search(page).fill('x');
    await search(page).fill('');
    await start();
    await expect(cards(page)).toHaveCount(bundle.initiatives.length);
    await expect(choice(page, 'Theme', 'All')).toBeChecked();
    expect(parameters(page)).toEqual({});
  });

  test('what is typed replaces the search of the address, and its filters stay', async ({ page }) => {
    const start = await openHeld(page, `/initiatives/?theme=${theme}&q=qqq`);
    const [word] = bundle.initiatives[0].title.split(' ');
    await search(page).fill(word);
    await start();
    expect(parameters(page)).toEqual({ theme, q: word });
    await expect(cards(page).first()).toContainText(word);
  });

  test('Enter in the search field loses nothing', async ({ page }) => {
    const release = await hold(page, WASM);
    await page.goto('/initiatives/', { waitUntil: 'commit' });
    await search(page).fill('qqq');
    await page.keyboard.press('Enter');
    release();
    await ready(page);
    await expect(page.getByText('No initiatives match “qqq”')).toBeVisible();
    await expect(search(page)).toHaveValue('qqq');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('qqq');
  });

  test('a button that is pressed works later', async ({ page }) => {
    const start = await openHeld(page, '/initiatives/?q=qqq');
    // No button of a page with so few cards shows before the app runs.
    await page.locator('main form button').evaluate((button) => (button.hidden = false));
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await start();
    await expect(cards(page)).toHaveCount(bundle.initiatives.length);
    await expect(search(page)).toBeFocused();
    expect(parameters(page)).toEqual({});
  });

  test('the skip link works', async ({ page }) => {
    await openHeld(page, '/kpis/');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  });
});

test('what the address asks for is shown once the app runs, with the nodes of the page', async ({
  page,
}) => {
  const start = await openHeld(page, `/initiatives/?theme=${theme}`);
  await page.evaluate(() => (window.first = document.querySelector('#site-cards > *')));
  await start();
  await expect(cards(page)).toHaveCount(ofTheme);
  await expect(choice(page, 'Theme', label('themes', theme))).toBeChecked();
  expect(await page.evaluate(() => window.first.isConnected)).toBe(true);
  expect(parameters(page)).toEqual({ theme });
});

test('a reload keeps the place, before the app and with it', async ({ page }) => {
  await open(page, '/');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
  const y = await scrollTop(page);
  expect(y).toBeGreaterThan(200);
  const release = await hold(page, WASM);
  await page.reload({ waitUntil: 'commit' });
  await expect.poll(() => scrollTop(page), 'before').toBe(y);
  release();
  await ready(page);
  expect(await scrollTop(page), 'with the app').toBe(y);
});

test('back and forward lead through documents with and without the app', async ({ page }) => {
  await open(page, '/');
  await page.evaluate(
    () =>
      new Promise((done) => {
        addEventListener('scrollend', done, { once: true });
        scrollTo(0, 700);
      }),
  );
  // In this document, then in one where the app does not start.
  await header(page).getByRole('link', { name: 'Targets' }).dispatchEvent('click');
  await expect(heading(page)).toHaveText('Targets');
  const start = await openHeld(page, `/${bundle.pages[1].id}/`);
  await header(page).getByRole('link', { name: 'Sources' }).click();
  await expect(page).toHaveURL('/sources/');
  await expect(heading(page)).toHaveText('Sources');
  await page.goBack({ waitUntil: 'commit' });
  await expect(page).toHaveURL(`/${bundle.pages[1].id}/`);
  await start();
  await page.goBack();
  await expect(heading(page)).toHaveText('Targets');
  await ready(page);
  await page.goBack();
  await expect(heading(page)).toHaveText(bundle.pages[0].sections[0].heading);
  await expect.poll(() => scrollTop(page)).toBe(700);
  await page.goForward();
  await expect(heading(page)).toHaveText('Targets');
});
