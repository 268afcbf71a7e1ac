// A site that keeps to what embed.js relies on, and draws simple boxes. It counts, waits and
// fails as a test likes, which the real site does not.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';

/** An id of which the stub has nothing, in any kind. */
export const UNKNOWN = 'no-such-thing';

/** How high the stub's embed pages are at first, in pixels. */
export const HEIGHT = 234;

const read = (name) => readFileSync(new URL(`../../../embed/${name}`, import.meta.url), 'utf8');
const EMBED = read('embed.js');
const FRAME = read('frame.js');

/** The smallest WebAssembly module there is. */
const WASM = Buffer.from('0061736d01000000', 'hex');

const MANIFEST = {
  version: 1,
  base: '/',
  revision: 'stub-1',
  published: '2026-01-31',
  bundle: 'bundle/en.json',
  runtime: 'embed/runtime-0123.js',
  renderer: 'renderer-0123.js',
  rendererWasm: 'renderer_bg-0123.wasm',
  styles: 'embed/embed-0123.css',
  content: 'content-0123.bin',
  reader: 'reader-0123.js',
  readerWasm: 'reader_bg-0123.wasm',
};

// It runs in the host page, and writes down what it is asked for in `stub`, for the tests.
const RUNTIME = `
const stub = (globalThis.stub ??= { opened: 0, newer: [], drawn: [] });
const sheet = new CSSStyleSheet();
sheet.replaceSync('[part=embed] { padding: 8px; color: rgb(1, 2, 3) } [part=embed] > * { margin: 0 }');
export async function open(site, manifest) {
  stub.opened += 1;
  const response = await fetch(site + manifest.rendererWasm, { credentials: 'omit' });
  await WebAssembly.instantiate(await response.arrayBuffer());
  return {
    onnewer: (callback) => stub.newer.push(callback),
    draw: async (root, { kind, id, query, pinned }) => {
      stub.drawn.push({ kind, id, query, pinned });
      await stub.held;
      const scope = root.getRootNode();
      if (!scope.adoptedStyleSheets.includes(sheet)) scope.adoptedStyleSheets.push(sheet);
      const isMissing = id === '${UNKNOWN}';
      const box = document.createElement('article');
      box.part = 'embed';
      const title = document.createElement('h3');
      title.part = 'title';
      title.textContent = isMissing ? 'There is no such thing' : kind + ' ' + id;
      const link = document.createElement('a');
      Object.assign(link, { href: site, target: '_blank', textContent: 'The site' });
      box.append(title, link);
      root.replaceChildren(box);
      return { title: title.textContent, revision: manifest.revision, published: manifest.published, isMissing };
    },
  };
}`;

/** An embed page, as high as it is said here. */
function framePage(isMissing, height) {
  const about = isMissing ? 'data-missing' : 'data-kind="kpi" data-id="stub"';
  return `<!doctype html><html lang="en" ${about}><meta charset="utf-8"><title>Stub</title>
<style>body { margin: 0 } main { display: flow-root; height: ${height}px }</style>
<main id="embed"><h1>Stub</h1><a href="/">The site</a></main><script type="module" src="/frame.js"></script></html>`;
}

/**
 * Starts a stub site. Gives `root` (the address of its root), `requests` (the paths asked
 * for), `answers` (a map: what a path that begins so is answered with in place of its own
 * answer, `{ status, type, headers, body }`, where a body may be what
 * writes the response), and `close`.
 */
export async function stubSite() {
  const requests = [];
  const answers = new Map();
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, 'http://stub');
    requests.push(pathname + search);
    const other = [...answers].find(([path]) => pathname.startsWith(path))?.[1];
    const { status = 200, type = 'text/html', headers, body = '' } = other ?? answer(pathname);
    response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Access-Control-Allow-Origin': '*', ...headers });
    if (typeof body === 'function') body(response);
    else response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    root: `http://127.0.0.1:${server.address().port}/`,
    requests,
    answers,
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}

function answer(path) {
  if (path === '/embed.js') return { type: 'text/javascript', body: EMBED };
  if (path === '/frame.js') return { type: 'text/javascript', body: FRAME };
  if (path === '/embed/manifest.json') return { type: 'application/json', body: JSON.stringify(MANIFEST) };
  if (path === `/${MANIFEST.runtime}`) return { type: 'text/javascript', body: RUNTIME };
  if (path === `/${MANIFEST.rendererWasm}`) return { type: 'application/wasm', body: WASM };
  const isMissing = path.endsWith(`/${UNKNOWN}/`);
  if (path.startsWith('/embed/')) return { status: isMissing ? 404 : 200, body: framePage(isMissing, isMissing ? 90 : HEIGHT) };
  return { body: '<!doctype html><html lang="en"><title>Stub</title><h1>Stub</h1></html>' };
}
