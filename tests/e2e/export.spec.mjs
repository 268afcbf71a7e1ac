// Taking a chart along: what leaves the page is what it shows, and can be opened elsewhere.
import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { bibtexParser } from 'latex-utensils';
import { isNewer } from './expected.mjs';
import { bundle, open, openFilters, periodsOf, test } from './site.mjs';
import { archived } from './test-site.mjs';

const kpi = bundle.kpis.find(({ series }) => series.length > 1);
const [kept, hidden] = kpi.series;
const url = `/kpis/${kpi.id}/`;
const chosen = `${url}?figures.hide=${hidden.id}&figures.since=2026`;

const chart = (page) => page.locator('.chart');
const button = (page, way) => chart(page).locator(`[data-take=${way}]`);
const said = (page) => chart(page).locator('.took');
const announcement = (page) => page.locator('.visually-hidden[role=status]');

/** Opens an address and unfolds the buttons of its chart. */
async function unfold(page, address) {
  await open(page, address);
  if (address.includes('?')) await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
  await chart(page).locator('.take summary').click();
}

/** The name and the bytes of the file that a button gives. */
async function download(page, way) {
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, way).click()]);
  await expect(said(page)).toContainText(`Saved ${file.suggestedFilename()}`);
  await expect(announcement(page)).toContainText('Saved');
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The rows of the chart's table as it is shown. */
const rows = (page) => chart(page).locator('tbody tr').evaluateAll((all) => all.map((row) => row.textContent));

/** What a picture, opened by itself, has of width, height, words and marks. */
async function opened(browser, svg) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const isWellFormed = await page.evaluate(
    (text) => !new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror'),
    svg,
  );
  expect(isWellFormed).toBe(true);
  await page.goto(`data:image/svg+xml,${encodeURIComponent(svg)}`);
  const found = await page.evaluate(() => {
    const root = document.documentElement;
    return {
      name: root.localName,
      width: Number(root.getAttribute('width')),
      height: Number(root.getAttribute('height')),
      title: root.querySelector('title')?.textContent,
      words: [...root.querySelectorAll('text')].map((text) => text.textContent),
      outside: [...root.querySelectorAll('text')].filter((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        const page = root.getBoundingClientRect();
        return left < page.left - 1 || right > page.right + 1 || top < page.top - 1 || bottom > page.bottom + 1;
      }).map((text) => text.textContent),
      styled: root.outerHTML.match(/ (class|tabindex|role|aria-[a-z]+|style)=/g),
      line: getComputedStyle(root.querySelector('polyline')).stroke,
    };
  });
  await context.close();
  return found;
}

