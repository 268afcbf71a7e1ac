// Arrival and return can be perceived: what has the focus, what is marked, and what is said.
import { expect } from '@playwright/test';
import { bundle, BUNDLE, listen, notice, open, serveNewer, test } from './site.mjs';

const kpi = bundle.kpis.find(({ series }) => series.length > 1);
const address = `/kpis/${kpi.id}/`;
const header = (page) => page.getByRole('navigation', { name: 'Main' });
const heading = (page) => page.getByRole('heading', { level: 1 });
const focused = (page) => page.locator(':focus');

/** Whether an element has a ring around it. */
const isRinged = (element) =>
  element.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  });

/** Follows a link by keyboard. */
async function follow(page, link) {
  await link.focus();
  await page.keyboard.press('Enter');
}

test('who follows a link to a source sees where it has led, by mouse and by keyboard', async ({ page }) => {
  for (const by of ['mouse', 'keyboard']) {
    await open(page, address);
    const link = page.locator('main a[href^="/sources/#"]:visible').first();
    const href = await link.getAttribute('href');
    await (by === 'mouse' ? link.click() : follow(page, link));
    await expect(page).toHaveURL(href);
    const entry = page.locator(`[id="${href.split('#')[1]}"]`);
    await expect(entry).toBeFocused();
    await expect(entry).toBeInViewport();
    expect.soft(await isRinged(entry), `${by}: a ring while it has the focus`).toBe(true);
    await page.keyboard.press('Tab');
    expect.soft(await isRinged(entry), `${by}: its mark stays`).toBe(true);
    await expect(page.locator('[data-arrived]')).toHaveCount(1);
    await header(page).getByRole('link', { name: 'Targets' }).click();
    await expect(page).toHaveURL('/kpis/');
    await expect(page.locator('[data-arrived]'), 'and goes with the next page').toHaveCount(0);
  }
});

test('a link within the page moves focus and mark to its target', async ({ page }) => {
  await open(page, address);
  const links = page.locator('.heading-link');
  for (const link of [links.first(), links.last()]) {
    await follow(page, link);
    const id = (await link.getAttribute('href')).slice(1);
    await expect(page).toHaveURL(`${address}#${id}`);
    await expect(page.locator(`[id="${id}"]`)).toBeFocused();
    await expect(page.locator(`[id="${id}"]`)).toHaveAttribute('data-arrived', '');
    await expect(page.locator('[data-arrived]')).toHaveCount(1);
  }
});

test('each part of a page has a link to itself, seen by pointer and keyboard', async ({ page }) => {
  await open(page, address);
  const parts = page.locator('main .section:has(> h2)');
  expect(await parts.count()).toBeGreaterThan(1);
  for (const part of await parts.all()) {
    const name = await part.locator('h2').first().innerText();
    const link = part.getByRole('link', { name: `Link to this section: ${name}`, exact: true });
    await expect.soft(link).toHaveCSS('opacity', '0');
    await part.hover();
    await expect.soft(link).toHaveCSS('opacity', '1');
    await link.focus();
    await page.mouse.move(0, 0);
    await expect.soft(link).toHaveCSS('opacity', '1');
  }
  // A page of many parts keeps the number of its stops.
  await open(page, '/');
  expect(await page.locator('main .heading-link').count()).toBeGreaterThan(3);
  await expect(page.locator('main .heading-link:not([tabindex="-1"])')).toHaveCount(0);
});

test('the footer leads back to the start of the content', async ({ page }) => {
  await open(page, '/');
  await follow(page, page.getByRole('contentinfo').getByRole('link', { name: 'Back to top' }));
  await expect(page.getByRole('main')).toBeFocused();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeLessThan(300);
});

