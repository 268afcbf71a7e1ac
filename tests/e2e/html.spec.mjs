// The Nu HTML checker finds nothing wrong with what the app renders and the host serves.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { BUNDLE, UNKNOWN, bundle, embeds, notice, open, openNewer, pages, serveNewer, test } from './site.mjs';

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
  for (const address of embeds) {
    write('served', address, await (await request.get(address)).text());
  }
  await page.route(BUNDLE, (route) => route.fulfill({ status: 500, body: '' }));
  await open(page, '/');
  await expect(notice(page)).not.toBeEmpty();
  await render('/', 'notice');
  await page.unroute(BUNDLE);
  await serveNewer(page);
  await openNewer(page, `/kpis/${bundle.kpis[0].id}/`);
  await render('/', 'newer');

  // One process for all files, and one mistake made on purpose, to see that it looks.
  write('mistaken', '', '<!doctype html><html lang="en"><title>x</title><p id=a><p id=a>');
  const options = ['--format', 'json', '--errors-only', '--exit-zero-always'];
  const { stderr } = await promisify(execFile)('java', ['-jar', checker, ...options, folder], {
    maxBuffer: 64 * 1024 * 1024,
  });
  // The same mistake on many pages is told once.
  const files = new Map();
  for (const { url, message, extract } of JSON.parse(stderr).messages) {
    const mistake = `${message} ${extract ?? ''}`;
    files.set(mistake, [...(files.get(mistake) ?? []), url.slice(url.lastIndexOf('/') + 1)]);
  }
  const told = [...files].map(([mistake, [first, ...more]]) => `${first} and ${more.length} more: ${mistake}`);
  expect(told).toEqual([expect.stringMatching(/^mistaken.html and 0 more: Duplicate ID/)]);
});
