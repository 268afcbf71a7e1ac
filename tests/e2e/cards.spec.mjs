// The grid of initiatives: search, filters, and cards as links.
import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { bundle, initiativesLeft, label, open, openFilters, openNewer, serveNewer, test } from './site.mjs';

const { initiatives } = bundle;
const main = (page) => page.getByRole('main');
const search = (page) => page.getByRole('searchbox', { name: 'Search initiatives' });
const status = (page) => main(page).locator('form .result p');
const clear = (page) => page.getByRole('button', { name: 'Clear filters' });
const choice = (page, group, name) => page.getByRole('group', { name: group }).getByLabel(name);
const parameters = (page) => Object.fromEntries(new URL(page.url()).searchParams);

/** The titles of the initiatives that a state of the filters leaves. */
const expected = (state) => initiativesLeft(state).map(({ title }) => title);

/** Expects just these cards, and their number announced. */
async function expectCards(page, titles) {
  const all = initiatives.length;
  const count = titles.length === all ? `All ${all}` : `${titles.length} of ${all}`;
  await expect.soft(status(page)).toHaveText(`${count} initiatives`);
  await expect.soft(page.getByRole('article').getByRole('heading')).toHaveText(titles);
}

/** A word that some initiatives have and others do not. */
const word = initiatives
  .flatMap(({ summary }) => summary.match(/\b[a-z]{6,}\b/gi) ?? [])
  .find((word) => expected({ q: word }).length === 2);

/** An audience and a theme that together leave some initiatives, and fewer than each. */
const [audience, theme] = bundle.audiences
  .flatMap(({ id }) => bundle.themes.map((theme) => [id, theme.id]))
  .find(([audience, theme]) => {
    const both = expected({ audience, theme }).length;
    return both && both < Math.min(expected({ audience }).length, expected({ theme }).length);
  });

for (const address of ['/', '/initiatives/']) {
  test(`the search narrows the cards of ${address} with each letter and widens them again`, async ({
    page,
  }) => {
    await open(page, address);
    await expectCards(page, expected({}));
    await search(page).focus();
    for (let length = 1; length <= word.length; length += 1) {
      await page.keyboard.press(word[length - 1]);
      await expectCards(page, expected({ q: word.slice(0, length) }));
    }
    expect(expected({ q: word })).toHaveLength(2);
    expect(parameters(page)).toEqual({ q: word });
    await expect(search(page)).toBeFocused();
    await search(page).clear();
    await expectCards(page, expected({}));
    expect(parameters(page)).toEqual({});
  });
}

test('the search takes words in any order and case, with any white space', async ({ page }) => {
  await open(page, '/initiatives/');
  const [first, last] = initiatives[0].title.split(' ').filter((_, i, all) => i % (all.length - 1) === 0);
  const q = `  ${last.toUpperCase()}   ${first.toLowerCase()} `;
  await search(page).fill(q);
  await expectCards(page, expected({ q: q.trim() }));
});

test('what is searched for is text, whatever its characters', async ({ page }) => {
  await open(page, '/initiatives/');
  const hostile = '<b>&"\'%20+#?=\\(*';
  await search(page).fill(hostile);
  await expectCards(page, []);
  expect(parameters(page)).toEqual({ q: hostile });
  await page.reload();
  await expect(search(page)).toHaveValue(hostile);
  await expect(main(page)).toContainText(`No initiatives match “${hostile}”`);
});

test('each audience and each theme filters the cards', async ({ page }) => {
  await open(page, '/initiatives/');
  await openFilters(page);
  for (const [group, list, key] of [
    ['For', 'audiences', 'audience'],
    ['Theme', 'themes', 'theme'],
  ]) {
    for (const { id, label } of bundle[list]) {
      const titles = expected({ [key]: id });
      // What no initiative has cannot be chosen.
      await expect.soft(choice(page, group, label)).toHaveCount(titles.length > 0 ? 1 : 0);
      if (titles.length === 0) continue;
      await choice(page, group, label).check();
      await expectCards(page, titles);
    }
    await choice(page, group, 'All').check();
    await expectCards(page, expected({}));
  }
  expect(parameters(page)).toEqual({});
});

test('audience, theme and search work together', async ({ page }) => {
  await open(page, '/initiatives/');
  await openFilters(page);
  await choice(page, 'For', label('audiences', audience)).check();
  await choice(page, 'Theme', label('themes', theme)).check();
  await expectCards(page, expected({ audience, theme }));
  const q = expected({ audience, theme })[0].split(' ')[0];
  await search(page).fill(q);
  await expectCards(page, expected({ q, audience, theme }));
});

