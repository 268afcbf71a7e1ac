// The program that builds pages and charts: when it is loaded, and what happens where it is not.
import { expect } from '@playwright/test';
import { bundle, hold, notice, open, test } from './site.mjs';

const PAGES = '**/pages-*.js*';
const PAGES_WASM = '**/pages_bg-*.wasm';

const kpi = bundle.kpis.find(({ series }) => series.length > 1);
const [, hidden] = kpi.series;
const url = `/kpis/${kpi.id}/`;

const link = (page) => page.locator('nav[aria-label] a[href="/sources/"]').first();
const title = (page) => page.locator('main h1');
const chart = (page) => page.locator('.chart');
const toggle = (page) => chart(page).locator(`.switches input[value="${hidden.id}"]`);

/** The requests for the program. */
function watched(page) {
  const asked = [];
  page.on('request', (request) => /\/pages(_bg)?-/.test(request.url()) && asked.push(request.url()));
  return asked;
}

/** Serves the page of the KPI as one of a site whose content is larger than a page. */
const serveLarge = (page) => page.route(url, async (route) => {
  const response = await route.fetch();
  const html = (await response.text()).replace(/<script\b[^>]*\bid="?site-start\b/, '$& data-large');
  await route.fulfill({ response, body: html });
});

/** Marks the document, so that a test can tell it from one that was loaded later. */
const mark = (page) => page.evaluate(() => { window.isFirst = true; });
const isMarked = (page) => page.evaluate(() => window.isFirst === true);

test('a page needs it only when the reader points at what it may build, and then once', async ({ page }) => {
  const asked = watched(page);
  await open(page, url);
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual([]);
  await link(page).hover();
  await expect.poll(() => asked.length).toBe(2);
  await mark(page);
  await link(page).click();
  await expect(title(page)).toHaveText('Sources');
  await page.goBack();
  await expect(title(page)).toHaveText(kpi.title);
  await toggle(page).uncheck();
  await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
  expect(asked).toHaveLength(2);
  expect(await isMarked(page)).toBe(true);
});

test('a first view loads neither the content nor more of the bundle than its revision', async ({ page }) => {
  const answers = [];
  page.on('response', (response) => answers.push(response));
  await open(page, url);
  await page.waitForLoadState('networkidle');
  const of = (pattern) => answers.filter((answer) => pattern.test(new URL(answer.url()).pathname));
  expect(of(/\/content-/)).toEqual([]);
  const [checked, ...others] = of(/\/bundle\//);
  expect(others).toEqual([]);
  expect(checked.status()).toBe(206);
  const start = await checked.text();
  expect(JSON.parse(`${start}}`).revision).toBe(bundle.revision);
  const [outline] = of(/\/outline-/);
  expect((await outline.body()).length).toBeLessThan(1000);
  await expect(notice(page)).toBeEmpty();
});

test('what the initiatives need comes with the first page of them', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await open(page, url);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Initiatives' }).click();
  await expect(title(page)).toHaveText('Initiatives');
  const [first] = bundle.initiatives;
  await page.getByRole('searchbox').fill(first.title);
  await expect(page.locator('#site-cards > li')).toHaveCount(1);
  await expect(page.locator('#site-cards')).toContainText(first.title);
  expect(asked.filter((address) => /\/initiatives-[^/]*\.bin/.test(address))).toEqual([]);
});

test('where the content is larger than a page, the browser follows links', async ({ page }) => {
  const asked = watched(page);
  await serveLarge(page);
  await open(page, url);
  await mark(page);
  await link(page).hover();
  await link(page).click();
  await expect(title(page)).toHaveText('Sources');
  expect(asked).toEqual([]);
  expect(await isMarked(page)).toBe(false);
  await page.goBack();
  await expect(title(page)).toHaveText(kpi.title);
  await toggle(page).uncheck();
  await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
  expect(asked).toHaveLength(2);
});

test('what a chart of a large site loads is not taken for other pages', async ({ page }) => {
  await serveLarge(page);
  await open(page, url);
  await toggle(page).uncheck();
  await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
  await mark(page);
  await link(page).click();
  await expect(title(page)).toHaveText('Sources');
  expect(await isMarked(page)).toBe(false);
});

test('a page at a former address needs nothing more', async ({ page }) => {
  const asked = watched(page);
  const renamed = bundle.initiatives.find(({ formerly }) => formerly);
  await open(page, `/initiatives/${renamed.formerly[0]}/`);
  await mark(page);
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual([]);
  await expect(title(page)).toHaveText(renamed.title);
  await expect(page.locator('nav [aria-current]')).toHaveText('Initiatives');
  await link(page).click();
  await expect(title(page)).toHaveText('Sources');
  await page.goBack();
  await expect(title(page)).toHaveText(renamed.title);
  await expect(page).toHaveURL(new RegExp(`${renamed.formerly[0]}/$`));
  expect(await isMarked(page)).toBe(true);
});

test('a link to a part of the page does not load it', async ({ page }) => {
  const asked = watched(page);
  await open(page, url);
  await page.locator('main a[href^="#"]').first().focus();
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual([]);
});

test('newer content does not wait for the content that it replaces', async ({ page }) => {
  const newer = { ...bundle, revision: 'newer', published: '2031-12' };
  newer.site = { ...bundle.site, name: 'Newer' };
  await page.route('**/bundle/en.json', (route) => route.fulfill({ json: newer }));
  await page.route('**/content-*.bin', (route) => route.abort());
  await page.goto(url);
  await expect(notice(page)).toContainText('revision newer');
  await expect(page).toHaveTitle(/Newer$/);
});

test('the focus of a keyboard loads it too', async ({ page }) => {
  const asked = watched(page);
  await open(page, url);
  await link(page).focus();
  await expect.poll(() => asked.length).toBe(2);
});

test('a reader who saves data loads it only with what needs it', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  const asked = watched(page);
  await open(page, url);
  await link(page).hover();
  await link(page).focus();
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual([]);
  await toggle(page).uncheck();
  await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
  expect(asked).toHaveLength(2);
});

