// The served bundle is newer than the page, or older, or broken, or does not come.
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import {
  BUNDLE,
  LATER,
  bundle,
  failure,
  hold,
  mainText,
  newer,
  notice,
  open,
  openNewer,
  period,
  serveNewer,
  test,
  title,
} from './site.mjs';

const READER = '**/reader-*.js';
const READER_WASM = '**/reader_bg-*.wasm';
const kpi = bundle.kpis[0];
const address = `/kpis/${kpi.id}/`;
const heading = (page) => page.getByRole('heading', { level: 1 });
const header = (page) => page.getByRole('navigation', { name: 'Main' });
const search = (page) => page.getByRole('searchbox');
const cards = (page) => page.getByRole('article');
const button = (page, name) => notice(page).getByRole('button', { name });
const asBuilt = `This is revision ${bundle.revision}, published ${period(bundle.published)}.`;

/** What the page warns of in the console, from now on. */
function warnings(page) {
  const said = [];
  page.on('console', (message) => message.type() === 'warning' && said.push(message.text()));
  return said;
}

/** Waits until the app has had the answer for the bundle that `answered` gives. */
async function considered(page, answered) {
  await answered;
  // The answer's text comes in tasks of its own, and what follows it in a frame.
  await page.evaluate(async () => {
    await (await fetch(`/bundle/en.json?${Math.random()}`)).text();
    for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
  });
}

test('newer content takes the place of what was built, and that is said politely', async ({ page }) => {
  const release = await hold(page, BUNDLE);
  await open(page, address);
  await expect(heading(page)).toHaveText(kpi.title);
  await expect(notice(page)).toBeEmpty();
  release((route) =>
    route.fulfill({
      json: newer((changed) => {
        changed.kpis[0].title = 'Another title';
      }),
    }),
  );
  await expect(heading(page)).toHaveText('Another title');
  await expect(page).toHaveTitle(title('Another title'));
  await expect(page.locator('#site-announcement[role=status]')).toContainText('Updated.');
  await expect(notice(page)).toContainText(
    `Updated. You are now seeing revision newer (${period(LATER)}).`,
  );
  await expect(notice(page).locator('details')).toHaveCount(0);
  await expect(page.getByRole('contentinfo')).toContainText('revision newer');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await button(page, 'Close').click();
  await expect(notice(page)).toBeEmpty();
  await header(page).getByRole('link', { name: 'Targets' }).click();
  await expect(page.getByRole('link', { name: 'Another title' }).first()).toBeVisible();
  await page.goBack();
  await expect(heading(page)).toHaveText('Another title');
});

test('focus and place stay where they are when newer content comes', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 500 });
  const release = await hold(page, BUNDLE);
  await open(page, '/');
  const link = page.locator(`main a[href="${address}"]`).first();
  await link.focus();
  const y = await page.evaluate(() => {
    scrollBy(0, 150);
    return scrollY;
  });
  release((route) => route.fulfill({ json: newer() }));
  await expect(notice(page)).toContainText('Updated.');
  await expect(link).toBeFocused();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(y);
});

test('newer content that comes before the browser has brought the reader back keeps the place', async ({ page }) => {
  await open(page, '/');
  await page.evaluate(() => scrollTo(0, 600));
  await expect.poll(() => page.evaluate(() => history.state?.[1])).toBe(600);
  // The browser does not do it at all this time, as if it were slower than the answer.
  await page.addInitScript(() => { history.scrollRestoration = 'manual'; });
  await serveNewer(page);
  await page.reload();
  await expect(notice(page)).toContainText('Updated.');
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(600);
});

test('a search goes on in newer content', async ({ page }) => {
  const release = await hold(page, BUNDLE);
  await open(page, '/initiatives/');
  const [word] = bundle.initiatives[0].title.split(' ');
  await search(page).pressSequentially(word.slice(0, -1));
  release((route) => route.fulfill({ json: newer() }));
  await expect(notice(page)).toContainText('Updated.');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type(word.at(-1));
  await expect(search(page)).toHaveValue(word);
  await expect(page).toHaveURL(new RegExp(`\\?q=${word}$`));
  await expect(cards(page).first()).toContainText(word);
});

