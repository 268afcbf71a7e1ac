// The service worker: what it keeps, what it answers, and that builds never mix.
import { test as base, expect } from '@playwright/test';
import { FOR_OTHERS, OFF, host as serve, site } from './offline-site.mjs';

const test = base.extend({
  // Violations of the page's policy fail any test, as does an uncaught error.
  page: async ({ page }, use) => {
    const mistakes = [];
    page.on('pageerror', (error) => mistakes.push(String(error)));
    page.on('console', (message) => {
      if (/content security policy|trusted/i.test(message.text())) mistakes.push(message.text());
    });
    await use(page);
    expect(mistakes).toEqual([]);
  },
  start: async ({}, use) => {
    const hosts = [];
    await use(async (first) => {
      hosts.push(await serve(first));
      return hosts.at(-1);
    });
    for (const host of hosts) await host.close();
  },
});
test.use({ serviceWorkers: 'allow' });

const A = site('a');
const B = site('b');

/** Opens a page and waits until its app runs, or has failed. */
async function open(page, host, path = '') {
  const response = await page.goto(host.url(path));
  await expect(page.locator('html')).toHaveAttribute('data-ready', /./);
  return response;
}

/** Opens a page and waits until a worker answers for it. */
async function install(page, host, path = '') {
  await open(page, host, path);
  await controlled(page);
}

function controlled(page) {
  return page.evaluate(async () => {
    const { serviceWorker } = navigator;
    const change = new Promise((done) => serviceWorker.addEventListener('controllerchange', done));
    if (!serviceWorker.controller) await change;
    await serviceWorker.ready;
  });
}

const prefix = ({ base }) => `civic-scorecard ${base} `;
const cacheNames = (page) => page.evaluate(() => caches.keys());

/** Waits until the worker of this build has taken over, and cleared away the others. */
async function inCharge(page, of) {
  const names = [`${prefix(of)}files`, `${prefix(of)}pages ${of.build}`];
  await expect.poll(async () => (await cacheNames(page)).sort()).toEqual(names);
  await expect.poll(() => page.evaluate(async () => {
    const { installing, waiting, active } = await navigator.serviceWorker.getRegistration();
    return [installing, waiting, active?.state];
  })).toEqual([null, null, 'activated']);
}

/** The paths below the base that are kept as pages of a build, the oldest first. */
function kept(page, { base, build }, kind = `pages ${build}`) {
  return page.evaluate(async ([name, path]) => {
    const keys = await (await caches.open(name)).keys();
    return keys.map(({ url }) => new URL(url).pathname.slice(path.length));
  }, [`${prefix({ base })}${kind}`, base]);
}

const isPage = (path) => path !== 'offline/' && path !== 'bundle/en.json';

/** Waits until a visited page is kept; the page does not wait for it. */
async function keptSoon(page, of, path) {
  await expect.poll(() => kept(page, of)).toContain(path);
}

/** Expects that everything on the page is of one build. */
async function expectWhole(page, { name, build }, heading) {
  await expect(page.locator('h1')).toHaveText(`${heading} of ${name}`);
  await expect(page.locator('html')).toHaveAttribute('data-ready', 'yes');
  const found = await page.evaluate(async () => {
    const { build, script, wasm } = document.documentElement.dataset;
    const style = getComputedStyle(document.documentElement).getPropertyValue('--build');
    const pictures = [...document.images].map((image) => image.complete && image.naturalWidth);
    return { build, script, wasm, style, pictures };
  });
  expect(found).toEqual({ build, script: name, wasm: `wasm of ${name}`, style: name, pictures: [9] });
}

const cachedAt = (page) => page.evaluate(() => document.documentElement.dataset.cached);

const ask = (page, url, options) => page.evaluate(async ([address, init]) => {
  const response = await fetch(address, init).catch(() => undefined);
  return response && {
    status: response.status,
    cached: response.headers.get('x-civic-scorecard-cached'),
    text: await response.text(),
  };
}, [url, options]);

