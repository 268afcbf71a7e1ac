// In WordPress, whose frames have no origin, are at most 1,000 pixels high, and follow no link by
// themselves. That WordPress itself understands what is said here is for tests/portals.
import { expect } from '@playwright/test';
import { bundle, drawnSections } from '../site.mjs';
import { test } from './hosts.mjs';
import { EMBED, SECRET, embedOf, page as hostPage, parents, say, settled } from './parents.mjs';

const origin = bundle.site.origin;
const wheel = drawnSections.find(({ kind }) => kind === 'wheel');
const TALL = ['/embed/chart/scorecard/', ...drawnSections.map(({ kind, id }) => `/embed/${kind}/${id}/`)];
const HIGHEST = 1000;

/** What the frame has told WordPress, by kind. */
const told = (heard, kind) => heard.filter(({ data }) => data.message === kind).map(({ data }) => data.value);

/** Opens a page that holds the embed at an address, and waits until its frame has said all. */
async function opened(page, host, address, width = 600) {
  await page.setViewportSize({ width, height: 900 });
  await page.goto(host({ html: hostPage(...parents.WordPress(address)) }));
  await settled(page);
  return embedOf(page);
}

/** Runs in the frame: what there is of the embed, and what of it is seen. */
function look() {
  const embed = document.getElementById('embed');
  const items = [...embed.querySelectorAll('li:not(.legend *, .notes-panel *)')];
  const isSeen = (element) => element.checkVisibility();
  const { clientHeight, scrollHeight } = document.documentElement;
  return {
    isScrolled: scrollHeight > clientHeight,
    hasFoot: embed.lastElementChild.getBoundingClientRect().bottom <= clientHeight,
    seen: items.filter(isSeen).map(({ textContent }) => textContent),
    all: items.map(({ textContent }) => textContent),
    headings: [...embed.querySelectorAll('.group-title, .ring-name')].filter(isSeen).length,
    bare: [...embed.querySelectorAll('.group-title')].filter((title) => isSeen(title) && ![...title.parentElement.querySelectorAll('li')].some(isSeen)),
    note: [...embed.querySelectorAll('.embed-part a')].filter(isSeen).map((link) => link.href),
  };
}

for (const width of [300, 600, 1100]) {
  test(`at ${width} px, tall things show what fits into a frame, and lead to the rest`, async ({ page, host, site }) => {
    let shortened = 0;
    for (const address of TALL) {
      const embed = await opened(page, host, site + address, width);
      const { isScrolled, hasFoot, seen, all, bare, note } = await embed.evaluate(look);
      expect(isScrolled, address).toBe(false);
      expect(hasFoot, address).toBe(true);
      expect(bare, address).toEqual([]);
      // Those that are seen are the first.
      expect(all.slice(0, seen.length), address).toEqual(seen);
      expect(seen.length, address).toBeGreaterThan(0);
      const isWhole = seen.length === all.length && !(await embed.evaluate(() => document.querySelector('[data-left-out]') !== null));
      expect(note.length, address).toBe(isWhole ? 0 : 1);
      if (!isWhole) shortened += 1;
    }
    // Where there is least room, most of them have too little.
    expect(shortened).toBeGreaterThan(width === 300 ? 2 : 1);
  });
}

test('as much is shown as fits, and all of it where there is room', async ({ page, host, site }) => {
  const embed = await opened(page, host, site + TALL[0], 600);
  const narrow = await embed.evaluate(look);
  const height = await page.locator('iframe').evaluate((frame) => frame.clientHeight);
  const rest = await embed.evaluate(() => {
    const next = document.querySelector('[data-left-out]');
    next.removeAttribute('data-left-out');
    return document.getElementById('embed').getBoundingClientRect().bottom;
  });
  expect(height).toBeLessThanOrEqual(HIGHEST);
  expect(rest).toBeGreaterThan(HIGHEST);
  // In wide rows, more of them fit.
  await page.setViewportSize({ width: 1100, height: 900 });
  await expect.poll(async () => (await embed.evaluate(look)).seen.length).toBeGreaterThan(narrow.seen.length);
});

