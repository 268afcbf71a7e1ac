// Pages of other sites that embed ours. Each is written where it is tested, and served from
// another site than the embeds (`localhost`, where those are of `127.0.0.1`), with the
// headers that the test wants and the packages of node_modules.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/**
 * Starts a server of hosts on a free port.
 *
 * `host({ html, headers, files })` adds a host and gives its address. `headers` are sent with
 * its page, `files` are the texts of further files by their names, which are relative to
 * the page. `/node_modules/<file>` is any file of a package.
 */
export async function serveHosts() {
  const answers = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const answer = answers.get(pathname) ?? installed(pathname) ?? embeds(pathname);
    const { status = 200, type = extname(pathname), headers = {}, body } = answer;
    response.writeHead(status, { 'content-type': TYPES[type] ?? 'text/plain', ...headers });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  let count = 0;
  return {
    /** Where hosts are. */
    origin: `http://localhost:${port}`,
    /** Where the fixtures of embeds are: another site, by the same server. */
    fixtures: `http://127.0.0.1:${port}`,
    host({ html, headers, files = {} }) {
      const path = `/${(count += 1)}/`;
      answers.set(path, { type: '.html', headers, body: html });
      for (const [name, body] of Object.entries(files)) answers.set(path + name, { body });
      return `http://localhost:${port}${path}`;
    },
    close: () => new Promise((done) => server.close(done) && server.closeAllConnections()),
  };
}

function installed(pathname) {
  if (!pathname.startsWith('/node_modules/')) return undefined;
  return { body: readFileSync(join(root, pathname)) };
}

/** The fixture of an embed page, which is missing where the address says so. */
function embeds(pathname) {
  // A sandboxed frame has no origin, so the module is of another one to it.
  const headers = { 'access-control-allow-origin': '*' };
  if (pathname === '/embed/frame.js') return { headers, body: readFileSync(join(root, pathname)) };
  if (!pathname.startsWith('/embed/')) return { status: 404, body: '' };
  const page = readFileSync(new URL('fixture.html', import.meta.url), 'utf8');
  if (!pathname.includes('no-such')) return { type: '.html', body: page };
  const missing = page.replace(/ data-kind="\w+" data-id="\w+"/, ' data-missing');
  return { status: 404, type: '.html', body: missing };
}
