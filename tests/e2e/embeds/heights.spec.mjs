// The height of a frame is that of its content, within a pixel, in every language that pages
// around speak, and whatever happens to either.
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { hold } from '../site.mjs';
import { openBrowser, test } from './hosts.mjs';
import { EMBED, closed, embedOf, faraway, heights, page as hostPage, parents, plain, say, settled } from './parents.mjs';

const FONT = readFileSync(new URL('../../../assets/fonts/InterDisplay-Bold.otf', import.meta.url), 'base64');

/** Runs in the frame: how high its content is where no scroll bar takes of its width. */
function content() {
  const page = document.documentElement;
  page.style.overflow = 'hidden';
  const { bottom } = document.getElementById('embed').getBoundingClientRect();
  const height = bottom - page.getBoundingClientRect().top;
  page.style.overflow = '';
  return height;
}

/** Runs in the frame: how much of it there is to see. */
function view() {
  const { clientWidth, scrollHeight } = document.documentElement;
  return { width: innerWidth, height: innerHeight, clientWidth, scrollHeight };
}

/**
 * Waits until the frame is as high as its content, and gives that height. Browsers do not
 * tell a frame its new height while it cannot be seen.
 */
async function fits(page, { isSeen = true } = {}) {
  const box = () => {
    const { clientWidth, clientHeight } = document.querySelector('iframe');
    return { width: clientWidth, height: clientHeight };
  };
  let height;
  await expect(async () => {
    const { width, height: outer } = await page.evaluate(box);
    const inner = await embedOf(page).evaluate(view);
    // Before it is the same, the change has not come to the frame yet.
    expect(inner.width).toBe(width);
    if (isSeen) expect(inner).toEqual({ width, height: outer, clientWidth: width, scrollHeight: outer });
    height = await embedOf(page).evaluate(content);
    expect(Math.abs(outer - height)).toBeLessThanOrEqual(1);
  }).toPass({ timeout: 10_000, intervals: [20, 50, 100] });
  return height;
}

const unseen = { isSeen: false };

const grow = (times = 200) => document.getElementById('embed').append('More of what is said. '.repeat(times));
const useFont = () => (document.getElementById('embed').style.font = '20px/normal Late, monospace');
async function getFont(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt());
  const font = new FontFace('Late', bytes);
  document.fonts.add(font);
  await font.load();
}
const shrink = () => document.getElementById('embed').lastChild.remove();

