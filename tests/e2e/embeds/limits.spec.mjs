// How much an embed takes of a site: no more than a bundle may have, whatever comes.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { EMBEDS, REFUSED, element, events, script, test } from './elements.mjs';

const [kind, id] = EMBEDS[3];
/** As src/bundle/mod.rs has it. */
const MOST = 4 * 1024 * 1024;

test.use({ mayLog: REFUSED });

/** A body without end, of which `sent` tells how much has been taken. */
function endless(begin) {
  const part = Buffer.alloc(64 * 1024, ' ');
  const body = (response) => {
    response.write(begin);
    const more = () => {
      while (!response.destroyed && response.write(part)) body.sent += part.length;
    };
    response.on('drain', more);
    response.on('close', () => (body.isClosed = true));
    more();
  };
  body.sent = 0;
  body.isClosed = false;
  return body;
}

test('a manifest without end is not waited for', async ({ host, stub, heard }) => {
  const body = endless('{"version":1,');
  stub.answers.set('/embed/manifest.json', { type: 'application/json', body });
  await host(element([kind, id]) + script(stub.root));
  expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'frame' }]);
  await expect.poll(() => body.isClosed).toBe(true);
  // What is on the way is no more than some buffers.
  expect(body.sent).toBeLessThan(8 * MOST);
});

test('a manifest that says that it is too large is not read', async ({ host, stub, heard }) => {
  const body = endless('{"version":1,');
  stub.answers.set('/embed/manifest.json', { type: 'application/json', headers: { 'content-length': String(200 * MOST) }, body });
  await host(element([kind, id]) + script(stub.root));
  expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'frame' }]);
});

for (const [size, mode] of [[MOST, 'inline'], [MOST + 1, 'frame'], [50 * MOST, 'frame']]) {
  test(`a manifest of ${size} bytes that came as a few: ${mode}`, async ({ host, page, stub, heard }) => {
    // One that would be good.
    const manifest = await (await page.request.get(`${stub.root}embed/manifest.json`)).text();
    const body = gzipSync(manifest.trim().padEnd(size, ' '));
    stub.answers.set('/embed/manifest.json', { type: 'application/json', headers: { 'content-encoding': 'gzip' }, body });
    await host(element([kind, id]) + script(stub.root));
    expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode }]);
  });
}

/** Requests for what reads a bundle. */
function readers(page) {
  const found = [];
  page.on('request', (request) => /\/reader(_bg)?-/.test(request.url()) && found.push(request.url()));
  return found;
}

test('a newer bundle that is too large is not read', async ({ host, page, site, heard }) => {
  const found = readers(page);
  const json = '{"revision":"x","published":"2999-12-31"}'.padEnd(MOST + 1, ' ');
  await page.route('**/bundle/en.json', (route) => route.fulfill({ body: json, headers: { 'access-control-allow-origin': '*' } }));
  await host(element([kind, id]) + script(site));
  await expect.poll(async () => (await heard()).find(({ reason }) => reason === 'unchecked')?.message).toContain(String(MOST));
  expect(found).toEqual([]);
});

test('a pinned revision that is too large is not read', async ({ host, page, site, heard }) => {
  const found = readers(page);
  const content = Buffer.from('{"revision":"x"}'.padEnd(MOST + 1, ' '));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(content.length));
  const hash = createHash('sha256').update(length).update(content).digest('hex').slice(0, 16);
  await page.route(`**/bundle/en-${hash}.json`, (route) => route.fulfill({ body: content, headers: { 'access-control-allow-origin': '*' } }));
  await host(element([kind, id], `pinned="${hash}"`) + script(site));
  await events(heard, 1);
  expect((await heard()).some(({ mode }) => mode === 'inline')).toBe(false);
  expect(found).toEqual([]);
});

test('the page of a frame keeps to the same', async ({ host, page, site, heard }) => {
  const found = readers(page);
  const json = '{"revision":"x","published":"2999-12-31"}'.padEnd(MOST + 1, ' ');
  await page.route('**/bundle/en.json', (route) => route.fulfill({ body: json, headers: { 'access-control-allow-origin': '*' } }));
  await host(`<iframe src="${site}embed/${kind}/${id}/" title="A KPI" width="100%" height="400"></iframe>${script(site)}`);
  await expect.poll(async () => (await heard()).some(({ reason }) => reason === 'unchecked')).toBe(true);
  expect(found).toEqual([]);
});
