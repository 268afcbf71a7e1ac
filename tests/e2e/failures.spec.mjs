// Everything that can go wrong while the site loads, and after.
import { expect } from '@playwright/test';
import { BUNDLE, banner, bundle, open, ready, serveBundle, test } from './site.mjs';

test.use({ mayFail: true });

const json = JSON.stringify(bundle);
const retry = (page) => page.getByRole('button', { name: 'Try again' });
const details = (page) => page.locator('details pre');
const skeleton = (page) => page.locator('.skeleton');
const heading = (page) => page.getByRole('heading', { level: 1 });
const firstHeading = bundle.pages[0].sections[0].heading;

/** Expects a failure in plain words, with its details folded away. */
async function expectFailure(page, { title, sentence, mayPass, detail }) {
  await expect(heading(page)).toHaveText(title);
  await expect(heading(page)).toBeVisible();
  await expect(page).toHaveTitle(title);
  await expect(page.getByRole('alert').filter({ hasText: title })).toContainText(sentence);
  await expect(retry(page)).toHaveCount(mayPass ? 1 : 0);
  await expect(skeleton(page)).toHaveCount(0);
  await expect(details(page)).toBeHidden();
  await page.getByText('Details for the publisher').click();
  await expect(details(page)).toBeVisible();
  await expect(details(page)).toContainText(detail);
  await expect(banner(page)).toBeHidden();
}

/** The ways in which the bundle does not come, or comes broken, and what is said then. */
const cases = [
  {
    when: 'is not there (404)',
    answer: { status: 404, body: 'Not found' },
    title: 'The figures are missing',
    sentence: 'file of figures was not where it should be',
    detail: '404',
    mayPass: true,
  },
  {
    when: 'meets a server error (500)',
    answer: { status: 500, body: 'Oops' },
    title: 'The server has a problem',
    sentence: 'could not give out the figures',
    detail: '500',
    mayPass: true,
  },
  {
    when: 'is forbidden (403)',
    answer: { status: 403, body: 'No' },
    title: 'The server has a problem',
    sentence: 'could not give out the figures',
    detail: '403',
    mayPass: false,
  },
  {
    when: 'does not arrive',
    abort: 'connectionreset',
    title: 'The figures did not arrive',
    sentence: 'The connection broke',
    detail: 'no answer from the server',
    mayPass: true,
  },
  {
    when: 'cannot be asked for, because the reader is offline',
    abort: 'internetdisconnected',
    offline: true,
    title: 'You are offline',
    sentence: 'your device has no connection',
    detail: 'offline',
    mayPass: true,
  },
  {
    when: 'is not JSON but a web page',
    answer: { status: 200, contentType: 'text/html', body: '<!doctype html><h1>Log in</h1>' },
    title: 'The figures arrived damaged',
    sentence: 'incomplete or damaged',
    detail: 'not JSON',
    mayPass: true,
  },
  {
    when: 'is cut short',
    answer: { status: 200, contentType: 'application/json', body: json.slice(0, json.length / 2) },
    title: 'The figures arrived damaged',
    sentence: 'incomplete or damaged',
    detail: 'line 1 column',
    mayPass: true,
  },
  {
    when: 'is empty',
    answer: { status: 200, contentType: 'application/json', body: '' },
    title: 'The figures arrived damaged',
    sentence: 'incomplete or damaged',
    detail: 'not JSON',
    mayPass: true,
  },
  {
    when: 'has a schema newer than the app',
    answer: { json: { ...bundle, schemaVersion: bundle.schemaVersion + 1 } },
    title: 'This page is out of date',
    sentence: 'newer than this page can read',
    detail: `schema version ${bundle.schemaVersion + 1}`,
    mayPass: false,
  },
  {
    when: 'is far too large',
    answer: { status: 200, contentType: 'application/json', body: json + ' '.repeat(5_000_000) },
    title: 'The figures have a mistake',
    sentence: 'breaks its own rules',
    detail: 'bytes',
    mayPass: false,
  },
];