test('nothing is left out of a frame that may be as high as it needs', async ({ page, host, site }) => {
  await page.setViewportSize({ width: 600, height: 900 });
  for (const name of ['AMP', 'our own protocol']) {
    await page.goto(host({ html: hostPage(...parents[name](site + TALL[0])) }));
    await settled(page);
    const { seen, all, note } = await embedOf(page).evaluate(look);
    expect(seen).toEqual(all);
    expect(note).toEqual([]);
  }
});

test('notes and tables are whole after the drawing was shortened', async ({ page, host, site }) => {
  const embed = await opened(page, host, site + TALL[0]);
  for (const face of ['Table', 'Notes']) {
    await embed.getByRole('radio', { name: face }).press('Space');
    const panel = embed.locator(`.${face.toLowerCase()}-panel`);
    await expect(panel).toBeVisible();
    await settled(page);
    expect(await panel.locator('[data-left-out]').count()).toBe(0);
  }
});

test('asked again, it answers again, and only who knows its name', async ({ page, host, site }) => {
  await opened(page, host, site + EMBED);
  const before = told(await settled(page), 'height');
  expect(before.length).toBeGreaterThan(0);
  await say(page, { message: 'ready', secret: 'another' }, { message: 'ready' }, null, 'ready');
  expect(told(await settled(page), 'height')).toEqual(before);
  await say(page, { message: 'ready', secret: SECRET });
  expect(told(await settled(page), 'height')).toEqual([...before, before.at(-1)]);
});

test.describe('a link', () => {
  test('on the site is told to WordPress, by mouse and by keyboard', async ({ page, host, site }) => {
    const embed = await opened(page, host, site + EMBED);
    const link = embed.locator('.embed-foot a').last();
    const address = await link.evaluate((element) => element.href);
    await link.click();
    await link.press('Enter');
    expect(told(await settled(page), 'link')).toEqual([address, address]);
    expect(page.url()).not.toContain(address);
  });

  test('to elsewhere leads to the page of the embed, where the same link works', async ({ page, host, site }) => {
    const embed = await opened(page, host, site + EMBED);
    await embed.evaluate(() => {
      const link = Object.assign(document.createElement('a'), { href: 'https://elsewhere.example/', textContent: 'Elsewhere' });
      document.querySelector('.embed-foot').append(link);
    });
    await embed.getByText('Elsewhere').click();
    expect(told(await settled(page), 'link')).toEqual([`${origin}/kpis/stellen/`]);
  });

  test('within the embed stays there, but for what is left out', async ({ page, host, site }) => {
    const embed = await opened(page, host, `${site}/embed/wheel/${wheel.id}/`);
    const [first, last] = await embed.evaluate(() => {
      const links = [...document.querySelectorAll('#embed svg a')].filter((link) => link.checkVisibility());
      const isSeen = (link) => document.getElementById(link.getAttribute('href').slice(1)).checkVisibility();
      return [links.find(isSeen), links.find((link) => !isSeen(link))].map((link) => link.getAttribute('href'));
    });
    await embed.locator(`#embed svg.drawing a[href="${first}"] >> visible=true`).dispatchEvent('click');
    expect(told(await settled(page), 'link')).toEqual([]);
    await embed.locator(`#embed svg.drawing a[href="${last}"] >> visible=true`).dispatchEvent('click');
    const { pathname, hash } = new URL(told(await settled(page), 'link')[0]);
    expect(pathname).toMatch(/^\/[a-z-]*\/?$/);
    expect(hash).toBe(last);
  });

  test('with a key that asks for a tab is left to the browser', async ({ page, host, site }) => {
    const embed = await opened(page, host, site + EMBED);
    await embed.locator('.embed-foot a').last().click({ modifiers: ['Shift'] });
    expect(told(await settled(page), 'link')).toEqual([]);
  });

  test('is the browser’s own where the frame is not of WordPress', async ({ page, host, site, context }) => {
    for (const fragment of ['', '#?secret=', '#?secret=a&quot;b', '#secret=abc']) {
      await page.goto(host({ html: hostPage(...parents.AMP(`${site + EMBED}${fragment}`)) }));
      await settled(page);
      const [tab] = await Promise.all([context.waitForEvent('page'), embedOf(page).locator('.embed-foot a').last().click()]);
      await tab.close();
      expect((await settled(page)).filter(({ data }) => data.message)).toEqual([]);
    }
  });
});
