// No drawing has words over words, over a mark, a line or an edge, or outside of itself; no tip
// covers a plot; nothing is too small for a finger. At any width, in any usual font.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect } from '@playwright/test';
import { byKind, faults, kindOf, setFont } from './boxes.mjs';
import { review, shipped, site } from './servers.mjs';
import { test } from './site.mjs';

// All that is drawn is in the pages; and a page without script is laid out at once.
test.use({ javaScriptEnabled: false });

/** Widths of a drawing's box, or of a frame; the margins of a page come to them. */
const WIDTHS = [280, 390, 480, 720, 1200];
const MARGINS = 32;
const HEIGHT = 900;

const face = (name, weight) => ({
  file: readFileSync(new URL(`../../assets/fonts/${name}`, import.meta.url)),
  weight,
});

/**
 * The system's is Debian's DejaVu Sans in tests, as wide as usual fonts come. Inter is about as
 * wide as those of phones and desks.
 */
const FONTS = [
  { family: undefined, name: 'the system’s font' },
  { family: 'Inter', name: 'Inter', faces: [face('Inter-Regular.otf', '1 500'), face('Inter-SemiBold.otf', '501 1000')] },
  { family: 'DejaVu Sans Condensed', name: 'a narrow font' },
];

/** The least font size that a reader may have set. */
const LEAST_FONT = 18;

const SITES = { 'the review page': review, 'the tests’ site': site, 'what ships': shipped };

/** The files of a folder, as addresses. */
const files = ({ folder }) => readdirSync(folder, { recursive: true }).map((file) => `/${file.split(sep).join('/')}`);

