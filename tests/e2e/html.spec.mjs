// The Nu HTML checker finds nothing wrong with what the app renders and the host serves.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { UNKNOWN, open, pages, ready, test } from './site.mjs';

const checker = createRequire(import.meta.url)('vnu-jar');

test('the HTML of every page, rendered and as served, is valid', async ({ page, request }, info) => {
  test.setTimeout(120_000);
  const folder = info.outputPath('html');
  mkdirSync(folder, { recursive: true });
  const write = (kind, address, html) => {
    const name = address.replaceAll('/', '_');
    writeFileSync(`${folder}/${kind}${name}.html`, html);
  };
  const render = async (address, kind = 'rendered') => {
    const html = await page.evaluate(() => document.documentElement.outerHTML);
    write(kind, address, `<!doctype html>${html}`);
  };
  for (const { address } of [...pages, { address: UNKNOWN }]) {
    await open(page, address);
    await render(address);
    write('served', address, await (await request.get(address)).text());
  }
  await page.route('**/bundle/en.json', (route) => route.fulfill({ status: 500, body: '' }));
  await page.goto('/');
  await ready(page);
  await render('/', 'failure');

  // One process for all files. The same mistake on many pages is told once.
  const files = new Map();
  for (const { url, message, extract } of await check(folder)) {
    const mistake = `${message} ${extract ?? ''}`;
    files.set(mistake, [...(files.get(mistake) ?? []), url.slice(url.lastIndexOf('/') + 1)]);
  }
  const told = [...files].map(([mistake, [first, ...more]]) => `${mistake} (${first}, ${more.length} more)`);
  expect(told).toEqual([]);
});

test('the checker does find mistakes', async ({}, info) => {
  const file = info.outputPath('wrong.html');
  writeFileSync(file, '<!doctype html><html lang="en"><title>x</title><p id=a><p id=a>');
  expect(await check(file)).toHaveLength(1);
});

/** What the checker says of a file, or of all files in a folder. */
async function check(path) {
  const options = ['--format', 'json', '--errors-only', '--exit-zero-always'];
  const { stderr } = await promisify(execFile)('java', ['-jar', checker, ...options, path], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stderr).messages;
}
