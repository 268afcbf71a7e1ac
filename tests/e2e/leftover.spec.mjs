// Another government's site, published over what the shipped one left: nothing of it remains.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { UNPUBLISHED } from './published.mjs';
import { FOLDER, archived, norland } from './test-site.mjs';

const read = (name) => JSON.parse(readFileSync(join(UNPUBLISHED, 'bundle', name), 'utf8'));
const shipped = read('en.json');
const kept = readdirSync(join(UNPUBLISHED, 'bundle')).filter((name) => name !== 'en.json');
const pictures = readdirSync(join(UNPUBLISHED, 'illustrations'));

/** The files of the published site that are text. */
const files = () => readdirSync(FOLDER, { recursive: true })
  .filter((name) => statSync(join(FOLDER, name)).isFile())
  .filter((name) => /\.(html|json|js|css|svg|xml|txt|bin)$|(^|\/)[._]\w+$/.test(name));

test.beforeAll(() => {
  expect(kept.length, 'the shipped bundle has kept revisions').toBeGreaterThan(0);
  expect(pictures.length, 'and pictures').toBeGreaterThan(0);
  expect(shipped.site.owner).not.toBe(norland.site.owner);
});

test('no kept revision and no picture of the shipped bundle is published', () => {
  const names = readdirSync(FOLDER, { recursive: true });
  for (const name of kept) {
    const [, hash] = name.match(/-([0-9a-f]{16})\.json$/);
    expect(names.filter((path) => path.includes(hash))).toEqual([]);
  }
  for (const picture of pictures) {
    const [stem] = picture.split('.');
    expect(names.filter((path) => path.startsWith(`illustrations/${stem}`))).toEqual([]);
  }
  expect(archived().length, 'its own are').toBe(2);
});

test('no file names who publishes the shipped bundle, or where', () => {
  for (const name of files()) {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    for (const word of [shipped.site.owner, shipped.site.origin, shipped.initiatives[0].title]) {
      if (word) expect(text.includes(word), `${word} in ${name}`).toBe(false);
    }
  }
});
