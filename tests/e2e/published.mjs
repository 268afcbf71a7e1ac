// Sites of other bundles, published from what the last build made.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCORECARD } from './preview.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Cargo's folder, in which all lies that is made and not kept. */
export const TARGET = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');

/** What trunk built before any page was written (xtask/src/main.rs). */
export const UNPUBLISHED = join(TARGET, 'unpublished');

/** A folder with the site of a bundle; `remove` deletes it. The options are those of `publish`. */
export function published(bundle, options) {
  const folder = mkdtempSync(join(tmpdir(), 'scorecard-published-'));
  publish(bundle, folder, options);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/**
 * Puts the site of a bundle into a folder, in place of what is there:
 *
 * - `base`  the path that it is served under
 * - `files`  a folder with the icon and the pictures of the bundle, where it does not have those
 *   of the build
 * - `archived`  revisions that embeds can be pinned to
 */
export function publish(bundle, folder, { base = '/', files, archived = [] } = {}) {
  if (!existsSync(UNPUBLISHED)) throw new Error('there is no build: run `cargo xtask build` first');
  rmSync(folder, { recursive: true, force: true });
  cpSync(UNPUBLISHED, folder, { recursive: true });
  rebase(join(folder, 'index.html'), base);
  // Over those of the build, as a publisher does it, who leaves what is there of another bundle.
  for (const name of files ? ['icon.svg', 'illustrations'] : []) {
    cpSync(join(files, name), join(folder, name), { recursive: true });
  }
  const file = join(folder, 'bundle/en.json');
  for (const revision of archived) {
    writeFileSync(file, JSON.stringify(revision));
    scorecard(['keep', file]);
  }
  writeFileSync(file, JSON.stringify(bundle));
  scorecard(['pages'], {
    TRUNK_STAGING_DIR: folder,
    TRUNK_PUBLIC_URL: base,
    CIVIC_SCORECARD_SERVICE_WORKER: 'off',
  });
}

/** Does the same unless the folder holds just that already, made by the same program. */
export function publishOnce(bundle, folder, options) {
  const [program] = SCORECARD;
  execFileSync(program, ['build', '--quiet', '--bin', 'scorecard'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const hash = createHash('sha256').update(JSON.stringify([bundle, options]));
  hash.update(String(statSync(join(TARGET, 'debug/scorecard')).mtimeMs));
  for (const source of [UNPUBLISHED, options.files].filter(Boolean)) {
    const paths = readdirSync(source, { recursive: true }).map((name) => join(source, name)).sort();
    for (const path of paths.filter((path) => statSync(path).isFile())) hash.update(path).update(readFileSync(path));
  }
  const made = hash.digest('hex');
  const stamp = `${folder}.sha256`;
  if (existsSync(folder) && existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return;
  rmSync(stamp, { force: true });
  publish(bundle, folder, options);
  writeFileSync(stamp, made);
}

function scorecard(args, env) {
  const [program, ...before] = SCORECARD;
  const stdio = ['ignore', 'ignore', 'inherit'];
  execFileSync(program, [...before, ...args], { cwd: root, stdio, env: { ...process.env, ...env } });
}

/** Moves the addresses in trunk's template, which are all that knows the path of its build. */
function rebase(file, base) {
  const template = readFileSync(file, 'utf8');
  const [, built] = template.match(/data-base="?([^"\s>]+)/);
  const attribute = /\b((?:data-(?:base|script|wasm|(?:reader|pages|exporter)(?:-wasm)?)|href)="?)([^"\s>]+)/g;
  const moved = (all, name, address) =>
    address.startsWith(built) ? name + base + address.slice(built.length) : all;
  writeFileSync(file, template.replace(attribute, moved));
}
