// The served bundle is newer than the page, or broken, or does not come.
import assert from 'node:assert/strict';
import { LATER, bundle, mainText, newer, period } from '../e2e/expected.mjs';
import { BUNDLE, expectHeading, expectTexts, open, test } from './suite.mjs';

const kpi = bundle.kpis[0];
const address = `/kpis/${kpi.id}/`;

const expectNotice = (page, ...texts) => page.wait((...texts) => {
  const said = document.querySelector('#site-notice').innerText;
  return texts.every((text) => said.includes(text));
}, ...texts);

const noticeText = (page) => page.evaluate(() => document.querySelector('#site-notice').textContent);

test('newer content takes the place of what was built, and that is said', async ({ page, site }) => {
  site.answer(BUNDLE, { json: newer((changed) => { changed.kpis[0].title = 'Another title'; }) });
  const release = site.hold(BUNDLE);
  await open(page, site, address);
  await expectHeading(page, kpi.title);
  assert.equal(await noticeText(page), '');
  release();
  await expectHeading(page, 'Another title');
  await expectNotice(page, `Updated. You are now seeing revision newer (${period(LATER)}).`);
  assert.equal(await page.evaluate(() => document.title.startsWith('Another title')), true);
  await page.click('#site-notice button', 'Close');
  await page.wait(() => document.querySelector('#site-notice').textContent === '');
  await page.click('header nav a', 'Targets');
  await expectHeading(page, 'Targets');
  await page.click('main a', 'Another title');
  await expectHeading(page, 'Another title');
});

test('a search goes on in newer content: field, focus and place stay', async ({ page, site }) => {
  const [word] = bundle.initiatives.at(-1).title.split(' ').slice(1);
  site.answer(BUNDLE, { json: newer() });
  const release = site.hold(BUNDLE);
  await open(page, site, '/initiatives/');
  await page.type('#site-search', word.slice(0, -1));
  release();
  await expectNotice(page, 'Updated.');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'site-search');
  await page.press(word.at(-1));
  await page.wait((word) => new URLSearchParams(location.search).get('q') === word, word);
  assert.equal(await page.evaluate(() => document.querySelector('#site-search').value), word);
});

for (const [what, answer, says] of [
  ['is not there', { status: 404 }, 'We could not check for newer figures.'],
  ['does not arrive', null, 'We could not check for newer figures.'],
  ['is a web page', { type: 'text/html', body: '<h1>Log in</h1>' }, 'We could not check for newer figures.'],
  ['has a mistake', { json: newer((changed) => { changed.site.name = 1; }) },
    'There are newer figures, but their file has an error the publisher must fix.'],
]) {
  test(`a bundle that ${what} leaves the page as built, which says so and works`, async ({ page, site }) => {
    site.answer(BUNDLE, answer);
    const release = site.hold(BUNDLE);
    await open(page, site, '/initiatives/');
    const text = await page.evaluate(mainText);
    release();
    await expectNotice(page, says, `This is revision ${bundle.revision}, published ${period(bundle.published)}.`);
    assert.equal(await page.evaluate(mainText), text);
    await page.type('#site-search', 'qqq');
    await expectTexts(page, 'article', []);
  });
}

test('trying again helps when the bundle comes at last', async ({ page, site }) => {
  site.answer(BUNDLE, { status: 500 });
  await open(page, site, address);
  await expectNotice(page, 'We could not check for newer figures');
  site.answer(BUNDLE, { json: newer() });
  await page.click('#site-notice button', 'Try again');
  await expectNotice(page, 'Updated.');
});