for (const path of ['/', '/scorecard/']) {
  test(`what was visited under ${path} is there offline, and says how old it is`, async ({ page, start }) => {
    const begin = Date.now();
    const of = site('a', { base: path });
    const host = await start(of);
    await install(page, host);
    expect(await cachedAt(page)).toBeUndefined();
    await open(page, host, 'kpis/');
    expect(await cachedAt(page)).toBeUndefined();
    expect(await ask(page, host.url('bundle/en.json'), { cache: 'no-cache' })).toEqual(
      { status: 200, cached: null, text: '{"revision":"a"}' });
    await keptSoon(page, of, 'kpis/');

    host.isDown = true;
    // The first page was loaded before there was a worker.
    for (const [address, heading] of [['', 'home'], ['kpis/?q=data#top', 'kpis/']]) {
      const response = await open(page, host, address);
      expect(response.status()).toBe(200);
      await expectWhole(page, of, heading);
      const time = await cachedAt(page);
      expect(time).toBe(new Date(time).toISOString());
      expect(Date.parse(time)).toBeGreaterThanOrEqual(begin);
      expect(Date.parse(time)).toBeLessThanOrEqual(Date.now());
    }
    const bundle = await ask(page, host.url('bundle/en.json'), { cache: 'no-cache' });
    expect(bundle).toMatchObject({ status: 200, text: '{"revision":"a"}' });
    expect(Date.parse(bundle.cached)).toBeGreaterThanOrEqual(begin);

    host.isDown = false;
    await open(page, host);
    expect(await cachedAt(page)).toBeUndefined();
  });

  test(`a page under ${path} never visited is answered offline with those that were`, async ({ page, start }) => {
    const of = site('a', { base: path });
    const host = await start(of);
    await install(page, host);
    await open(page, host, 'kpis/');
    await keptSoon(page, of, 'kpis/');
    host.isDown = true;
    const response = await open(page, host, 'sources/');
    expect(response.status()).toBe(503);
    expect(page.url()).toBe(host.url('sources/'));
    await expectWhole(page, of, 'offline');
    await expect(page.getByRole('listitem')).toHaveText(['kpis/ & more', 'home & more']);
    await page.getByRole('link', { name: 'home' }).click();
    await expectWhole(page, of, 'home');
  });
}

test('the browser\'s own offline mode is met in the same way', async ({ page, context, start }) => {
  const host = await start(A);
  await install(page, host);
  await context.setOffline(true);
  const asked = host.requests.length;
  await open(page, host);
  await expectWhole(page, A, 'home');
  expect(await cachedAt(page)).toBeTruthy();
  expect((await open(page, host, 'kpis/')).status()).toBe(503);
  expect(host.requests.length).toBe(asked);
});

