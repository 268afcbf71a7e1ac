// From a figure to its source, wherever that stands, and to what is not known.
import { expect } from '@playwright/test';
import { bundle, open, test } from './site.mjs';

const series = bundle.sources.filter((source) => source.series);
const kpi = bundle.kpis.find((kpi) => JSON.stringify(kpi).includes(`"${series.at(-1).id}"`));

test('a link to a source that is folded away unfolds it', async ({ page }) => {
  await open(page, `/kpis/${kpi.id}/`);
  const address = `/sources/#${series.at(-1).id}`;
  // The table of figures may be folded itself.
  await page.locator(`main a[href="${address}"]`).first().evaluate((link) => link.click());
  const entry = page.locator(`[id="${series.at(-1).id}"]`);
  await expect(entry).toBeVisible();
  await expect(entry).toBeInViewport();
  await expect(entry).toBeFocused();
});

test('the list of contents of a long page leads to its parts', async ({ page }) => {
  await open(page, '/sources/');
  const contents = page.getByRole('navigation', { name: 'On this page' });
  const link = contents.getByRole('link', { name: bundle.sources.at(-1).publisher });
  const fold = contents.locator('summary');
  if (await fold.isVisible()) await fold.click();
  await link.click();
  await expect(
    page.getByRole('heading', { name: bundle.sources.at(-1).publisher, level: 2 }),
  ).toBeInViewport();
});

test('a letter is whole, and can be selected, without script', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/gaps/');
  const entry = page.locator('section.gap').first();
  const letter = entry.locator('pre');
  await expect(letter).toBeHidden();
  await entry.locator('summary').click();
  await expect(letter).toBeVisible();
  await expect(letter).toHaveCSS('user-select', 'text');
  await expect(letter).toContainText('[your name]');
  await expect(entry.locator('a.button[href^="mailto:"]')).toBeVisible();
  await context.close();
});
