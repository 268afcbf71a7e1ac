// The physical limit: the same pages with every script removed.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** A script with all that is in it. */
const SCRIPT = /<script\b[^>]*>[^]*?<\/script>/gi;

/** A copy of a folder whose pages have no scripts; `remove` deletes it. */
export function withoutScripts(folder) {
  const copy = mkdtempSync(join(tmpdir(), 'scorecard-without-scripts-'));
  cpSync(folder, copy, { recursive: true });
  const names = readdirSync(copy, { recursive: true });
  // First, or the new ones would go too.
  for (const name of names.filter((name) => /\.html\.(gz|zst|br)$/.test(name))) rmSync(join(copy, name));
  for (const name of names.filter((name) => name.endsWith('.html'))) {
    const path = join(copy, name);
    const html = readFileSync(path, 'utf8').replace(SCRIPT, '');
    if (/<script/i.test(html)) throw new Error(`${name}: a script was not recognised`);
    writeFileSync(path, html);
    // For servers that send compressed files as they lie there.
    writeFileSync(`${path}.br`, brotliCompressSync(html));
  }
  return { folder: copy, remove: () => rmSync(copy, { recursive: true }) };
}
