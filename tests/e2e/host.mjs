// Serves a folder for the measurements as its hosts will: compressed with brotli, what
// has a hash in its name kept for a year, everything else asked for again, under the
// Content Security Policy.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const TYPES = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.xml': 'application/xml; charset=utf-8',
};

/** What a file's name holds that never changes. */
const HASHED = /-[0-9a-f]{16}(_bg)?\.[a-z0-9]+$/;

/**
 * The policy that documents get, for the inline scripts of this HTML.
 */
export function policy(html) {
  const hashes = [...html.matchAll(/<script(?![^>]*type=["']?application\/)[^>]*>([^]*?)<\/script>/g)].map(
    ([, code]) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')} 'strict-dynamic' 'wasm-unsafe-eval'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types civic-scorecard',
  ].join('; ');
}

/** Starts a server on a free port, or on `port`; `close` ends it. */
export async function host(folder, { port = 0 } = {}) {
  const files = new Map();
  const load = (path) => {
    if (!files.has(path)) {
      const name = join(folder, path);
      const isFile = statSync(name, { throwIfNoEntry: false })?.isFile();
      files.set(path, isFile ? prepared(path, readFileSync(name)) : null);
    }
    return files.get(path);
  };
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, 'http://localhost');
    const path = decodeURIComponent(pathname);
    if (!path.endsWith('/') && existsSync(join(folder, path, 'index.html'))) {
      response.writeHead(301, { Location: `${pathname}/${search}` }).end();
      return;
    }
    const found = load(path.endsWith('/') ? `${path}index.html` : path);
    const file = found ?? load('/404.html');
    if (found && request.headers['if-none-match'] === file.headers.ETag) {
      response.writeHead(304, file.headers).end();
      return;
    }
    const isBrotli = file.brotli && String(request.headers['accept-encoding']).includes('br');
    const body = isBrotli ? file.brotli : file.plain;
    response.writeHead(found ? 200 : 404, {
      ...file.headers,
      ...(isBrotli && { 'Content-Encoding': 'br' }),
      'Content-Length': body.length,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((done) => server.close(done).closeAllConnections()),
  };
}

/** A file with what is sent of it. */
function prepared(path, plain) {
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const options = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } };
  const brotli = type === 'image/png' ? null : brotliCompressSync(plain, options);
  const headers = {
    'Content-Type': type,
    'Cache-Control': HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: `"${createHash('sha256').update(plain).digest('hex').slice(0, 16)}"`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    Vary: 'Accept-Encoding',
  };
  if (type.startsWith('text/html')) headers['Content-Security-Policy'] = policy(plain.toString());
  return { plain, brotli, headers };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { address } = await host(process.argv[3], { port: Number(process.argv[2]) });
  console.log(address);
}
