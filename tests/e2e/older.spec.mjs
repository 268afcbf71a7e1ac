// Browsers below the oldest that the README names, each without something that the site uses.
import { expect } from '@playwright/test';
import {
  bundle,
  failure,
  label,
  mainText,
  notice,
  open,
  openFilters,
  serveNewer,
  test,
  withoutScript,
} from './site.mjs';

const kpi = bundle.kpis.find(({ series }) => series.length > 1);
const address = `/kpis/${kpi.id}/`;
const cards = (page) => page.getByRole('article');
const search = (page) => page.getByRole('searchbox');

/** Lets the site's sheets lose what a browser does not know. */
async function withoutCss(page, change) {
  await page.route('**/*.css', async (route) => {
    const response = await route.fetch();
    return route.fulfill({ response, body: change(await response.text()) });
  });
}

/** A sheet in which no selector with `:has()` holds, and no question for it. */
const withoutHas = (css) => css.replaceAll(':has(', ':-unknown(');

/** A sheet without queries of containers. */
const withoutContainers = (css) =>
  css
    .replace(/@container\b/g, '@-unknown')
    .replace(/container(-type|-name)?\s*:/g, '-unknown$1:');

/** The looks of an element that a reader can tell apart. */
const look = (locator) =>
  locator.evaluate((element) => {
    const { backgroundColor, color, outlineStyle, outlineWidth, borderColor } = getComputedStyle(element);
    return { backgroundColor, color, outline: `${outlineStyle} ${outlineWidth}`, borderColor };
  });

test.describe('without :has()', () => {
  test('a filter that is chosen, and one that has the focus, look like no other', async ({ page }) => {
    await withoutCss(page, withoutHas);
    await open(page, '/initiatives/');
    await openFilters(page);
    const group = page.getByRole('group', { name: 'Theme' });
    const chip = (index) => group.locator('.chip span').nth(index);
    const [chosen, other] = [await look(chip(0)), await look(chip(1))];
    expect(chosen.backgroundColor).not.toBe(other.backgroundColor);
    await group.getByRole('radio').first().focus();
    await page.keyboard.press('ArrowRight');
    await expect(group.getByRole('radio').nth(1)).toBeChecked();
    expect((await look(chip(1))).backgroundColor).toBe(chosen.backgroundColor);
    expect((await look(chip(0))).backgroundColor).toBe(other.backgroundColor);
    expect((await look(chip(1))).outline).not.toBe(other.outline);
    expect((await look(chip(0))).outline).toBe(other.outline);
  });

  for (const javaScriptEnabled of [true, false]) {
    test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
      test.use({ javaScriptEnabled });

      test('drawing, table and notes are all there, and no switch that changes nothing', async ({ page }) => {
        await withoutCss(page, withoutHas);
        await page.goto(address);
        const chart = page.locator('.chart').first();
        await expect(chart.locator('.drawing:visible')).toHaveCount(1);
        await expect(chart.getByRole('table')).toBeVisible();
        await expect(chart.getByText('Sources for these figures:')).toBeVisible();
        await expect(chart.locator('.faces')).toBeHidden();
      });
    });
  }
});

test('with :has() the switch is there', async ({ page }) => {
  await open(page, address);
  await expect(page.locator('.chart .faces').first()).toBeVisible();
  await expect(page.locator('.chart').first().getByRole('table')).toBeHidden();
});

for (const [width, size] of [[320, 'narrow'], [1280, 'wide']]) {
  for (const where of [address, `/${bundle.pages[1].id}/`, `/embed/kpi/${kpi.id}/`]) {
    test(`without queries of containers ${where} has its ${size} drawing at ${width} pixels`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await withoutCss(page, withoutContainers);
      await page.goto(where);
      const drawings = page.locator('svg.drawing:is(.wide, .narrow)');
      await expect(drawings.first()).toBeAttached();
      for (const drawing of await drawings.all()) {
        await expect(drawing).toBeVisible({ visible: await drawing.evaluate((svg, size) => svg.classList.contains(size), size) });
      }
    });
  }
}

test('without groups of details, each opens by itself', async ({ page }) => {
  await page.route((url) => url.pathname === address, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/<details name="[^"]*"/g, '<details');
    return route.fulfill({ response, body });
  });
  await open(page, address);
  for (const details of await page.locator('main details').all()) {
    await details.locator('summary').click();
    await expect(details).toHaveAttribute('open');
  }
});

