// Pages around an embed, in the languages that portals speak: the packages themselves where
// there are any, else what their documentation lets a page do. And what tests ask of them.
import { expect } from '@playwright/test';

/** The embed that is tested, whose drawing is much higher when it is narrow, and one that does not exist. */
export const EMBED = '/embed/kpi/stellen/';
export const MISSING = '/embed/kpi/no-such/';

/** The embed's frame as an editor pastes it. */
const frame = (address, attributes = '') =>
  `<iframe src="${address}" title="Satisfaction" ${attributes}
     style="border: 0; width: 100%; display: block" height="400"></iframe>`;

/** A script that does something with each message of the frame, and with `frame` itself. */
const listener = (body) => `<script>{
  const frame = document.querySelector('iframe');
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== frame.contentWindow) return;
    ${body}
  });
}</script>`;

const pymScript = '<script src="/node_modules/pym.js/dist/pym.v1.min.js"></script>';
const resizerScript = '<script src="/node_modules/@iframe-resizer/parent/index.umd.js"></script>';

/** How each host holds the frame of an address, and the script after it. */
export const parents = {
  'our own protocol': (address) => [
    frame(address),
    listener(`
      if (origin !== new URL(frame.src).origin || data?.civicScorecard !== 1) return;
      if (data.type === 'ready') source.postMessage({ civicScorecard: 1, type: 'hello' }, origin);
      const isHeight = data.type === 'height' && Number.isInteger(data.height);
      if (isHeight && data.height >= 1 && data.height <= 20000) frame.style.height = data.height + 'px';
    `),
  ],
  'pym.js': (address) => [
    '<div id="satisfaction"></div>',
    `${pymScript}<script>new pym.Parent('satisfaction', '${address}', { title: 'Satisfaction' });</script>`,
  ],
  'iframe-resizer': (address) => [
    frame(address),
    `${resizerScript}<script>iframeResize({ license: 'GPLv3' }, 'iframe');</script>`,
  ],
  Datawrapper: (address) => [
    frame(address),
    listener(`
      for (const height of Object.values(data['datawrapper-height'] ?? {})) frame.style.height = height + 'px';
    `),
  ],
  AMP: (address) => [
    frame(address),
    listener(`
      const isSize = data.sentinel === 'amp' && data.type === 'embed-size';
      if (isSize) frame.style.height = data.height + 'px';
    `),
  ],
};

/** The name that the page around gives a frame in WordPress. */
export const SECRET = 'aB3dE6gH9j';

/** What WordPress makes of an oEmbed answer, as its wp_filter_oembed_result and wp-embed.js do. */
parents.WordPress = (address) => [
  frame(`${address}?fit=frame#?secret=${SECRET}`, `sandbox="allow-scripts" data-secret="${SECRET}"`),
  listener(`
    if (data.secret !== frame.dataset.secret) return;
    if (data.message === 'height') frame.height = Math.min(Math.max(parseInt(data.value, 10), 200), 1000);
  `),
];

/** A page that keeps what its frames say in `heard`, with `content` and scripts after it. */
export function page(content, scripts = '') {
  return `<!doctype html>
    <html lang="en">
    <title>A host</title>
    <style>html { overflow-y: scroll; }</style>
    <script>
      const heard = [];
      addEventListener('message', ({ source, data }) =>
        heard.push({ from: [...document.querySelectorAll('iframe')].findIndex((frame) => frame.contentWindow === source), data }));
    </script>
    ${content}
    ${scripts}`;
}

/** What hosts do with a frame before it is looked at. */
export const closed = (content) => `<details><summary>More</summary>${content}</details>`;
export const faraway = (content) => `<div style="height: 9000px"></div>${content}`;

/**
 * A page that does nothing about the frame, or does `script` with its messages. `wrap` is
 * what it holds the frame in.
 */
export function plain(address, { attributes, script, wrap = (content) => content } = {}) {
  return page(wrap(frame(address, attributes)), script && listener(script));
}

/** The heights among messages, by the language they were said in. */
export function heights(heard) {
  const found = { own: [], pym: [], resizer: [], datawrapper: [], amp: [] };
  for (const { data } of heard) {
    if (data.civicScorecard && data.type === 'height') found.own.push(data.height);
    if (data.sentinel) found.amp.push(data.height);
    if (data['datawrapper-height']) found.datawrapper.push(...Object.values(data['datawrapper-height']));
    const [, pym] = /^pymxPYMx.*xPYMxheightxPYMx(\d+)$/.exec(data) ?? [];
    if (pym) found.pym.push(Number(pym));
    const [, resizer] = /^\[iFrameSizer\][^:]+:(\d+):/.exec(data) ?? [];
    if (resizer) found.resizer.push(Number(resizer));
  }
  return found;
}

/** The frame with the embed. */
export const embedOf = (page) => page.frames().find((frame) => frame.url().includes('/embed/'));

/** What the page has heard by the time nothing more comes for a while. */
export async function settled(page) {
  const later = () =>
    new Promise((done) => {
      let frames = 30;
      const next = () => ((frames -= 1) === 0 ? done(heard) : requestAnimationFrame(next));
      next();
    });
  let heard = [];
  await expect(async () => {
    const before = heard.length;
    // What was posted to the frame is read there before this is.
    await embedOf(page).evaluate(() => new Promise((done) => setTimeout(done)));
    heard = await page.evaluate(later);
    expect(heard.length).toBe(before);
  }).toPass({ timeout: 10_000, intervals: [0] });
  return heard;
}

/** Says something to the frame as the page around it. */
export const say = (page, ...messages) =>
  page.evaluate((said) => {
    for (const message of said) document.querySelector('iframe').contentWindow.postMessage(message, '*');
  }, messages);
