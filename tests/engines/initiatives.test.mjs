// The grid of initiatives: what is searched for and chosen narrows it, and stands in the address.
import assert from 'node:assert/strict';
import { bundle, initiativesLeft } from '../e2e/expected.mjs';
import { expectText, expectTexts, open, parameters, ready, test } from './suite.mjs';

const SEARCH = '#site-search';
const chip = (name, value) => `.chip:has([name=${name}][value="${value}"])`;

const titles = (state) => initiativesLeft(state).map(({ title }) => title);

/** Expects just the cards of this state, and their number announced. */
async function expectCards(page, state) {
  const all = bundle.initiatives.length;
  const expected = titles(state);
  await expectTexts(page, '.card .title', expected);
  await expectText(page, '#site-result', `${expected.length === all ? 'All' : `${expected.length} of`} ${all} initiatives`);
}

/** A word that some initiatives have and others do not. */
const word = bundle.initiatives
  .flatMap(({ summary }) => summary.match(/\b[a-z]{6,}\b/gi) ?? [])
  .find((word) => titles({ q: word }).length === 2);

/** An audience and a theme that together leave some initiatives, and fewer than each. */
const [audience, theme] = bundle.audiences
  .flatMap(({ id }) => bundle.themes.map((theme) => [id, theme.id]))
  .find(([audience, theme]) => {
    const both = titles({ audience, theme }).length;
    return both && both < Math.min(titles({ audience }).length, titles({ theme }).length);
  });

for (const address of ['/', '/initiatives/']) {
  test(`what is typed narrows the cards of ${address}, and widens them again`, async ({ page, site }) => {
    await open(page, site, address);
    await expectCards(page, {});
    await page.type(SEARCH, word);
    await expectCards(page, { q: word });
    assert.deepEqual(await parameters(page), { q: word });
    assert.equal(await page.evaluate(() => document.activeElement.id), 'site-search');
    await page.type(SEARCH, '');
    await expectCards(page, {});
    assert.deepEqual(await parameters(page), {});
  });
}

test('audience and theme narrow the cards together; a reload keeps them, and back brings them back', async ({ page, site }) => {
  await open(page, site, '/initiatives/');
  await page.click('.filters summary');
  await page.click(chip('for', audience));
  await expectCards(page, { audience });
  await page.click(chip('theme', theme));
  const expectState = async () => {
    await expectCards(page, { audience, theme });
    assert.deepEqual(await parameters(page), { for: audience, theme });
    const checked = await page.evaluate(() => [...document.querySelectorAll('.chip :checked')].map(({ value }) => value));
    assert.deepEqual(checked, [audience, theme]);
  };
  await expectState();
  await page.reload();
  await ready(page);
  await expectState();
  const [title] = titles({ audience, theme });
  await page.click('article a', title);
  await expectText(page, 'h1', title);
  await page.evaluate(() => history.back());
  await expectText(page, 'h1', 'Initiatives');
  await expectState();
});

test('an empty result says so, and its way out brings back all', async ({ page, site }) => {
  await open(page, site, '/initiatives/');
  await page.type(SEARCH, 'qqq');
  await expectTexts(page, 'article', []);
  await page.wait(() => document.querySelector('#site-empty').innerText.includes('No initiatives match “qqq”'));
  await page.click('.result button', 'Clear filters');
  await expectCards(page, {});
  assert.equal(await page.evaluate(() => document.querySelector('#site-search').value), '');
  assert.deepEqual(await parameters(page), {});
});
