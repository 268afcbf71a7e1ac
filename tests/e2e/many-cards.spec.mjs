// A government with more initiatives than anyone reads at once.
import { expect } from '@playwright/test';
import { bundle, openNewer, serveNewer, test } from './site.mjs';

const MANY = 120;
const AT_FIRST = 48;
const initiatives = Array.from({ length: MANY }, (_, index) => ({
  ...bundle.initiatives[index % bundle.initiatives.length],
  id: `initiative-${index}`,
  title: `Initiative ${index} ${index % 2 ? 'odd' : 'even'}`,
}));
const cards = (page) => page.getByRole('article');
const search = (page) => page.getByRole('searchbox');
const rest = (page) => page.getByRole('button', { name: /^Show the other/ });

test.beforeEach(({ page }) => serveNewer(page, (bundle) => ({ ...bundle, initiatives })));

test('the first of many cards are shown, and the others at the reader’s wish', async ({ page }) => {
  await openNewer(page, '/initiatives/');
  await expect(cards(page)).toHaveCount(AT_FIRST);
  await expect(page.getByText(`All ${MANY} initiatives`)).toBeVisible();
  await expect(rest(page)).toHaveText(`Show the other ${MANY - AT_FIRST}`);
  await rest(page).click();
  await expect(cards(page)).toHaveCount(MANY);
  await expect(rest(page)).toBeHidden();
  await expect(cards(page).nth(AT_FIRST).getByRole('link')).toBeFocused();
});

test('who goes on to the search at once is not taken away from it', async ({ page }) => {
  await openNewer(page, '/initiatives/');
  await rest(page).evaluate((button) => {
    // In one task: before the app can have moved the focus.
    button.click();
    document.querySelector('[type=search]').focus();
  });
  await expect(cards(page)).toHaveCount(MANY);
  // The focus would be moved before the next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await expect(search(page)).toBeFocused();
});

test('a search among many shows its first cards, and folds the list again', async ({ page }) => {
  await openNewer(page, '/initiatives/');
  await rest(page).click();
  await search(page).pressSequentially('odd');
  await expect(cards(page)).toHaveCount(AT_FIRST);
  await expect(cards(page).first()).toContainText('Initiative 1 odd');
  await expect(rest(page)).toHaveText(`Show the other ${MANY / 2 - AT_FIRST}`);
  await search(page).fill('initiative 119');
  await expect(cards(page)).toHaveCount(1);
  await search(page).fill('');
  await expect(cards(page)).toHaveCount(AT_FIRST);
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
  await expect(cards(page)).toHaveCount(AT_FIRST);
});