for (const failure of cases) {
  const remedy = failure.mayPass ? 'and trying again helps' : 'and offers no button that cannot help';
  test(`a bundle that ${failure.when} is told plainly, ${remedy}`, async ({ page, context }) => {
    let isMended = false;
    let attempts = 0;
    // The bundle is asked for first; what fails is to be the bundle alone.
    const appIsThere = page.waitForEvent('requestfinished', (request) => request.url().endsWith('.wasm'));
    await page.route(BUNDLE, async (route) => {
      attempts += 1;
      if (isMended) return route.continue();
      await appIsThere;
      if (failure.offline) await context.setOffline(true);
      return failure.abort ? route.abort(failure.abort) : route.fulfill(failure.answer);
    });
    await page.goto('/kpis/');
    await expectFailure(page, failure);
    if (!failure.mayPass) return;
    const before = attempts;
    await retry(page).click();
    await expect.poll(() => attempts, 'it does try again').toBe(before + 1);
    await expect(heading(page)).toHaveText(failure.title);
    await expect.soft(retry(page), 'the keyboard’s place is kept').toBeFocused();
    isMended = true;
    await context.setOffline(false);
    await retry(page).click();
    await expect(heading(page)).toHaveText('Targets');
    await expect(page).toHaveTitle(`Targets – ${bundle.site.name}`);
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  });
}

test('when trying again helps, the keyboard goes on in the page that came', async ({ page }) => {
  await page.route(BUNDLE, (route) => route.fulfill({ status: 500 }));
  await page.goto('/kpis/');
  await expect(retry(page)).toBeVisible();
  await page.unroute(BUNDLE);
  await retry(page).click();
  await expect(heading(page)).toHaveText('Targets');
  await expect(heading(page)).toBeFocused();
});

for (const [kind, spoil, pointers] of [
  [
    'of form',
    (changed) => {
      delete changed.site.name;
      changed.initiatives[3].link.href = 'javascript:alert(1)';
      changed.kpis[0].series[0].observations[0].period = 'yesterday';
      changed.kpis[0].targets[0].goal = { from: 80, to: 75 };
      changed.kpis[1].colour = 'red';
    },
    [
      '/site/name',
      '/initiatives/3/link/href',
      '/kpis/0/series/0/observations/0/period',
      '/kpis/0/targets/0/goal',
      '/kpis/1/colour',
    ],
  ],
  [
    'of sense',
    (changed) => {
      changed.initiatives[1].themes[0] = 'no-such-theme';
      changed.initiatives[2].id = changed.initiatives[0].id;
      changed.insights[0].value = 183;
    },
    ['/initiatives/1/themes/0', '/initiatives/2/id', '/insights/0/value'],
  ],
]) {
  test(`a bundle with mistakes ${kind} is not shown, and their places are told`, async ({ page }) => {
    await serveBundle(page, spoil);
    await page.goto('/');
    await expectFailure(page, {
      title: 'The figures have a mistake',
      sentence: 'not shown rather than shown wrong',
      detail: `breaks ${pointers.length} rule(s)`,
      mayPass: false,
    });
    for (const pointer of pointers) await expect.soft(details(page)).toContainText(`${pointer}:`);
  });
}

test('text of the bundle that looks like HTML stays text', async ({ page }) => {
  const hostile = '<img src=x onerror="document.title=1"><script>alert(1)</script>';
  await serveBundle(page, (changed) => {
    changed.initiatives[0].title = hostile;
  });
  await open(page, '/initiatives/');
  await expect(page.getByRole('article').first().getByRole('heading')).toHaveText(hostile);
  await expect(page.locator('article img[src=x]')).toHaveCount(0);
});

