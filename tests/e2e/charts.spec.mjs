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

/** What a point has to say of an observation. */
const said = (series, { value, missing }) =>
  missing ? [series.label, 'No figure', missing] : [series.label, `: ${value} percent`];

const drawing = (page) => page.locator('.chart .drawing:visible');
const focusedName = (page) => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
const field = (chart, name) => chart.getByRole('combobox', { name, exact: true });
const status = (page) => page.locator('p[role=status]').last();

async function expectFocused(page, series, observation) {
  const name = await focusedName(page);
  for (const words of said(series, observation)) expect(name).toContain(words);
}

/** The tip that is shown, and its place in the window. */
async function shownTip(page) {
  const tip = page.locator('.tip:visible');
  await expect(tip).toHaveCount(1);
  return { text: await tip.textContent(), box: await tip.boundingBox() };
}

function expectInside(box, page) {
  const { width, height } = page.viewportSize();
  expect(box.x).toBeGreaterThanOrEqual(-1);
  expect(box.y).toBeGreaterThanOrEqual(-1);
  expect(box.x + box.width).toBeLessThanOrEqual(width + 1);
  expect(box.y + box.height).toBeLessThanOrEqual(height + 1);
}

test('arrow keys walk every figure and gap of every series', async ({ page }) => {
  await open(page, address);
  const points = drawing(page).locator('.point');
  await expect(points).toHaveCount(kpi.series.flatMap(dated).length);
  await expect(points.and(page.locator('[tabindex="0"]')), 'one stop for the Tab key').toHaveCount(1);
  await points.and(page.locator('[tabindex="0"]')).focus();
  const latest = dated(citizens).filter(({ value }) => value !== undefined).at(-1);
  await expectFocused(page, citizens, latest);

  await page.keyboard.press('Home');
  const [first, ...rest] = dated(citizens);
  await expectFocused(page, citizens, first);
  for (const observation of rest) {
    await page.keyboard.press('ArrowRight');
    await expectFocused(page, citizens, observation);
    const { text, box } = await shownTip(page);
    expect(text).toContain(observation.missing ? 'No figure' : `${observation.value}%`);
    expectInside(box, page);
  }
  await page.keyboard.press('ArrowRight');
  await expect(status(page)).toHaveText('There is nothing after this.');
  await expectFocused(page, citizens, rest.at(-1));

  await page.keyboard.press('ArrowDown');
  expect(await focusedName(page)).toContain(businesses.label);
  await page.keyboard.press('End');
  await expectFocused(page, businesses, dated(businesses).at(-1));
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await expect(status(page)).toHaveText('There is nothing before this.');
  await page.keyboard.press('ArrowUp');
  expect(await focusedName(page)).toContain(citizens.label);

  // Tab leaves the chart at once, and comes back to the same point.
  const name = await focusedName(page);
  await page.keyboard.press('Tab');
  await expect(drawing(page).locator(':focus')).toHaveCount(0);
  await page.keyboard.press('Shift+Tab');
  expect(await focusedName(page)).toBe(name);
});

test('Esc puts a tip away until the next point', async ({ page }) => {
  await open(page, address);
  await drawing(page).locator('.point[tabindex="0"]').focus();
  await shownTip(page);
  await page.keyboard.press('Escape');
  await expect(page.locator('.tip:visible')).toHaveCount(0);
  await page.keyboard.press('ArrowLeft');
  await shownTip(page);
});

