// Moving between pages: one document, and a browser that behaves as if there were many.
import { expect } from '@playwright/test';
import { bundle, open, pages, ready, test, title } from './site.mjs';

const kpi = bundle.kpis[0];
const initiative = bundle.initiatives[0];
const source = kpi.series.flatMap((series) => series.observations)[0].source;
const byAddress = new Map(pages.map((page) => [page.address, page]));

const header = (page) => page.getByRole('navigation', { name: 'Main' });
const heading = (page) => page.getByRole('heading', { level: 1 });
const scrollTop = (page) => page.evaluate(() => Math.round(scrollY));

/** Marks the document, so that `isSameDocument` can tell whether it was replaced. */
const mark = (page) => page.evaluate(() => (window.marked = true));
const isSameDocument = (page) => page.evaluate(() => window.marked === true);

/** Expects the page of an address in every respect that a reader notices. */
async function expectPage(page, address) {
  const expected = byAddress.get(address);
  await expect(heading(page)).toHaveText(expected.heading);
  await expect(page).toHaveTitle(title(expected.name));
  expect(new URL(page.url()).pathname).toBe(address);
}

/** Scrolls to the middle of the page and gives the place. */
async function scrollToMiddle(page) {
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
  const y = await scrollTop(page);
  expect(y).toBeGreaterThan(200);
  // The app hears of it with the frame's scroll event.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  return y;
}

test('following a link keeps the document, and moves focus, title and mark', async ({
  page,
}) => {
  await open(page, '/');
  await mark(page);
  for (const link of await header(page).getByRole('link').all()) {
    const address = await link.getAttribute('href');
    if (address === '/') continue;
    await link.click();
    await expectPage(page, address);
    await expect(heading(page)).toBeFocused();
    await expect(header(page).locator('[aria-current=page]')).toHaveAttribute('href', address);
    expect(await scrollTop(page)).toBe(0);
  }
  expect(await isSameDocument(page)).toBe(true);
});

test('a double click adds one entry to the history, and a link to the page that is shown none', async ({ page }) => {
  await open(page, '/');
  const link = header(page).getByRole('link', { name: 'Targets' });
  await link.dblclick();
  await expectPage(page, '/kpis/');
  // The app is there now, so the second click finds the page.
  await link.dblclick();
  await scrollToMiddle(page);
  await link.click();
  await expect.poll(() => scrollTop(page)).toBe(0);
  await page.goBack();
  await expectPage(page, '/');
});

test('a page opened directly is marked in the navigation, and a part of one as its parent', async ({
  page,
}) => {
  const current = header(page).locator('[aria-current]');
  for (const [address, entry, mark] of [
    ['/', '/', 'page'],
    ['/kpis/', '/kpis/', 'page'],
    [`/kpis/${kpi.id}/`, '/kpis/', 'true'],
    ['/initiatives/', '/initiatives/', 'page'],
    [`/initiatives/${initiative.id}/`, '/initiatives/', 'true'],
    ['/sources/', '/sources/', 'page'],
  ]) {
    await open(page, address);
    await expect.soft(current).toHaveCount(1);
    await expect.soft(current).toHaveAttribute('href', entry);
    await expect.soft(current).toHaveAttribute('aria-current', mark);
  }
});

test('back and forward restore page, title and scroll', async ({ page }) => {
  await open(page, '/');
  await mark(page);
  const y = await scrollToMiddle(page);
  // Not by a click, which would scroll to the link first.
  await page.getByRole('link', { name: kpi.title }).first().dispatchEvent('click');
  await expectPage(page, `/kpis/${kpi.id}/`);
  expect(await scrollTop(page)).toBe(0);
  const further = await scrollToMiddle(page);
  await header(page).getByRole('link', { name: 'Sources' }).dispatchEvent('click');
  await expectPage(page, '/sources/');

  await page.goBack();
  await expectPage(page, `/kpis/${kpi.id}/`);
  await expect.poll(() => scrollTop(page)).toBe(further);
  await page.goBack();
  await expectPage(page, '/');
  await expect.poll(() => scrollTop(page)).toBe(y);
  await page.goForward();
  await expectPage(page, `/kpis/${kpi.id}/`);
  await expect.poll(() => scrollTop(page)).toBe(further);
  expect(await isSameDocument(page)).toBe(true);
});

test('back restores the scroll of an entry from before a reload', async ({ page }) => {
  await open(page, '/');
  const y = await scrollToMiddle(page);
  await expect.poll(() => page.evaluate(() => history.state?.[1])).toBe(y);
  await page.getByRole('link', { name: kpi.title }).first().dispatchEvent('click');
  await expectPage(page, `/kpis/${kpi.id}/`);
  await page.reload();
  await ready(page);
  await scrollToMiddle(page);
  await page.goBack();
  await expectPage(page, '/');
  await expect.poll(() => scrollTop(page)).toBe(y);
});