test('a page that newer content does not have any more is said to be gone', async ({ page }) => {
  await serveNewer(page, (changed) => {
    const { id } = changed.initiatives.pop();
    changed.initiatives[0].id = `not-${id}`;
  });
  await openNewer(page, `/initiatives/${bundle.initiatives.at(-1).id}/`);
  await expect(heading(page)).toHaveText('Page not found');
});

test('text of the bundle that looks like HTML stays text', async ({ page }) => {
  const hostile = '<img src=x onerror="document.title=1"><script>alert(1)</script>';
  await serveNewer(page, (changed) => {
    changed.initiatives[0].title = hostile;
  });
  await openNewer(page, '/initiatives/');
  await expect(cards(page).first().getByRole('heading')).toHaveText(hostile);
  await expect(page.locator('article img[src=x]')).toHaveCount(0);
});

for (const [what, change, told] of [
  ['the same', (changed) => ({ ...changed, revision: bundle.revision, kpis: [] }), []],
  [
    'older',
    (changed) => ({ ...changed, published: '1999-01-01', kpis: [] }),
    ['bundle/en.json is not shown: it is older than this page, of 1999-01-01'],
  ],
]) {
  test(`a bundle that is ${what} changes nothing, and the reader’s code is not loaded`, async ({ page }) => {
    const warned = warnings(page);
    let readers = 0;
    await page.route(READER, (route) => {
      readers += 1;
      return route.continue();
    });
    await serveNewer(page, change);
    const answered = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/en.json'));
    await open(page, address);
    const text = await page.evaluate(mainText);
    await considered(page, answered);
    expect(await page.evaluate(mainText)).toBe(text);
    await expect(notice(page)).toBeEmpty();
    expect(readers).toBe(0);
    expect(warned).toEqual(told);
  });
}

const json = JSON.stringify(newer());
/** The place of an insight that is a share. */
const share = bundle.insights.findIndex(({ unit }) => unit === '%');

/** A bundle's file as a program that saves Windows-1252 writes it. */
function inWindows1252(value) {
  const changed = structuredClone(value);
  changed.site.name = 'Café';
  // What Latin-1 has not, it has at other places; one wrong byte is enough.
  return Buffer.from(JSON.stringify(changed).replace(/[^\x00-\xff]/g, '?'), 'latin1');
}
const UNKNOWN_STATE = 'We could not check for newer figures.';
const MISTAKE = 'There are newer figures, but their file has an error the publisher must fix.';

