// A chart under keyboard and mouse, and its choices, which stand in the address.
import assert from 'node:assert/strict';
import { bundle } from '../e2e/expected.mjs';
import { expectElement, expectText, open, parameters, ready, test } from './suite.mjs';

/** The KPI with the most figures, of two series. */
const kpi = bundle.kpis.find(({ id }) => id === 'zufriedenheit');
const [citizens, businesses] = kpi.series;
const address = `/kpis/${kpi.id}/`;

const dated = (series) =>
  series.observations
    .filter(({ period }) => period !== 'not stated')
    .sort((a, b) => a.period.localeCompare(b.period));

/** How many points the figures of one series are: those in a row that are missing are one. */
const pointsOf = (figures) =>
  figures.filter(({ missing }, place) => !missing || !figures[place - 1]?.missing).length;

/** A figure in the name of its point; with its own time, where others there have another. */
const saidOf = (label, value) => new RegExp(`\\b${label}(, [^:]*)?: ${value} percent`);

/** What the points say, in their order. */
const names = (page) => page.evaluate(() =>
  [...document.querySelectorAll('.tips .point')].map((point) => point.getAttribute('aria-label')));

/** Waits until the point with this name has focus, and shows its tip, within the window. */
async function expectFocused(page, name) {
  await page.wait((name) => document.activeElement.getAttribute('aria-label') === name, name);
  const tip = await shownTip(page);
  assert.deepEqual([tip.name, tip.isInside], [name, true], tip.text);
}

/** The only tip that can be seen, beside the drawing and not over it. */
function shownTip(page) {
  return page.wait(() => {
    const isSeen = (element) => element.getBoundingClientRect().width > 0;
    const [tip, ...more] = [...document.querySelectorAll('.tip')].filter(isSeen);
    if (!tip || more.length > 0) return false;
    const { left, top, right, bottom } = tip.getBoundingClientRect();
    const drawing = [...document.querySelectorAll('.drawing')].find(isSeen).getBoundingClientRect();
    const isInside = left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
    const isBeside = top >= drawing.bottom || bottom <= drawing.top;
    return { text: tip.textContent, name: tip.parentElement.getAttribute('aria-label'), isInside, isBeside };
  });
}

const noTip = (page) => page.wait(() =>
  [...document.querySelectorAll('.tip')].every((tip) => tip.getBoundingClientRect().width === 0));

/** Runs in the page: where a point's mark is in the window, and its name. */
async function placeOf(index) {
  const point = document.querySelectorAll('.tips .point')[index];
  point.closest('.drawings').scrollIntoView({ block: 'center', behavior: 'instant' });
  await new Promise(requestAnimationFrame);
  const cell = [...point.querySelectorAll('.cell')].find((cell) => cell.getBoundingClientRect().width > 0);
  const { left, top, width, height } = cell.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2, name: point.getAttribute('aria-label') };
}

/** Waits until the chart has so many points. */
const expectPoints = (page, count) =>
  page.wait((count) => document.querySelectorAll('.tips .point').length === count, count);

/** Focuses the one point at which Tab stops. */
const enter = (page) => page.evaluate(() => document.querySelector('.tips .point[tabindex="0"]').focus());

test('arrow keys, Home and End walk every figure and gap of every series', async ({ page, site }) => {
  await open(page, site, address);
  const all = await names(page);
  for (const { label, observations } of kpi.series) {
    for (const { value } of observations.filter(({ period, value }) => value && period !== 'not stated')) {
      const said = saidOf(label, value);
      assert.equal(all.filter((name) => said.test(name)).length, 1, `${said}`);
    }
  }
  for (const { missing } of kpi.series.flatMap(dated).filter(({ missing }) => missing)) {
    assert.ok(all.some((name) => name.includes(missing)), missing);
  }
  await enter(page);
  const latest = dated(citizens).findLast(({ value }) => value);
  await expectFocused(page, all.find((name) => saidOf(citizens.label, latest.value).test(name)));
  await page.press('Home');
  for (const [index, name] of all.entries()) {
    if (index > 0) await page.press(index % 2 ? 'ArrowRight' : 'ArrowDown');
    await expectFocused(page, name);
  }
  await page.press('ArrowRight');
  await page.wait(() => [...document.querySelectorAll('[role=status]')].some((status) => status.textContent === 'There is nothing after this.'));
  await page.press('ArrowUp');
  await expectFocused(page, all.at(-2));
  await page.press('End');
  await expectFocused(page, all.at(-1));
});

