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

/** What a point has to say of an observation. */
const said = (series, { value, missing }) =>
  missing ? [series.label, 'No figure', missing] : [series.label, `: ${value} percent`];

/** Waits until the point of an observation has focus, and shows its tip, within the window. */
async function expectFocused(page, series, observation) {
  await page.wait((words) => {
    const name = document.activeElement.getAttribute('aria-label') ?? '';
    return words.every((word) => name.includes(word));
  }, said(series, observation));
  const { text, isInside } = await shownTip(page);
  assert.match(text, new RegExp(observation.missing ? 'No figure' : `${observation.value}%`));
  assert.equal(isInside, true, `the tip “${text}” is within the window`);
}

/** The only tip that can be seen. */
function shownTip(page) {
  return page.wait(() => {
    const [tip, ...more] = [...document.querySelectorAll('.tip')].filter((tip) => tip.getBoundingClientRect().width > 0);
    if (!tip || more.length > 0) return false;
    const { left, top, right, bottom } = tip.getBoundingClientRect();
    const isInside = left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
    const name = tip.parentElement.getAttribute('aria-label');
    return { text: tip.textContent, name, isInside, x: (left + right) / 2, top, bottom };
  });
}

const noTip = (page) => page.wait(() =>
  [...document.querySelectorAll('.tip')].every((tip) => tip.getBoundingClientRect().width === 0));

/** Runs in the page: where a point of the drawing that is shown is in the window, and its name. */
async function placeOf(index) {
  const drawing = [...document.querySelectorAll('.drawing')].find((drawing) => drawing.getBoundingClientRect().width > 0);
  drawing.scrollIntoView({ block: 'center', behavior: 'instant' });
  await new Promise(requestAnimationFrame);
  const point = drawing.querySelectorAll('.point')[index];
  const { cx, cy } = point.querySelector('.ring');
  const { x, y } = new DOMPoint(cx.baseVal.value, cy.baseVal.value).matrixTransform(drawing.getScreenCTM());
  return { x, y, name: point.getAttribute('aria-label') };
}

/** The points of the drawing that is shown. */
const expectPoints = (page, count) => page.wait((count) =>
  [...document.querySelectorAll('.drawing .point')].filter((point) => point.getBoundingClientRect().width > 0).length === count, count);

/** Focuses the one point at which Tab stops. */
const enter = (page) => page.evaluate(() =>
  [...document.querySelectorAll('.point[tabindex="0"]')].find((point) => point.getBoundingClientRect().width > 0).focus());

test('arrow keys, Home and End walk every figure and gap of every series', async ({ page, site }) => {
  await open(page, site, address);
  await expectPoints(page, kpi.series.flatMap(dated).length);
  await enter(page);
  await expectFocused(page, citizens, dated(citizens).findLast(({ value }) => value !== undefined));
  await page.press('Home');
  for (const [index, observation] of dated(citizens).entries()) {
    if (index > 0) await page.press('ArrowRight');
    await expectFocused(page, citizens, observation);
  }
  await page.press('ArrowRight');
  await page.wait(() => [...document.querySelectorAll('[role=status]')].some((status) => status.textContent === 'There is nothing after this.'));
  await page.press('ArrowDown');
  await page.wait((label) => document.activeElement.getAttribute('aria-label').includes(label), businesses.label);
  await page.press('End');
  await expectFocused(page, businesses, dated(businesses).at(-1));
  await page.press('Home');
  await expectFocused(page, businesses, dated(businesses)[0]);
});

test('Tab leaves the chart at once and comes back to the same point; Esc puts its tip away', async ({ page, site }) => {
  await open(page, site, address);
  await enter(page);
  await page.press('ArrowLeft');
  const before = await shownTip(page);
  await page.press('Escape');
  await noTip(page);
  await page.press('Tab');
  await page.wait(() => !document.activeElement.closest('.drawing'));
  await page.press('Shift+Tab');
  await page.wait((name) => document.activeElement.getAttribute('aria-label') === name, before.name);
  await page.press('ArrowRight');
  assert.notEqual((await shownTip(page)).name, before.name);
});

test('the nearest point answers the mouse, and its tip can be pointed at', async ({ page, site }) => {
  await open(page, site, address);
  for (const index of [0, 5, 14]) {
    const ring = await page.evaluate(placeOf, index);
    // A little beside it: it still is the nearest.
    await page.hover({ x: ring.x + 3, y: ring.y + 3 });
    const { text, name, isInside, x, top, bottom } = await shownTip(page);
    assert.deepEqual([name, isInside], [ring.name, true]);
    assert.ok(name.includes(text.match(/^(\d[\d.]*%|No figure)/)[0].replace('%', ' percent')), `${name}: ${text}`);
    // The way to the tip, and the tip itself, do not lose it.
    const middle = (top + bottom) / 2;
    for (const place of [{ x: ring.x, y: middle > ring.y ? top + 4 : bottom - 4 }, { x, y: middle }]) {
      await page.hover(place);
      assert.equal((await shownTip(page)).text, text);
    }
    await page.hover({ x: 1, y: 1 });
    await noTip(page);
  }
});

test('what is chosen stands in the address, which opens it again; back takes it back', async ({ page, site }) => {
  const finding = () => page.evaluate(() => document.querySelector('.finding').textContent);
  await open(page, site, address);
  const before = await finding();
  await page.click('.switches label', businesses.label);
  await expectPoints(page, dated(citizens).length);
  await page.select('[name="figures.from"]', '2023');
  const shown = dated(citizens).filter(({ period }) => period >= '2023');
  await expectPoints(page, shown.length);
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