test('the address holds the state, and a visit to it, a reload and back restore it', async ({
  page,
}) => {
  const state = { audience, theme };
  const expectState = async () => {
    await expectCards(page, expected(state));
    await expect.soft(choice(page, 'For', label('audiences', audience))).toBeChecked();
    await expect.soft(choice(page, 'Theme', label('themes', theme))).toBeChecked();
    expect.soft(parameters(page)).toEqual({ for: audience, theme });
  };
  await open(page, `/initiatives/?for=${audience}&theme=${theme}`);
  await expectState();
  await page.reload();
  await expectState();
  await page.getByRole('link', { name: expected(state)[0], exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(expected(state)[0]);
  await page.goBack();
  await expectState();
});

test('the filters are folded, stay open in use, and open by themselves for one in the address', async ({
  page,
}) => {
  const filters = main(page).locator('.filters details');
  await open(page, '/initiatives/');
  await expect(filters).not.toHaveAttribute('open');
  await openFilters(page);
  await choice(page, 'For', label('audiences', audience)).check();
  await choice(page, 'For', 'All').check();
  await expect(choice(page, 'For', 'All')).toBeVisible();
  await open(page, `/initiatives/?theme=${theme}`);
  await expect(choice(page, 'Theme', label('themes', theme))).toBeVisible();
});

test('cards of one row are equally high, and their labels stand at their foot', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await open(page, '/initiatives/');
  const rows = await page.getByRole('article').evaluateAll((cards) => {
    const rows = new Map();
    for (const card of cards) {
      const { top, bottom, height } = card.getBoundingClientRect();
      const labels = card.querySelector('.labels').getBoundingClientRect();
      rows.set(top, [...(rows.get(top) ?? []), { height, foot: labels.height ? bottom - labels.bottom : 0 }]);
    }
    return [...rows.values()];
  });
  expect(rows.some((row) => row.length > 1)).toBe(true);
  for (const row of rows) {
    for (const { height, foot } of row) {
      expect.soft(height).toBeCloseTo(row[0].height, 0);
      expect.soft(foot).toBeLessThan(20);
    }
  }
});

test('filtering adds no steps to go back through', async ({ page }) => {
  await open(page, '/kpis/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link').first().click();
  await search(page).fill(word);
  await openFilters(page);
  await choice(page, 'For', label('audiences', audience)).check();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Targets');
});

test('a filter that the site does not have leaves the way out', async ({ page }) => {
  await open(page, '/initiatives/?for=nobody&theme=nothing');
  await expectCards(page, []);
  await clear(page).click();
  await expectCards(page, expected({}));
});

test('an empty result says so and offers the way out, which brings back all', async ({ page }) => {
  await open(page, '/initiatives/');
  await openFilters(page);
  const explanation = page.getByText('No initiatives match “qqq”');
  await expect(clear(page)).toBeHidden();
  await choice(page, 'For', label('audiences', audience)).check();
  await search(page).fill('qqq');
  await expectCards(page, []);
  await expect(explanation).toBeVisible();
  await clear(page).click();
  await expectCards(page, expected({}));
  await expect(explanation).toBeHidden();
  await expect(clear(page)).toBeHidden();
  await expect(search(page)).toHaveValue('');
  await expect(choice(page, 'For', 'All')).toBeChecked();
  expect(parameters(page)).toEqual({});
});

test('the way out does not lose the keyboard’s place when it disappears', async ({ page }) => {
  await open(page, '/initiatives/?q=qqq');
  await clear(page).focus();
  await page.keyboard.press('Enter');
  await expectCards(page, expected({}));
  await expect(page.getByRole('search').locator(':focus')).toHaveCount(1);
});

test('Enter in the search field does not send the form', async ({ page }) => {
  await open(page, '/initiatives/');
  await page.evaluate(() => (window.marked = true));
  await search(page).fill(word);
  await page.keyboard.press('Enter');
  await expectCards(page, expected({ q: word }));
  expect(await page.evaluate(() => window.marked)).toBe(true);
});

test('a card is one link, and a click anywhere on it follows the link', async ({ page }) => {
  await open(page, '/initiatives/');
  await expect(page.getByRole('article')).toHaveCount(initiatives.length);
  for (const card of await page.getByRole('article').all()) {
    await expect.soft(card.getByRole('link')).toHaveCount(1);
  }
  const { id, title } = initiatives[0];
  const card = page.getByRole('article').filter({ hasText: title });
  const { width, height } = await card.boundingBox();
  for (const position of [
    { x: 8, y: 8 },
    { x: width / 2, y: height / 4 },
    { x: width - 8, y: height - 8 },
  ]) {
    await card.click({ position });
    await expect(page).toHaveURL(`/initiatives/${id}/`);
    await page.goBack();
    await expect(card).toBeVisible();
  }
});

test('the labels of an initiative lead to the cards that share them', async ({ page }) => {
  const { id, audiences, themes } = initiatives[0];
  await open(page, `/initiatives/${id}/`);
  const [first] = audiences;
  await main(page).getByRole('link', { name: label('audiences', first), exact: true }).click();
  await expectCards(page, expected({ audience: first }));
  await page.goBack();
  await main(page).getByRole('link', { name: label('themes', themes[0]), exact: true }).click();
  await expectCards(page, expected({ theme: themes[0] }));
});

/** Texts and what somebody types for them; other tests read the same file. */
const searches = JSON.parse(readFileSync(new URL('../bundles/searches.json', import.meta.url), 'utf8'));

test('the search finds words as people type them', async ({ page }) => {
  const texts = [...new Set(searches.map(({ text }) => text))];
  await serveNewer(page, (changed) => {
    const [first] = changed.initiatives;
    changed.initiatives = texts.map((title, index) => ({
      ...first, id: `searched-${index}`, formerly: [], title, summary: 'a summary', facts: [], themes: [first.themes[0]],
    }));
  });
  await openNewer(page, '/initiatives/');
  for (const { text, query, finds } of searches) {
    await search(page).fill(query);
    const card = main(page).locator(`article a[href$="/searched-${texts.indexOf(text)}/"]`);
    await expect.soft(card, `${query} in ${text}`).toHaveCount(finds ? 1 : 0);
  }
});