test.describe('to other sites', () => {
  test.use({ mayLeave: true });

  test('a reload, and coming back from another site, keep the place', async ({ page }) => {
    await page.route('https://**', (route) => route.fulfill({ body: 'Elsewhere' }));
    await open(page, '/');
    const y = await scrollToMiddle(page);
    await page.reload();
    await expect(heading(page)).toBeVisible();
    await expect.soft.poll(() => scrollTop(page), 'after a reload').toBe(y);
    await scrollToMiddle(page);
    await page.evaluate(() => (location.href = 'https://example.org/'));
    await expect(page.getByText('Elsewhere')).toBeVisible();
    await page.goBack();
    await expect(heading(page)).toBeVisible();
    await expect.soft.poll(() => scrollTop(page), 'after coming back').toBe(y);
  });

  test('links to other sites are left to the browser and tell them nothing', async ({ page }) => {
    await open(page, `/initiatives/${initiative.id}/`);
    await mark(page);
    const foreign = page.locator('a[href^="https:"]');
    for (const link of await foreign.all()) {
      await expect.soft(link).toHaveAttribute('rel', /noopener.*noreferrer/);
    }
    let referrer = 'none asked';
    await page.route('https://**', (route) => {
      referrer = route.request().headers().referer;
      return route.fulfill({ body: 'Elsewhere' });
    });
    await page.getByRole('link', { name: initiative.link.label }).click();
    await expect(page.getByText('Elsewhere')).toBeVisible();
    expect(page.url()).toBe(initiative.link.href);
    expect(referrer).toBeUndefined();
  });
});

test('clicks with a modifier key or the middle button open a tab as everywhere', async ({
  page,
  context,
}) => {
  await open(page, '/');
  const link = header(page).getByRole('link', { name: 'Targets' });
  for (const options of [{ modifiers: ['Control'] }, { modifiers: ['Shift'] }, { button: 'middle' }]) {
    const opened = context.waitForEvent('page');
    await link.click(options);
    const tab = await opened;
    await expectPage(tab, '/kpis/');
    await tab.close();
  }
  await expectPage(page, '/');
});

test('a link within the site to no page of the app is left to the browser', async ({ page }) => {
  await open(page, '/');
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = '/bundle/en.json';
    link.textContent = 'The file';
    document.querySelector('main').prepend(link);
  });
  await page.getByRole('link', { name: 'The file' }).click();
  await expect(page.getByText('"schemaVersion"')).toBeVisible();
});

test('the skip link is the first stop, shows itself, and leads to the content', async ({ page }) => {
  await open(page, '/kpis/');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).not.toBeInViewport();
  await page.keyboard.press('Tab');
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  // Charts have come before the first link.
  const first = page.getByRole('main').locator('a, input, button, select, summary').first();
  await expect(first).toBeFocused();
});

test('the skip link works again on the next page', async ({ page }) => {
  await open(page, '/');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await skip.focus();
  await page.keyboard.press('Enter');
  await header(page).getByRole('link', { name: 'Targets' }).click();
  await expectPage(page, '/kpis/');
  await skip.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await expectPage(page, '/kpis/');
});

test.describe('a fragment leads to its element', () => {
  const insights = bundle.pages[0].sections.find((section) => section.kind === 'insights').id;
  const [, inner] = /\(#([^)]+)\)/.exec(bundle.pages[0].sections[0].lead);

  /** Expects an element at the top of the window. */
  const expectAtTop = (page, id) =>
    expect
      .poll(() => page.locator(`[id="${id}"]`).evaluate((element) => element.getBoundingClientRect().top))
      .toBeCloseTo(24, -2);

  test('when the address is opened', async ({ page }) => {
    await open(page, `/#${insights}`);
    await expectAtTop(page, insights);
  });

  test('when a link comes from another page', async ({ page }) => {
    await open(page, `/kpis/${kpi.id}/`);
    await mark(page);
    await page.getByRole('radio', { name: 'Table' }).check();
    await page.locator(`a[href="/sources/#${source}"]:visible`).first().click();
    await expectPage(page, '/sources/');
    const entry = page.locator(`[id="${source}"]`);
    await expect(entry).toBeInViewport();
    // Focus goes along, so that the next Tab goes on from there.
    await page.keyboard.press('Tab');
    await expect(entry.getByRole('link').first()).toBeFocused();
    expect(await isSameDocument(page)).toBe(true);
    expect(new URL(page.url()).hash).toBe(`#${source}`);
  });

  test('when the link is on the same page, and back returns to the link', async ({ page }) => {
    await open(page, '/');
    await mark(page);
    const link = page.getByRole('main').locator(`a[href="#${inner}"]:not(.heading-link)`);
    await link.scrollIntoViewIfNeeded();
    const y = await scrollTop(page);
    await link.click();
    await expectAtTop(page, inner);
    await page.goBack();
    await expect.poll(() => scrollTop(page)).toBe(y);
    await page.goForward();
    await expectAtTop(page, inner);
    expect(await isSameDocument(page)).toBe(true);
  });

  test('when another page is left and come back to by back', async ({ page }) => {
    await open(page, '/');
    await page.getByRole('main').locator(`a[href="#${inner}"]:not(.heading-link)`).click();
    await expectAtTop(page, inner);
    await header(page).getByRole('link', { name: 'Targets' }).dispatchEvent('click');
    await expectPage(page, '/kpis/');
    await page.goBack();
    await expectPage(page, '/');
    await expectAtTop(page, inner);
  });

  test('a fragment that names nothing harms nothing', async ({ page }) => {
    await open(page, '/kpis/#%E0%A4%A');
    await expectPage(page, '/kpis/');
    await header(page).getByRole('link', { name: 'Sources' }).click();
    await expectPage(page, '/sources/');
  });
});