test('an address with choices is drawn as it asks', async ({ page }) => {
  await open(page, `${url}?figures.hide=${hidden.id}`);
  await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
  await expect(toggle(page)).not.toBeChecked();
});

test('a choice made before it is there is shown when it is', async ({ page }) => {
  const release = await hold(page, PAGES_WASM);
  await open(page, url);
  await toggle(page).uncheck();
  await expect(chart(page).locator('.finding')).toContainText(hidden.label);
  release();
  await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
  await expect(toggle(page)).toBeFocused();
});

for (const [what, pattern] of [['script', PAGES], ['WebAssembly', PAGES_WASM]]) {
  test(`without its ${what} a choice is not lost, and can be tried again`, async ({ page }) => {
    await page.route(pattern, (route) => route.abort());
    await open(page, url);
    await toggle(page).uncheck();
    await expect(notice(page)).toContainText('The chart did not change.');
    await expect(page.locator('#site-announcement')).toContainText('The chart did not change.');
    await expect(page).toHaveURL(new RegExp(`hide=${hidden.id}`));
    await expect(page.locator('.failure-note')).toBeHidden();
    await page.unroute(pattern);
    await notice(page).getByRole('button', { name: 'Try again' }).click();
    await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
    await expect(notice(page)).toBeEmpty();
  });

  test(`without its ${what} the browser follows links itself, back and forward too`, async ({ page }) => {
    await page.route(pattern, (route) => route.abort());
    await open(page, url);
    await mark(page);
    await link(page).click();
    await expect(title(page)).toHaveText('Sources');
    await expect(page.locator('html[data-ready]')).toBeAttached();
    expect(await isMarked(page)).toBe(false);
    await page.goBack();
    await expect(title(page)).toHaveText(kpi.title);
    await page.goForward();
    await expect(title(page)).toHaveText('Sources');
  });
}

test('where it is slow, the browser follows the link itself', async ({ page }) => {
  await hold(page, PAGES_WASM);
  await open(page, url);
  await mark(page);
  await link(page).click();
  await expect(title(page)).toHaveText('Sources');
  expect(await isMarked(page)).toBe(false);
});