test('what is folded away opens for a link that leads to it', async ({ page }) => {
  await open(page, '/kpis/');
  const id = bundle.sources.at(-1).id;
  await page.evaluate((id) => {
    const link = Object.assign(document.createElement('a'), { href: `/sources/#${id}`, textContent: 'To it' });
    document.querySelector('main').prepend(link);
    // As soon as the page is there, its entry lies within two closed parts.
    new MutationObserver((_, observer) => {
      const entry = document.getElementById(id);
      if (!entry) return;
      observer.disconnect();
      for (let i = 0; i < 2; i += 1) {
        const part = document.createElement('details');
        entry.replaceWith(part);
        part.append(entry);
      }
    }).observe(document.body, { childList: true, subtree: true });
  }, id);
  await page.getByRole('link', { name: 'To it' }).click();
  const entry = page.locator(`[id="${id}"]`);
  await expect(entry).toBeFocused();
  await expect(entry).toBeInViewport();
  await expect(page.locator('details[open] details[open]').filter({ has: entry })).toHaveCount(1);
});

test('back and forward return to the link that was followed, one of many with the same address', async ({ page }) => {
  await open(page, '/kpis/');
  const main = page.getByRole('main');
  const first = await main.locator('a:visible').first().getAttribute('href');
  const links = main.locator(`a[href="${await main.locator('a[href^="/kpis/"]:visible').last().getAttribute('href')}"]:visible`);
  const link = links.last();
  const href = await link.getAttribute('href');
  await link.evaluate((link) => { link.dataset.followed = ''; });
  expect(href).not.toBe(first);
  await follow(page, link);
  await expect(page).toHaveURL(href);
  await expect(heading(page)).toBeFocused();
  const source = page.locator('main a[href^="/sources/#"]:visible').last();
  const place = await source.evaluate((link) => [...document.querySelectorAll('a')].indexOf(link));
  await follow(page, source);
  await expect(page).toHaveURL(/sources/);

  await page.goBack();
  await expect(page).toHaveURL(href);
  await expect.poll(() => page.evaluate(() => [...document.querySelectorAll('a')].indexOf(document.activeElement))).toBe(place);
  await expect(focused(page)).toBeInViewport();
  expect(await isRinged(focused(page))).toBe(true);
  await page.goBack();
  await expect(page).toHaveURL('/kpis/');
  await expect(focused(page)).toHaveAttribute('href', href);
  await expect(focused(page)).toBeInViewport();
  await page.goForward();
  await expect(page).toHaveURL(href);
  await expect.poll(() => page.evaluate(() => [...document.querySelectorAll('a')].indexOf(document.activeElement))).toBe(place);
});

test('back within the page returns to the link, and a choice that is taken back leaves the focus', async ({ page }) => {
  await open(page, address);
  const link = page.locator('.heading-link').last();
  await follow(page, link);
  await expect(page.locator('h2:focus')).toHaveCount(1);
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(link).toBeFocused();
  await expect(page.locator('[data-arrived]')).toHaveCount(0);
  const table = page.locator('.chart').first().getByRole('radio', { name: 'Table' });
  await table.check();
  await expect(page).toHaveURL(/show=table/);
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(table).toBeFocused();
});

test('closing a notice returns to where the reader was, or to the heading', async ({ page }) => {
  await page.route(BUNDLE, (route) => route.fulfill({ status: 500, body: '' }));
  await open(page, address);
  await expect(notice(page)).not.toBeEmpty();
  const link = header(page).getByRole('link').last();
  await link.focus();
  await notice(page).getByRole('button', { name: 'Close' }).focus();
  await page.keyboard.press('Enter');
  await expect(notice(page)).toBeEmpty();
  await expect(link).toBeFocused();

  await page.reload();
  await expect(notice(page)).not.toBeEmpty();
  await notice(page).getByRole('button', { name: 'Close' }).focus();
  await page.keyboard.press('Enter');
  await expect(notice(page)).toBeEmpty();
  await expect(heading(page)).toBeFocused();
});

