// Charts under keyboard, mouse and touch; their choices, and the address that holds them.
import { expect } from '@playwright/test';
import { bundle, open, periodsOf, test } from './site.mjs';

/** The KPI with the most figures, of two series. */
const kpi = bundle.kpis.find(({ id }) => id === 'zufriedenheit');
const [citizens, businesses] = kpi.series;
const address = `/kpis/${kpi.id}/`;

const dated = (series) =>
  series.observations
    .filter(({ period }) => period !== 'not stated')
    .sort((a, b) => a.period.localeCompare(b.period));
const found = (series) => dated(series).filter(({ value }) => value !== undefined);

/** A date at which both series have a figure, of one period. */
const [shared, ...others] = found(citizens)
  .map((one) => [one, found(businesses).find(({ period }) => period === one.period)])
  .filter(([, other]) => other);

const drawing = (page) => page.locator('.chart .drawing:visible');
const points = (page) => page.locator('.chart .point');
/** The point that Tab comes to. */
const stop = (page) => page.locator('.chart .point[tabindex="0"]');
const focusedName = (page) => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
const names = (page) => points(page).evaluateAll((all) => all.map((point) => point.getAttribute('aria-label')));
const field = (chart, name) => chart.getByRole('combobox', { name, exact: true });
const status = (page) => page.locator('p[role=status]').last();

/** The only point in whose name all of some words are. */
async function pointOf(page, ...words) {
  const all = await names(page);
  // Where the periods of one date only overlap, each series says its own.
  const plain = (name) => name.replaceAll(/(?<=\. [^.:,]+), [^.:]+(?=: )/g, '');
  const has = (name) => words.every((one) => plain(name).includes(one));
  expect(all.filter(has), `points with ${words}: ${all.join('\n')}`).toHaveLength(1);
  return points(page).nth(all.findIndex(has));
}

/** How many points the figures of one series are: those in a row that are missing are one. */
const momentsOf = (figures) =>
  figures.filter(({ missing }, place) => !missing || !figures[place - 1]?.missing).length;

/** The words of a figure in the name of its point. */
const spoken = ({ label }, { value }) => `${label}: ${value} percent`;
/** The point at which two series have a figure. */
const pair = (page, [one, other]) => pointOf(page, spoken(citizens, one), spoken(businesses, other));

/** The tip that is shown, which is one, and its place in the window. */
async function shownTip(page) {
  const tip = page.locator('.tip:visible');
  await expect(tip).toHaveCount(1);
  return { text: await tip.innerText(), box: await tip.boundingBox() };
}

/** A point's tip is shown, and says what the point's name does. */
async function expectTip(page, point) {
  await expect(point.locator('.tip')).toBeVisible();
  const { text, box } = await shownTip(page);
  const name = await point.getAttribute('aria-label');
  for (const figure of text.match(/\d[\d.]*%(?=$)|No figure/gm) ?? []) {
    expect(name).toContain(figure.replace('%', ' percent'));
  }
  return { text, box };
}

