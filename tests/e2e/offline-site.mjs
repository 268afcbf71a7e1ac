// Small sites for the tests of the service worker: two builds of the same pages, and a
// host that can be switched from one to the other, slowed down and cut off. The service
// worker and what a page does about it are the real files.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const source = (name) => readFileSync(new URL(`../../src/publish/${name}`, import.meta.url), 'utf8');

/** The service worker of a build, made as `publish::service_worker::text` makes it. */
export function workerText(build, assets, further, parts) {
  const site = JSON.stringify({ build, assets, further, parts });
  return source('service_worker.js').replace('CIVIC_SCORECARD_SITE', () => site);
}

/** What takes the worker's place when it is switched off. */
export const OFF = source('service_worker_off.js');

// As the site's own starter does: load the app, say when that fails, then register.
const STARTER = `(async () => {
${source('registration.js')}
  const root = document.documentElement;
  const { script, wasm } = document.currentScript.dataset;
  const loaded = new Promise((done) => addEventListener('load', done));
  const policy = trustedTypes.createPolicy('civic-scorecard', { createScriptURL: (url) => url });
  try {
    await new Promise((done, failed) => {
      const module = Object.assign(document.createElement('script'), { onload: done, onerror: failed });
      module.src = policy.createScriptURL(script);
      document.head.append(module);
    });
    const response = await fetch(wasm);
    if (!response.ok) throw new Error(wasm);
    root.dataset.wasm = await response.text();
    root.dataset.ready = 'yes';
  } catch {
    root.dataset.ready = 'failed';
    rollForward().catch(() => {});
  }
  await loaded;
  await registerServiceWorker(policy);
})().catch((error) => { document.documentElement.dataset.registration = error.name; });`;

const hash = (kind, encoding, text) => createHash(kind).update(text).digest(encoding);

const POLICY = [
  "default-src 'none'",
  `script-src 'sha256-${hash('sha256', 'base64', STARTER)}' 'strict-dynamic' 'wasm-unsafe-eval'`,
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types civic-scorecard',
].join('; ');

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  bin: 'application/octet-stream',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
};

/** What is made for other sites; what the files hold does not matter to the worker. */
export const FOR_OTHERS = [
  'embed/kpi/',
  'embed/frame-0123456789abcdef.js',
  'embed.js',
  'share/kpi/',
  'oembed/kpi.json',
  'images/kpi.svg',
];

/**
 * A build of the site with these pages, as a map of paths below the base to what they hold.
 * `worker` is 'on' or 'off', `pictures` gives a page's own number of pictures.
 */
export function site(name, { base = '/', pages = ['', 'kpis/', 'sources/'], worker = 'on', pictures = 1 } = {}) {
  const build = hash('sha256', 'hex', name + worker).slice(0, 16);
  const files = new Map();
  const add = (stem, end, text) => {
    const path = `${stem}-${hash('sha256', 'hex', text).slice(0, 16)}${end}`;
    files.set(path, text);
    return path;
  };
  const script = add('app', '.js', `document.documentElement.dataset.script = '${name}';`);
  const wasm = add('app', '_bg.wasm', `wasm of ${name}`);
  const style = add('site', '.css', `:root { --build: ${name}; }`);
  const part = add('more', '.js', `document.documentElement.dataset.part = '${name}';`);
  const outline = add('outline', '.bin', `outline of ${name}`);
  const further = add('further', '.js', `document.documentElement.dataset.further = '${name}';`);
  const checked = (path) => ({
    path,
    integrity: `sha384-${hash('sha384', 'base64', files.get(path))}`,
  });
  const assets = [script, wasm, style].map(checked);
  const html = (path, body, more = '') => {
    const drawn = Array.from({ length: pictures }, (_, at) => {
      const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>${path}${at}</title></svg>`;
      return `<img src="${base}${add('pictures/one', '.svg', drawing)}" alt="">`;
    });
    return `<!doctype html>
<html lang="en" data-base="${base}" data-bundle="bundle/en.json" data-build="${build}"${
  worker === 'off' ? ' data-service-worker="off"' : ''}${more}>
<head><meta charset="utf-8"><title>${path || 'home'} &amp; more</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="${base}${style}">
<script data-script="${base}${script}" data-wasm="${base}${wasm}" data-outline="${base}${outline}">${STARTER}</script></head>
<body><h1>${path || 'home'} of ${name}</h1>${body}${drawn.join('')}</body></html>`;
  };
  for (const path of pages) files.set(`${path}index.html`, html(path, ''));
  files.set('offline/index.html', html('offline', '<ul data-offline-pages=""></ul>', ' data-offline'));
  files.set('404.html', html('not found', ''));
  for (const path of FOR_OTHERS) files.set(path.replace(/\/$/, '/index.html'), html(path, ''));
  files.set('bundle/en.json', JSON.stringify({ revision: name }));
  files.set('sw.js', worker === 'off' ? OFF : workerText(build, assets, [checked(further)], [part, outline].map(checked)));
  return { name, base, build, files, script, wasm, style, outline, further, part, assets };
}

/** Serves whatever `host.site` is at the time. */
export async function host(first) {
  const requests = [];
  const held = new Map();
  const answers = new Map();
  const self = {
    site: first,
    /** Whether nothing answers, as without a network. */
    isDown: false,
    /** Every request that was answered: `{ method, path, headers }`. */
    requests,
    /** How often a path below the base was asked for. */
    count: (path) => requests.filter((request) => request.path === self.site.base + path).length,
    /** Answers a path below the base by this function in place of its file. */
    answer: (path, by) => answers.set(self.site.base + path, by),
    /** Answers a path only after the function that this gives has been called. */
    hold(path) {
      let release;
      held.set(self.site.base + path, new Promise((done) => { release = done; }));
      return () => {
        held.delete(self.site.base + path);
        release();
      };
    },
    /** Answers everything as it lies in `site`. */
    mend: () => answers.clear(),
  };
  const server = createServer(async (request, response) => {
    if (self.isDown) {
      request.socket.destroy();
      return;
    }
    const { method, headers } = request;
    const path = request.url.split('?')[0];
    requests.push({ method, path, headers });
    await held.get(path);
    if (self.isDown) request.socket.destroy();
    else if (answers.has(path)) answers.get(path)(request, response);
    else answer(self.site, path, request, response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return Object.assign(self, {
    origin,
    url: (path = '') => `${origin}${self.site.base}${path}`,
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  });
}

function answer({ base, files }, path, request, response) {
  const below = path.startsWith(base) ? path.slice(base.length) : '404.html';
  const name = below.endsWith('/') || !below ? `${below}index.html` : below;
  const found = files.has(name) ? name : '404.html';
  const body = files.get(found);
  const type = found.split('.').at(-1);
  const headers = {
    'Content-Type': TYPES[type],
    'Cache-Control': /-[0-9a-f]{16}/.test(found) ? 'public, max-age=31536000, immutable' : 'no-cache',
    Vary: 'Accept-Encoding',
  };
  if (type === 'html') headers['Content-Security-Policy'] = POLICY;
  if (name === 'sw.js') headers['Content-Security-Policy'] = "default-src 'none'; connect-src 'self'";
  if (request.method === 'POST') response.writeHead(405, headers).end('no');
  else if (request.headers.range) response.writeHead(206, headers).end(body.slice(0, 4));
  else response.writeHead(name === found ? 200 : 404, headers).end(body);
}
