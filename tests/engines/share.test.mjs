// The pages where an editor chooses an embed: codes and preview follow the options.
import assert from 'node:assert/strict';
import { bundle, embeds } from '../e2e/expected.mjs';
import { archived } from '../e2e/test-site.mjs';
import { expectHeading, test } from './suite.mjs';

const kpi = bundle.kpis.find(({ series }) => series.length > 1);
const address = `/share/kpi/${kpi.id}/`;
const root = `${bundle.site.origin}/`;

/** Opens a page and waits until its script has run, and its preview has its height. */
async function open(page, site, at, size = { width: 1280, height: 800 }) {
  await page.open(site.origin + at, size);
  await page.wait(() => document.documentElement.dataset.script === '');
  await page.waitInFrame('.share-stage iframe', () => {
    const { scrollHeight } = document.documentElement;
    return document.readyState === 'complete' && scrollHeight <= innerHeight;
  });
}

/** Waits until a code begins so. */
const expectCode = (page, id, start) =>
  page.wait((id, start) => document.getElementById(id).value.startsWith(start), id, start);

const expectPreview = (page, src) =>
  page.wait((src) => document.querySelector('.share-stage iframe').getAttribute('src') === src, src);

test('an Embed link leads to its page, and that leads back', async ({ page, site }) => {
  await page.open(`${site.origin}/kpis/${kpi.id}/`, { width: 1280, height: 800 });
  await page.click('.take summary');
  await page.click('.tools .embed-link');
  await expectHeading(page, `Embed: ${kpi.title}`);
  await page.click('.breadcrumb a');
  await expectHeading(page, kpi.title);
});

test('codes and preview follow the options', async ({ page, site }) => {
  await open(page, site, address);
  await page.click('.share-options .switch label', 'Table');
  await page.click('.share-options .switch label', 'Dark');
  await page.click('.share-options label', 'Transparent background');
  await page.click('.share-options .switches label', kpi.series[0].label);
  const hidden = kpi.series[0].id;
  const query = `show=table&theme=dark&transparent=1&hide=${hidden}`;
  const escaped = query.replaceAll('&', '&amp;');
  const path = `embed/kpi/${kpi.id}/`;
  await expectPreview(page, `/${path}?${query}`);
  await expectCode(page, 'frame', `<div><iframe src="${root}${path}?fit=frame&amp;${escaped}"`);
  await expectCode(page, 'automatic', `<div><iframe src="${root}${path}?${escaped}"`);
  await expectCode(page, 'element', `<civic-kpi of="${kpi.id}" site="${root}" theme="dark" show="table" query="hide=${hidden}" transparent>`);
  await page.waitInFrame('.share-stage iframe', () => document.querySelector('.table-panel table').checkVisibility());
});

test('a revision can be pinned, and the preview shows it', async ({ page, site }) => {
  const { hash } = archived().at(-1);
  await open(page, site, address);
  await page.click('.share-choice', 'Pinned');
  const path = `embed/pinned/${hash}/kpi/${kpi.id}/`;
  await expectCode(page, 'frame', `<div><iframe src="${root}${path}?fit=frame"`);
  await expectPreview(page, `/${path}`);
  await page.waitInFrame('.share-stage iframe', () => document.querySelector('.embed-foot').textContent.includes('pinned to revision'));
});

test('where copying is refused, the code is selected, and that is said', async ({ page, site }) => {
  await open(page, site, address);
  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); });
  await page.click('.share-code:has(#element) button');
  await page.wait(() => document.querySelector('.share-code:has(#element) .share-said').textContent.includes('The code is selected'));
  const [selected, code] = await page.evaluate(() => {
    const { value, selectionStart, selectionEnd } = document.getElementById('element');
    return [value.slice(selectionStart, selectionEnd), value];
  });
  assert.equal(selected, code);
});

test('the preview has the width that is asked for, and no page is wider than a narrow screen', async ({ page, site }) => {
  await open(page, site, address);
  for (const width of [320, 720, 480]) {
    await page.click('.share-sizes label', `${width} px`);
    await page.wait((width) => document.querySelector('.share-stage iframe').getBoundingClientRect().width === width, width);
  }
  const one = (kind) => embeds.find((address) => address.includes(`/${kind}/`)).replace('embed', 'share');
  for (const kind of ['card', 'insight', 'figure', 'kpi', 'chart', 'results', 'multiples', 'wheel']) {
    await open(page, site, one(kind), { width: 320, height: 640 });
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(tooWide, 0, kind);
  }
});