for (const [name, parent] of Object.entries(parents)) {
  // WordPress allows no more than 1,000 pixels, so there everything grows by less.
  const [times, size] = name === 'WordPress' ? [40, '130%'] : [200, '200%'];
  test.describe(name, () => {
    const html = (site, wrap = (content) => content) => {
      const [content, scripts] = parent(site + EMBED);
      return hostPage(wrap(content), scripts);
    };

    test('fits after load, and when the page gets narrow and wide again', async ({ page, host, site }) => {
      await page.setViewportSize({ width: 1200, height: 800 });
      await page.goto(host({ html: html(site) }));
      const wide = await fits(page);
      await page.setViewportSize({ width: 280, height: 800 });
      const narrow = await fits(page);
      expect(Math.abs(narrow - wide)).toBeGreaterThan(50);
      await page.setViewportSize({ width: 1200, height: 800 });
      expect(await fits(page)).toBe(wide);
      await settled(page);
    });

    test('fits when its content grows and shrinks', async ({ page, host, site }) => {
      await page.goto(host({ html: html(site) }));
      const before = await fits(page);
      await embedOf(page).evaluate(grow, times);
      expect(await fits(page)).toBeGreaterThan(before + 50);
      await embedOf(page).evaluate(shrink);
      expect(await fits(page)).toBe(before);
      await embedOf(page).getByRole('radio', { name: 'Table' }).press('Space');
      expect(await fits(page)).not.toBe(before);
    });

    test('fits when letters get larger, and when a font arrives late', async ({ page, host, site }) => {
      await page.setViewportSize({ width: 400, height: 800 });
      await page.goto(host({ html: html(site) }));
      const before = await fits(page);
      const setSize = (size) => (document.documentElement.style.fontSize = size);
      await embedOf(page).evaluate(setSize, size);
      expect(await fits(page)).toBeGreaterThan(before + 50);
      await embedOf(page).evaluate(setSize, '');
      expect(await fits(page)).toBe(before);

      await embedOf(page).evaluate(useFont);
      const without = await fits(page);
      await embedOf(page).evaluate(getFont, FONT);
      expect(await fits(page)).not.toBe(without);
    });

    test('fits in details that are opened late', async ({ page, host, site }) => {
      await page.goto(host({ html: html(site, closed) }));
      await expect.poll(() => embedOf(page)?.evaluate(() => document.readyState)).toBe('complete');
      const { own, pym, resizer, datawrapper, amp } = heights(await settled(page));
      expect([own, pym, resizer, datawrapper, amp].flat()).toEqual([]);
      await page.getByText('More').click();
      const before = await fits(page);
      await page.getByText('More').click();
      await embedOf(page).evaluate(grow, times);
      await page.getByText('More').click();
      expect(await fits(page)).toBeGreaterThan(before + 50);
    });

    test('fits before it is scrolled into view', async ({ page, host, site }) => {
      await page.setViewportSize({ width: 1200, height: 800 });
      await page.goto(host({ html: html(site, faraway) }));
      const before = await fits(page, unseen);
      await embedOf(page).evaluate(grow, times);
      expect(await fits(page, unseen)).toBeGreaterThan(before + 50);
      await embedOf(page).evaluate(shrink);
      expect(await fits(page, unseen)).toBe(before);
      // Browsers tell a frame out of view its new width when it comes into view.
      await page.setViewportSize({ width: 280, height: 800 });
      await page.locator('iframe').scrollIntoViewIfNeeded();
      expect(await fits(page)).not.toBe(before);
    });

    test('fits when the reader comes back to the tab', async ({ host, site, launchOptions }) => {
      const { context, close } = await openBrowser(launchOptions);
      try {
        const page = await context.newPage();
        const isHidden = () => page.evaluate(() => document.hidden);
        const other = await context.newPage();
        await other.bringToFront();
        await page.goto(host({ html: html(site) }));
        expect(await isHidden()).toBe(true);
        const before = await fits(page, unseen);
        // It waited until the frame had a width.
        expect(heights(await page.evaluate(() => heard)).amp).toEqual([Math.ceil(before)]);
        await embedOf(page).evaluate(grow, times);
        // This parent does nothing while it is hidden, and asks afterwards.
        if (name !== 'iframe-resizer') expect(await fits(page, unseen)).toBeGreaterThan(before + 50);
        await page.bringToFront();
        await expect.poll(isHidden).toBe(false);
        expect(await fits(page)).toBeGreaterThan(before + 50);
        await other.bringToFront();
        await expect.poll(isHidden).toBe(true);
        await embedOf(page).evaluate(shrink);
        await page.bringToFront();
        await expect.poll(isHidden).toBe(false);
        expect(await fits(page)).toBe(before);
      } finally {
        await close();
      }
    });
  });
}

test('in a frame of fixed height, says each height once and leaves the frame as it is', async ({ page, host, site }) => {
  await page.goto(host({ html: plain(site + EMBED) }));
  const first = heights(await settled(page));
  const height = Math.ceil(await embedOf(page).evaluate(content));
  expect(first).toEqual({ own: [], pym: [], resizer: [], datawrapper: [height], amp: [height] });
  // Nothing that is drawn anew at the same height is news.
  await embedOf(page).evaluate(grow);
  await embedOf(page).evaluate(() => document.getElementById('embed').setAttribute('lang', 'en'));
  await embedOf(page).evaluate(shrink);
  const { amp, datawrapper } = heights(await settled(page));
  expect(amp).toEqual([height, expect.any(Number), height]);
  expect(datawrapper).toEqual(amp);
  expect(await page.locator('iframe').evaluate((frame) => frame.clientHeight)).toBe(400);
});

for (const [what, change] of Object.entries({
  'adds to each height': 'Math.random() * 50 + data.height + 50',
  'halves each height': 'data.height / 2',
})) {
  test(`never talks for ever to a host that ${what}`, async ({ host, site, launchOptions }) => {
    const script = `if (data.sentinel === 'amp') frame.style.height = ${change} + 'px';`;
    const { context, close } = await openBrowser(launchOptions);
    try {
      const page = await context.newPage();
      await page.goto(host({ html: plain(site + EMBED, { script }) }));
      // Scroll bars come and go with the frame's height; what the content needs does not.
      const { amp } = heights(await settled(page));
      expect(amp).toHaveLength(1);
    } finally {
      await close();
    }
  });
}

