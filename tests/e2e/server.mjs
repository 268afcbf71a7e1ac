// Serves dist/ as a CDN would, for the end-to-end tests: `node tests/e2e/server.mjs [PORT]`.
//
// A folder shows its index.html, and is redirected to its own name with a slash;
// a path with no file gets dist/404.html with status 404; nothing is cached.
import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import handler from 'serve-handler';

const port = Number(process.argv[2] ?? 4173);
const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const options = {
  public: dist,
  cleanUrls: false,
  directoryListing: false,
  headers: [{ source: '**', headers: [{ key: 'Cache-Control', value: 'no-cache' }] }],
};

const isFolder = (path) =>
  statSync(join(dist, path), { throwIfNoEntry: false })?.isDirectory() ?? false;

const server = createServer((request, response) => {
  const { pathname, search } = new URL(request.url, 'http://localhost');
  if (pathname.endsWith('/')) {
    // serve-handler does this only together with redirects away from every .html.
    request.url = `${pathname}index.html${search}`;
  } else if (isFolder(pathname)) {
    response.writeHead(301, { Location: `${pathname}/${search}` }).end();
    return;
  }
  handler(request, response, options);
});
server.listen(port, '127.0.0.1', () => console.log(`dist/ on http://127.0.0.1:${port}`));
