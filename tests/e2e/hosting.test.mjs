// The rules of hosting, on real servers: `node --test tests/e2e/hosting.test.mjs`.
//
// nginx and Apache serve a published folder by the configurations that `scorecard hosting`
// prints, beside `scorecard preview`. Each has to give every file as it was built, and all
// have to send the same headers.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { hosts } from './hosts.mjs';
import { preview } from './preview.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = resolve(root, process.env.E2E_FOLDER ?? 'dist');

const TYPES = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
};
const SIBLINGS = { br: '.br', zstd: '.zst', gzip: '.gz' };
const HASHED = /-[0-9a-f]{16}(_bg)?\.\w+$/;

/** What browsers accept over TLS. */
const BROWSERS = 'gzip, deflate, br, zstd';
/** What a reader accepts, and the codings that may be chosen for it, the best first. */
const ACCEPTED = [
  [undefined, []],
  ['identity', []],
  ['gzip', ['gzip']],
  ['gzip, deflate, br', ['br', 'gzip']],
  [BROWSERS, ['br', 'zstd', 'gzip']],
  ['GZIP;q=0.5, zstd;q=1.0', ['zstd', 'gzip']],
  ['br;q=0, gzip;q=0.000, zstd;q=0.001', ['zstd']],
  ['brotli, xgzip, notzstd', []],
];

/** Headers that say something of the answer and have to be the same on every server. */
const COMPARED = [
  'access-control-allow-origin',
  'cache-control',
  'content-encoding',
  'content-length',
  'content-security-policy',
  'content-type',
  'cross-origin-embedder-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'location',
  'permissions-policy',
  'referrer-policy',
  'strict-transport-security',
  'vary',
  'x-content-type-options',
  'x-frame-options',
];

/** Files that are served, as paths below the root. */
const files = readdirSync(folder, { recursive: true })
  .filter((path) => statSync(join(folder, path)).isFile())
  .filter((path) => !/(^|\/)\.|^_(headers|redirects)$|\.(br|gz|zst)$/.test(path))
  .sort();

/** Pages that are shown where there is nothing, the closest first; never by their own names. */
const ERROR_PAGES = ['embed/404.html', '404.html'].filter((path) => files.includes(path));
const shown = files.filter((path) => !ERROR_PAGES.includes(path));

/** Files are of one kind when they have one rule because of where they lie and what they are. */
function kind(path) {
  return [...dirname(path).split('/').slice(0, 2), extname(path), HASHED.test(path)].join(' ');
}

/** Up to five files of each kind below the root, of which there may be hundreds. */
const several = shown.filter((path, index) => {
  const kin = shown.slice(0, index).filter((other) => kind(other) === kind(path));
  return !path.includes('/') || kin.length < 5;
});

/** What is shown at a path below the base at which there is nothing. */
function errorPage(path) {
  return ERROR_PAGES.find((page) => path.startsWith(page.replace('404.html', '')));
}

/** Whether other sites may show this file in a frame. */
function isEmbed(file) {
  return file.startsWith('embed/') && file.endsWith('.html');
}

/** Whether pages on other sites may load and read this file. */
function isOpen(file) {
  if (file.endsWith('.html')) return isEmbed(file);
  return !['sw.js', 'robots.txt', 'sitemap.xml'].includes(file);
}

/** Headers that keep a document out of other sites' frames. */
function refusesFrames(headers) {
  const policy = headers['content-security-policy'] ?? '';
  return headers['x-frame-options'] === 'DENY' || policy.includes('frame-ancestors');
}

/** The sources of the scripts that a policy allows. */
function scriptSources(headers) {
  const [, sources] = headers['content-security-policy'].match(/script-src ([^;]*)/);
  return sources.split(' ');
}

/** The sources of the inline scripts of a page. */
function inlineScripts(file) {
  const html = readFileSync(join(folder, file), 'utf8');
  return [...html.matchAll(/<script\b([^>]*)>([^<]*)<\/script>/g)]
    .filter(([, attributes]) => !/\bsrc=|application\/(ld\+)?json/.test(attributes))
    .map(([, , text]) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
}

/** Asks without any of the niceties of a client: the path goes out as it is. */
function ask(port, path, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const request = send({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const names = response.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
        const repeated = names.filter((name, index) => names.indexOf(name) !== index);
        resolve({ status: response.statusCode, headers: response.headers, repeated, body: Buffer.concat(chunks) });
      });
    });
    request.on('error', reject).end(body);
  });
}

