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
  for (const name of readdirSync(copy, { recursive: true })) {
    const path = join(copy, name);
    if (/\.html\.(gz|zst|br)$/.test(name)) rmSync(path);
    if (!name.endsWith('.html')) continue;
    const html = readFileSync(path, 'utf8').replace(SCRIPT, '');
    if (/<script/i.test(html)) throw new Error(`${name}: a script was not recognised`);
    writeFileSync(path, html);
    // For servers that send compressed files as they lie there.
    writeFileSync(`${path}.br`, brotliCompressSync(html));
  }
  return { folder: copy, remove: () => rmSync(copy, { recursive: true }) };
}