test('Tab leaves the chart at once and comes back to the same point; Esc puts its tip away', async ({ page, site }) => {
  await open(page, site, address);
  await enter(page);
  await page.press('ArrowLeft');
  const before = await shownTip(page);
  await page.press('Escape');
  await noTip(page);
  await page.press('Tab');
  await page.wait(() => !document.activeElement.closest('.tips'));
  await page.press('Shift+Tab');
  await page.wait((name) => document.activeElement.getAttribute('aria-label') === name, before.name);
  await page.press('ArrowRight');
  assert.notEqual((await shownTip(page)).name, before.name);
});

test('the nearest point answers the mouse, and its tip covers nothing of the drawing', async ({ page, site }) => {
  // With room for the longest tip below a drawing in its middle.
  await open(page, site, address, { width: 1280, height: 1000 });
  for (const index of [0, 5, 8]) {
    const { name, ...place } = await page.evaluate(placeOf, index);
    await page.hover(place);
    const tip = await shownTip(page);
    assert.deepEqual([tip.name, tip.isInside, tip.isBeside], [name, true, true]);
    // Wherever in the height of the drawing.
    await page.hover({ x: place.x, y: place.y - 100 });
    assert.equal((await shownTip(page)).name, name);
    await page.hover({ x: 1, y: 1 });
    await noTip(page);
  }
});

test('what is chosen stands in the address, which opens it again; back takes it back', async ({ page, site }) => {
  const finding = () => page.evaluate(() => document.querySelector('.finding').textContent);
  await open(page, site, address);
  const before = await finding();
  await page.click('.switches label', businesses.label);
  const shown = dated(citizens);
  await expectPoints(page, pointsOf(shown));
  await page.select('[name="figures.from"]', '2023');
  await expectPoints(page, pointsOf(shown.filter(({ period }) => period >= '2023')));
  await page.select('[name="figures.since"]', '2026');
  const state = { 'figures.hide': businesses.id, 'figures.from': '2023', 'figures.since': '2026' };
  await page.wait(() => location.search.includes('since'));
  assert.deepEqual(await parameters(page), state);
  await page.wait((before) => document.querySelector('.finding').textContent !== before, before);
  const chosen = await finding();

  await page.reload();
  await ready(page);
  await expectText(page, '.finding', chosen);
  assert.deepEqual(await parameters(page), state);
  const fields = await page.evaluate(() => [
    [...document.querySelectorAll('[name="figures.hide"]:checked')].map(({ value }) => value),
    document.querySelector('[name="figures.from"]').value,
    document.querySelector('[name="figures.since"]').value,
  ]);
  assert.deepEqual(fields, [[citizens.id], '2023', '2026']);

  await page.click('.choices summary');
  await page.click('.choices button', 'Reset');
  await expectText(page, '.finding', before);
  assert.deepEqual(await parameters(page), {});
  await page.evaluate(() => history.back());
  await expectText(page, '.finding', chosen);
  await page.wait(() => document.querySelector('[name="figures.from"]').value === '2023');
});

test('table and notes are one switch away, and a reload keeps them', async ({ page, site }) => {
  await open(page, site, address);
  await page.click('.switch label', 'Table');
  // Gaps that follow each other share a row.
  const figures = kpi.series.flatMap(({ observations }) => observations).filter(({ missing }) => !missing).length;
  const visible = (selector) => page.evaluate((selector) =>
    [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility()).length, selector);
  await page.wait(() => document.querySelector('.table-panel table').checkVisibility());
  const rows = await page.evaluate(() =>
    [...document.querySelectorAll('.table-panel tbody tr')].filter(({ innerText }) => !innerText.includes('No figure')).length);
  assert.deepEqual([rows, await visible('.drawing')], [figures, 0]);
  assert.deepEqual(await parameters(page), { 'figures.show': 'table' });
  await page.click('.switch label', 'Notes');
  await page.wait(() => document.querySelector('.chart').innerText.includes('Sources for these figures:'));
  assert.equal(await visible('.table-panel table'), 0);
  await page.reload();
  await ready(page);
  await expectElement(page, '[name="figures.show"][value=notes]:checked');
  assert.deepEqual(await parameters(page), { 'figures.show': 'notes' });
  assert.equal(await visible('.drawing'), 0);
});
