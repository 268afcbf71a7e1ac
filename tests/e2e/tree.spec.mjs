// What a screen reader is told: from Chromium's accessibility tree, and from the live region.
import { expect } from '@playwright/test';
import { bundle, listen, open, test } from './site.mjs';

/** A KPI of several groups, of which one has no figure for its latest period. */
const kpi = bundle.kpis.find(({ series, targets = [] }) => series.length > 1 && targets.length > 0);
const address = `/kpis/${kpi.id}/`;

/** The accessibility tree: its root, with `role`, `name`, `value` and `children` for each node. */
async function tree(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const known = new Map(nodes.map((node) => [node.nodeId, node]));
  const shape = (node) => ({
    role: node.role?.value,
    name: node.name?.value ?? '',
    description: node.description?.value ?? '',
    properties: Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value])),
    // What is ignored, or only groups, is not told.
    children: (node.childIds ?? []).flatMap((id) => {
      const child = known.get(id);
      if (!child) return [];
      const shaped = shape(child);
      return child.ignored || ['rowgroup', 'generic', 'none'].includes(shaped.role) ? shaped.children : [shaped];
    }),
  });
  return shape(nodes[0]);
}

/** Every node with a role, in order. */
const all = (node, role) => [
  ...(node.role === role ? [node] : []),
  ...node.children.flatMap((child) => all(child, role)),
];

/** The cells of each row of a table's body: their roles and names. */
const rowsOf = (table) =>
  all(table, 'row')
    .map((row) => row.children.map(({ role, name }) => ({ role, name })))
    .filter((cells) => cells.every(({ role }) => role !== 'columnheader'));

const chart = (page) => page.locator('.chart').first();
const face = (page, name) => chart(page).getByRole('radio', { name, exact: true });

/** Every node below one, in order. */
const below = (node) => node.children.flatMap((child) => [child, ...below(child)]);

for (const width of [1280, 320]) {
  test(`at ${width} px a chart over time is one named list of its points, and its drawing is silent`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, address);
    const root = await tree(page);
    const figures = kpi.series.flatMap(({ observations }) => observations)
      .filter(({ value, period }) => value !== undefined && period !== 'not stated');
    const lists = all(root, 'list').filter(({ name }) => name === `Line chart, ${kpi.series.length} series, ${figures.length} figures`);
    expect(lists).toHaveLength(1);
    const [list] = lists;
    expect(list.description).toMatch(/^A line for each group over time/);
    expect(list.description).toContain('Arrow keys, Home and End go from figure to figure; Escape closes the tip.');

    const points = list.children.map((item) => below(item).filter(({ role }) => role !== 'ListMarker'));
    expect(points.length).toBeGreaterThan(1);
    for (const nodes of points) {
      // Nothing of a point but its name.
      expect(nodes.map(({ role }) => role)).toEqual(['image']);
      expect(nodes[0].properties.focusable).toBe(true);
    }
    const names = points.map(([{ name }]) => name);
    for (const { label, observations } of kpi.series) {
      for (const { value } of observations.filter((one) => figures.includes(one))) {
        // Where the periods of one date only overlap, each series says its own.
        const says = new RegExp(`${label}(, [^.:]+)?: ${value} percent`);
        expect(names.filter((name) => says.test(name)), names.join('\n')).toHaveLength(1);
      }
    }
    for (const name of names) expect(name).toMatch(/\d{4}/);
    // Why there is no figure is told once, at the first point at which it is missing.
    const reasons = new Set(kpi.series.flatMap(({ observations }) => observations.map(({ missing }) => missing).filter(Boolean)));
    expect(reasons.size).toBeGreaterThan(0);
    for (const reason of reasons) expect(names.filter((name) => name.includes(reason)), reason).toHaveLength(1);
    // Of the words of the drawing, none.
    const drawn = await chart(page).locator('.drawing:visible .tick').allTextContents();
    expect(drawn.length).toBeGreaterThan(3);
    const [figure] = all(root, 'figure');
    // The lines into which a text breaks are none of its words.
    const told = below(figure).filter(({ role }) => role !== 'InlineTextBox').map(({ name }) => name);
    expect(told).toContain(names[0]);
    for (const tick of drawn) expect(told).not.toContain(tick);
  });
}

for (const [id, name] of [['telefon', /^(Bar chart|Dot plot), 3 series, \d+ figures$/], ['stellen', /^Dot plot, 3 series, \d+ figures$/]]) {
  test(`a chart of rows is one named list, too: ${id}`, async ({ page }) => {
    await open(page, `/kpis/${id}/`);
    const lists = all(await tree(page), 'list').filter((list) => name.test(list.name));
    expect(lists).toHaveLength(1);
    const names = lists[0].children.map((item) => below(item).map(({ name }) => name));
    for (const { label } of bundle.kpis.find((kpi) => kpi.id === id).series) {
      expect(names.flat().some((name) => name.includes(label)), label).toBe(true);
    }
  });
}

