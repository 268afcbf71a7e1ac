// The theme that a reader chooses: on every page, before the first paint, and on this device alone.
import { expect } from '@playwright/test';
import { violations } from './axe.mjs';
import { bundle, open, test } from './site.mjs';

const kpi = `/kpis/${bundle.kpis[0].id}/`;
const share = `/share/kpi/${bundle.kpis[0].id}/`;
const LIGHT = 'rgb(251, 250, 247)';
const DARK = 'rgb(16, 24, 31)';

const field = (page) => page.getByRole('combobox', { name: 'Colours' });
const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
/** The colour that a browser gives its own bar. */
const barColour = (page) =>
  page.evaluate(() => {
    const metas = [...document.querySelectorAll('meta[name=theme-color]')];
    return metas.filter(({ media }) => matchMedia(media).matches).map(({ content }) => content);
  });

for (const [device, own, other, ownColour, otherColour] of [
  ['light', LIGHT, DARK, '#FBFAF7', '#10181F'],
  ['dark', DARK, LIGHT, '#10181F', '#FBFAF7'],
]) {
  test(`on a ${device} device, the choice holds on all pages, and automatic takes it back`, async ({ page }) => {
    const chosen = device === 'light' ? 'dark' : 'light';
    await page.emulateMedia({ colorScheme: device });
    await open(page, '/');
    expect(await paper(page)).toBe(own);
    expect(await barColour(page)).toEqual([ownColour]);
    await field(page).selectOption(chosen);
    expect(await paper(page)).toBe(other);
    expect(await barColour(page)).toEqual([otherColour]);
    expect.soft(await violations(page)).toEqual([]);
    // In the same document, and in others.
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Targets' }).click();
    await expect(page).toHaveURL('/kpis/');
    expect(await paper(page)).toBe(other);
    for (const address of [kpi, '/nothing/here/', share]) {
      await page.goto(address);
      await expect.soft(field(page), address).toHaveValue(chosen);
      expect.soft(await paper(page), address).toBe(other);
      expect.soft(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe(chosen);
    }
    await field(page).selectOption('');
    expect(await paper(page), 'automatic').toBe(own);
    expect(await barColour(page)).toEqual([ownColour]);
    await page.goto('/');
    expect(await paper(page)).toBe(own);
  });
}

test('the choice is there before anything is painted, and before the style sheet', async ({ page }) => {
  await open(page, '/');
  await field(page).selectOption('dark');
  let atStyles;
  await page.exposeFunction('tell', (theme) => (atStyles = theme));
  await page.route('**/*.css', async (route) => {
    await page.evaluate(() => window.tell(document.documentElement.dataset.theme));
    await route.continue();
  });
  await page.reload();
  expect(await paper(page)).toBe(DARK);
  expect(atStyles).toBe('dark');
});

test('paper is light, whatever is chosen', async ({ page }) => {
  await open(page, kpi);
  await field(page).selectOption('dark');
  await page.emulateMedia({ media: 'print' });
  expect(await paper(page)).toBe('rgb(255, 255, 255)');
  const [ink, scheme] = await page.evaluate(() => {
    const { color } = getComputedStyle(document.body);
    return [color, getComputedStyle(document.documentElement).colorScheme];
  });
  expect(ink).toBe('rgb(0, 0, 0)');
  expect(scheme).toBe('light');
  await expect(field(page)).toBeHidden();
});

test('where a browser refuses storage, the choice lasts as long as the page', async ({ page }) => {
  await page.addInitScript(() => {
    const refuse = () => { throw new DOMException('refused', 'SecurityError'); };
    Object.defineProperty(window, 'localStorage', { get: refuse });
  });
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, '/');
  await field(page).selectOption('dark');
  expect(await paper(page)).toBe(DARK);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sources' }).click();
  await expect(page).toHaveURL('/sources/');
  expect(await paper(page)).toBe(DARK);
});

test('what somebody else stored under the name is no theme', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('civic-scorecard-theme', '"><b>'));
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, '/');
  expect(await paper(page)).toBe(LIGHT);
  await expect(field(page)).toHaveValue('');
  await expect(page.locator('html')).toHaveAttribute('data-theme', '');
});

test('a frame on another site stores nothing and follows its reader, not the choice made here', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, '/');
  await field(page).selectOption('dark');
  await page.goto(`/embed/kpi/${bundle.kpis[0].id}/`);
  await expect(page.locator('html.embed')).toBeVisible();
  expect(await paper(page)).not.toBe(DARK);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(LIGHT);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('nothing is offered that would not work', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('#site-theme')).toBeHidden();
  });
});