for (const [what, pattern, answer] of [
  ['the WebAssembly is not there', '**/*.wasm', { status: 404, body: '' }],
  ['the WebAssembly is damaged', '**/*.wasm', { contentType: 'application/wasm', body: '\0asm' }],
  ['the WebAssembly is a web page', '**/*.wasm', { contentType: 'text/html', body: '<p>Hi' }],
  ['the connection breaks before the WebAssembly', '**/*.wasm', null],
  ['the script is not there', '**/civic-scorecard*.js', { status: 404, body: '' }],
  ['the script is blocked', '**/civic-scorecard*.js', null],
  ['the script is damaged', '**/civic-scorecard*.js', { contentType: 'text/javascript', body: '}' }],
]) {
  test(`when ${what}, a message says that the site cannot start`, async ({ page }) => {
    await page.route(pattern, (route) => (answer ? route.fulfill(answer) : route.abort()));
    await page.goto('/');
    await expect(banner(page)).toBeVisible();
    await expect.soft(skeleton(page), 'nothing looks as if it still loads').toBeHidden();
    await expect.soft(page.getByText('Loading the figures…')).toHaveCount(0);
    const file = page.getByRole('alert').getByRole('link', { name: 'one file' });
    await expect(file).toHaveAttribute('href', '/bundle/en.json');
  });
}

test('while the bundle is on its way, a skeleton is shown and the wait is announced', async ({
  page,
}) => {
  let letBundleCome;
  const permission = new Promise((resolve) => (letBundleCome = resolve));
  await page.route(BUNDLE, async (route) => {
    await permission;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await expect(skeleton(page)).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('Loading the figures…');
  await expect(banner(page)).toBeHidden();
  letBundleCome();
  await expect(heading(page)).toHaveText(firstHeading);
  await expect(skeleton(page)).toHaveCount(0);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a note says what is needed, and where the content is', async ({ page }) => {
    await page.goto('/');
    // Playwright's searches by text and role pass over what is inside of noscript.
    const note = page.locator('.noscript');
    await expect(note).toBeVisible();
    await expect(note).toHaveText(/^This site needs JavaScript/);
    const file = note.locator('a');
    await expect(file).toHaveAttribute('href', '/bundle/en.json');
    await expect(skeleton(page), 'nothing looks as if it still loads').toBeHidden();
  });
});

for (const [what, fail] of [
  ['an uncaught error', () => setTimeout(() => { throw new Error('a panic'); })],
  ['a rejection that nobody handles', () => void Promise.reject(new Error('a panic'))],
]) {
  test(`${what} of the running app shows a message above the page`, async ({ page }) => {
    await open(page, '/');
    await expect(banner(page)).toBeHidden();
    await page.evaluate(fail);
    await expect(banner(page)).toBeVisible();
    await expect(page.getByRole('alert')).toContainText('Reload the page');
    await expect(heading(page)).toBeVisible();
  });
}

test('a picture that does not load is no failure of the site', async ({ page }) => {
  await page.route('**/illustrations/*.svg', (route) => route.abort());
  await open(page, '/');
  await page.getByRole('img', { name: bundle.pages[0].sections[0].image.alt }).scrollIntoViewIfNeeded();
  await expect(banner(page)).toBeHidden();
});

for (const width of [320, 1280]) {
  test(`nothing jumps while a page loads slowly, ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 20,
      downloadThroughput: 500_000,
      uploadThroughput: 500_000,
    });
    for (const address of ['/', `/kpis/${bundle.kpis[0].id}/`]) {
      await page.goto(address, { waitUntil: 'load' });
      await ready(page);
      const shift = await page.evaluate(async () => {
        const shifts = [];
        new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({
          type: 'layout-shift',
          buffered: true,
        });
        await document.fonts.ready;
        // Two frames: buffered entries are delivered with the next one.
        for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
        return shifts.reduce((sum, entry) => sum + entry.value, 0);
      });
      expect.soft(shift, address).toBeLessThanOrEqual(0.01);
    }
  });
}
