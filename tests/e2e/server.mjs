// Serves dist/ as a CDN would, for the end-to-end tests:
// `node tests/e2e/server.mjs [PORT [FOLDER]]`.
//
// A folder shows its index.html, and is redirected to its own name with a slash;
// a path with no file gets 404.html with status 404; nothing is cached.
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import handler from 'serve-handler';

/** What text-like files are; everything else a CDN sends as it is. */
const COMPRESSED = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Starts a server. With `brotli` it compresses as CDNs do (quality 11, once), so that
 * measurements count true bytes.
 */
export function serve({ port = 4173, folder, brotli = false }) {
  const options = {
    public: folder,
    cleanUrls: false,
    directoryListing: false,
    headers: [{ source: '**', headers: [{ key: 'Cache-Control', value: 'no-cache' }] }],
  };
  const find = (path) => statSync(join(folder, path), { throwIfNoEntry: false });
  const compressed = new Map();
  const compress = (path) => {
    if (!compressed.has(path)) {
      compressed.set(path, brotliCompressSync(readFileSync(join(folder, path))));
    }
    return compressed.get(path);
  };
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, 'http://localhost');
    let path = decodeURIComponent(pathname);
    if (path.endsWith('/')) {
      // serve-handler does this only together with redirects away from every .html.
      path += 'index.html';
      request.url = `${pathname}index.html${search}`;
    } else if (find(path)?.isDirectory()) {
      response.writeHead(301, { Location: `${pathname}/${search}` }).end();
      return;
    }
    const type = COMPRESSED[extname(path)];
    const accepted = String(request.headers['accept-encoding']).includes('br');
    if (brotli && accepted && type && find(path)?.isFile()) {
      const headers = { 'Content-Type': type, 'Content-Encoding': 'br', 'Cache-Control': 'no-cache' };
      response.writeHead(200, headers).end(compress(path));
      return;
    }
    handler(request, response, options);
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 4173);
  const folder = process.argv[3] ?? fileURLToPath(new URL('../../dist', import.meta.url));
  await serve({ port, folder });
  console.log(`${folder} on http://127.0.0.1:${port}`);
}