for (const width of [1280, 320]) {
  test(`at ${width} px a table has a name, and each row its group and its period as headers`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, `${address}?figures.show=table`);
    const [table] = all(await tree(page), 'table');
    expect(table.name).toBe(kpi.title);
    const rows = rowsOf(table);
    expect(rows.length).toBeGreaterThan(kpi.series.length);
    const labels = kpi.series.map(({ label }) => label);
    for (const cells of rows) {
      const heads = cells.filter(({ role }) => role === 'rowheader').map(({ name }) => name);
      expect(heads, JSON.stringify(cells)).toHaveLength(2);
      expect(labels).toContain(heads[0]);
      expect(heads[1]).toMatch(/\d{4}|undated/);
    }
    // No two rows have the same headers.
    const names = rows.map((cells) => `${cells[0].name}, ${cells[1].name}`);
    expect(new Set(names).size).toBe(names.length);
    // The latest figure is what is heard first.
    expect(rows[0].map(({ name }) => name).join(' ')).not.toContain('No figure');
  });
}

test('the table of all targets tells the rows of one measure apart', async ({ page }) => {
  await open(page, '/kpis/?scorecard.show=table');
  const [table] = all(await tree(page), 'table');
  const names = rowsOf(table).map((cells) =>
    cells.filter(({ role }) => role === 'rowheader').map(({ name }) => name).join(', '));
  expect(names.length).toBeGreaterThan(1);
  expect(new Set(names).size).toBe(names.length);
});

test('a figure’s target leads to its row in the table of targets', async ({ page }) => {
  await open(page, `${address}?figures.show=table`);
  const link = chart(page).locator('td a[href^="#target-"]').first();
  const id = (await link.getAttribute('href')).slice(1);
  await link.focus();
  await page.keyboard.press('Enter');
  const row = page.locator(`tr[id="${id}"]`);
  await expect(row).toBeFocused();
  await expect(row).toHaveAttribute('data-arrived', '');
  await expect(row).toBeInViewport();
  // What was chosen stays.
  await expect(page).toHaveURL(`${address}?figures.show=table#${id}`);
});

test('the switch is a named group of three, of which one is chosen', async ({ page }) => {
  await open(page, address);
  const read = async () => {
    const group = all(await tree(page), 'group').find(({ name }) => name === 'Show as');
    return all(group, 'radio').map(({ name, properties }) => [name, properties.checked]);
  };
  expect(await read()).toEqual([['Chart', 'true'], ['Table', 'false'], ['Notes', 'false']]);
  await face(page, 'Table').check();
  expect(await read()).toEqual([['Chart', 'false'], ['Table', 'true'], ['Notes', 'false']]);
});

test('each change of a chart says what is shown now, also when it says the same as before', async ({ page }) => {
  await open(page, address);
  const said = await listen(page);
  const expected = [];
  const next = async (words) => {
    expected.push(words);
    await expect.poll(said).toEqual(expected);
  };
  await face(page, 'Table').check();
  await next(`Table, ${await chart(page).locator('tbody tr').count()} rows`);
  await face(page, 'Notes').check();
  await next('Notes and sources');
  await face(page, 'Chart').check();
  await next('Chart');

  await chart(page).locator('.choices summary').click();
  const finding = chart(page).locator('.finding');
  const field = (name) => chart(page).getByRole('combobox', { name, exact: true });
  const group = chart(page).getByRole('checkbox', { name: kpi.series[0].label, exact: true });
  const before = await finding.textContent();
  await group.uncheck();
  await expect(finding).not.toHaveText(before);
  await next(await finding.textContent());
  await group.check();
  await expect(finding).toHaveText(before);
  await next(before);
  // The order changes no finding, and is said all the same.
  for (const order of ['Oldest first', 'Highest first', 'Newest first']) {
    await field('Sort table by').selectOption(order);
    await next(before);
  }
  const [first] = await field('From').locator('option').nth(2).allTextContents();
  await field('From').selectOption(first);
  await expect(finding).not.toHaveText(before);
  await next(await finding.textContent());
  await chart(page).getByRole('button', { name: 'Reset' }).click();
  await expect(finding).toHaveText(before);
  await next(before);
});

test('a choice that leaves nothing says why, where the drawing was and aloud', async ({ page }) => {
  await open(page, address);
  const said = await listen(page);
  await chart(page).locator('.choices summary').click();
  const field = (name) => chart(page).getByRole('combobox', { name, exact: true });
  const years = await field('From').locator('option').allTextContents();
  const [early, late] = [years[1], years.at(-1)];
  await field('To').selectOption(early);
  await field('From').selectOption(late);
  const words = `“From ${late}” is later than “To ${early}”, so no year is left.`;
  await expect(chart(page).locator('.nothing')).toHaveText(words);
  await expect(chart(page).locator('.finding')).toHaveText(words);
  await expect.poll(async () => (await said()).at(-1)).toBe(words);
});