function compared({ status, headers }, port, isMadeNow = false) {
  // Servers have their own words for a redirect, which no one reads.
  const ofBody = status === 301 ? ['content-length', 'content-type'] : [];
  // Of what is compressed when it is asked for the length may not be known.
  if (isMadeNow) ofBody.push('content-length');
  const names = COMPARED.filter((name) => !ofBody.includes(name));
  const found = Object.fromEntries(names.map((name) => [name, headers[name]]));
  // Some name themselves in it.
  if (found.location) found.location = new URL(found.location, 'http://a.example').pathname;
  // The preview lets embeds load from itself too, by its own names.
  const policy = 'content-security-policy';
  found[policy] = found[policy]?.replaceAll(` http://127.0.0.1:${port} http://localhost:${port}`, '');
  return found;
}

/** The path that shows a file: an index.html is shown by its folder. */
function address(base, file) {
  return base + file.replace(/(^|\/)index\.html$/, '$1');
}

/** Whether a file is replaced alone: it has no siblings, and hosts compress it when asked. */
function isReplacedAlone(file) {
  return file.startsWith('bundle/') && !HASHED.test(file);
}

/** The coding in which a file is sent, given those that may be chosen. */
function chosen(file, codings) {
  if (isReplacedAlone(file)) return codings.find((coding) => coding === 'gzip');
  return codings.find((coding) => existsSync(join(folder, file + SIBLINGS[coding])));
}

