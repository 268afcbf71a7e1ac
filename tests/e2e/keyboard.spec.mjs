// The keyboard alone reaches and operates everything, and its place can be seen.
import { expect } from '@playwright/test';
import { bundle, notice, open, openFilters, serveNewer, test } from './site.mjs';

/** Runs in the page: describes what Tab has to stop at, in the order of the document. */
function stops() {
  const candidates = document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]');
  return [...candidates]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => element.tabIndex >= 0)
    // Of a group of radio buttons, Tab stops at the chosen one.
    .filter((element) => element.type !== 'radio' || element.checked)
    // Of the marks of the result strip, at one.
    .filter((element) => !element.matches('.mark + .mark'))
    .map((element) => {
      element.dataset.stop ??= String(document.querySelectorAll('[data-stop]').length);
      return element.dataset.stop;
    });
}

/** Runs in the page: the stop that has focus, and whether that can be seen. */
function focused() {
  const element = document.activeElement;
  if (element === document.body) return { stop: 'end' };
  const { x, y, width, height } = element.getBoundingClientRect();
  const isIn = x + width > 0 && y + height > 0 && x < innerWidth && y < innerHeight;
  // The outline may be drawn around a wrapper, such as a card, or around what a field's label
  // says.
  const isOutlined = (element, depth = 0) => {
    if (!element || depth > 5) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const isRinged = [...element.querySelectorAll('.ring')].some((ring) => ring.checkVisibility());
    const isLabelled = depth === 0 && element.matches('input') && isOutlined(element.nextElementSibling, 5);
    const isThis = isRinged || isLabelled || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
    return isThis || isOutlined(element.parentElement, depth + 1);
  };
  const text = element.getAttribute('aria-label') ?? element.innerText ?? element.name;
  return {
    stop: element.dataset.stop ?? `not foreseen: ${element.outerHTML.slice(0, 80)}`,
    problem: [!isIn && 'out of sight', !isOutlined(element) && 'no outline'].filter(Boolean).join(),
    text: text.slice(0, 60),
  };
}

for (const address of ['/', `/kpis/${bundle.kpis[0].id}/`]) {
  test(`Tab reaches everything on ${address} in reading order, visibly, and leaves again`, async ({
    page,
  }) => {
    await open(page, address);
    const expected = await page.evaluate(stops);
    expect(expected.length).toBeGreaterThan(15);
    const reached = [];
    const unseen = [];
    for (let i = 0; i <= expected.length; i += 1) {
      await page.keyboard.press('Tab');
      const { stop, problem, text } = await page.evaluate(focused);
      reached.push(stop);
      if (problem) unseen.push(`${text}: ${problem}`);
    }
    expect.soft(reached).toEqual([...expected, 'end']);
    expect.soft(unseen, 'stops whose focus cannot be seen').toEqual([]);
    await page.keyboard.press('Shift+Tab');
    expect((await page.evaluate(focused)).stop, 'Shift and Tab go back in').toBe(expected.at(-1));
  });
}

test('the marks of the result strip are one stop, and arrow keys lead through all of them', async ({ page }) => {
  await open(page, '/');
  const marks = page.locator('.marks .mark');
  const count = await marks.count();
  expect(count).toBeGreaterThan(10);
  await marks.first().focus();
  for (const [key, place] of [
    ['ArrowRight', 1], ['ArrowDown', 2], ['ArrowUp', 1], ['ArrowLeft', 0], ['ArrowLeft', 0], ['End', count - 1], ['Home', 0], ['ArrowRight', 1],
  ]) {
    await page.keyboard.press(key);
    await expect(marks.nth(place)).toBeFocused();
    // What it says can be seen.
    await expect(marks.nth(place).locator('.says')).toHaveCSS('clip-path', 'none');
  }
  await page.keyboard.press('Tab');
  await expect(page.locator('.marks :focus')).toHaveCount(0);
  await page.keyboard.press('Shift+Tab');
  await expect(marks.nth(1), 'where it was left').toBeFocused();
  const address = await marks.nth(1).getAttribute('href');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(address);
});

test('focus looks different from no focus on each kind of control', async ({ page }) => {
  await open(page, '/initiatives/');
  await openFilters(page);
  for (const control of [
    page.getByRole('navigation', { name: 'Main' }).getByRole('link').last(),
    page.getByRole('searchbox'),
    page.locator('.chip').first(),
    page.getByRole('article').first(),
  ]) {
    await control.scrollIntoViewIfNeeded();
    const box = await control.boundingBox();
    const clip = { x: box.x - 8, y: box.y - 8, width: box.width + 16, height: box.height + 16 };
    const before = await page.screenshot({ clip });
    const target = control.and(page.locator('a, input')).or(control.locator('a, input')).first();
    // A key first, so that the browser takes focus to be the keyboard's.
    await page.keyboard.press('Shift');
    await target.focus();
    const after = await page.screenshot({ clip });
    expect.soft(after.equals(before), `${control} changes`).toBe(false);
    await target.blur();
  }
});