for (const address of [url, chosen]) {
  const which = address === url ? 'as published' : 'as chosen';

  test(`figures leave ${which}: CSV and JSON hold the table`, async ({ page }) => {
    await unfold(page, address);
    const shown = await rows(page);
    const csv = await download(page, 'csv');
    const json = await download(page, 'json');
    const records = parse(csv.bytes, { bom: true, columns: true, record_delimiter: '\r\n' });
    const object = JSON.parse(json.bytes.toString('utf8'));
    expect(records).toHaveLength(periodsOf(shown));
    expect(object.figures).toHaveLength(records.length);
    for (const [index, record] of records.entries()) {
      const figure = object.figures[index];
      // As many digits as were published, which a number of JavaScript does not keep.
      expect(record.value && Number(record.value)).toBe(figure.value ?? '');
      for (const [name, value] of Object.entries(figure)) {
        if (typeof value === 'string') expect(record[name]).toBe(value);
      }
      expect(record.revision).toBe(bundle.revision);
      expect(record.published).toBe(bundle.published);
      expect(record.page).toContain(url);
      expect(record.source_url).toMatch(/^https?:/);
    }
    expect(object.finding).toBe(await chart(page).locator('.finding').textContent());
    if (address === url) {
      const published = kpi.series.flatMap(({ label, observations }) =>
        observations.map(({ period, value }) => [label, period, value ?? null]));
      const read = object.figures.map(({ series, period, value }) => [series, period, value]);
      expect(read.sort()).toEqual(published.sort());
      expect(csv.name).toMatch(new RegExp(`^${kpi.id}_\\d{4}-\\d{4}_${bundle.revision}\\.csv$`));
    } else {
      // What is switched off is not drawn, and stays in tables and files.
      expect(new Set(records.map(({ series }) => series))).toEqual(new Set([kept.label, hidden.label]));
      expect(new Set(records.map(({ unit }) => unit))).toEqual(new Set(['percentage points']));
      expect(records.some(({ change_since }) => change_since.startsWith('2026'))).toBe(true);
      expect(csv.name).toContain(`${kpi.id}_change-since-2026_2`);
      expect(records[0].page).toContain(`figures.since=2026`);
    }
  });

  test(`the drawing leaves ${which}: SVG by itself, PNG at twice its size`, async ({ page, browser }) => {
    await unfold(page, address);
    const labels = await chart(page)
      .locator('svg.drawing.wide')
      .evaluate((svg) => [...svg.querySelectorAll(':scope text')]
        .filter((text) => !text.closest('.points')).map((text) => text.textContent));
    const line = await chart(page).locator('svg.drawing.wide polyline').first()
      .evaluate((element) => getComputedStyle(element).stroke);
    const { bytes, name } = await download(page, 'svg');
    expect(name).toMatch(/\.svg$/);
    const svg = bytes.toString('utf8');
    const found = await opened(browser, svg);
    expect(found.name).toBe('svg');
    expect(found.words.slice(0, labels.length)).toEqual(labels);
    expect(found.outside).toEqual([]);
    expect(found.styled).toBe(null);
    expect(found.line).toBe(line);
    expect(found.title).toContain(kpi.title);
    const words = found.words.join(' ').replace(/\s+/g, '');
    const finding = await chart(page).locator('.finding').textContent();
    expect(words).toContain(finding.replace(/\s+/g, ''));
    expect(words).toContain(bundle.revision);
    expect(words).toContain(`${new URL(page.url()).pathname}${new URL(page.url()).search}#figures`);
    for (const note of await chart(page).locator('.chart-panel .notes p').allTextContents()) {
      expect(words).toContain(note.replace(/\s+/g, ''));
    }
    if (address === url) {
      for (const source of await chart(page).locator('.notes-panel ul:last-child a').allTextContents()) {
        expect(words).toContain(source.replace(/\s+/g, ''));
      }
    } else {
      expect(words).not.toContain(hidden.label);
    }

    const png = await download(page, 'png');
    expect(png.name).toMatch(/\.png$/);
    const size = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const colours = new Set();
      for (let at = 0; at < data.length; at += 4) colours.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
      return { width: image.width, height: image.height, colours: colours.size };
    }, png.bytes.toString('base64'));
    expect(size.width).toBe(2 * found.width);
    expect(size.height).toBe(2 * found.height);
    expect(size.colours).toBeGreaterThan(20);
  });
}

test('the narrow drawing leaves from a narrow window, and from behind the table', async ({ page, browser }) => {
  await page.setViewportSize({ width: 360, height: 700 });
  await unfold(page, url);
  await chart(page).locator('.switch input[value=table]').check({ force: true });
  const { bytes } = await download(page, 'svg');
  const found = await opened(browser, bytes.toString('utf8'));
  expect(found.width).toBeLessThan(400);
  expect(found.outside).toEqual([]);
});

test('the picture has the colours of the dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await unfold(page, url);
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const { bytes } = await download(page, 'svg');
  expect(bytes.toString('utf8')).toContain(`fill="${paper}"`);
});

test.describe('with a clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });
  const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

  test('link, text and image are copied', async ({ page, baseURL }) => {
    await unfold(page, chosen);
    await button(page, 'link').click();
    await expect(said(page)).toHaveText('Copied the link.');
    await expect(announcement(page)).toHaveText('Copied the link.');
    const link = await clipboard(page);
    expect(link).toBe(`${baseURL}${chosen}#figures`);

    await button(page, 'text').click();
    await expect(said(page)).toHaveText('Copied the text.');
    const text = (await clipboard(page)).replace(/\r\n/g, '\n');
    expect(text).toContain(kpi.title);
    expect(text).toContain(await chart(page).locator('.finding').textContent());
    for (const figure of await chart(page).locator('td.numeric').allTextContents()) {
      expect(text).toContain(figure.replace(/ \(\d+ periods\)$/, ''));
    }
    expect(text).toContain(`${hidden.label}, `);
    expect(text).toContain(bundle.revision);
    expect(text.endsWith(link)).toBe(true);

    await button(page, 'image').click();
    await expect(said(page)).toHaveText('Copied the image.');
    const image = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const { width, height } = await createImageBitmap(await item.getType('image/png'));
      return { width, height, types: item.types };
    });
    expect(image.types).toEqual(['image/png']);
    expect(image.width).toBe(2 * (720 + 40));

    // The link shows the same chart.
    const finding = await chart(page).locator('.finding').textContent();
    await open(page, link);
    await expect(chart(page).locator('.finding')).toHaveText(finding);
  });
});

