// The npm package: what is in it, how large its script is, and that its types hold.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { transformSync } from 'esbuild';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = join(root, 'embed');
const read = (path) => readFileSync(join(root, path), 'utf8');

/** The most that a page loads before anything is drawn, in bytes of brotli. */
const MOST = 4096;

test('the package holds the script, its types, how to use it, and the licence', () => {
  const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: folder, encoding: 'utf8' }));
  expect(files.map(({ path }) => path).sort()).toEqual(
    ['LICENSE', 'README.md', 'embed.js', 'index.d.ts', 'package.json', 'react.d.ts'],
  );
  expect(read('embed/LICENSE')).toBe(read('LICENSE'));
});

test(`the script is at most ${MOST} bytes of brotli, and imports nothing`, () => {
  const { code } = transformSync(read('embed/embed.js'), { minify: true, format: 'esm' });
  const size = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  expect(size).toBeLessThanOrEqual(MOST);
  expect(code).not.toMatch(/\bimport\s*["'{*]|\bfrom\s*["']/);
});

test('a server that renders pages can import it', () => {
  const program = "import('./embed.js').then(({ trust }) => { trust('https://scorecard.example/'); console.log('fine') })";
  expect(execFileSync('node', ['-e', program], { cwd: folder, encoding: 'utf8' })).toBe('fine\n');
});

const PLAIN = `
import { trust, type CivicElement } from 'civic-scorecard-embed';
trust('https://scorecard.example/');
const it: CivicElement = document.createElement('civic-kpi');
it.of = 'satisfaction';
it.theme = 'dark';
it.addEventListener('civic-ready', ({ detail }) => { const mode: 'inline' | 'frame' = detail.mode; console.log(mode); });
document.addEventListener('civic-error', ({ detail }) => console.log(detail.reason === 'missing'));
// @ts-expect-error not a theme
it.theme = 'blue';
// @ts-expect-error not an event of it
it.addEventListener('civic-ready', ({ detail }) => detail.reason);
`;

const REACT = `
import type {} from 'civic-scorecard-embed/react';
import 'civic-scorecard-embed';
export const one = <civic-kpi of="satisfaction" theme="dark" transparent className="wide"
  oncivic-ready={({ detail }) => console.log(detail.revision)}><a href="/">Satisfaction</a></civic-kpi>;
// @ts-expect-error \`of\` is missing
export const other = <civic-chart />;
`;

test('its types hold, with React and without', () => {
  const place = mkdtempSync(join(tmpdir(), 'civic-scorecard-types-'));
  const modules = join(place, 'node_modules');
  mkdirSync(join(modules, 'civic-scorecard-embed'), { recursive: true });
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', place], { cwd: folder, encoding: 'utf8' }),
  );
  execFileSync('tar', ['-xzf', join(place, filename), '--strip-components=1', '-C', join(modules, 'civic-scorecard-embed')]);
  const check = (name, text) => {
    writeFileSync(join(place, name), text);
    const tsc = join(root, 'node_modules/.bin/tsc');
    const options = '--noEmit --strict --target esnext --module nodenext --jsx preserve';
    try {
      return execFileSync(tsc, [...options.split(' '), name], { cwd: place, encoding: 'utf8' });
    } catch ({ stdout }) {
      return stdout;
    }
  };
  expect(check('plain.ts', PLAIN), 'without React').toBe('');
  symlinkSync(join(root, 'node_modules/@types'), join(modules, '@types'));
  expect(check('react.tsx', REACT), 'with React').toBe('');
  expect(check('wrong.ts', 'export const one: number = "1";'), 'it does look').toContain('wrong.ts');
  rmSync(place, { recursive: true });
});