test('a reader who scrolls in a frame of fixed height stays where they are', async ({ host, site, launchOptions }) => {
  const { context, close } = await openBrowser(launchOptions);
  try {
    const page = await context.newPage();
    await page.goto(host({ html: plain(site + EMBED) }));
    const before = heights(await settled(page)).amp;
    const embed = embedOf(page);
    expect(await embed.evaluate(() => innerWidth > document.documentElement.clientWidth)).toBe(true);
    const scroll = () => {
      scrollTo(0, 1e6);
      return scrollY;
    };
    const place = await embed.evaluate(scroll);
    expect(place).toBeGreaterThan(0);
    await embed.evaluate(() => document.getElementById('embed').setAttribute('lang', 'en'));
    expect(heights(await settled(page)).amp).toEqual(before);
    expect(await embed.evaluate(() => scrollY)).toBe(place);
  } finally {
    await close();
  }
});

test('out of view, says how high it is when a font arrives late', async ({ page, host, hosts }) => {
  // The fixture, because the site's own pages may load no font at all.
  await page.goto(host({ html: plain(hosts.fixtures + EMBED, { wrap: faraway }) }));
  const said = () => page.evaluate(() => heard).then((heard) => heights(heard).amp.at(-1));
  const needed = async () => Math.ceil(await embedOf(page).evaluate(content));
  const arrive = await hold(page, '**/late.otf');
  const sheet = '@font-face { font-family: Late; src: url(/late.otf); }';
  await embedOf(page).addStyleTag({ content: sheet });
  await embedOf(page).evaluate(useFont);
  await expect.poll(said).toBe(await needed());
  const without = await said();
  arrive((route) => route.fulfill({ body: Buffer.from(FONT, 'base64') }));
  await expect.poll(said).not.toBe(without);
  expect(await said()).toBe(await needed());
});

test('says no height that no parent would take', async ({ page, host, site }) => {
  await page.goto(host({ html: plain(site + EMBED) }));
  await settled(page);
  await embedOf(page).evaluate(() => (document.getElementById('embed').style.height = '30000px'));
  await expect.poll(() => page.evaluate(() => heard).then((heard) => heights(heard).amp.at(-1))).toBe(20_000);
});

test('says no height when it is made to fit its frame', async ({ page, host, site }) => {
  await page.route('**/embed/kpi/**', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('<html', '<html data-fit="frame"') });
  });
  await page.goto(host({ html: plain(`${site + EMBED}?fit=frame&childId=a`) }));
  await say(page, { civicScorecard: 1, type: 'hello' });
  expect(Object.values(heights(await settled(page))).flat()).toEqual([]);
});

test('fits in a sandbox without an origin', async ({ page, host, site }) => {
  const script = `if (data.sentinel === 'amp') frame.style.height = data.height + 'px';`;
  const attributes = 'sandbox="allow-scripts"';
  await page.goto(host({ html: plain(site + EMBED, { attributes, script }) }));
  await fits(page);
});

test('shows the table, and is as high as it, when the address says so', async ({ page, host, site }) => {
  await page.goto(host({ html: plain(`${site + EMBED}?show=table`) }));
  const { amp } = heights(await settled(page));
  await expect(embedOf(page).getByRole('table')).toBeVisible();
  expect(amp).toEqual([Math.ceil(await embedOf(page).evaluate(content))]);
});

test('nothing of an address but table and notes chooses a face', async ({ page, host, site }) => {
  await page.goto(host({ html: plain(`${site + EMBED}?show=${encodeURIComponent('x"], .switch input[value="table')}`) }));
  await settled(page);
  await expect(embedOf(page).getByRole('radio', { name: 'Chart' })).toBeChecked();
});

test('runs outside of any frame', async ({ page, site }) => {
  await page.goto(`${site + EMBED}?show=table`);
  await expect(page.getByRole('radio', { name: 'Table' })).toBeChecked();
});