test('installing keeps what the page shows, fetches no file twice and no page not visited', async ({ page, start }) => {
  const host = await start(A);
  await install(page, host);
  for (const path of [A.script, A.wasm, A.style]) expect(host.count(path)).toBe(1);
  expect(host.count('kpis/')).toBe(0);
  expect(await kept(page, A)).toEqual(['offline/', '']);
  const picture = A.files.get('index.html').match(/pictures\/[^"]*/)[0];
  expect(await kept(page, A, 'files')).toContain(picture);
});

test('a slow server is waited for, but not for ever when there is a copy', async ({ page, start }) => {
  const host = await start(A);
  await install(page, host);
  const release = host.hold('');
  await open(page, host);
  await expectWhole(page, A, 'home');
  const before = await cachedAt(page);
  expect(before).toBeTruthy();
  // The late answer is kept.
  release();
  const timeOf = () => page.evaluate(async (url) => {
    const copy = await caches.match(url);
    return copy.headers.get('x-civic-scorecard-cached');
  }, host.url());
  await expect.poll(timeOf).not.toBe(before);

  const releaseOther = host.hold('kpis/');
  const visit = page.goto(host.url('kpis/'));
  await expect.poll(() => host.count('kpis/')).toBe(1);
  releaseOther();
  expect((await visit).status()).toBe(200);
  await expectWhole(page, A, 'kpis/');
});

test.describe('a deploy', () => {
  test('while a page is open leaves it whole, and everything offline is of the new build', async ({ page, context, start }) => {
    const host = await start(A);
    await install(page, host);
    // No longer open when the deploy comes, unlike the page after it.
    await open(page, host, 'sources/');
    await keptSoon(page, A, 'sources/');
    await open(page, host, 'kpis/');
    await keptSoon(page, A, 'kpis/');

    host.site = B;
    const other = await context.newPage();
    await open(other, host);
    await expectWhole(other, B, 'home');
    await inCharge(other, B);
    await ask(other, host.url('bundle/en.json'));
    // The old page, still open, gets its own files, which the server has no more.
    expect((await ask(page, host.url(A.wasm))).text).toBe('wasm of a');
    expect((await ask(page, host.url(A.wasm), { cache: 'no-store' })).status).toBe(404);
    await expectWhole(page, A, 'kpis/');

    host.isDown = true;
    for (const [path, heading] of [['', 'home'], ['kpis/', 'kpis/'], ['sources/', 'sources/']]) {
      for (const one of [page, other]) {
        await open(one, host, path);
        await expectWhole(one, B, heading);
        expect(await cachedAt(one)).toBeTruthy();
      }
    }
    expect(JSON.parse((await ask(page, host.url('bundle/en.json'))).text)).toEqual({ revision: 'b' });
  });

  test('that is not complete leaves the old build in charge, and its pages whole', async ({ page, start }) => {
    const host = await start(A);
    await install(page, host);
    await open(page, host, 'kpis/');
    await keptSoon(page, A, 'kpis/');
    host.site = B;
    // The file is there for nobody but the page: what the worker gets is damaged.
    host.answer(B.wasm, (request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/wasm', 'Cache-Control': 'no-store' }).end('damaged');
    });
    await open(page, host);
    await expect(page.locator('h1')).toHaveText('home of b');
    const failure = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      const found = registration.installing ?? await new Promise((done) => {
        registration.addEventListener('updatefound', () => done(registration.installing));
        registration.update().catch(() => {});
      });
      await new Promise((done) => {
        found.addEventListener('statechange', done);
        if (found.state !== 'installing') done();
      });
      return found.state;
    });
    expect(failure).toBe('redundant');

    host.isDown = true;
    for (const [path, heading] of [['', 'home'], ['kpis/', 'kpis/']]) {
      await open(page, host, path);
      await expectWhole(page, A, heading);
    }
    host.isDown = false;
    host.mend();
    await open(page, host);
    await expectWhole(page, B, 'home');
    await inCharge(page, B);
  });

  test('drops pages that the new build has no more', async ({ page, start }) => {
    const host = await start(A);
    await install(page, host, 'sources/');
    await open(page, host);
    await keptSoon(page, A, '');
    host.site = site('b', { pages: ['', 'kpis/'] });
    await open(page, host);
    await inCharge(page, host.site);
    expect((await kept(page, host.site)).filter(isPage)).toEqual(['']);
    host.isDown = true;
    expect((await open(page, host, 'sources/')).status()).toBe(503);
  });

  test('cut off while it is fetched loses nothing', async ({ page, start }) => {
    const host = await start(A);
    await install(page, host);
    await open(page, host, 'kpis/');
    await keptSoon(page, A, 'kpis/');
    host.site = B;
    // The network goes while the new worker is fetching the pages that were visited.
    host.answer('kpis/', (request) => { request.socket.destroy(); });
    await open(page, host);
    await expect.poll(() => host.count('kpis/')).toBeGreaterThan(1);
    host.isDown = true;
    for (const [path, heading] of [['', 'home'], ['kpis/', 'kpis/']]) {
      await open(page, host, path);
      await expectWhole(page, A, heading);
    }
  });

  test('that takes away files of an open page loads it again, once', async ({ page, start }) => {
    const host = await start(A);
    host.answer(A.wasm, (request, response) => response.writeHead(404).end('gone'));
    const visits = [];
    page.on('framenavigated', (frame) => visits.push(frame.url()));
    // The page is on its way when the deploy happens.
    host.answer('', (request, response) => {
      host.mend();
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(A.files.get('index.html'));
      host.site = B;
    });
    await page.goto(host.url());
    await expectWhole(page, B, 'home');
    await inCharge(page, B);
    expect(visits).toHaveLength(2);
  });

  test('without a file that its pages name is not gone round in circles', async ({ page, start }) => {
    const host = await start(B);
    const pageOf = (of) => (request, response) => response
      .writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'no-cache' })
      .end(of.files.get('index.html'));
    host.answer(B.wasm, (request, response) => response.writeHead(404).end('gone'));
    host.answer(A.wasm, (request, response) => response.writeHead(404).end('gone'));
    // Two servers behind one name, one of them a build behind: each answers in turn.
    let turn = 0;
    host.answer('', (request, response) => {
      turn += 1;
      pageOf(turn % 2 ? A : B)(request, response);
    });
    const visits = [];
    page.on('framenavigated', (frame) => visits.push(frame.url()));
    await page.goto(host.url());
    // The first page is of the one build, the second look of the other: one more try.
    await expect.poll(() => visits.length).toBe(2);
    await expect(page.locator('html')).toHaveAttribute('data-ready', 'failed');
    // A round trip later nothing has happened.
    await ask(page, host.url('bundle/en.json'), { cache: 'no-store' });
    expect(visits).toHaveLength(2);
    await expect(page.locator('h1')).toHaveText('home of a');
  });

  test('gets past a service worker that answers everything from its own copies', async ({ page, start }) => {
    const host = await start(A);
    host.answer('sw.js', (request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(`
        addEventListener('install', () => skipWaiting());
        addEventListener('activate', (event) => event.waitUntil(clients.claim()));
        addEventListener('fetch', (event) => event.respondWith((async () => {
          const copies = await caches.open('civic-scorecard / v1');
          const copy = await copies.match(event.request);
          if (copy) return copy;
          const response = await fetch(event.request);
          if (event.request.mode === 'navigate') await copies.put(event.request, response.clone());
          return response;
        })()));`);
    });
    await install(page, host);
    await open(page, host);
    await expectWhole(page, A, 'home');
    // The page is the copy, its files are gone, and the new worker is there to be found.
    host.site = B;
    host.mend();
    // Routing also keeps the browser's own cache out of it.
    await page.route(`**/${A.wasm}`, (route) => route.fulfill({ status: 404, body: 'gone' }));
    const visits = [];
    page.on('framenavigated', (frame) => visits.push(frame.url()));
    expect(await (await page.goto(host.url())).text()).toContain('home of a');
    await expectWhole(page, B, 'home');
    await inCharge(page, B);
    expect(visits).toHaveLength(2);
  });
});

