// A page whose beginning arrives piece by piece, as over a network that is slow at first.
import { createServer } from 'node:http';
import { expect } from '@playwright/test';
import { kinds, ready, test } from './site.mjs';

/** The pages come from a server of their own. */
test.use({ mayLeave: true });

/** How long each piece takes: longer than a frame, so that each is painted. */
const PIECE = 40;

/** A server that answers as the site does, and sends a page in the pieces that `split` makes of it. */
async function slowly(baseURL, split) {
  const server = createServer(async (request, response) => {
    const answer = await fetch(new URL(request.url, baseURL));
    const type = answer.headers.get('content-type') ?? '';
    response.writeHead(answer.status, { 'content-type': type });
    if (!type.startsWith('text/html')) return response.end(Buffer.from(await answer.arrayBuffer()));
    const pieces = split(await answer.text());
    for (const piece of pieces) {
      response.write(piece);
      await new Promise((done) => setTimeout(done, PIECE));
    }
    return response.end();
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Each entry of the header by itself, and the rest of the page at once. */
function inHeader(html) {
  const [beginning, rest] = html.split(/(?=<main\b)/);
  return [...beginning.split(/(?=<(?:header|a|nav|li)\b)/), rest];
}

/** Each tile by itself. */
function inTiles(html) {
  return html.split(/(?=<section class="?tile\b)/);
}

/** Runs in the page: what has moved since it was opened, with whether that is in its header. */
async function moved() {
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
  // Buffered entries are delivered with the next frame.
  for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
  const nodes = shifts.flatMap(({ sources }) => sources.map(({ node }) => node));
  return nodes.map((node) => ({
    name: `${node?.nodeName}.${node?.className ?? ''}`,
    isInHeader: Boolean(node?.parentElement?.closest('.site-header')),
  }));
}

for (const width of [320, 1280]) {
  test(`nothing of the header moves while it arrives, ${width} pixels wide`, async ({ page, baseURL }) => {
    await page.setViewportSize({ width, height: 800 });
    const server = await slowly(baseURL, inHeader);
    try {
      for (const address of kinds) {
        await page.goto(server.address + address);
        await ready(page);
        const found = await page.evaluate(moved);
        expect.soft(found.filter(({ isInHeader }) => isInHeader), address).toEqual([]);
      }
      await expect(page.getByRole('banner')).toBeVisible();
    } finally {
      server.close();
    }
  });
}

test('no tile moves while those after it arrive, and all can be seen in the end', async ({ page, baseURL }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const server = await slowly(baseURL, inTiles);
  try {
    for (const address of kinds) {
      await page.goto(server.address + address);
      await ready(page);
      expect.soft(await page.evaluate(moved), address).toEqual([]);
      for (const tile of await page.locator('.tile').all()) await expect(tile).toBeVisible();
    }
  } finally {
    server.close();
  }
});
