// What a reader sees first: how many targets were reached, without scrolling and without
// script; and how long the way through the first page is.
import { expect } from '@playwright/test';
import { shipped, site } from './servers.mjs';
import { bundle, open, test } from './site.mjs';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

/** Runs in the page: which of some elements are not wholly within the window. */
function outside(selectors) {
  return selectors.filter((selector) => {
    const { left, top, right, bottom, width } = document.querySelector(selector).getBoundingClientRect();
    return !width || left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
  });
}

for (const [name, { address }] of Object.entries({ 'the tests’ government': site, 'what ships': shipped })) {
  test.describe(`of ${name}, without script`, () => {
    test.use({ baseURL: address, javaScriptEnabled: false });

    for (const viewport of [PHONE, DESK]) {
      test(`headline, sentence and strip stand in the first screen of ${viewport.width} px`, async ({ page }) => {
        await page.setViewportSize(viewport);
        await page.goto('/');
        expect(await page.evaluate(outside, ['h1', '.results', '.marks'])).toEqual([]);
      });
    }

    test('each mark is a link of its own to its target, and large enough to hit', async ({ page, request }) => {
      await page.setViewportSize(PHONE);
      await page.goto('/');
      const marks = await page.locator('.marks .mark').evaluateAll((marks) => marks.map((mark) => {
        const { width, height } = mark.getBoundingClientRect();
        return { href: mark.getAttribute('href'), name: mark.textContent, least: Math.min(width, height) };
      }));
      const names = marks.map((mark) => mark.name);
      const named = page.locator('.marks').getByRole('link', { name: /: .*(against|target)/ });
      await expect(named, 'names for people who do not see them').toHaveCount(marks.length);
      expect(new Set(names).size, 'names that tell marks apart').toBe(names.length);
      for (const { href, least } of marks) {
        expect.soft(least).toBeGreaterThanOrEqual(24);
        expect.soft((await request.get(href)).status(), href).toBe(200);
      }
    });
  });
}

test.describe('the first page that ships', () => {
  test.use({ baseURL: shipped.address });

  test('is at most 7,500 px long on a phone', async ({ page }) => {
    await page.setViewportSize(PHONE);
    await open(page, '/');
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(7500);
  });

  test('has at most 45 tab stops', async ({ page }) => {
    await page.setViewportSize(PHONE);
    await open(page, '/');
    let stops = 0;
    do {
      await page.keyboard.press('Tab');
      stops += 1;
    } while (stops < 100 && (await page.evaluate(() => document.activeElement !== document.body)));
    expect(stops - 1).toBeLessThanOrEqual(45);
  });
});

for (const width of [320, 390, 768, 1280]) {
  test(`nothing is cut or runs out of the window at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const address of ['/', '/kpis/', '/initiatives/']) {
      await open(page, address);
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), address).toBe(width);
    }
  });
}

test('what is folded is opened by a fragment: on arrival, within the page and from another page', async ({ page }) => {
  const [insight] = bundle.insights;
  const folded = page.locator(`[id="${insight.id}"]`);
  await open(page, `/#${insight.id}`);
  await expect(folded).toBeInViewport();

  await open(page, '/');
  await expect(folded).toBeHidden();
  // As content links: a page's own links of this kind lead to sections.
  const follow = (href) => page.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href, textContent: 'there' });
    document.querySelector('main').append(link);
    link.click();
  }, href);
  await follow(`#${insight.id}`);
  await expect(folded).toBeInViewport();

  await open(page, '/kpis/');
  await follow(`/#${insight.id}`);
  await expect(page).toHaveURL(`/#${insight.id}`);
  await expect(folded).toBeInViewport();
  await expect(folded).toBeFocused();
});

test('the targets without a figure are one row that unfolds to all of them', async ({ page }) => {
  await open(page, '/');
  const gaps = page.locator('.gaps');
  const links = gaps.locator('li').getByRole('link');
  await expect(links.first()).toBeHidden();
  await gaps.locator('summary').click();
  await expect(links.first()).toBeVisible();
  const [, count] = /^(\d+) targets? without/.exec(await gaps.locator('summary').innerText());
  await expect(links).toHaveCount(Number(count));
});