test.describe('switched off', () => {
  test('from the start, no worker is registered', async ({ page, start }) => {
    const host = await start(site('a', { worker: 'off' }));
    await open(page, host);
    await page.waitForLoadState('load');
    expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
    expect(host.count('sw.js')).toBe(0);
  });

  test('later, it takes itself away with all that it stored, and nothing else', async ({ page, start }) => {
    const host = await start(A);
    await install(page, host);
    const others = ['another site', 'civic-scorecard /other/ files'];
    await page.evaluate((names) => Promise.all(names.map((name) => caches.open(name))), others);
    host.site = site('a', { worker: 'off' });
    expect(host.site.files.get('sw.js')).toBe(OFF);
    await open(page, host);
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    await expect.poll(() => cacheNames(page)).toEqual(others);
    // The open page goes on, and so does the next.
    expect((await ask(page, host.url('bundle/en.json'))).status).toBe(200);
    await open(page, host, 'kpis/');
    await expectWhole(page, host.site, 'kpis/');
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
    expect(await cacheNames(page)).toEqual(others);
  });
});

test.describe('storage', () => {
  /** A worker in which `change` can be brought about by a message. */
  function changeable(of, change) {
    const worker = `${of.files.get('sw.js')}
      addEventListener('message', ({ ports: [port] }) => { ${change}; port.postMessage('done'); });`;
    return { ...of, files: new Map(of.files).set('sw.js', worker) };
  }

  const bringAbout = (page) => page.evaluate(() => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    navigator.serviceWorker.controller.postMessage('', [port2]);
  }));

  const FORBIDDEN = `
    const refuse = () => Promise.reject(new DOMException('', 'SecurityError'));
    for (const name of ['open', 'match', 'keys', 'delete', 'has']) CacheStorage.prototype[name] = refuse`;

  test('that is full from the start costs the worker, not the page', async ({ page, context, start }) => {
    const host = await start(A);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: host.origin, quotaSize: 1 });
    await open(page, host);
    await expectWhole(page, A, 'home');
    await expect.poll(() => page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).filter(({ active }) => active).length)).toBe(0);
    await open(page, host, 'kpis/');
    await expectWhole(page, A, 'kpis/');
    // With room again, the next visit brings it.
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: host.origin });
    await install(page, host);
  });

  test('that fills up later costs the newest copies, not the answers', async ({ page, context, start }) => {
    const host = await start(A);
    await install(page, host);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: host.origin, quotaSize: 1 });
    expect((await open(page, host, 'kpis/')).status()).toBe(200);
    await expectWhole(page, A, 'kpis/');
    await expect.poll(() => page.evaluate(async () => {
      const cache = await caches.open('trial');
      return cache.put('/trial', new Response('x'.repeat(10_000))).then(() => 'kept', (error) => error.name);
    })).toBe('QuotaExceededError');
    host.isDown = true;
    await open(page, host);
    await expectWhole(page, A, 'home');
    expect((await open(page, host, 'kpis/')).status()).toBe(503);
  });

  test('that is forbidden from the start costs the worker, not the page', async ({ page, start }) => {
    const of = { ...A, files: new Map(A.files).set('sw.js', `${FORBIDDEN};\n${A.files.get('sw.js')}`) };
    const host = await start(of);
    await open(page, host);
    await expectWhole(page, A, 'home');
    await expect.poll(() => host.count('sw.js')).toBe(1);
    await expect.poll(() => page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    await open(page, host, 'kpis/');
    await expectWhole(page, A, 'kpis/');
  });

  test('that is forbidden later costs what is offline, not what is online', async ({ page, start }) => {
    const of = changeable(A, FORBIDDEN);
    const host = await start(of);
    await install(page, host);
    await bringAbout(page);
    expect((await open(page, host, 'kpis/')).status()).toBe(200);
    await expectWhole(page, A, 'kpis/');
    expect((await ask(page, host.url('bundle/en.json'))).status).toBe(200);
    host.isDown = true;
    await expect(page.goto(host.url())).rejects.toThrow(/ERR_/);
  });

  test('keeps the pages visited last, and only so many', async ({ page, start }) => {
    test.setTimeout(90_000);
    const pages = Array.from({ length: 63 }, (_, at) => `pages/${at}/`);
    const of = site('a', { pages: ['', ...pages] });
    const host = await start(of);
    await install(page, host);
    const order = [...pages.slice(0, 10), '', ...pages.slice(10)];
    for (const path of order) {
      await page.goto(host.url(path));
      await expect.poll(async () => (await kept(page, of)).at(-1)).toBe(path);
    }
    // The home page came first, and came again later.
    const last = order.slice(-60);
    expect(last).toContain('');
    await expect.poll(async () => (await kept(page, of)).filter(isPage)).toEqual(last);
    expect(await kept(page, of)).toContain('offline/');
    // One picture a page, and the build's own files, which never go.
    const files = await kept(page, of, 'files');
    const own = [...of.assets.map(({ path }) => path), of.further, of.outline];
    await expect.poll(async () => (await kept(page, of, 'files')).length).toBe(60 + own.length);
    expect(files).toEqual(expect.arrayContaining(own));

    host.isDown = true;
    expect((await open(page, host, order.at(-1))).status()).toBe(200);
    expect((await open(page, host, pages[0])).status()).toBe(503);
    await expect(page.getByRole('listitem')).toHaveCount(60);
  });
});