test('a program that was damaged on its way is not run', async ({ page }) => {
  await page.route(PAGES, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\nwindow.ran = true;` });
  });
  await open(page, url);
  await toggle(page).uncheck();
  await expect(notice(page)).toContainText('The chart did not change.');
  expect(await page.evaluate(() => window.ran)).toBeUndefined();
});

test('the last of two links that wait for it is followed', async ({ page }) => {
  const release = await hold(page, PAGES_WASM);
  await open(page, url);
  await link(page).click();
  await page.locator('nav[aria-label] a[href="/initiatives/"]').first().click();
  release();
  await expect(title(page)).toHaveText('Initiatives');
  await page.goBack();
  await expect(title(page)).toHaveText(kpi.title);
});

test('what is undone while it loads stays undone', async ({ page }) => {
  const release = await hold(page, PAGES_WASM);
  const asked = page.waitForRequest(PAGES_WASM);
  await open(page, url);
  const before = await chart(page).locator('.finding').textContent();
  await toggle(page).uncheck();
  await asked;
  await expect(chart(page)).toHaveAttribute('aria-busy', 'true');
  await toggle(page).check();
  await expect(chart(page)).not.toHaveAttribute('aria-busy', 'true');
  release();
  // A change that is drawn shows that the program is there.
  await chart(page).locator('.switches input').first().uncheck();
  await expect(chart(page).locator('.finding')).not.toHaveText(before);
  await chart(page).locator('.switches input').first().check();
  await expect(chart(page).locator('.finding')).toHaveText(before);
  await expect(page).not.toHaveURL(/hide=/);
});

/** Follows a link to another page, and loads that again: its program is not there then. */
async function comeTo(page, address, label) {
  await open(page, address);
  await page.locator('nav[aria-label] a', { hasText: label }).first().click();
  await expect(page.locator('main h1')).toHaveText(label);
  await page.reload();
  await expect(page.locator('html[data-ready]')).toBeAttached();
}

test('who goes back and forward while it loads is where the address says', async ({ page }) => {
  await comeTo(page, url, 'Initiatives');
  const release = await hold(page, PAGES_WASM);
  const asked = page.waitForRequest(PAGES_WASM);
  await page.evaluate(() => history.back());
  await asked;
  await page.evaluate(() => history.forward());
  await page.waitForURL('**/initiatives/');
  release();
  // Another page, which the program builds.
  await link(page).click();
  await expect(title(page)).toHaveText('Sources');
  await page.goBack();
  await expect(title(page)).toHaveText('Initiatives');
});

test('a choice while the page before is awaited is not written into its address', async ({ page }) => {
  await open(page, '/sources/');
  await page.evaluate((address) => { location.href = address; }, url);
  await expect(title(page)).toHaveText(kpi.title);
  await page.locator('nav[aria-label] a', { hasText: 'Initiatives' }).first().click();
  await expect(title(page)).toHaveText('Initiatives');
  await page.goBack();
  await expect(title(page)).toHaveText(kpi.title);
  await page.reload();
  await expect(page.locator('html[data-ready]')).toBeAttached();
  const release = await hold(page, PAGES_WASM);
  const asked = page.waitForRequest(PAGES_WASM);
  await page.evaluate(() => history.forward());
  await asked;
  await toggle(page).evaluate((field) => field.click());
  release();
  await expect(title(page)).toHaveText('Initiatives');
  await expect(page).not.toHaveURL(/hide=/);
});

test('a search while the page before is awaited is not written into its address', async ({ page }) => {
  await comeTo(page, url, 'Initiatives');
  const release = await hold(page, PAGES_WASM);
  const asked = page.waitForRequest(PAGES_WASM);
  await page.evaluate(() => history.back());
  await asked;
  await page.getByRole('searchbox').fill('qq');
  release();
  await expect(title(page)).toHaveText(kpi.title);
  await expect(page).not.toHaveURL(/q=/);
});

test('a link to a part of the page while the page before is awaited leads to that page', async ({ page }) => {
  await comeTo(page, url, 'Initiatives');
  const release = await hold(page, PAGES_WASM);
  const asked = page.waitForRequest(PAGES_WASM);
  await page.evaluate(() => history.back());
  await asked;
  await page.evaluate(() => { location.hash = 'site-content'; });
  release();
  await expect(title(page)).toHaveText(kpi.title);
});

test('a part of a page that does not exist can be linked to', async ({ page }) => {
  const asked = watched(page);
  for (const address of ['/kpis/unknown/', '/initiatives/unknown/', '/unknown/']) {
    await open(page, address);
    const text = await title(page).textContent();
    await page.evaluate(() => { location.hash = 'site-content'; });
    await expect(page.locator('#site-content')).toBeFocused();
    await page.locator('.site-footer a[href="#site-content"]').click();
    await expect(title(page)).toHaveText(text);
    await expect(page).toHaveURL(new RegExp(`${address}#site-content$`));
  }
  expect(asked).toEqual([]);
});