test('where copying is refused, or there is no clipboard, that is said', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
    navigator.clipboard.write = () => Promise.reject(new Error('refused'));
  });
  await unfold(page, url);
  for (const way of ['link', 'text', 'image']) {
    await said(page).evaluate((place) => (place.textContent = ''));
    await button(page, way).click();
    await expect(said(page)).toContainText('blocked copying');
    await expect(announcement(page)).toContainText('blocked copying');
  }
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  for (const way of ['link', 'image']) {
    await said(page).evaluate((place) => (place.textContent = ''));
    await button(page, way).click();
    await expect(said(page)).toContainText('does not work on this page');
  }
});

test('only the chart is printed, with its sources and revision', async ({ page }) => {
  await page.addInitScript(() => (window.print = () => (window.printed = (window.printed ?? 0) + 1)));
  await unfold(page, chosen);
  await button(page, 'print').click();
  // A click that comes before the exporter waits for it.
  await expect.poll(() => page.evaluate(() => window.printed)).toBe(1);
  await page.emulateMedia({ media: 'print' });
  await expect(chart(page).locator('.subtitle')).toBeVisible();
  await expect(chart(page).locator('.finding')).toBeVisible();
  await expect(chart(page).locator('svg.drawing:visible')).toHaveCount(1);
  await expect(chart(page).locator('.notes-panel a').first()).toBeVisible();
  await expect(chart(page).locator('.imprint')).toContainText(bundle.revision);
  // The heading that says what is measured is not printed.
  await expect(chart(page).locator('.imprint')).toContainText(kpi.title);
  for (const other of ['header', 'footer', 'h1', '.take', 'form.controls']) {
    await expect(page.locator(other).first()).toBeHidden();
  }
  const outside = await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      const isSeen = data.trim() && parentElement.checkVisibility();
      if (isSeen && !parentElement.closest('.chart')) found.push(data);
    }
    return found;
  });
  expect(outside).toEqual([]);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(page.locator('[data-print], [data-printed], .imprint')).toHaveCount(0);
  await expect(page.locator('h1')).toBeVisible();
});

test('the buttons can be reached by keyboard and touch, and Esc folds them', async ({ page }) => {
  await open(page, url);
  const summary = chart(page).locator('.take summary');
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(button(page, 'csv')).toBeFocused();
  for (const one of await chart(page).locator('[data-take]:not([hidden])').all()) {
    const { width, height } = await one.boundingBox();
    expect(width).toBeGreaterThanOrEqual(44);
    expect(height).toBeGreaterThanOrEqual(44);
  }
  await page.keyboard.press('Escape');
  await expect(summary).toBeFocused();
  await expect(button(page, 'csv')).toBeHidden();
  // A page that the app opens itself has them too.
  await page.getByRole('link', { name: 'Targets' }).first().click();
  await page.getByRole('link', { name: kpi.title }).first().click();
  await summary.click();
  await expect(chart(page).locator('[data-take]')).toHaveCount(11);
});

test('without script the menu has the link to how the chart is embedded, and nothing else', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  await chart(page).locator('.take summary').click();
  await expect(chart(page).getByRole('link', { name: /^Embed/ })).toBeVisible();
  await expect(chart(page).locator('.take').getByRole('button')).toHaveCount(0);
  await expect(chart(page).locator('.switches')).toBeHidden();
  await context.close();
});

test('a picture of a chart with a legend keeps the legend', async ({ page, browser }) => {
  await open(page, '/');
  const comparison = page.locator('.comparison .chart');
  await comparison.locator('.take summary').click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    comparison.locator('[data-take=svg]').click(),
  ]);
  const svg = await readFile(await file.path(), 'utf8');
  const groups = bundle.audiences
    .filter(({ id }) => bundle.insights.some(({ audience, unit }) => audience === id && unit === '%'))
    .map(({ label }) => label);
  const context = await browser.newContext();
  const alone = await context.newPage();
  const words = await alone.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml');
    return [...root.querySelectorAll('text')].map((element) => element.textContent);
  }, svg);
  for (const group of groups) expect(words).toContain(group);
  // Each name has its marker as it is drawn; figures of another unit have a drawing of their own.
  const markers = await alone.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml');
    return root.querySelectorAll('svg > svg[viewBox^="-8 "]').length;
  }, svg);
  expect(markers).toBe(groups.length);
  await context.close();
});

