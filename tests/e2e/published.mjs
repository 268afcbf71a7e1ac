// Sites of other bundles, published from what the last build made.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCORECARD } from './preview.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What trunk built before any page was written (xtask/src/main.rs). */
const UNPUBLISHED = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target', 'unpublished');

/** A folder with the site of a bundle under the path `base`; `remove` deletes it. */
export function published(bundle, base = '/') {
  const folder = mkdtempSync(join(tmpdir(), 'scorecard-published-'));
  publish(bundle, folder, base);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/**
 * Puts the site of a bundle under the path `base` into a folder, in place of what is there.
 * `kept` are revisions that are kept, by the names of their files.
 */
export function publish(bundle, folder, base = '/', kept = {}) {
  if (!existsSync(UNPUBLISHED)) throw new Error('there is no build: run `cargo xtask build` first');
  rmSync(folder, { recursive: true, force: true });
  cpSync(UNPUBLISHED, folder, { recursive: true });
  rebase(join(folder, 'index.html'), base);
  // Of another bundle than this, as a rule.
  for (const file of readdirSync(join(folder, 'bundle'))) {
    if (/^en-[0-9a-f]{16}\.json$/.test(file)) rmSync(join(folder, 'bundle', file));
  }
  for (const [name, content] of Object.entries({ 'en.json': bundle, ...kept })) {
    writeFileSync(join(folder, 'bundle', name), JSON.stringify(content));
  }
  const [program, ...before] = SCORECARD;
  execFileSync(program, [...before, 'pages'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      TRUNK_STAGING_DIR: folder,
      TRUNK_PUBLIC_URL: base,
      CIVIC_SCORECARD_SERVICE_WORKER: 'off',
    },
  });
}

/** Moves the addresses in trunk's template, which are all that knows the path of its build. */
function rebase(file, base) {
  const template = readFileSync(file, 'utf8');
  const [, built] = template.match(/data-base="?([^"\s>]+)/);
  const attribute = /\b((?:data-(?:base|script|wasm|reader|reader-wasm)|href)="?)([^"\s>]+)/g;
  const moved = (all, name, address) =>
    address.startsWith(built) ? name + base + address.slice(built.length) : all;
  writeFileSync(file, template.replace(attribute, moved));
}