/** The ways in which the bundle does not come, or comes broken, and what is said then. */
const cases = [
  {
    when: 'is not there (404)',
    answer: { status: 404, body: 'Not found' },
    says: UNKNOWN_STATE,
    detail: '404',
    mayPass: true,
  },
  {
    when: 'meets a server error (500)',
    answer: { status: 500, body: 'Oops' },
    says: UNKNOWN_STATE,
    detail: '500',
    mayPass: true,
  },
  {
    when: 'is forbidden (403)',
    answer: { status: 403, body: 'No' },
    says: UNKNOWN_STATE,
    detail: '403',
    mayPass: false,
  },
  {
    when: 'does not arrive',
    abort: 'connectionreset',
    says: UNKNOWN_STATE,
    detail: 'no answer from the server',
    mayPass: true,
  },
  {
    when: 'cannot be asked for, because the reader is offline',
    abort: 'internetdisconnected',
    offline: true,
    says: 'You are offline.',
    mayPass: false,
  },
  {
    when: 'is not JSON but a web page',
    answer: { status: 200, contentType: 'text/html', body: '<!doctype html><h1>Log in</h1>' },
    says: UNKNOWN_STATE,
    detail: 'not JSON',
    mayPass: true,
  },
  {
    when: 'is cut short',
    answer: { status: 200, contentType: 'application/json', body: json.slice(0, json.length / 2) },
    says: UNKNOWN_STATE,
    detail: 'line 1 column',
    mayPass: true,
  },
  {
    when: 'is empty',
    answer: { status: 200, contentType: 'application/json', body: '' },
    says: UNKNOWN_STATE,
    detail: 'not JSON',
    mayPass: true,
  },
  {
    when: 'has a schema newer than the app',
    answer: { json: { ...newer(), schemaVersion: bundle.schemaVersion + 1 } },
    says: 'There are newer figures. Reload the page to see them.',
    detail: `schema version ${bundle.schemaVersion + 1}`,
    mayPass: false,
  },
  {
    when: 'is in Windows-1252',
    answer: { status: 200, contentType: 'application/json', body: inWindows1252(newer()) },
    says: MISTAKE,
    detail: 'in Windows-1252, as many programs save, it is "é"',
    mayPass: false,
  },
  {
    when: 'is in UTF-16',
    answer: { status: 200, contentType: 'application/json', body: Buffer.from(`\ufeff${json}`, 'utf16le') },
    says: MISTAKE,
    detail: 'UTF-16 (little-endian); save it as UTF-8',
    mayPass: false,
  },
  {
    when: 'is compressed and does not say so',
    answer: { status: 200, contentType: 'application/json', body: gzipSync(json) },
    says: MISTAKE,
    detail: 'gzip',
    mayPass: false,
  },
  {
    when: 'has a text of which nothing is seen',
    answer: { json: newer((changed) => { changed.initiatives[0].title = '\u200b'; }) },
    says: MISTAKE,
    detail: 'U+200B',
    mayPass: false,
  },
  {
    when: 'is far too large',
    answer: { status: 200, contentType: 'application/json', body: json + ' '.repeat(17_000_000) },
    says: MISTAKE,
    detail: 'bytes',
    mayPass: false,
  },
];

/** Expects a quiet notice under a page that is as it was built and works. */
async function expectUnchecked(page, text, { says, detail, mayPass }) {
  await expect(notice(page)).toContainText(says);
  await expect(notice(page)).toContainText(asBuilt);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(failure(page)).toBeHidden();
  expect(await page.evaluate(mainText)).toBe(text);
  await expect(page).toHaveTitle(title('Initiatives'));
  await expect(button(page, 'Try again')).toHaveCount(mayPass ? 1 : 0);
  const details = notice(page).locator('details pre');
  if (detail) {
    await expect(details).toBeHidden();
    await notice(page).getByText('Details for the publisher').click();
    await expect(details).toBeVisible();
    await expect(details).toContainText(detail);
  } else {
    await expect(details).toHaveCount(0);
  }
  await search(page).fill('qqq');
  await expect(cards(page)).toHaveCount(0);
  await search(page).fill('');
  await expect(cards(page)).toHaveCount(bundle.initiatives.length);
}

for (const fault of cases) {
  const remedy = fault.mayPass ? 'and trying again helps' : 'and offers no button that cannot help';
  test(`a bundle that ${fault.when} leaves the page as built, ${remedy}`, async ({ page, context }) => {
    const warned = warnings(page);
    let isMended = false;
    let attempts = 0;
    await page.route(BUNDLE, async (route) => {
      attempts += 1;
      if (isMended) return route.fulfill({ json: newer() });
      if (fault.offline) await context.setOffline(true);
      return fault.abort ? route.abort(fault.abort) : route.fulfill(fault.answer);
    });
    await open(page, '/initiatives/');
    const text = await page.evaluate(mainText);
    await expectUnchecked(page, text, fault);
    // What came and is not shown is told; the browser itself tells what did not come.
    const isRefused = fault.answer && !(fault.answer.status >= 400);
    const told = isRefused ? [expect.stringMatching(/^bundle\/en\.json is not shown: /)] : [];
    expect(warned).toEqual(told);
    for (const text of warned) expect(text).toContain(fault.detail);
    if (fault.mayPass) {
      const before = attempts;
      await button(page, 'Try again').click();
      await expect.poll(() => attempts, 'it does try again').toBe(before + 1);
      await expect(notice(page)).toContainText(fault.says);
      await expect.soft(button(page, 'Try again'), 'the keyboard’s place is kept').toBeFocused();
      isMended = true;
      await button(page, 'Try again').click();
      await expect(notice(page)).toContainText('Updated.');
      await expect(page.getByRole('contentinfo')).toContainText('revision newer');
    }
    await context.setOffline(false);
    await button(page, 'Close').click();
    await expect(notice(page)).toBeEmpty();
    await header(page).getByRole('link', { name: 'Targets' }).click();
    await expect(heading(page)).toHaveText('Targets');
  });
}