for (const base of ['/', '/scorecard/']) {
  describe(`a site under ${base}`, () => {
    let servers;
    let close;
    before(async () => ({ servers, close } = await hosts({ folder, base })));
    after(() => close?.());

    /** Asks every server; all have to answer alike, and as `check` says. */
    async function everywhere(path, options, check) {
      const [preview] = servers;
      const expected = await ask(preview.port, path, options);
      for (const { name, port } of servers) {
        const answer = await ask(port, path, options);
        const where = `${name}: ${options?.method ?? 'GET'} ${path} ${JSON.stringify(options?.headers ?? {})}`;
        assert.equal(answer.status, expected.status, where);
        assert.deepEqual(answer.repeated, [], `${where}: headers given twice`);
        const isMadeNow = isReplacedAlone(path.slice(base.length)) && 'content-encoding' in expected.headers;
        const [found, wanted] = [answer, expected].map((of) => compared(of, preview.port, isMadeNow));
        assert.deepEqual(found, wanted, where);
        await check(answer, where, { name, port });
      }
    }

    test('every file is sent as it was built, in the best coding that is accepted', async () => {
      assert.ok(files.length > 10, `${folder} holds a site`);
      for (const file of shown) {
        const every = several.includes(file) ? ACCEPTED : ACCEPTED.filter(([accepted]) => accepted === BROWSERS);
        for (const [accepted, codings] of every) {
          const headers = accepted ? { 'Accept-Encoding': accepted } : {};
          const coding = chosen(file, codings);
          await everywhere(address(base, file), { headers }, ({ status, headers, body }, where) => {
            assert.equal(status, 200, where);
            assert.equal(headers['content-encoding'], coding, where);
            const isCompressedNow = coding && isReplacedAlone(file);
            const built = readFileSync(join(folder, file + (isCompressedNow ? '' : SIBLINGS[coding] ?? '')));
            assert.ok((isCompressedNow ? gunzipSync(body) : body).equals(built), where);
            if (isCompressedNow) assert.ok(body.length < built.length / 2, `${where}: ${body.length} bytes`);
            assert.equal(headers['content-type'], TYPES[extname(file)], where);
            const cache = HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache';
            assert.equal(headers['cache-control'], cache, where);
            assert.equal(headers['x-content-type-options'], 'nosniff', where);
            assert.equal(headers.vary, extname(file) === '.png' ? undefined : 'Accept-Encoding', where);
            assert.equal(headers['strict-transport-security'], undefined, `${where}: not over plain HTTP`);
          });
        }
      }
    });

    test('siblings hold what their file holds', () => {
      for (const file of files) {
        const bytes = readFileSync(join(folder, file));
        for (const [suffix, decode] of [['.br', brotliDecompressSync], ['.gz', gunzipSync]]) {
          const sibling = join(folder, file + suffix);
          if (existsSync(sibling)) assert.ok(decode(readFileSync(sibling)).equals(bytes), sibling);
        }
      }
      assert.ok(existsSync(join(folder, 'index.html.br')), 'the folder has precompressed siblings');
    });

    test('pages have a policy that names no unsafe word and allows no frame', async () => {
      await everywhere(base, {}, ({ headers }, where) => {
        const policy = headers['content-security-policy'];
        assert.match(policy, /^default-src 'none'; script-src 'sha256-[^']+' .*'strict-dynamic'/, where);
        assert.match(policy, /frame-ancestors 'none'/, where);
        assert.doesNotMatch(policy, /'unsafe-/, where);
        assert.match(headers['permissions-policy'], /camera=\(\)/, where);
        assert.equal(headers['cross-origin-opener-policy'], 'same-origin', where);
      });
    });

    test('embeds alone may be framed, and they are by anyone', async () => {
      for (const file of several) {
        await everywhere(address(base, file), {}, ({ headers }, where) => {
          assert.equal(refusesFrames(headers), !isEmbed(file), where);
          if (!file.endsWith('.html')) return;
          const policy = headers['content-security-policy'];
          assert.equal(policy.includes("frame-ancestors 'none'"), !isEmbed(file), where);
          assert.doesNotMatch(policy, /'unsafe-/, where);
        });
      }
    });

    test('each page may run its own scripts, and a page that names a file with its script that too', async () => {
      for (const file of several.filter((path) => path.endsWith('.html'))) {
        const isNamed = /^(embed|share)\//.test(file);
        await everywhere(address(base, file), {}, ({ headers }, where) => {
          const sources = scriptSources(headers);
          for (const source of inlineScripts(file)) assert.ok(sources.includes(source), where);
          // With it, 'self' would mean nothing.
          assert.equal(sources.includes("'strict-dynamic'"), !isNamed, where);
          assert.ok(sources.includes("'self'"), where);
        });
      }
    });

    test('other sites may load and read what is made for them, also from a sandbox', async () => {
      for (const file of several) {
        await everywhere(address(base, file), { headers: { Origin: 'null' } }, ({ headers }, where) => {
          const open = isOpen(file);
          assert.equal(headers['access-control-allow-origin'], open ? '*' : undefined, where);
          assert.equal(headers['cross-origin-resource-policy'], open ? 'cross-origin' : 'same-origin', where);
        });
      }
    });

    test('pictures can run nothing', async () => {
      await everywhere(`${base}icon.svg`, {}, ({ headers }, where) => {
        assert.match(headers['content-security-policy'], /^default-src 'none';.* sandbox$/, where);
      });
    });

    test('an unknown path shows the closest 404.html with 404, in the best coding', async () => {
      const hashed = files.find((file) => HASHED.test(file) && !file.startsWith('embed/'));
      const gone = hashed.replace(/-[0-9a-f]{16}/, '-0123456789abcdef');
      const unknown = ['nothing', 'nothing/', 'no/such/page.html', gone, 'bundle/', '404.html', 'index.html/', 'embedded/', 'kpis/embed/', 'share/kpi/nothing/'];
      const embeds = ['', 'kpi/nothing/', 'kpi/nothing', 'nothing.html', 'frame-0123456789abcdef.js', '404.html', 'pinned/0123456789abcdef/kpi/nothing/', 'nothing.json', 'kpi/%FF/'];
      for (const path of [...unknown, ...embeds.map((path) => `embed/${path}`)]) {
        const page = errorPage(path);
        for (const [accepted, codings] of ACCEPTED) {
          const headers = accepted ? { 'Accept-Encoding': accepted } : {};
          const coding = chosen(page, codings);
          await everywhere(base + path, { headers }, ({ status, headers, body }, where) => {
            assert.equal(status, 404, where);
            assert.equal(headers['content-encoding'], coding, where);
            assert.ok(body.equals(readFileSync(join(folder, page + (SIBLINGS[coding] ?? '')))), where);
            assert.equal(headers['cache-control'], 'no-cache', where);
            assert.ok(headers['content-security-policy'], where);
            assert.equal(refusesFrames(headers), !isEmbed(page), where);
          });
        }
      }
    });

    test('what hosts read, hidden files and siblings are not served', async () => {
      for (const path of ['_headers', '_redirects', 'index.html.br', 'index.html.gz', 'index.html.zst', '.git/config', 'embed/404.html.br', 'embed/.git/config']) {
        await everywhere(base + path, {}, ({ status }, where) => assert.equal(status, 404, where));
      }
      // Apache's own defaults forbid it before any rule is read.
      for (const { name, port } of servers) {
        const { status, body } = await ask(port, `${base}.htaccess`);
        assert.ok([403, 404].includes(status), name);
        assert.doesNotMatch(body.toString(), /RewriteEngine/, name);
      }
    });

    test('a folder is redirected to its name with a slash, with the query', async () => {
      const folders = new Set(files.map(dirname).filter((path) => path !== '.'));
      for (const path of folders) {
        await everywhere(`${base}${path}?q=a%20b&c`, {}, ({ status, headers }, where, { port }) => {
          assert.equal(status, 301, where);
          const location = new URL(headers.location, `http://127.0.0.1:${port}`);
          assert.equal(location.pathname + location.search, `${base}${path}/?q=a%20b&c`, where);
          assert.equal(location.port, String(port), where);
        });
      }
      if (base !== '/') {
        await everywhere(base.slice(0, -1), {}, ({ status, headers }, where) => {
          assert.equal(status, 301, where);
          assert.ok(headers.location.endsWith(base), where);
        });
      }
    });

    test('no path leads out of the folder', async () => {
      const climbing = ['../etc/passwd', '../../../../etc/passwd', '%2e%2e/%2e%2e/%2e%2e/etc/passwd', '..%2f..%2f..%2fetc/passwd', '..%5c..%5cetc/passwd', 'kpis/../../../etc/passwd', '%00', 'a%0d%0aX-Injected: 1'];
      for (const path of climbing) {
        for (const { name, port } of servers) {
          const answer = await ask(port, base + path.replaceAll(' ', '%20'));
          assert.ok([400, 403, 404].includes(answer.status), `${name}: ${path}: ${answer.status}`);
          assert.doesNotMatch(answer.body.toString('latin1'), /root:/, `${name}: ${path}`);
          assert.equal(answer.headers['x-injected'], undefined, `${name}: ${path}`);
        }
      }
    });

    test('a file that a reader has is not sent again', async () => {
      for (const file of several) {
        for (const { name, port } of servers) {
          const path = address(base, file);
          // Of what has no siblings in the coding that is made when it is asked for.
          const accept = { 'Accept-Encoding': isReplacedAlone(file) ? 'gzip' : 'br' };
          const first = await ask(port, path, { headers: accept });
          const { etag, 'last-modified': modified } = first.headers;
          assert.ok(etag && modified, `${name}: ${path}`);
          for (const condition of [{ 'If-None-Match': etag }, { 'If-Modified-Since': modified }]) {
            const again = await ask(port, path, { headers: { ...accept, ...condition } });
            assert.equal(again.status, 304, `${name}: ${path} ${JSON.stringify(condition)}`);
            assert.equal(again.body.length, 0, name);
            assert.equal(again.headers['cache-control'], first.headers['cache-control'], `${name}: ${path}`);
            assert.equal(again.headers['content-security-policy'], first.headers['content-security-policy'], `${name}: ${path}`);
            assert.equal(again.headers.vary, first.headers.vary, `${name}: ${path}`);
          }
          const other = await ask(port, path, { headers: { ...accept, 'If-None-Match': '"other"' } });
          assert.equal(other.status, 200, `${name}: ${path}`);
          // The tag of what is compressed when asked for is its file's: the content is the same.
          if (first.headers['content-encoding'] && !isReplacedAlone(file)) {
            const plain = await ask(port, path, { headers: { 'If-None-Match': etag } });
            assert.equal(plain.status, 200, `${name}: ${path}: another coding has another tag`);
          }
        }
      }
    });

    test('HEAD tells what GET sends', async () => {
      for (const path of [base, `${base}bundle/en.json`, `${base}nothing`]) {
        const headers = { 'Accept-Encoding': 'br' };
        await everywhere(path, { method: 'HEAD', headers }, async (answer, where, { port }) => {
          const get = await ask(port, path, { headers });
          assert.equal(answer.status, get.status, where);
          assert.equal(answer.body.length, 0, where);
          assert.deepEqual(compared(answer), compared(get), where);
        });
      }
    });

    test('a part of a file is sent when it is asked for', async () => {
      const file = files.find((path) => path.endsWith('.wasm'));
      const bytes = readFileSync(join(folder, file));
      await everywhere(base + file, { headers: { Range: 'bytes=100-199' } }, ({ status, headers, body }, where) => {
        assert.equal(status, 206, where);
        assert.equal(headers['content-range'], `bytes 100-199/${bytes.length}`, where);
        assert.ok(body.equals(bytes.subarray(100, 200)), where);
      });
      for (const { name, port } of servers) {
        const { status } = await ask(port, base + file, { headers: { Range: 'bytes=99999999-' } });
        assert.equal(status, 416, name);
      }
    });

    test('other methods are not allowed', async () => {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
        for (const path of [base, `${base}bundle/en.json`]) {
          for (const { name, port } of servers) {
            const { status, headers } = await ask(port, path, { method });
            assert.equal(status, 405, `${name}: ${method} ${path}`);
            assert.equal(headers['content-encoding'], undefined, name);
            assert.equal(headers['x-content-type-options'], 'nosniff', name);
          }
        }
      }
    });
  });
}

test('a bundle that is replaced alone is what every host sends, whatever lies beside it', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'scorecard-replaced-'));
  cpSync(folder, copy, { recursive: true });
  // As builds of earlier versions wrote them, and newer than the bundle.
  for (const suffix of Object.values(SIBLINGS)) writeFileSync(join(copy, `bundle/en.json${suffix}`), 'old');
  const { servers, close } = await hosts({ folder: copy, base: '/' });
  try {
    for (const { name, port, place } of servers) {
      const file = join(place ? join(place, 'www') : copy, 'bundle/en.json');
      const text = JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), revision: 'replaced' });
      writeFileSync(file, text);
      for (const accepted of ['identity', BROWSERS]) {
        const { headers, body } = await ask(port, '/bundle/en.json', { headers: { 'Accept-Encoding': accepted } });
        const sent = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
        assert.equal(sent.toString(), text, `${name}: ${accepted}`);
      }
    }
  } finally {
    await close();
    rmSync(copy, { recursive: true });
  }
});