/** Where a point is reached: the middle of its cell in the drawing that is shown. */
async function middleOf(point) {
  const { x, y, width, height } = await point.locator('.cell:visible').boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

/** The box of what is drawn: lines and marks, not the words around them. */
function plotOf(page) {
  return drawing(page).evaluate((drawing) => {
    const boxes = [...drawing.querySelectorAll('.grid, .line, .mark')].map((shape) => shape.getBoundingClientRect());
    return { top: Math.min(...boxes.map(({ top }) => top)), bottom: Math.max(...boxes.map(({ bottom }) => bottom)) };
  });
}

const covers = (box, { top, bottom }) => box.y < bottom - 1 && box.y + box.height > top + 1;

function expectInside(box, page) {
  const { width, height } = page.viewportSize();
  expect(box.x).toBeGreaterThanOrEqual(-1);
  expect(box.y).toBeGreaterThanOrEqual(-1);
  expect(box.x + box.width).toBeLessThanOrEqual(width + 1);
  expect(box.y + box.height).toBeLessThanOrEqual(height + 1);
}

test('a date is one point, with all of its series, target and source', async ({ page }) => {
  await open(page, address);
  expect(others.length, 'dates of both series').toBeGreaterThan(2);
  for (const [one, other] of [shared, ...others]) {
    const point = await pair(page, [one, other]);
    await point.focus();
    const { text } = await expectTip(page, point);
    for (const [{ label }, { value }] of [[citizens, one], [businesses, other]]) expect(text).toMatch(new RegExp(`${label}(, [^:]+)?: ${value}%`));
    expect(text).toContain('Target: ');
    expect(text).toContain('Source: ');
  }
  // Every figure of the drawing is at one point.
  for (const series of kpi.series) {
    for (const figure of found(series)) await pointOf(page, spoken(series, figure));
  }
});

test('arrow keys walk every point in the order of time', async ({ page }) => {
  await open(page, address);
  const all = await names(page);
  expect(all.length).toBeGreaterThan(found(citizens).length);
  expect(all.length, 'fewer than figures').toBeLessThan(kpi.series.flatMap(found).length);
  await expect(stop(page), 'one stop for the Tab key').toHaveCount(1);
  await stop(page).focus();
  expect(await focusedName(page)).toContain(spoken(citizens, found(citizens).at(-1)));

  await page.keyboard.press('Home');
  expect(await focusedName(page)).toContain(spoken(citizens, found(citizens)[0]));
  for (const [place, name] of all.entries()) {
    expect(await focusedName(page)).toBe(name);
    expectInside((await expectTip(page, points(page).nth(place))).box, page);
    await page.keyboard.press(place % 2 === 0 ? 'ArrowRight' : 'ArrowDown');
  }
  await expect(status(page)).toHaveText('There is nothing after this.');
  expect(await focusedName(page)).toBe(all.at(-1));
  await page.keyboard.press('ArrowLeft');
  expect(await focusedName(page)).toBe(all.at(-2));
  await page.keyboard.press('ArrowUp');
  expect(await focusedName(page)).toBe(all.at(-3));
  await page.keyboard.press('End');
  expect(await focusedName(page)).toBe(all.at(-1));
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await expect(status(page)).toHaveText('There is nothing before this.');
  await page.keyboard.press('ArrowRight');

  // Tab leaves the chart at once, and comes back to the same point.
  await page.keyboard.press('Tab');
  await expect(page.locator('.chart .point:focus')).toHaveCount(0);
  await page.keyboard.press('Shift+Tab');
  expect(await focusedName(page)).toBe(all[1]);
});

test('Esc puts a tip away until the next point', async ({ page }) => {
  await open(page, address);
  await stop(page).focus();
  await shownTip(page);
  await page.keyboard.press('Escape');
  await expect(page.locator('.tip:visible')).toHaveCount(0);
  await page.keyboard.press('ArrowLeft');
  await shownTip(page);
  await page.mouse.move(0, 0);
  await stop(page).evaluate((point) => point.blur());
  // Of the mouse's, too.
  const { x, y } = await middleOf(await pair(page, shared));
  await page.mouse.move(x, y);
  await shownTip(page);
  await page.keyboard.press('Escape');
  await expect(page.locator('.tip:visible')).toHaveCount(0);
});

test('mouse, keyboard and focus bring up the same tip', async ({ page }) => {
  await open(page, address);
  const point = await pair(page, shared);
  await point.focus();
  const { text, box } = await expectTip(page, point);
  await point.evaluate((element) => element.blur());
  await expect(page.locator('.tip:visible')).toHaveCount(0);
  const { x, y } = await middleOf(point);
  await page.mouse.move(x, y);
  expect(await expectTip(page, point)).toEqual({ text, box });
  await page.mouse.move(0, 0);
  await expect(page.locator('.tip:visible')).toHaveCount(0);
  await point.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  expect(await expectTip(page, point)).toEqual({ text, box });
});

test('with the focus at one point and the mouse at another, the mouse’s tip is the one that is shown', async ({ page }) => {
  await open(page, address);
  await stop(page).focus();
  const point = await pair(page, shared);
  const { x, y } = await middleOf(point);
  await page.mouse.move(x, y);
  await expectTip(page, point);
});

for (const [width, height] of [[1280, 900], [720, 800], [390, 800]]) {
  test(`at ${width} px no tip covers the plot or takes the pointer`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page, address);
    const all = points(page);
    for (let place = 0; place < await all.count(); place += 1) {
      const point = all.nth(place);
      await drawing(page).evaluate((drawing) => drawing.scrollIntoView({ block: 'center', behavior: 'instant' }));
      const { x, y } = await middleOf(point);
      await page.mouse.move(x, y);
      const { box } = await expectTip(page, point);
      expect(covers(box, await plotOf(page)), `tip of point ${place}`).toBe(false);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      // What is at the tip's place is what was there before.
      const isTaken = await point.locator('.tip').evaluate((tip) => {
        const { x, y, width, height } = tip.getBoundingClientRect();
        return tip.contains(document.elementFromPoint(x + width / 2, y + height / 2));
      });
      expect(isTaken).toBe(false);
    }
  });
}