test('an answer that comes after a later one changes nothing', async ({ page }) => {
  const broken = { status: 200, contentType: 'application/json', body: '{' };
  const answers = [];
  await page.route(BUNDLE, (route) => {
    answers.push(route);
    return answers.length === 1 ? route.fulfill(broken) : undefined;
  });
  await open(page, '/initiatives/');
  await button(page, 'Try again').click();
  await button(page, 'Try again').click();
  await expect.poll(() => answers.length).toBe(3);
  await answers[2].fulfill({ json: newer() });
  await expect(notice(page)).toContainText('Updated.');
  const late = page.waitForEvent('requestfinished', (request) => request === answers[1].request());
  await answers[1].fulfill(broken);
  await considered(page, late);
  await expect(notice(page)).toContainText('Updated.');
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
      changed.insights[share].value = 183;
    },
    ['/initiatives/1/themes/0', '/initiatives/2/id', `/insights/${share}/value`],
  ],
]) {
  test(`newer content with mistakes ${kind} is not shown, and their places are told`, async ({ page }) => {
    await serveNewer(page, spoil);
    await open(page, '/initiatives/');
    const text = await page.evaluate(mainText);
    await expectUnchecked(page, text, {
      says: MISTAKE,
      detail: `breaks ${pointers.length} rule(s)`,
      mayPass: false,
    });
    for (const pointer of pointers) await expect.soft(notice(page)).toContainText(`${pointer}:`);
  });
}

test('while the bundle does not come, everything works; what comes at last is shown', async ({ page }) => {
  const release = await hold(page, BUNDLE);
  await open(page, '/initiatives/');
  await search(page).fill('qqq');
  await expect(cards(page)).toHaveCount(0);
  await header(page).getByRole('link', { name: 'Targets' }).click();
  await expect(heading(page)).toHaveText('Targets');
  await page.getByRole('main').getByRole('link', { name: kpi.title }).first().click();
  await expect(heading(page)).toHaveText(kpi.title);
  await expect(notice(page)).toBeEmpty();
  await expect(failure(page)).toBeHidden();
  release((route) =>
    route.fulfill({
      json: newer((changed) => {
        changed.kpis[0].title = 'Another title';
      }),
    }),
  );
  await expect(heading(page)).toHaveText('Another title');
  await expect(page).toHaveURL(address);
});

for (const [what, pattern, answer] of [
  ['script of the reader is not there', READER, { status: 404, body: '' }],
  ['script of the reader is damaged', READER, { contentType: 'text/javascript', body: '}' }],
  ['WebAssembly of the reader is not there', READER_WASM, { status: 404, body: '' }],
  ['WebAssembly of the reader is damaged', READER_WASM, { contentType: 'application/wasm', body: '\0asm' }],
  ['WebAssembly of the reader does not arrive', READER_WASM, null],
]) {
  test(`when the ${what}, the page stays as built, and trying again helps`, async ({ page }) => {
    await page.route(pattern, (route) => (answer ? route.fulfill(answer) : route.abort()));
    await serveNewer(page);
    await open(page, '/initiatives/');
    const text = await page.evaluate(mainText);
    await expectUnchecked(page, text, {
      says: UNKNOWN_STATE,
      detail: 'the part of this program that shows newer content did not load',
      mayPass: true,
    });
    await page.unroute(pattern);
    await button(page, 'Try again').click();
    await expect(notice(page)).toContainText('Updated.');
  });
}