test('Enter follows a link, and the next Tab goes on from the new page’s heading', async ({ page }) => {
  await open(page, '/');
  const { id, title } = bundle.initiatives[0];
  await page.getByRole('article').getByRole('link', { name: title }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/initiatives/${id}/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.keyboard.press('Tab');
  const stop = await page.evaluate(() => {
    const heading = document.querySelector('h1');
    const links = [...document.querySelectorAll('main a')];
    const following = (link) =>
      heading.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING;
    return links.find(following) === document.activeElement;
  });
  expect(stop).toBe(true);
});

test('search and filters work by keyboard alone', async ({ page }) => {
  await open(page, '/initiatives/');
  const tabTo = async (target) => {
    for (let i = 0; i < 20; i += 1) {
      await page.keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`Tab does not reach ${target}`);
  };
  await tabTo(page.getByRole('searchbox'));
  const [word] = bundle.initiatives[0].title.split(' ');
  await page.keyboard.type(word);
  await expect(page.getByRole('article').first()).toContainText(word);
  await expect(page).toHaveURL(new RegExp(`\\?q=${word}$`));
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');

  await tabTo(page.locator('.filters summary'));
  await page.keyboard.press('Enter');
  const group = page.getByRole('group', { name: 'For' });
  await tabTo(group.getByLabel('All'));
  await page.keyboard.press('ArrowRight');
  const second = group.getByRole('radio').nth(1);
  await expect(second).toBeFocused();
  await expect(second).toBeChecked();
  const chosen = await second.getAttribute('value');
  await expect(page).toHaveURL(new RegExp(`\\?for=${chosen}$`));
  const count = bundle.initiatives.filter(({ audiences }) => audiences.includes(chosen)).length;
  await expect(page.getByRole('article')).toHaveCount(count);

  await tabTo(page.getByRole('button', { name: 'Clear filters' }));
  await page.keyboard.press('Space');
  await expect(page.getByRole('article')).toHaveCount(bundle.initiatives.length);
  await expect(group.getByLabel('All')).toBeChecked();
});

test('a table is a list of cards where there is no room for columns, and never wider than the page', async ({ page }) => {
  for (const width of [280, 320, 390, 480, 600, 720, 768, 1000]) {
    await page.setViewportSize({ width, height: 640 });
    await open(page, `/kpis/${bundle.kpis[0].id}/?figures.show=table`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `at ${width} px`).toBeLessThanOrEqual(width);
    const first = page.locator('.table-panel tbody tr').first();
    const [title, ...cells] = await first.locator('th, td').evaluateAll((all) => all.map((cell) => ({
      label: cell.dataset.label,
      before: getComputedStyle(cell, '::before').content,
      isEmpty: cell.childNodes.length === 0,
      name: cell.localName,
    })));
    expect(title.before).toBe('none');
    for (const { label, before, name } of cells.filter(({ isEmpty }) => !isEmpty)) {
      if (width <= 480 && name === 'td') expect(before).toContain(label);
      if (width >= 1000) expect(before).toBe('none');
    }
  }
});

test('the head of a table stays in sight while its rows scroll', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 400 });
  await open(page, `/kpis/${bundle.kpis[0].id}/?figures.show=table`);
  await page.locator('.table-panel tbody tr').last().scrollIntoViewIfNeeded();
  await page.locator('.table-panel tbody tr').last().evaluate((row) => window.scrollTo(0, scrollY + row.getBoundingClientRect().top - 80));
  const top = await page.locator('.table-panel thead th').first().evaluate((head) => head.getBoundingClientRect().top);
  expect(Math.round(top)).toBe(0);
});

test('a notice is the last stop, and its details unfold and it closes by keyboard', async ({ page }) => {
  await serveNewer(page, (changed) => {
    changed.insights.find(({ unit }) => unit === '%').value = 183;
  });
  await open(page, '/');
  await expect(notice(page)).toContainText('an error the publisher must fix');
  await page.keyboard.press('Shift+Tab');
  const close = notice(page).getByRole('button', { name: 'Close' });
  await expect(close).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(notice(page).locator('details pre')).toBeVisible();
  await close.focus();
  await page.keyboard.press('Enter');
  await expect(notice(page)).toBeEmpty();
});