/** The fields of a BibTeX file's only entry as TeX prints them. */
function fieldsOf(text) {
  const { content: [entry, ...more] } = bibtexParser.parse(text);
  expect(more).toEqual([]);
  expect(entry.entryType).toBe('misc');
  expect(entry.internalKey).toBe(`${kpi.id}-${bundle.revision.replaceAll('_', '')}`);
  const printed = ({ content }) => content.replace(/^\{(.*)\}$/, '$1').replace(/\\([%&#$_])/g, '$1');
  return Object.fromEntries(entry.content.map(({ name, value }) => [name, printed(value)]));
}

test.describe('references', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('are copied, shown and announced: as text and as BibTeX', async ({ page, baseURL }) => {
    await unfold(page, chosen);
    const cited = chart(page).locator('.cited');
    for (const [way, start] of [['cite', `${kpi.title}. `], ['bibtex', `@misc{${kpi.id}-`]]) {
      await button(page, way).click();
      await expect(said(page)).toHaveText('Copied the citation.');
      await expect(announcement(page)).toHaveText('Copied the citation.');
      await expect(cited).toHaveCount(1);
      const text = await cited.textContent();
      expect(text.startsWith(start), text).toBe(true);
      expect((await page.evaluate(() => navigator.clipboard.readText())).replace(/\r\n/g, '\n')).toBe(text);
      const fields = way === 'bibtex' ? fieldsOf(text) : { url: text, note: text };
      expect(fields.url).toContain(`${baseURL}${chosen}#figures`);
      expect(fields.note).toContain(bundle.revision);
      // The revision of the build is archived: its address keeps the choices. A newer one is not.
      const { hash } = archived().at(-1);
      const pinned = `${baseURL}/embed/pinned/${hash}/kpi/${kpi.id}/?hide=${hidden.id}&since=2026`;
      if (isNewer) expect(fields.note).not.toContain('/embed/pinned/');
      else expect(fields.note).toContain(pinned);
      if (way === 'bibtex') {
        expect(fields).toMatchObject({
          author: bundle.site.owner,
          title: kpi.title,
          howpublished: bundle.site.name,
          year: bundle.published.slice(0, 4),
          url: `${baseURL}${chosen}#figures`,
          urldate: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
        });
      }
    }
    await button(page, 'link').click();
    await expect(said(page)).toHaveText('Copied the link.');
    await expect(cited).toHaveCount(0);
  });
});

test('where copying is refused, a reference can still be selected', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
  });
  await unfold(page, url);
  await button(page, 'cite').click();
  await expect(said(page)).toContainText('Select the citation below');
  await expect(chart(page).locator('.cited')).toContainText(kpi.title);
});

test('a device that shares is given title and address; others offer nothing', async ({ page, baseURL }) => {
  await page.addInitScript(() => {
    navigator.share = async (what) => { window.shared = what; };
  });
  await unfold(page, url);
  await button(page, 'share').click();
  await expect(said(page)).toHaveText('Shared.');
  expect(await page.evaluate(() => window.shared)).toEqual({ title: kpi.title, url: `${baseURL}${url}#figures` });
  await page.evaluate(() => { navigator.share = () => Promise.reject(new Error('nobody to share with')); });
  await button(page, 'share').click();
  await expect(announcement(page)).toHaveText('Nothing was shared.');
  await page.addInitScript(() => Object.defineProperty(navigator, 'share', { value: undefined }));
  await unfold(page, url);
  await download(page, 'csv');
  await expect(button(page, 'share')).toBeHidden();
});

test('opening the menu moves nothing above it', async ({ page }) => {
  await open(page, url);
  const summary = chart(page).locator('.take summary');
  await summary.scrollIntoViewIfNeeded();
  const before = await summary.boundingBox();
  await summary.click();
  expect(await summary.boundingBox()).toEqual(before);
  for (const name of ['Download', 'Copy', 'Cite', 'Share']) {
    await expect(chart(page).getByRole('group', { name, exact: true })).toBeVisible();
  }
});

test('Escape folds the filters of initiatives too', async ({ page }) => {
  await open(page, '/initiatives/');
  await openFilters(page);
  const field = page.locator('.filters details :is(select, input)').first();
  await field.focus();
  await page.keyboard.press('Escape');
  await expect(page.locator('.filters summary')).toBeFocused();
  await expect(field).toBeHidden();
});
