// The site that most tests run on: that of Norland, a government made for tests, with the app
// of the last build. What ships is content like any other; content.spec.mjs tests it as such.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TARGET, publishOnce } from './published.mjs';

/** Where it is published. */
export const FOLDER = join(TARGET, 'e2e-site');

/** The folder with its icon and pictures. */
export const bundles = fileURLToPath(new URL('../bundles', import.meta.url));

/** Norland's bundle. */
export const norland = JSON.parse(readFileSync(join(bundles, 'another-government.json'), 'utf8'));

/** What Norland published before: one figure less. */
export const before = structuredClone(norland);
Object.assign(before, { revision: '2030-10.norland_1', published: '2031-03' });
before.kpis[0].series[0].observations.pop();

/** The revisions that embeds can be pinned to in the site: each with its hash, the latest last. */
export function archived() {
  const folder = join(FOLDER, 'bundle');
  return readdirSync(folder)
    .flatMap((name) => {
      const [, hash] = /^en-([0-9a-f]{16})\.json$/.exec(name) ?? [];
      return hash ? [{ hash, text: readFileSync(join(folder, name), 'utf8') }] : [];
    })
    .map(({ hash, text }) => ({ hash, text, bundle: JSON.parse(text) }))
    .sort((a, b) => a.bundle.published.localeCompare(b.bundle.published));
}

/** Publishes it, unless that was done with the same build. */
export function publishSite() {
  publishOnce(norland, FOLDER, { files: bundles, archived: [before, norland] });
}
