// What an embed takes and tells: from the page around it alone, a request for its height and
// a theme, and nothing that is not one.
import { expect } from '@playwright/test';
import { test } from './hosts.mjs';
import { EMBED, MISSING, embedOf, heights, page as hostPage, plain, say, settled } from './parents.mjs';

const HELLO = { civicScorecard: 1, type: 'hello' };
const theme = (theme) => ({ civicScorecard: 1, type: 'theme', theme });
/** The first message of @iframe-resizer/parent 5.5.9, for a frame with the id `stranger`. */
const RESIZER =
  '[iFrameSizer]stranger:8:false:false:32:true:true::auto:::0:false:child:auto:false:::0:true::5.5.9:0::false';

/** What has been said by the time nothing more comes. */
const said = async (page) => (await settled(page)).map(({ data }) => data);
const own = (messages) => messages.filter((data) => data.civicScorecard);
const themeOf = (page) => embedOf(page).evaluate(() => document.documentElement.dataset.theme);

test('unasked, it says that it is ready, and its height in what portals listen to', async ({ page, host, site }) => {
  await page.goto(host({ html: plain(`${site + EMBED}?childId=a`) }));
  const height = expect.any(Number);
  expect(await said(page)).toEqual([
    { civicScorecard: 1, type: 'ready' },
    '[iFrameResizerChild]Ready',
    expect.stringMatching(/^pymxPYMxaxPYMxheightxPYMx\d+$/),
    { 'datawrapper-height': { [EMBED.slice('/embed/'.length, -1)]: height } },
    { sentinel: 'amp', type: 'embed-size', height },
  ]);
});

test('each greeting is answered with the height', async ({ page, host, site }) => {
  await page.goto(host({ html: plain(site + EMBED) }));
  const height = heights(await settled(page)).amp.at(-1);
  await say(page, HELLO);
  const answer = { civicScorecard: 1, type: 'height', height };
  expect(own(await said(page))).toEqual([{ civicScorecard: 1, type: 'ready' }, answer]);
  await say(page, HELLO);
  expect(own(await said(page))).toEqual([{ civicScorecard: 1, type: 'ready' }, answer, answer]);
});

test('iframe-resizer hears once that its child is there, and a height when it asks', async ({ page, host, site }) => {
  await page.goto(host({ html: plain(site + EMBED) }));
  await settled(page);
  await say(page, '[iFrameSizer]resize', RESIZER, RESIZER, '[iFrameSizer]resize', '[iFrameSizer]reset:reset');
  const answers = (await said(page)).filter((data) => String(data).startsWith('[iFrameSizer]'));
  const events = answers.map((answer) => /^\[iFrameSizer\]stranger:\d+:\d+:(.*)$/.exec(answer)[1]);
  expect(events).toEqual(['init:5', 'resize', 'resize', 'resize']);
});

test('a page that is missing says so to who greets it, with its height', async ({ page, host, site }) => {
  await page.goto(host({ html: plain(site + MISSING) }));
  await say(page, HELLO);
  expect(own(await said(page))).toEqual([
    { civicScorecard: 1, type: 'ready' },
    { civicScorecard: 1, type: 'error', reason: 'missing' },
    { civicScorecard: 1, type: 'height', height: expect.any(Number) },
  ]);
});

test('takes a theme, and gives it back', async ({ page, host, site }) => {
  await page.goto(host({ html: plain(site + EMBED) }));
  await settled(page);
  for (const [message, expected] of [
    [theme('dark'), 'dark'],
    [theme('light'), 'light'],
    [theme('auto'), undefined],
  ]) {
    await say(page, message);
    await expect.poll(() => themeOf(page)).toBe(expected);
  }
});

test('takes nothing that is not a request for the height or a theme', async ({ page, host, site }) => {
  await page.goto(host({ html: plain(`${site + EMBED}?childId=a`) }));
  const before = await said(page);
  const long = 'a'.repeat(1000);
  await say(
    page,
    // No shape at all.
    null, undefined, true, 1, '', 'hello', [], [1], {}, { type: 'hello' }, ['civicScorecard', 1, 'hello'],
    // Another version, another type, a part of the type.
    { ...HELLO, civicScorecard: 2 }, { ...HELLO, civicScorecard: '1' }, { ...HELLO, civicScorecard: true },
    { ...HELLO, type: 'height', height: 10 }, { ...HELLO, type: ['hello'] }, { civicScorecard: 1 },
    // Themes that are none.
    theme('blue'), theme(''), theme(null), theme(1), theme(['dark']), theme({ toString: 'dark' }), theme(), theme('DARK'),
    { ...theme('dark'), civicScorecard: 2 }, JSON.stringify(theme('dark')),
    // Settings of iframe-resizer that are none, and its other requests.
    '[iFrameSizer]', '[iFrameSizer]:8:false:', '[iFrameSizer]a', '[iFrameSizer]a:8', `[iFrameSizer]${long}:8:false:`,
    '[iFrameSizer]resize', `x${RESIZER}`, RESIZER.replace(':8:', ':eight:'), '[iFrameSizer]message:"hello"',
    '[iFrameSizer]pageInfo:{}', '[iFrameSizer]moveToAnchor:embed',
    // Widths of pym.js that are none, or of another frame.
    'pymxPYMxaxPYMxwidthxPYMx-1', 'pymxPYMxaxPYMxwidthxPYMx1e9', 'pymxPYMxaxPYMxwidthxPYMx', 'pymxPYMxbxPYMxwidthxPYMx100',
    'pymxPYMxaxPYMxnavigateToxPYMxhttps://example.org/',
    // What parents are told, said to the child.
    { sentinel: 'amp', type: 'embed-size', height: 10 }, { 'datawrapper-height': { a: 10 } },
  );
  expect(await said(page)).toEqual(before);
  expect(await themeOf(page)).toBe(undefined);
  expect(await page.locator('iframe').evaluate((frame) => frame.clientHeight)).toBe(400);
});

test('takes nothing from another frame of the page', async ({ page, host, site }) => {
  const stranger = host({ html: '<title>A stranger</title>' });
  const html = hostPage(`
    <iframe src="${site + EMBED}" title="Satisfaction" height="400"></iframe>
    <iframe src="${stranger}" title="A stranger"></iframe>`);
  await page.goto(host({ html }));
  const before = await said(page);
  const speak = (messages) => {
    for (const message of messages) parent.frames[0].postMessage(message, '*');
  };
  const other = page.frames().find((frame) => frame.url() === stranger);
  await other.evaluate(speak, [HELLO, theme('dark'), RESIZER]);
  expect(await said(page)).toEqual(before);
  expect(await themeOf(page)).toBe(undefined);
});

test('tells a height that was asked for to no other origin', async ({ page, site }) => {
  // A page around of the embed's own origin, for only there can be seen whom a message is for.
  const around = `${site}/around/`;
  await page.route(around, (route) => route.fulfill({ contentType: 'text/html', body: plain(site + EMBED) }));
  await page.goto(around);
  await settled(page);
  await page.evaluate(() => {
    window.posted = [];
    window.postMessage = (...message) => posted.push(message);
  });
  await say(page, HELLO, RESIZER);
  await expect.poll(() => page.evaluate(() => posted)).toEqual([
    [{ civicScorecard: 1, type: 'height', height: expect.any(Number) }, site],
    [expect.stringContaining('[iFrameSizer]stranger:'), site],
  ]);
});