test.describe('what is said', () => {
  test('there is one live region, and it is there before anything is said', async ({ page }) => {
    for (const at of ['/', address, '/initiatives/', '/sources/']) {
      await open(page, at);
      await expect.soft(page.locator('[role=status], [role=alert], [aria-live], output'), at).toHaveCount(1);
      await expect.soft(page.locator('#site-announcement'), at).toBeEmpty();
    }
  });

  test('the heading or the announcement names a page, never both', async ({ page }) => {
    await open(page, '/');
    const said = await listen(page);
    await header(page).getByRole('link', { name: 'Targets' }).click();
    await expect(heading(page)).toBeFocused();
    await header(page).getByRole('link', { name: 'Sources' }).click();
    await expect(heading(page)).toHaveText('Sources');
    await page.goBack();
    // Here the focus is at a link.
    await expect(header(page).getByRole('link', { name: 'Sources' })).toBeFocused();
    await expect.poll(said).toEqual(['Targets']);
  });

  test('the same is said again when it happens again', async ({ page }) => {
    await open(page, address);
    const said = await listen(page);
    await page.locator('.tips [tabindex="0"]').first().focus();
    await page.keyboard.press('End');
    for (const times of [1, 2]) {
      await page.keyboard.press('ArrowRight');
      await expect.poll(said).toEqual(Array(times).fill('There is nothing after this.'));
    }
  });

  test('another view of a chart is said, and what a choice changes', async ({ page }) => {
    await open(page, address);
    const chart = page.locator('.chart').first();
    const said = await listen(page);
    await chart.getByRole('radio', { name: 'Table' }).check();
    const rows = await chart.locator('tbody tr').count();
    await expect.poll(said).toEqual([`Table, ${rows} rows`]);
    await chart.getByRole('radio', { name: 'Chart' }).check();
    await expect.poll(said).toEqual([`Table, ${rows} rows`, 'Chart']);
    await chart.locator('.choices summary').click();
    await chart.locator('input[name$=".hide"]').first().uncheck();
    // The chart is drawn again after the choice.
    await expect(async () => {
      const finding = await chart.locator('.finding').textContent();
      expect(await said()).toEqual([`Table, ${rows} rows`, 'Chart', finding]);
    }).toPass({ timeout: 5_000 });
  });

  test('the number of cards is said when it changes', async ({ page }) => {
    await open(page, '/initiatives/');
    const said = await listen(page);
    await page.getByRole('searchbox').fill('qqq');
    const result = page.locator('form .result p');
    await expect(result).not.toContainText('All');
    await expect.poll(said).toEqual([await result.textContent()]);
  });

  test('a notice is said once', async ({ page }) => {
    let release;
    const released = new Promise((done) => (release = done));
    await serveNewer(page, (bundle) => { bundle.revision = 'later'; });
    await page.route(BUNDLE, async (route) => {
      await released;
      await route.fallback();
    });
    await page.goto('/', { waitUntil: 'commit' });
    await expect(page.locator('html')).toHaveAttribute('data-ready', '');
    const said = await listen(page);
    release();
    await expect(notice(page)).toContainText('Updated.');
    const words = await notice(page).locator('p').first().textContent();
    await expect.poll(said).toEqual([words]);
  });

  test('on the page of an embed, new codes and copies are said', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`/share/kpi/${kpi.id}/`);
    await expect(page.locator('[role=status]')).toHaveCount(1);
    const said = await listen(page);
    const themes = page.getByRole('group', { name: 'Theme' });
    await themes.getByRole('radio', { name: 'Dark' }).check();
    await expect.poll(said).toEqual(['Codes updated.']);
    await themes.getByRole('radio', { name: 'Light' }).check();
    await expect.poll(said).toEqual(['Codes updated.', 'Codes updated.']);
    for (const times of [1, 2]) {
      await page.getByRole('button', { name: 'Copy “Custom element”' }).press('Enter');
      await expect.poll(said).toEqual(['Codes updated.', 'Codes updated.', ...Array(times).fill('Copied.')]);
    }
  });
});
