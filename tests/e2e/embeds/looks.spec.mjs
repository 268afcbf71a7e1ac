// Nothing of the host's styles gets into an element, and nothing of ours gets out.
import { expect } from '@playwright/test';
import { EMBEDS, drawn, element, events, script, test } from './elements.mjs';
import { violations } from '../axe.mjs';

const kpi = EMBEDS[3];

/** What a theme at its worst does. Neither `display` nor sizes: those of the element are the host's. */
const AGGRESSIVE = `<style>
  html { font-size: 62.5%; letter-spacing: 3px }
  * {
    color: rgb(255, 0, 0) !important; background: rgb(0, 255, 0) !important;
    font: italic 900 31px/3 monospace !important; text-transform: uppercase !important;
    text-align: right !important; word-spacing: 9px !important; white-space: pre !important;
    cursor: wait !important; list-style: square !important; text-indent: 40px !important;
    border-collapse: collapse !important; quotes: none !important; fill: blue !important;
    stroke: blue !important; stroke-width: 9px !important; box-sizing: border-box !important;
    outline: 4px solid !important; text-shadow: 2px 2px !important; hyphens: auto !important;
  }
  article, h3, a, p, svg, table, iframe { margin: 40px !important; padding: 40px !important; float: right !important }
</style>`;

/** Every computed property of everything that is drawn in the first element. */
function looks(page) {
  return drawn(page).first().evaluate((box) =>
    [box, ...box.querySelectorAll('*')].map((node) => {
      const style = getComputedStyle(node);
      // Custom properties are the way in that is offered; each sheet's own are not the host's.
      const names = [...style].filter((name) => !name.startsWith('--'));
      return Object.fromEntries([['', node.localName], ...names.map((name) => [name, style.getPropertyValue(name)])]);
    }));
}

/** Every computed property of the host's own elements. */
function hostLooks(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('#own, #own *')].map((node) => {
      const style = getComputedStyle(node);
      return Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)]));
    }));
}

const OWN = `<section id="own"><h3>Ours</h3><article part="embed"><p>Text with <a href="#own">a link</a></p></article>
<table><tr><td>1</td></tr></table></section>`;

/** A place of one width, whatever the host does around it. */
const placed = (html) => `<div style="width: 480px !important; padding: 0 !important">${html}</div>`;

test('a host with an aggressive sheet changes nothing in an element', async ({ host, site }) => {
  let page = await host(placed(element(kpi)) + script(site));
  await expect(drawn(page)).toBeVisible();
  const plain = await looks(page);
  page = await host(AGGRESSIVE + placed(element(kpi)) + script(site));
  await expect(drawn(page)).toBeVisible();
  expect(await looks(page)).toEqual(plain);
});

test('a host that is written from right to left changes nothing in an element', async ({ host, site }) => {
  let page = await host(placed(element(kpi)) + script(site));
  await expect(drawn(page)).toBeVisible();
  const plain = await looks(page);
  page = await host(`<div dir="rtl" lang="ar">${placed(element(kpi))}</div>${script(site)}`);
  await expect(drawn(page)).toBeVisible();
  expect(await looks(page)).toEqual(plain);
  // The fallback is the host's own text.
  await page.evaluate(() => document.querySelector('[dir=rtl]').append(document.createElement('civic-kpi')));
  expect(await page.locator('civic-kpi').last().evaluate((it) => getComputedStyle(it).direction)).toBe('rtl');
});

for (const [name, theme] of [['a plain host', ''], ['an aggressive host', AGGRESSIVE]]) {
  test(`the elements change nothing in ${name}`, async ({ host, site, heard }) => {
    let page = await host(theme + OWN);
    const before = await hostLooks(page);
    page = await host(theme + OWN + element(kpi) + script(site));
    await events(heard, 1);
    expect(await hostLooks(page)).toEqual(before);
    const added = await page.evaluate(() => [
      document.styleSheets.length - document.querySelectorAll('style').length,
      document.adoptedStyleSheets.length,
      document.querySelectorAll('[style]').length,
    ]);
    expect(added).toEqual([0, 0, 0]);
  });
}

test('custom properties of the host reach what is drawn', async ({ host, site }) => {
  const page = await host(`<style>civic-kpi { --civic-accent: rgb(9, 8, 7) }</style>${element(kpi)}${script(site)}`);
  await expect(drawn(page)).toBeVisible();
  expect(await drawn(page).evaluate((it) => getComputedStyle(it).getPropertyValue('--civic-accent'))).toBe('rgb(9, 8, 7)');
});

test('nothing is stored, and no cookie is sent or set', async ({ host, site, page, heard }) => {
  const sent = [];
  page.on('request', async (request) => sent.push((await request.allHeaders()).cookie));
  await page.context().addCookies([{ name: 'of-the-site', value: '1', url: site, sameSite: 'Lax' }]);
  await host(EMBEDS.map((embed) => element(embed)).join('') + script(site));
  await events(heard, 1);
  expect(sent.filter(Boolean)).toEqual([]);
  expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['of-the-site']);
  const stored = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length]);
  expect(stored).toEqual([0, 0, 0]);
});

test.describe('for everyone', () => {
  // axe asks all frames for an answer, also those of other sites.
  test.use({ mayLog: /^Failed to execute 'postMessage'/ });

  test('axe finds nothing on a host with elements and frames', async ({ host, site, stub, heard }) => {
    const other = stub.root.replace('127.0.0.1', 'localhost');
    // One of each: inline, and as a frame.
    const page = await host(`<h2>Figures</h2>${element(kpi)}${element(EMBEDS[0], `site="${other}"`)}${script(site)}`);
    await events(heard, 2);
    expect(await violations(page)).toEqual([]);
  });
});

test('the keyboard passes through, and back', async ({ host, site, stub, page, heard }) => {
  const other = stub.root.replace('127.0.0.1', 'localhost');
  await host(`<button>Before</button>${element(kpi)}${element(EMBEDS[0], `site="${other}"`)}<button>After</button>${script(site)}`);
  await events(heard, 2);
  const isFocused = (name) => page.getByRole('button', { name }).evaluate((it) => it === document.activeElement);
  await page.getByRole('button', { name: 'Before' }).focus();
  for (const [key, goal] of [['Tab', 'After'], ['Shift+Tab', 'Before']]) {
    let presses = 0;
    while (!(await isFocused(goal))) {
      await page.keyboard.press(key);
      presses += 1;
      expect(presses, 'presses until it is through').toBeLessThan(200);
    }
    expect(presses).toBeGreaterThan(2);
  }
});