test.describe('where WebAssembly does not run', () => {
  test.use({ mayFail: true });

  for (const [what, take] of [
    ['is not there', () => { delete globalThis.WebAssembly; }],
    ['is refused by a policy', () => {
      const refuse = () => Promise.reject(new WebAssembly.CompileError('Refused to compile or instantiate WebAssembly module'));
      Object.assign(WebAssembly, { compile: refuse, instantiate: refuse, compileStreaming: refuse, instantiateStreaming: refuse });
    }],
    ['does not know the program’s instructions', () => {
      const fail = () => Promise.reject(new WebAssembly.CompileError('invalid opcode'));
      Object.assign(WebAssembly, { instantiate: fail, instantiateStreaming: fail });
    }],
  ]) {
    test(`because it ${what}, pages are as published, and say so`, async ({ page, browser, baseURL }) => {
      await page.addInitScript(take);
      const addresses = ['/initiatives/', address];
      const expected = await withoutScript(browser, baseURL, addresses, mainText);
      for (const where of addresses) {
        await page.goto(where);
        await expect(failure(page)).toBeVisible();
        expect(await page.evaluate(mainText)).toBe(expected.get(where));
        await expect(page.locator('form[role=search], .choices, .switches, .take button').filter({ visible: true })).toHaveCount(0);
      }
      const chart = page.locator('.chart').first();
      await chart.locator('.faces input[value=table]').check();
      await expect(chart.getByRole('table')).toBeVisible();
    });
  }

  test('because the policy of the page forbids it, pages are as published, and say so', async ({ page, watched }) => {
    await page.route((url) => url.pathname === '/initiatives/', async (route) => {
      // The page also asks whether there is another build.
      if (route.request().resourceType() !== 'document') return route.continue();
      const response = await route.fetch();
      const headers = { ...response.headers() };
      headers['content-security-policy'] = headers['content-security-policy'].replace("'wasm-unsafe-eval'", '');
      return route.fulfill({ response, headers });
    });
    await page.goto('/initiatives/');
    await expect(failure(page)).toBeVisible();
    await expect(cards(page)).toHaveCount(bundle.initiatives.length);
    // That is what the policy is for here.
    watched.violations.length = 0;
  });
});

test.describe('a browser that does not preload modules', () => {
  // A damaged script is an error of the page too.
  test.use({ mayFail: true });

  test.beforeEach(({ page }) => page.addInitScript(() => {
    const { supports } = DOMTokenList.prototype;
    DOMTokenList.prototype.supports = function (token) {
      return token !== 'modulepreload' && supports.call(this, token);
    };
    // It takes such a link for one that means nothing, and fires no event.
    const { append } = Element.prototype;
    Element.prototype.append = function (...nodes) {
      append.apply(this, nodes.filter((node) => node.rel !== 'modulepreload'));
    };
  }));

  test('starts the app all the same', async ({ page }) => {
    await open(page, '/initiatives/');
    const theme = bundle.initiatives[0].themes[0];
    await openFilters(page);
    await page.getByRole('group', { name: 'Theme' }).getByLabel(label('themes', theme)).check();
    const ofTheme = bundle.initiatives.filter(({ themes }) => themes.includes(theme));
    await expect(cards(page)).toHaveCount(ofTheme.length);
  });

  for (const [what, answer] of [
    ['is not there', { status: 404, body: '' }],
    ['is damaged', { contentType: 'text/javascript', body: '}' }],
  ]) {
    test(`loads a script again that ${what} at first`, async ({ page }) => {
      await page.route('**/reader-*.js', (route) => route.fulfill(answer));
      await serveNewer(page);
      await open(page, '/initiatives/');
      const again = notice(page).getByRole('button', { name: 'Try again' });
      await expect(again).toBeVisible();
      await page.unroute('**/reader-*.js');
      await again.click();
      await expect(notice(page)).toContainText('Updated.');
    });
  }
});

test.describe('a script that the browser cannot even read', () => {
  test.use({ mayFail: true });

  test('leaves the page without controls that need it', async ({ page }) => {
    await page.route((url) => url.pathname === '/initiatives/', async (route) => {
      const response = await route.fetch();
      const { ['content-security-policy']: _, ...headers } = response.headers();
      // A syntax that no browser knows.
      const body = (await response.text()).replace('document.documentElement', 'document.documentElement @@ ');
      return route.fulfill({ response, headers, body });
    });
    const error = page.waitForEvent('pageerror');
    await page.goto('/initiatives/');
    expect((await error).name).toBe('SyntaxError');
    await expect(cards(page)).toHaveCount(bundle.initiatives.length);
    await expect(search(page)).toBeHidden();
  });
});
