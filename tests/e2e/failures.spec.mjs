// Everything that can go wrong with the files of a page: it stays as it was rendered.
import { expect } from '@playwright/test';
import {
  OUTLINE,
  SCRIPT,
  WASM,
  bundle,
  controls,
  failure,
  mainText,
  open,
  ready,
  test,
  title,
  visibleText,
  withoutScript,
} from './site.mjs';

test.use({ mayFail: true });

const kpi = bundle.kpis[0];
const heading = (page) => page.getByRole('heading', { level: 1 });
const header = (page) => page.getByRole('navigation', { name: 'Main' });
const firstHeading = bundle.pages[0].sections[0].heading;
const look = `({ text: (${mainText})(), seen: (${visibleText})() })`;

/** Expects the note, below a page that is complete but for its interactive parts. */
async function expectAsRendered(page, expected) {
  await expect(failure(page)).toBeVisible();
  await expect(page.locator('#site-announcement')).toContainText('Some features did not load');
  await expect(failure(page)).toContainText('Some features did not load.');
  expect(await page.evaluate(look)).toEqual(expected);
  await expect(controls(page).filter({ visible: true })).toHaveCount(0);
  await failure(page).getByRole('button', { name: 'Close' }).click();
  await expect(failure(page)).toBeHidden();
  await expect(page.locator('#site-notice')).toBeEmpty();
}

for (const [what, pattern, answer] of [
  ['the WebAssembly is not there', WASM, { status: 404, body: '' }],
  ['the WebAssembly is damaged', WASM, { contentType: 'application/wasm', body: '\0asm' }],
  ['the WebAssembly is a web page', WASM, { contentType: 'text/html', body: '<p>Hi' }],
  ['the connection breaks before the WebAssembly', WASM, null],
  ['the script is not there', SCRIPT, { status: 404, body: '' }],
  ['the script is blocked', SCRIPT, null],
  ['the script is damaged', SCRIPT, { contentType: 'text/javascript', body: '}' }],
  ['the script is another one', SCRIPT, { contentType: 'text/javascript', body: 'export default () => {}' }],
  ['the outline is not there', OUTLINE, { status: 404, body: '' }],
  ['the outline is damaged', OUTLINE, { contentType: 'application/octet-stream', body: 'Hi' }],
  ['the outline does not arrive', OUTLINE, null],
]) {
  test(`when ${what}, pages stay as rendered, and say so`, async ({ page, browser, baseURL }) => {
    await page.route(pattern, (route) => (answer ? route.fulfill(answer) : route.abort()));
    const addresses = ['/initiatives/', `/kpis/${kpi.id}/`];
    const expected = await withoutScript(browser, baseURL, addresses, look);
    for (const address of addresses) {
      await page.goto(address);
      await expectAsRendered(page, expected.get(address));
    }
    await header(page).getByRole('link', { name: 'Targets' }).click();
    await expect(heading(page)).toHaveText('Targets');
  });
}

test('without its style sheet a page can be read, and works', async ({ page, browser, baseURL }) => {
  const address = '/initiatives/';
  const expected = await withoutScript(browser, baseURL, [address], mainText);
  await page.route('**/site-*.css', (route) => route.fulfill({ status: 404, body: '' }));
  await open(page, address);
  expect(await page.evaluate(mainText)).toBe(expected.get(address));
  await expect(heading(page)).toBeVisible();
  await expect(failure(page)).toBeHidden();
  await page.getByRole('searchbox').fill('qqq');
  await expect(page.getByRole('article')).toHaveCount(0);
});

test('pictures that do not load are no failure of the site', async ({ page }) => {
  await page.route('**/*.svg', (route) => route.abort());
  await open(page, '/initiatives/');
  for (const picture of await page.locator('article img').all()) {
    await picture.scrollIntoViewIfNeeded();
  }
  await expect(failure(page)).toBeHidden();
});

test('after a panic of the app links lead on, and so do back and forward', async ({ page, watched }) => {
  await open(page, '/');
  await header(page).getByRole('link', { name: 'Sources' }).click();
  await expect(heading(page)).toHaveText('Sources');
  await page.evaluate(panic);
  await expect(failure(page)).toBeVisible();
  expect(watched.errors.join()).toContain('unreachable');
  await page.evaluate(() => (window.marked = true));
  await header(page).getByRole('link', { name: 'Targets' }).click();
  await expect(heading(page)).toHaveText('Targets');
  await expect(page).toHaveTitle(title('Targets'));
  expect(await page.evaluate(() => 'marked' in window), 'another document').toBe(false);
  await ready(page);
  await page.goBack();
  await expect(heading(page)).toHaveText('Sources');
  await page.evaluate(panic);
  await expect(failure(page)).toBeVisible();
  await page.goBack();
  await expect(heading(page)).toHaveText(firstHeading);
});

/** Runs in the page: gives the app an event that it cannot have. */
async function panic() {
  const { script } = document.getElementById('site-start').dataset;
  const app = await import(script);
  setTimeout(() => app.start(new Uint8Array([255, 255, 255, 255, 255]), true, () => {}, () => {}));
}

test.describe('when the server has another build', () => {
  /** Serves at first an older page, whose files the server does not have any more. */
  async function serveOlder(page, { replaced }) {
    const documents = [];
    await page.route('**/gone-*', (route) => route.fulfill({ status: 404, body: '' }));
    await page.route('**/kpis/', async (route) => {
      documents.push(route.request().resourceType());
      if (replaced && documents.length > 1) return route.continue();
      const response = await route.fetch();
      const html = await response.text();
      const { script } = /data-script=["']?(?<script>[^\s"'>]+)/.exec(html).groups;
      const older = html
        .replaceAll(script, '/gone-0123456789abcdef.js')
        .replace(/data-build=["']?\w+["']?/, 'data-build="older"');
      return route.fulfill({ response, body: older });
    });
    return documents;
  }

  test('a page whose files are gone is loaded again as the new build', async ({ page }) => {
    const documents = await serveOlder(page, { replaced: true });
    await page.goto('/kpis/');
    await ready(page);
    expect(await page.evaluate(() => document.documentElement.dataset.build)).not.toBe('older');
    await expect(failure(page)).toBeHidden();
    expect(documents).toEqual(['document', 'fetch', 'document']);
  });

  test('a page whose files are gone for good is not loaded again and again', async ({ page }) => {
    const documents = await serveOlder(page, { replaced: false });
    const looked = page.waitForEvent('requestfinished', (request) => request.resourceType() === 'fetch' && request.url().endsWith('/kpis/'));
    await page.goto('/kpis/');
    await expect(failure(page)).toBeVisible();
    await looked;
    // A request made before now would reach the server before this one's answer.
    await page.evaluate(async () => (await fetch('/bundle/en.json')).text());
    expect(documents).toEqual(['document', 'fetch']);
  });
});