test('the nearest point answers the mouse, and its tip can be pointed at', async ({ page }) => {
  await open(page, address);
  await drawing(page).scrollIntoViewIfNeeded();
  for (const index of [0, 5, 9, 14]) {
    const point = drawing(page).locator('.point').nth(index);
    const ring = await point.evaluate((element) => {
      const circle = element.querySelector('.ring');
      const { x, y } = new DOMPoint(circle.cx.baseVal.value, circle.cy.baseVal.value)
        .matrixTransform(element.ownerSVGElement.getScreenCTM());
      return { x, y };
    });
    // A little beside it: it still is the nearest.
    await page.mouse.move(ring.x + 3, ring.y + 3);
    const { text, box } = await shownTip(page);
    const name = await point.getAttribute('aria-label');
    const figure = text.match(/^(\d[\d.]*%|No figure)/)?.[0];
    expect(name).toContain(figure.replace('%', ' percent'));
    expectInside(box, page);
    // The way to the tip does not lose it.
    const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(ring.x, centre.y > ring.y ? box.y + 4 : box.y + box.height - 4, { steps: 6 });
    expect((await shownTip(page)).text).toBe(text);
    await page.mouse.move(centre.x, centre.y, { steps: 6 });
    expect((await shownTip(page)).text).toBe(text);
    await page.keyboard.press('Escape');
    await expect(page.locator('.tip:visible')).toHaveCount(0);
    await page.mouse.move(0, 0);
  }
});

test('a tip at the edge of the window is moved into it', async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 500 });
  await open(page, address);
  const highest = drawing(page).locator('.point[tabindex="0"]');
  for (const top of [4, 470]) {
    await page.mouse.move(0, 0);
    await highest.evaluate((element, top) => {
      scrollBy({ top: element.querySelector('.cell').getBoundingClientRect().top - top, behavior: 'instant' });
    }, top);
    const cell = await highest.locator('.cell').boundingBox();
    await page.mouse.move(cell.x + cell.width / 2, cell.y + Math.min(cell.height / 2, 20));
    expectInside((await shownTip(page)).box, page);
  }
});

test.describe('touch', () => {
  test.use({ hasTouch: true, viewport: { width: 320, height: 640 } });

  test('a tap shows a figure at 320 pixels', async ({ page }) => {
    await open(page, address);
    await drawing(page).scrollIntoViewIfNeeded();
    const points = drawing(page).locator('.point');
    for (const index of [0, 4, 7, 12, 16]) {
      const point = points.nth(index);
      const box = await point.locator('.cell').boundingBox();
      const middle = await point.evaluate((element) => {
        // A place inside of the cell: polygons are convex, so the mean of their corners is.
        const corners = [...element.querySelector('.cell').points];
        const mean = (axis) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
        const { x, y } = new DOMPoint(mean('x'), mean('y')).matrixTransform(element.ownerSVGElement.getScreenCTM());
        return { x, y };
      });
      expect(Math.max(box.width, box.height), `point ${index}`).toBeGreaterThanOrEqual(24);
      await page.touchscreen.tap(middle.x, middle.y);
      // Until then that of the point before may show.
      await expect(point.locator('.tip')).toBeVisible();
      const { text, box: tip } = await shownTip(page);
      const name = await point.getAttribute('aria-label');
      expect(name).toContain(text.match(/^(\d[\d.]*%|No figure)/)?.[0].replace('%', ' percent'));
      expectInside(tip, page);
    }
  });
});

test('what is chosen stands in the address, which opens it again; back takes it back', async ({ page }) => {
  await open(page, address);
  const chart = page.locator('.chart');
  const before = await chart.locator('.finding').textContent();
  await chart.getByRole('checkbox', { name: businesses.label }).uncheck();
  await expect(page).toHaveURL(new RegExp(`figures\\.hide=${businesses.id}`));
  await expect(drawing(page).locator('.point')).toHaveCount(dated(citizens).length);
  await expect(chart.getByRole('checkbox', { name: businesses.label })).toBeFocused();
  await chart.locator('.choices summary').click();
  await field(chart, 'From').selectOption('2023');
  await field(chart, 'To').selectOption('2027');
  const shown = dated(citizens).filter(({ period }) => period >= '2023' && period < '2028');
  await expect(drawing(page).locator('.point')).toHaveCount(shown.length);
  await field(chart, 'Figures').selectOption({ label: 'Change since 2023' });
  const last = drawing(page).locator('.point').last();
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
    // The tip comes up in the way of the pointer that Playwright checks for.
    await drawing(page).locator('.point .cell').first().hover({ force: true });
    await shownTip(page);
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