test('what is no page, bundle or hashed file is left to the server', async ({ page, start }) => {
  const host = await start(A);
  await install(page, host);
  const other = await ask(page, `${host.origin}/`, { method: 'POST', body: 'x' });
  expect(other.status).toBe(405);
  const part = await ask(page, host.url(A.wasm), { headers: { Range: 'bytes=0-3' } });
  expect(part).toMatchObject({ status: 206, text: 'wasm' });
  expect(host.requests.at(-1).headers.range).toBe('bytes=0-3');
  for (const cache of ['no-store', 'reload']) {
    const asked = host.count(A.wasm);
    expect((await ask(page, host.url(A.wasm), { cache })).text).toBe('wasm of a');
    expect(host.count(A.wasm)).toBe(asked + 1);
  }

  const before = await kept(page, A);
  host.answer('kpis/', (request, response) => response.writeHead(500, { 'Content-Type': 'text/html' }).end('500'));
  expect((await page.goto(host.url('kpis/'))).status()).toBe(500);
  expect((await page.goto(host.url('no/such/page/'))).status()).toBe(404);
  host.answer('moved/', (request, response) => response.writeHead(302, { Location: '/sources/' }).end());
  expect((await page.goto(host.url('moved/'))).status()).toBe(200);
  expect(page.url()).toBe(host.url('sources/'));
  await keptSoon(page, A, 'sources/');
  for (const path of FOR_OTHERS) {
    const response = await page.goto(host.url(path));
    expect(response.status(), path).toBe(200);
    expect(response.fromServiceWorker(), path).toBe(false);
  }
  // Visited last, so what came before has been kept if it ever will be.
  await open(page, host);
  await expect.poll(async () => (await kept(page, A)).at(-1)).toBe('');
  expect((await kept(page, A)).sort()).toEqual([...before, 'sources/'].sort());

  host.isDown = true;
  expect(await ask(page, host.url('robots.txt'))).toBeUndefined();
  // Of what has a hash the browser itself may have a copy.
  for (const path of FOR_OTHERS.filter((other) => !other.startsWith('embed/frame-'))) {
    await expect(page.goto(host.url(path)), path).rejects.toThrow(/ERR_/);
  }
});