/** The addresses of pages or embeds that have a drawing. */
function withDrawings(served, isEmbed) {
  const found = files(served)
    .filter((file) => file.endsWith('/index.html') && file.startsWith('/embed/') === isEmbed)
    .filter((file) => !/^\/(share|offline|embed\/pinned)\//.test(file))
    .filter((file) => readFileSync(join(served.folder, file), 'utf8').match(/<svg class="?drawing/))
    .map((file) => served.base + file.slice(1, -'index.html'.length));
  expect(found, `addresses with drawings in ${served.folder}`).not.toEqual([]);
  return found;
}

/**
 * What is wrong at some addresses, in windows of some sizes. All of a drawing grows alike, so
 * where its words stand is looked at in the smallest and the largest window, in every font;
 * what depends on the width, in all.
 */
async function faultsAt(page, addresses, sizes, fonts = FONTS) {
  const all = [];
  for (const address of addresses) {
    await page.goto(address);
    for (const font of fonts) {
      if (fonts.length > 1) await setFont(page, font);
      for (const [place, [width, height]] of sizes.entries()) {
        const words = place === 0 || place === sizes.length - 1;
        const touch = font === fonts[0];
        if (!words && !touch) continue;
        await page.setViewportSize({ width, height });
        const found = await faults(page, { words, touch });
        all.push(...found.map((fault) => at(`${address} in ${width} by ${height}, ${font.name}`, fault)));
      }
    }
  }
  return all;
}

/** A fault with where it is, after its kind. */
const at = (where, fault) => `${kindOf(fault)}: ${where}${fault.slice(kindOf(fault).length)}`;

/** Nothing is wrong. Of much, a part is said and all is written to a file. */
function expectNone(all, info) {
  const file = info.outputPath('faults.txt');
  if (all.length > 0) writeFileSync(file, all.join('\n'));
  expect(byKind(all), `${all.length} faults, all of which are in ${file}`).toBe('');
}

const ofPages = WIDTHS.map((width) => [width + MARGINS, HEIGHT]);
const ofFrames = WIDTHS.map((width) => [width, HEIGHT]);

for (const [name, served] of Object.entries(SITES)) {
  test.describe(name, () => {
    test.use({ baseURL: served.address });

    // Every chart of the review bundle is on its first page.
    const pages = () => (served === review ? [served.base] : withDrawings(served, false));

    test('every drawing of pages is well set', async ({ page }, info) => {
      test.setTimeout(180_000);
      expectNone(await faultsAt(page, pages(), ofPages), info);
    });

    test('every drawing of embeds is well set', async ({ page }, info) => {
      test.setTimeout(180_000);
      expectNone(await faultsAt(page, withDrawings(served, true), ofFrames, FONTS.slice(0, 1)), info);
    });

    test('every drawing is well set in a frame of 480 by 270 pixels', async ({ browser }, info) => {
      test.setTimeout(180_000);
      // The frame's script reads `fit` from its address.
      const page = await browser.newPage({ baseURL: served.address, javaScriptEnabled: true });
      // Words longer or taller than the site's own scroll there, or come close to an edge.
      const usual = withDrawings(served, true).filter((address) => !address.includes('/kpi/text-'));
      const addresses = usual.map((address) => `${address}?fit=frame`);
      await page.goto(addresses[0]);
      await expect(page.locator('html[data-fit]')).toHaveCount(1);
      const all = await faultsAt(page, addresses, [[480, 270]]);
      await page.close();
      expectNone(all, info);
    });

    test('every picture of an exhibit is well set', async ({ page }, info) => {
      test.setTimeout(180_000);
      const pictures = files(served).filter((file) => /^\/images\/(?!pinned\/).*(?<!-dark)\.svg$/.test(file));
      await page.setViewportSize({ width: 2000, height: HEIGHT });
      await page.evaluate((pictures) => {
        const parser = new DOMParser();
        for (const [name, text] of pictures) {
          const svg = document.importNode(parser.parseFromString(text, 'image/svg+xml').documentElement, true);
          svg.dataset.name = name;
          svg.style.fontFamily = `var(--font, ${svg.getAttribute('font-family')})`;
          document.body.append(svg);
        }
      }, pictures.map((name) => [name, readFileSync(join(served.folder, name), 'utf8')]));
      const all = [];
      // They name the font that they were measured with, in which PNG and SVG are published.
      for (const font of FONTS.filter(({ name }) => name === 'Inter')) {
        await setFont(page, font);
        const found = await faults(page, { selector: 'body > svg', touch: false });
        all.push(...found.map((fault) => at(font.name, fault)));
      }
      expectNone(all, info);
    });

    test(`with fonts of at least ${LEAST_FONT} pixels, no drawing is cut`, async ({ playwright, launchOptions }, info) => {
      test.setTimeout(180_000);
      // Chromium and Firefox do it to HTML only: tips, legends and notes. WebKit does it to words
      // of drawings, too, which then may touch: a page cannot know of it without script.
      const args = [...launchOptions.args, `--blink-settings=minimumFontSize=${LEAST_FONT}`];
      const browser = await playwright.chromium.launch({ ...launchOptions, args });
      const page = await browser.newPage({ baseURL: served.address, javaScriptEnabled: false });
      const all = [];
      for (const address of pages()) {
        await page.goto(address);
        for (const [width, height] of [ofPages[0], ofPages[2], ofPages[4]]) {
          await page.setViewportSize({ width, height });
          // Words of drawings are as large as in the other tests; here it is about all others.
          const found = (await faults(page)).filter((fault) => !fault.startsWith('text '));
          found.push(...await page.evaluate(() => [...document.querySelectorAll('.chart :is(p, li, label, summary, th, td)')]
            .filter((words) => words.checkVisibility() && !words.closest('.visually-hidden, .past, .tip'))
            .filter((words) => words.scrollWidth > words.clientWidth + 1 || words.getBoundingClientRect().right > innerWidth + 1)
            .map((words) => `words cut: ${words.textContent.slice(0, 80)}`)));
          all.push(...found.map((fault) => at(`${address} in ${width} by ${height}`, fault)));
        }
      }
      await browser.close();
      expectNone(all, info);
    });
  });
}

// The check itself: a drawing in which nothing is wrong, and what it says of each that is.

const FIXTURE = `
  <style>
    body { margin: 0; font-family: sans-serif }
    .body { position: relative; width: 360px }
    svg { display: block; width: 100%; overflow: visible }
    .line, .grid, .axis, .break, .band-edge { fill: none; stroke: black; stroke-width: 2 }
    .grid { stroke-width: 1 }
    .halo { paint-order: stroke; stroke: white; stroke-width: 4px }
    .drawings { position: relative }
    .over { position: absolute; inset: 0 }
    .cell { fill: none; pointer-events: all }
    .tip { display: none }
    .point:focus .tip { display: block; position: absolute; top: 200px }
  </style>
  <section id="fixture"><div class="chart"><figure class="body" style="margin: 0"><div class="drawings">
    <svg class="drawing wide" viewBox="0 0 360 190" font-size="12">
      <rect class="band" x="50" y="50" width="250" height="30" fill="#ddd"/>
      <path class="band-edge" d="M50 50H300M50 80H300"/>
      <line class="grid" x1="50" y1="100" x2="300" y2="100"/>
      <line class="axis" x1="50" y1="150" x2="300" y2="150"/>
      <line class="break" x1="250" y1="10" x2="250" y2="150"/>
      <polyline class="line" points="50,140 150,110 200,120"/>
      <path class="mark" d="M-4 -4H4V4H-4z" transform="translate(200 120)"/>
      <rect class="goal" x="280" y="110" width="4" height="30"/>
      <text class="tick" x="10" y="104">100</text>
      <text class="tick" x="50" y="170">2019</text>
      <text class="band-label" x="60" y="70">Target</text>
      <text class="note halo" x="60" y="104">over a grid line</text>
    </svg>
    <ol class="tips" style="list-style: none; margin: 0; padding: 0">
      ${[50, 110, 170, 230].map((left, place) => `<li><div class="point" role="img" tabindex="${place ? -1 : 0}" aria-label="point ${place}">
        <svg class="over wide" viewBox="0 0 360 190"><rect class="cell" x="${left}" y="10" width="60" height="140"/></svg>
        <div class="tip">what it is</div>
      </div></li>`).join('')}
    </ol>
  </div></figure></div></section>`;

/** Each with what is wrong, what is drawn, and where. */
const WRONG = [
  ['text over text', 'svg.drawing', '<text x="60" y="172">2020</text>'],
  ['text over line', 'svg.drawing', '<text x="100" y="128" class="halo">Businesses</text>'],
  ['text over mark', 'svg.drawing', '<text x="202" y="124" class="end-label halo">77%</text>'],
  ['text over goal', 'svg.drawing', '<text x="265" y="130">70%</text>'],
  ['text over target', 'svg.drawing', '<rect class="target" x="60" y="90" width="90" height="3"/><text x="70" y="93" class="halo">75%</text>'],
  ['text over span-edge', 'svg.drawing', '<path class="span-edge" stroke="black" d="M220 10V150M240 10V150"/><text x="205" y="40" class="note halo">none</text>'],
  ['marks beside their drawing', '.tips', '<style>.over { left: 10px }</style>'],
  ['text over band', 'svg.drawing', '<text x="290" y="69" class="band-label halo">77%</text>'],
  ['text over band-edge', 'svg.drawing', '<text x="150" y="84" class="band-label halo">75–80%</text>'],
  ['text over axis', 'svg.drawing', '<text x="120" y="154" class="halo">none</text>'],
  ['text over break', 'svg.drawing', '<text x="230" y="30" class="halo">measured anew</text>'],
  ['text over grid', 'svg.drawing', '<text x="160" y="104">without a halo</text>'],
  ['text outside of its drawing', 'svg.drawing', '<text x="-20" y="30">left of it</text>'],
  ['text outside of the window', 'svg.drawing', '<text x="300" y="185">a long way to the right</text>'],
  ['target under 24 px', '.tips', '<li><div class="point" role="img" tabindex="-1" aria-label="low"><svg class="over wide" viewBox="0 0 360 190"><rect class="cell" x="170" y="130" width="16" height="16"/></svg></div></li>'],
  ['target under 24 px', '.chart', '<button style="position: absolute; left: 400px; width: 16px; height: 40px; padding: 0"></button><button style="position: absolute; left: 416px; width: 40px; height: 40px; padding: 0"></button>'],
  ['tip over the plot', '.tips', '<style>.point:focus .tip { top: 140px }</style>'],
  ['tip outside of the window', '.tips', '<style>.point:focus .tip { left: 370px; width: 200px }</style>'],
];

test.describe('the check', () => {
  /** The kinds of faults in the drawing, with something more in it. */
  async function kinds(page, into, what, width = 520) {
    await page.setViewportSize({ width, height: 600 });
    await page.setContent(FIXTURE);
    await page.evaluate(([into, what]) => {
      const parent = document.querySelector(into);
      const inside = what && document.createRange().createContextualFragment(parent.namespaceURI.endsWith('svg') ? `<svg>${what}</svg>` : what);
      if (inside) parent.append(...(parent.namespaceURI.endsWith('svg') ? inside.firstChild.childNodes : inside.childNodes));
    }, [into, what]);
    return new Set((await faults(page)).map(kindOf));
  }

  test('finds nothing where nothing is wrong', async ({ page }) => {
    expect(await kinds(page, 'body', '')).toEqual(new Set());
  });

  for (const [kind, into, what] of WRONG) {
    test(`names ${kind}: ${what.replace(/<style>|<[^>]*>/g, ' ').trim() || into}`, async ({ page }) => {
      const width = kind === 'text outside of the window' ? 380 : 520;
      expect(await kinds(page, into, what, width)).toContain(kind);
    });
  }

  test('says so where there is nothing to look at', async ({ page }) => {
    await page.setContent('<p>words</p>');
    expect((await faults(page)).map(kindOf)).toEqual(['no drawing']);
    expect(await kinds(page, 'body', '')).toEqual(new Set());
    await page.evaluate(() => document.querySelector('.tips').remove());
    expect((await faults(page)).map(kindOf)).toEqual(['no target']);
  });

  test('a target may be small where it is alone, or a strip of a control that the arrow keys go through', async ({ page }) => {
    const alone = '<button style="position: absolute; left: 450px; width: 16px; height: 40px; padding: 0"></button>';
    expect(await kinds(page, '.chart', alone)).toEqual(new Set());
    const strip = '<li><div class="point" role="img" tabindex="-1" aria-label="strip"><svg class="over wide" viewBox="0 0 360 190"><rect class="cell" x="290" y="10" width="12" height="140"/></svg><div class="tip">what it is</div></div></li>';
    expect(await kinds(page, '.tips', strip)).toEqual(new Set());
    expect(await kinds(page, '.tips', strip.replaceAll('tabindex="-1"', 'tabindex="0"'))).toContain('target under 24 px');
  });
});
