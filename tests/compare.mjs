// Says in what two builds of the site differ, for changes that should not change anything that
// a reader sees:
//
//     node tests/compare.mjs OLD_DIST NEW_DIST
//
// Downloads are made in the browser; `examples/downloads.rs` writes them into a folder, which can be
// compared in the same way.
//
// Hashes in names and contents count as equal, and so do build ids. Code (scripts, WebAssembly,
// style sheets) and compressed copies are left out: code may change, and copies contain the
// same as their originals. Exits with 1 if anything differs.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const [before, after] = process.argv.slice(2);
if (!after) {
  console.error('node tests/compare.mjs OLD_DIST NEW_DIST');
  process.exit(2);
}

/** Copies that a host serves in place of a file. */
const COPY = /\.(br|gz|zst)$/;
const CODE = /\.(js|css|wasm)$/;
const TEXT = /\.(html|svg|json|xml|txt|csv|webmanifest)$|(^|\/)[._][^./]*$/;

/** A text without the names of a build and its files. */
function normal(text) {
  return text
    .replace(/\bsha(256|384|512)-[A-Za-z0-9+/=]+/g, 'sha-HASH')
    .replace(/(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])/g, 'HASH')
    // The script inside every page.
    .replace(/(<script[^>]*>)[^<]*<\/script>/g, (all, tag) => (tag.includes('json') ? all : `${tag}…</script>`));
}

/**
 * A file's name without the hash of its content. Archived revisions keep theirs, by which they are
 * told apart.
 */
function nameOf(name) {
  return /^bundle\/|\/pinned\//.test(name) ? name : normal(name);
}

/** The files of a build: their names without hashes, each with its content. */
function files(folder) {
  const all = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    if (!entry.isFile() || COPY.test(name) || CODE.test(name)) continue;
    const content = readFileSync(path);
    const text = TEXT.test(name) ? normal(content.toString()) : createHash('sha256').update(content).digest('hex');
    const key = nameOf(name);
    if (all.has(key)) throw new Error(`${name}: another file has the same name without its hash`);
    all.set(key, text);
  }
  return all;
}

/** The context of the first difference between two texts. */
function difference(old, text) {
  let at = 0;
  while (old[at] === text[at]) at += 1;
  const around = (whole) => JSON.stringify(whole.slice(Math.max(0, at - 60), at + 100));
  return `\n    - ${around(old)}\n    + ${around(text)}`;
}

const [old, now] = [files(before), files(after)];
const found = [];
for (const [name, text] of old) {
  if (!now.has(name)) found.push(`${name}: gone`);
  else if (now.get(name) !== text) found.push(`${name}: differs${difference(text, now.get(name))}`);
}
for (const name of now.keys()) if (!old.has(name)) found.push(`${name}: new`);
for (const line of found) console.log(line);
console.log(`${old.size} files before, ${now.size} now, ${found.length} differ`);
process.exit(found.length ? 1 : 0);