test('preview --watch tells open pages of a bundle that is saved, and serves it', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'scorecard-watch-'));
  cpSync(folder, copy, { recursive: true });
  const server = await preview({ folder: copy, watch: true });
  try {
    const { port } = new URL(server.address);
    const page = await ask(port, '/', { headers: { 'Accept-Encoding': 'br' } });
    const html = page.body.toString();
    assert.ok(html.startsWith(readFileSync(join(folder, 'index.html'), 'utf8')), 'the page and more');
    const [, version, changes, script] = html.match(/<script data-version="(\d+)" data-changes="([^"]+)">([^<]+)<\/script>$/);
    const hash = createHash('sha256').update(script).digest('base64');
    assert.ok(page.headers['content-security-policy'].includes(`'sha256-${hash}'`), 'the script is allowed');

    const news = async (seen) => JSON.parse((await ask(port, changes, { method: 'POST', body: String(seen) })).body);
    const mistake = news(version);
    const bundle = join(copy, 'bundle/en.json');
    // A bundle with mistakes reloads nothing, and is told; as editors do it, by a file in the old one's place.
    const save = (text) => {
      writeFileSync(`${bundle}.new`, text);
      renameSync(`${bundle}.new`, bundle);
    };
    const json = JSON.parse(readFileSync(bundle, 'utf8'));
    save('{"revision":');
    const isServed = async (text) => {
      const { headers, body } = await ask(port, '/bundle/en.json', { headers: { 'Accept-Encoding': 'br' } });
      return headers['content-encoding'] === undefined && body.toString() === text;
    };
    while (!(await isServed('{"revision":')));
    const told = await mistake;
    assert.equal(String(told.shown), version, 'mistakes reload nothing');
    assert.match(told.problem, /JSON/);
    const saved = JSON.stringify({ ...json, revision: `${json.revision}-saved` });
    save(saved);
    const better = await news(told.version);
    assert.equal(better.problem, null);
    assert.equal(better.shown, better.version);
    assert.ok(await isServed(saved), 'the new bundle, and not its old siblings');
    const again = await ask(port, '/');
    assert.notEqual(again.body.toString().match(/data-version="(\d+)"/)[1], version);
  } finally {
    await server.close();
    rmSync(copy, { recursive: true });
  }
});