test('the mouse goes on through a tip', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await open(page, address);
  await drawing(page).evaluate((drawing) => drawing.scrollIntoView({ block: 'center', behavior: 'instant' }));
  const { x, y } = await middleOf(await pair(page, shared));
  await page.mouse.move(x, y);
  const { box } = await shownTip(page);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 6 });
  await expect(page.locator('.tip:visible'), 'it is gone with the pointer').toHaveCount(0);
  // And back, to a point that its tip would have hidden.
  const next = await pair(page, others[0]);
  const to = await middleOf(next);
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await expectTip(page, next);
});

test('a tip stands above its chart where there is no room below', async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await open(page, address);
  const point = await pair(page, shared);
  for (const [edge, isBelow] of [['bottom', false], ['top', true]]) {
    await page.mouse.move(0, 0);
    // The drawing's lower edge at that of the window, and then its upper one.
    await drawing(page).evaluate((drawing, block) => drawing.scrollIntoView({ block, behavior: 'instant' }), edge === 'bottom' ? 'end' : 'start');
    const { x, y } = await middleOf(point);
    await page.mouse.move(x, y);
    const { box } = await expectTip(page, point);
    expectInside(box, page);
    const around = await drawing(page).boundingBox();
    if (isBelow) expect(box.y).toBeGreaterThanOrEqual(around.y + around.height - 1);
    else expect(box.y + box.height).toBeLessThanOrEqual(around.y + 1);
  }
});

