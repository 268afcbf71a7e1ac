// A page whose beginning arrives piece by piece, as over a network that is slow at first.
import { createServer } from 'node:http';
import { expect } from '@playwright/test';
import { kinds, ready, test } from './site.mjs';

/** The pages come from a server of their own. */
test.use({ mayLeave: true });

/** How long each piece takes: longer than a frame, so that each is painted. */
const PIECE = 40;

/** A server that answers as the site does, and sends the header of a page in pieces. */
async function slowly(baseURL) {
  const server = createServer(async (request, response) => {
    const answer = await fetch(new URL(request.url, baseURL));
    const type = answer.headers.get('content-type') ?? '';
    response.writeHead(answer.status, { 'content-type': type });
    if (!type.startsWith('text/html')) return response.end(Buffer.from(await answer.arrayBuffer()));
    const [beginning, rest] = (await answer.text()).split(/(?=<main\b)/);
    for (const piece of beginning.split(/(?=<(?:header|a|nav|li)\b)/)) {
      response.write(piece);
      await new Promise((done) => setTimeout(done, PIECE));
    }
    return response.end(rest);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Runs in the page: what of its header has moved since it was opened. */
async function movedInHeader() {
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
  // Buffered entries are delivered with the next frame.
  for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
  const nodes = shifts.flatMap(({ sources }) => sources.map(({ node }) => node));
  return nodes.filter((node) => node?.parentElement?.closest('.site-header')).map((node) => node.nodeName);
}

for (const width of [320, 1280]) {
  test(`nothing of the header moves while it arrives, ${width} pixels wide`, async ({ page, baseURL }) => {
    await page.setViewportSize({ width, height: 800 });
    const server = await slowly(baseURL);
    try {
      for (const address of kinds) {
        await page.goto(server.address + address);
        await ready(page);
        expect.soft(await page.evaluate(movedInHeader), address).toEqual([]);
      }
      await expect(page.getByRole('banner')).toBeVisible();
    } finally {
      server.close();
    }
  });
}
