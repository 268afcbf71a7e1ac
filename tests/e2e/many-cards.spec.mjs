// A government with more initiatives than anyone reads at once.
import { expect } from '@playwright/test';
import { bundle, openNewer, serveNewer, test } from './site.mjs';

const MANY = 120;
const initiatives = Array.from({ length: MANY }, (_, index) => ({
  ...bundle.initiatives[index % bundle.initiatives.length],
  id: `initiative-${index}`,
  formerly: [],
  title: `Initiative ${index} ${index % 2 ? 'odd' : 'even'}`,
}));
const cards = (page) => page.getByRole('article');
const search = (page) => page.getByRole('searchbox');

test.beforeEach(({ page }) => serveNewer(page, (bundle) => ({ ...bundle, initiatives })));

test('all cards are in the page, for readers, for the browser’s own search and for paper', async ({ page }) => {
  await openNewer(page, '/initiatives/');
  await expect(cards(page)).toHaveCount(MANY);
  await expect(page.getByText(`All ${MANY} initiatives`)).toBeVisible();
  // Out of sight, but not hidden: a browser's own search finds what is laid out only when it
  // comes into sight, and reader views go by the attribute.
  const items = await cards(page).evaluateAll((all) => all.map((element) => ({
    contentVisibility: getComputedStyle(element.parentElement).contentVisibility,
    isHidden: element.closest('[hidden]') !== null,
    isShown: element.checkVisibility(),
  })));
  for (const item of items) {
    expect(item).toMatchObject({ isHidden: false, isShown: true });
    expect(['auto', 'visible']).toContain(item.contentVisibility);
  }
  await page.emulateMedia({ media: 'print' });
  const printed = await cards(page).evaluateAll((all) =>
    all.filter((element) => element.checkVisibility({ contentVisibilityAuto: true })).length);
  expect(printed).toBe(MANY);
  await expect(page.locator('main button').filter({ visible: true })).toHaveCount(0);
});

test('a search among many shows all that match, the first of them at once', async ({ page }) => {
  await openNewer(page, '/initiatives/');
  await search(page).pressSequentially('odd');
  await expect(cards(page).first()).toContainText('Initiative 1 odd');
  await expect(cards(page)).toHaveCount(MANY / 2);
  await search(page).fill('initiative 119');
  await expect(cards(page)).toHaveCount(1);
  await search(page).fill('');
  await expect(cards(page)).toHaveCount(MANY);
  const titles = await cards(page).getByRole('heading').allTextContents();
  expect(titles).toEqual(initiatives.map(({ title }) => title));
});

test('coming back to a place far down a long list', async ({ page }) => {
  await openNewer(page, '/initiatives/');
  const card = cards(page).nth(100);
  await card.scrollIntoViewIfNeeded();
  const top = () => card.evaluate((element) => Math.round(element.getBoundingClientRect().top));
  // The cards around it are laid out when they come into sight.
  let before = await top();
  await expect.poll(async () => before === (before = await top())).toBe(true);
  await card.getByRole('link').dispatchEvent('click');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(initiatives[100].title);
  await page.goBack();
  await expect(card).toBeInViewport();
});

test('the focus of a card far down can be seen whole', async ({ page }) => {
  await openNewer(page, '/initiatives/');
  const card = cards(page).nth(MANY - 1);
  await card.scrollIntoViewIfNeeded();
  await page.keyboard.press('Shift');
  await card.getByRole('link').focus();
  // Nothing is painted outside of an item that is laid out when it comes into sight.
  const room = await card.evaluate((element) => {
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(element);
    const [inner, outer] = [element, element.parentElement].map((one) => one.getBoundingClientRect());
    return {
      needed: outlineStyle === 'none' ? NaN : parseFloat(outlineWidth) + parseFloat(outlineOffset),
      left: inner.left - outer.left,
      top: inner.top - outer.top,
      right: outer.right - inner.right,
    };
  });
  for (const side of ['left', 'top', 'right']) expect(room[side]).toBeGreaterThanOrEqual(room.needed);
  // And it stands where those before it stand.
  const lefts = await page.locator('#site-cards > li').evaluateAll((all) => all.map((one) =>
    one.getBoundingClientRect().left + parseFloat(getComputedStyle(one).paddingLeft)));
  const columns = lefts.slice(0, 48);
  for (const left of lefts) {
    expect(Math.min(...columns.map((column) => Math.abs(column - left)))).toBeLessThan(1);
  }
});

test('leaving while cards are still being laid out harms nothing', async ({ page }) => {
  await openNewer(page, '/initiatives/');
  await search(page).fill('odd');
  // At once, in the page: before the next step can be due.
  await page.evaluate(() => document.querySelector('nav a[href$="/kpis/"]').click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Targets');
  // Longer than a step takes; an uncaught error fails the test.
  await expect
    .poll(() => page.evaluate(() => new Promise((done) => setTimeout(() => done(true), 300))))
    .toBe(true);
  await page.goBack();
  await expect(cards(page)).toHaveCount(MANY / 2);
});