for (const id of ['stellen', 'telefon', 'register']) {
  test(`of rows, each is a point, with all that is drawn in it: ${id}`, async ({ page }) => {
    await open(page, `/kpis/${id}/`);
    const all = points(page);
    const count = await all.count();
    expect(count).toBeGreaterThan(0);
    await stop(page).focus();
    await page.keyboard.press('Home');
    for (let place = 0; place < count; place += 1) {
      await expect(all.nth(place)).toBeFocused();
      await expectTip(page, all.nth(place));
      await page.keyboard.press('ArrowDown');
    }
    await all.last().evaluate((point) => point.blur());
    await all.first().locator('.cell:visible').evaluate((cell) => cell.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const { x, y } = await middleOf(all.first());
    await page.mouse.move(x, y);
    await expectTip(page, all.first());
  });
}

test.describe('touch', () => {
  test.use({ hasTouch: true, viewport: { width: 320, height: 640 } });

  test('a tap shows the figures of a date at 320 pixels', async ({ page }) => {
    await open(page, address);
    await drawing(page).evaluate((drawing) => drawing.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const all = points(page);
    for (let place = 0; place < await all.count(); place += 1) {
      const { x, y } = await middleOf(all.nth(place));
      await page.touchscreen.tap(x, y);
      await expectTip(page, all.nth(place));
      await expect(all.nth(place)).toBeFocused();
    }
  });

  test('a finger that slides over a chart takes the tip with it', async ({ page }) => {
    await open(page, address);
    await drawing(page).evaluate((drawing) => drawing.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const all = points(page);
    const client = await page.context().newCDPSession(page);
    const touch = (type, touchPoints) => client.send('Input.dispatchTouchEvent', { type, touchPoints });
    const scrolled = await page.evaluate(() => scrollY);
    const { x, y } = await middleOf(all.first());
    await touch('touchStart', [{ x, y }]);
    await expectTip(page, all.first());
    let at = x;
    for (const place of [1, 4, 8, 3]) {
      const to = await middleOf(all.nth(place));
      for (let step = 1; step <= 4; step += 1) await touch('touchMove', [{ x: at + ((to.x - at) * step) / 4, y }]);
      at = to.x;
      await expectTip(page, all.nth(place));
    }
    await touch('touchEnd', []);
    await expectTip(page, all.nth(3));
    expect(await page.evaluate(() => scrollY), 'the page stayed').toBe(scrolled);
  });
});

test('“Skip the figures” leads past them, to what they say in words', async ({ page }) => {
  await open(page, address);
  const link = page.getByRole('link', { name: 'Skip the figures' });
  await link.focus();
  await expect(link).toHaveCSS('clip-path', 'none');
  expectInside(await link.boundingBox(), page);
  await page.keyboard.press('Enter');
  const words = page.locator('.in-words');
  await expect(words).toBeInViewport();
  await page.keyboard.press('Tab');
  // Whether the focus came to the words or only the place to go on from, no figure is next.
  await expect(page.locator('.point:focus')).toHaveCount(0);
  expect(await words.evaluate((words) => {
    const focused = document.activeElement;
    return words.contains(focused) || Boolean(words.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_FOLLOWING);
  })).toBe(true);
});

test('“In words” unfolds what the chart says', async ({ page }) => {
  await open(page, address);
  const words = page.locator('.in-words p');
  await expect(words).toBeHidden();
  const summary = page.getByText('In words', { exact: true });
  await summary.focus();
  await page.keyboard.press('Enter');
  await expect(words).toBeVisible();
  const [first, last] = [found(citizens)[0], found(citizens).at(-1)];
  await expect(words).toContainText(`${first.value}%`);
  await expect(words).toContainText(`${last.value}%`);
  await expect(words).toContainText(businesses.label);
});

test('what is chosen stands in the address, which opens it again; back takes it back', async ({ page }) => {
  await open(page, address);
  const chart = page.locator('.chart');
  const before = await chart.locator('.finding').textContent();
  await chart.getByRole('checkbox', { name: businesses.label }).uncheck();
  await expect(page).toHaveURL(new RegExp(`figures\\.hide=${businesses.id}`));
  await expect.poll(() => names(page)).toHaveLength(momentsOf(dated(citizens)));
  await expect(chart.getByRole('checkbox', { name: businesses.label })).toBeFocused();
  await chart.locator('.choices summary').click();
  await field(chart, 'From').selectOption('2023');
  await field(chart, 'To').selectOption('2027');
  const shown = dated(citizens).filter(({ period }) => period >= '2023' && period < '2028');
  await expect.poll(() => names(page)).toHaveLength(momentsOf(shown));
  await field(chart, 'Figures').selectOption({ label: 'Change since 2023' });
  const last = points(page).last();
  // The survey changed in between, so there is no change to be told.
  await expect(last).toHaveAttribute('aria-label', /Not compared\. The method changed/);
  await field(chart, 'Figures').selectOption({ label: 'Change since 2026' });
  const [earlier, latest] = shown.slice(-2);
  await expect(last).toHaveAttribute('aria-label', new RegExp(`up ${latest.value - earlier.value} points on`));
  await expect(status(page)).toHaveText(await chart.locator('.finding').textContent());

  const state = page.url();
  const finding = await chart.locator('.finding').textContent();
  await page.goto('about:blank');
  await page.goto(state);
  await expect(chart.locator('.finding')).toHaveText(finding);
  await chart.locator('.choices summary').click();
  await expect(chart.getByRole('checkbox', { name: businesses.label })).not.toBeChecked();
  await expect(field(chart, 'From')).toHaveValue('2023');
  await expect(field(chart, 'Figures')).toHaveValue('2026');

  await chart.getByRole('button', { name: 'Reset' }).click();
  await expect(chart.locator('.finding')).toHaveText(before);
  await expect(field(chart, 'From')).toHaveValue('');
  expect(new URL(page.url()).search).toBe('');
  await page.goBack();
  await expect(chart.locator('.finding')).toHaveText(finding);
  await expect(field(chart, 'From')).toHaveValue('2023');
  await page.goForward();
  await expect(chart.locator('.finding')).toHaveText(before);
});

test('an address that asks for nonsense shows the chart as published', async ({ page }) => {
  await open(page, address);
  const finding = await page.locator('.finding').textContent();
  await open(page, `${address}?figures.sort=sideways&figures.show=nothing`);
  await expect(page.locator('.chart .finding')).toHaveText(finding);
  await expect(drawing(page)).toBeVisible();
});

test('table and notes are one switch away, sorted as chosen', async ({ page }) => {
  await open(page, address);
  const chart = page.locator('.chart');
  await chart.getByRole('radio', { name: 'Table' }).check();
  await expect(chart.getByRole('table')).toBeVisible();
  await expect(page.locator('.drawing:visible')).toHaveCount(0);
  await expect(page).toHaveURL(/figures\.show=table/);
  const rows = chart.locator('tbody tr');
  const all = kpi.series.flatMap(({ observations }) => observations).length;
  expect(periodsOf(await rows.allTextContents())).toBe(all);
  // The latest figure comes first, before later periods that have none.
  await expect(rows.first()).not.toContainText('No figure');
  await expect(rows.last()).toContainText('No figure');
  const head = chart.getByRole('columnheader', { name: 'Period' });
  await expect(head).not.toHaveAttribute('aria-sort');
  await chart.locator('.choices summary').click();
  await field(chart, 'Sort table by').selectOption('Newest first');
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(rows.first()).toContainText('No figure');
  await field(chart, 'Sort table by').selectOption('Highest first');
  const values = kpi.series.flatMap(({ observations }) => observations.map(({ value }) => value ?? -1));
  await expect(rows.first()).toContainText(`${Math.max(...values)}%`);
  await expect(chart.getByRole('columnheader', { name: 'Figure (%)' })).toHaveAttribute('aria-sort', 'descending');
  for (const row of await rows.all()) await expect(row.getByRole('link').first()).toBeVisible();
  await chart.getByRole('radio', { name: 'Notes' }).check();
  await expect(chart.getByText('Sources for these figures:')).toBeVisible();
  await expect(chart.getByRole('table')).toBeHidden();
  await page.reload();
  await expect(chart.getByRole('radio', { name: 'Notes' })).toBeChecked();
});

test('the scorecard is grouped, sorted and filtered', async ({ page }) => {
  await open(page, '/kpis/');
  const chart = page.locator('.chart');
  const rows = chart.locator('.chart-panel li');
  // A series stands against each target in force, and under each group that it serves.
  const targets = (kpi, { id }) =>
    kpi.targets.filter(({ superseded, series }) => !superseded && (series ?? id) === id).length || 1;
  const entries = bundle.kpis.flatMap((kpi) => kpi.series.map((series) => ({ kpi, series, count: targets(kpi, series) })));
  const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
  const all = sum(entries.map(({ count }) => count));
  const groups = sum(entries.map(({ kpi, series, count }) => count * (series.audience ? 1 : kpi.audiences.length)));
  await expect(rows).toHaveCount(groups);
  await chart.locator('.choices summary').click();
  await field(chart, 'Status').selectOption('Missed');
  await expect(rows).not.toHaveCount(groups);
  for (const row of await rows.all()) await expect(row).toContainText('Missed');
  await field(chart, 'Status').selectOption('All');
  await field(chart, 'Group by').selectOption('No grouping');
  await expect(chart.locator('.chart-panel h2')).toHaveCount(0);
  await field(chart, 'Sort by').selectOption('Newest first');
  await expect(rows).toHaveCount(all);
  // There are as many as before, so their number does not tell that they are in order.
  await expect(async () => {
    const years = (await rows.allTextContents()).map((text) => {
      const [, quarter, year, next] = text.match(/ (?:in|on|at) (Q1 )?(?:the end of |FY|(?:[^ ]+ )*?)(\d{4})(\/\d\d)?/) ?? [];
      // Norland's financial years begin in October, so most of one is in the second year.
      return Number(year ?? 0) + (next && !quarter ? 1 : 0);
    });
    expect(years).toEqual([...years].sort((a, b) => b - a));
  }).toPass({ timeout: 5_000 });
  await expect(page).toHaveURL(/scorecard\.group=none/);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('drawing, table and notes can be switched, and points say what they are', async ({ page }) => {
    await page.goto(address);
    const chart = page.locator('.chart');
    await expect(drawing(page)).toBeVisible();
    await expect(chart.locator('.choices summary')).toBeHidden();
    await chart.locator('input[value=table]').check();
    await expect(chart.locator('table')).toBeVisible();
    await expect(drawing(page)).toHaveCount(0);
    await chart.locator('input[value=""]').check();
    const point = points(page).first();
    await point.locator('.cell:visible').hover();
    const { text } = await expectTip(page, point);
    await page.mouse.move(0, 0);
    await expect(page.locator('.tip:visible')).toHaveCount(0);
    await stop(page).focus();
    expect((await expectTip(page, stop(page))).text).not.toBe(text);
    // Of the ways to switch series, the one that needs script is not there.
    await expect(chart.locator('.switches')).toBeHidden();
  });
});

test('a legend switches its series by key and touch; what is off stays in the table', async ({ page }) => {
  await open(page, address);
  const chart = page.locator('.chart');
  const box = chart.getByRole('checkbox', { name: businesses.label });
  const { width, height } = await chart.locator('.switches label').first().boundingBox();
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  await box.focus();
  await page.keyboard.press('Space');
  await expect(chart.locator('.finding')).not.toContainText(businesses.label);
  await expect(box).not.toBeChecked();
  await expect(box).toBeFocused();
  await expect(chart.locator('tbody').first()).toContainText(businesses.label);
  await page.keyboard.press('Space');
  await expect(box).toBeChecked();
  await expect(box).toBeFocused();
});

test('switch and choices are in one row on a phone; Escape closes the choices', async ({ page }) => {
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 700 });
    await open(page, address);
    const summary = page.locator('.choices summary');
    await summary.scrollIntoViewIfNeeded();
    const [left, right] = [await page.locator('.faces').boundingBox(), await summary.boundingBox()];
    expect(right.x).toBeGreaterThanOrEqual(left.x + left.width);
    expect(right.y).toBeLessThan(left.y + left.height);
    expect(right.y + right.height).toBeLessThanOrEqual(left.y + left.height + 4);
    await summary.click();
    expect(await summary.boundingBox()).toEqual(right);
    await field(page.locator('.chart'), 'From').focus();
    await page.keyboard.press('Escape');
    await expect(summary).toBeFocused();
    await expect(field(page.locator('.chart'), 'From')).toBeHidden();
  }
});