for (const [what, file] of [['a file that all pages need', A.wasm], ['what its app needs to know', A.outline]]) {
  test(`a copy of a page is not shown without ${what}`, async ({ page, start }) => {
    const host = await start(A);
    await install(page, host);
    await page.evaluate(async ([name, url]) => (await caches.open(name)).delete(url), [`${prefix(A)}files`, host.url(file)]);
    host.isDown = true;
    expect((await page.goto(host.url())).status()).toBe(503);
  });
}

test('an error of the server is told, not hidden behind a copy', async ({ page, start }) => {
  const host = await start(A);
  await install(page, host);
  const fail = (request, response) => response.writeHead(500).end('broken');
  host.answer('', fail);
  host.answer('bundle/en.json', fail);
  expect(await ask(page, host.url('bundle/en.json'))).toEqual({ status: 500, cached: null, text: 'broken' });
  expect((await page.goto(host.url())).status()).toBe(500);
});

test('a bundle that was withdrawn is not shown from a copy', async ({ page, start }) => {
  const host = await start(A);
  await install(page, host);
  const url = host.url('bundle/en.json');
  await ask(page, url);
  await expect.poll(() => kept(page, A)).toContain('bundle/en.json');
  // The server has what the page was built with again.
  expect((await ask(page, url, { headers: { range: 'bytes=0-3' } })).status).toBe(206);
  await expect.poll(() => kept(page, A)).not.toContain('bundle/en.json');
});

test('what shows further pages is kept from the start', async ({ page, start }) => {
  const host = await start(A);
  await install(page, host);
  host.isDown = true;
  expect((await ask(page, host.url(A.further))).text).toBe(A.files.get(A.further));
});

test('a part that only some readers need is kept when it is asked for, if it is whole', async ({ page, start }) => {
  const host = await start(A);
  await install(page, host);
  expect(host.count(A.part)).toBe(0);
  host.answer(A.part, (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-store' }).end('damaged');
  });
  expect(await ask(page, host.url(A.part))).toBeUndefined();
  expect(await kept(page, A, 'files')).not.toContain(A.part);
  host.mend();
  const text = A.files.get(A.part);
  expect((await ask(page, host.url(A.part))).text).toBe(text);
  await expect.poll(() => kept(page, A, 'files')).toContain(A.part);
  host.isDown = true;
  expect((await ask(page, host.url(A.part))).text).toBe(text);
});

test('a picture is kept when it is shown, but not a page in its place', async ({ page, start }) => {
  const host = await start(A);
  await install(page, host);
  const show = (path) => page.evaluate((src) => new Promise((done) => {
    Object.assign(new Image(), { onload: () => done(true), onerror: () => done(false), src });
  }), host.url(path));
  const picture = [...B.files.keys()].find((path) => path.endsWith('.svg'));
  const [missing, other] = ['none', 'other'].map((name) => `pictures/${name}-0123456789abcdef.svg`);
  host.answer(missing, (request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Hello</h1>'));
  expect(await show(missing)).toBe(false);
  host.answer(other, (request, response) => {
    response.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end(B.files.get(picture));
  });
  expect(await show(other)).toBe(true);
  await expect.poll(() => kept(page, A, 'files')).toContain(other);
  expect(await kept(page, A, 'files')).not.toContain(missing);
  host.isDown = true;
  expect(await show(other)).toBe(true);
});

test('the server is asked for a page once, while the worker is starting', async ({ page, start }) => {
  const host = await start(A);
  await install(page, host);
  await inCharge(page, A);
  await open(page, host, 'kpis/');
  expect(host.count('kpis/')).toBe(1);
  const asked = host.requests.find(({ path }) => path === '/kpis/');
  expect(asked.headers['service-worker-navigation-preload']).toBe('true');
});