test('the last of two links counts also when the browser follows the first', async ({ page }) => {
  await page.route(PAGES, (route) => route.abort(), { times: 1 });
  await hold(page, '**/initiatives/');
  await open(page, url);
  // Playwright would wait until the first is followed.
  await page.evaluate(() => {
    const click = (path) => document.querySelector(`nav[aria-label] a[href="${path}"]`).click();
    addEventListener('beforeunload', () => setTimeout(() => click('/sources/')), { once: true });
    click('/initiatives/');
  });
  await expect(title(page)).toHaveText('Sources');
});

test('the pages that are there offline stay listed', async ({ page }) => {
  await page.route('**/offline/', async (route) => {
    const response = await route.fetch();
    const list = /<ul\b[^>]*\bdata-offline-pages\b[^>]*>/;
    const body = (await response.text()).replace(list, '$&<li><a href="/">Home</a></li>');
    await route.fulfill({ response, body });
  });
  await open(page, '/offline/');
  await expect(page.locator('[data-offline-pages] a')).toHaveText('Home');
});

test('a choice does not stop a link that was followed before it', async ({ page }) => {
  const release = await hold(page, PAGES_WASM);
  await open(page, url);
  await link(page).click();
  await toggle(page).evaluate((field) => field.click());
  release();
  await expect(title(page)).toHaveText('Sources');
});

test('that a chart did not change is told until it has', async ({ page }) => {
  await page.route(PAGES, (route) => route.abort());
  const release = await hold(page, '**/bundle/en.json');
  await open(page, `${url}?figures.hide=${hidden.id}`);
  await expect(notice(page)).toContainText('The chart did not change.');
  const checked = page.waitForResponse('**/bundle/en.json');
  release();
  await (await checked).finished();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await expect(notice(page)).toContainText('The chart did not change.');
  await page.unroute(PAGES);
  await toggle(page).check();
  await expect(notice(page)).toBeEmpty();
});

test('a figure keeps the focus when its chart is drawn again', async ({ page }) => {
  await open(page, url);
  await toggle(page).uncheck();
  await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
  await chart(page).locator('.point[tabindex="0"]').first().focus();
  await page.goBack();
  await expect(chart(page).locator('.finding')).toContainText(hidden.label);
  await expect(chart(page).locator('.point:focus')).toHaveCount(1);
  await page.keyboard.press('Home');
  await expect(chart(page).locator('.point').first()).toBeFocused();
});

test('a switch at the top of the window stays where it is', async ({ page }) => {
  await open(page, url);
  await toggle(page).evaluate((field) => scrollBy(0, field.getBoundingClientRect().top - 20));
  const before = await page.evaluate(() => scrollY);
  await toggle(page).click();
  await expect(chart(page).locator('.finding')).not.toContainText(hidden.label);
  await expect(toggle(page)).toBeFocused();
  expect(Math.abs(await page.evaluate(() => scrollY) - before)).toBeLessThan(80);
});

test('who comes back by a page that is loaded is where they were', async ({ page }) => {
  await open(page, '/kpis/');
  const heading = await title(page).textContent();
  const last = page.locator('main a[href^="/kpis/"]').filter({ visible: true }).last();
  await last.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  const name = await last.getAttribute('href');
  await last.click();
  await expect(page).toHaveURL(new RegExp(name));
  await page.reload();
  await expect(page.locator('html[data-ready]')).toBeAttached();
  await page.route(PAGES, (route) => route.abort());
  await page.goBack();
  await expect(title(page)).toHaveText(heading);
  await expect(page.locator('html[data-ready]')).toBeAttached();
  await expect.poll(() => page.evaluate(() => Math.round(scrollY))).toBe(Math.round(before));
  await expect(page.locator(`main a[href="${name}"]:focus`)).toHaveCount(1);
});
