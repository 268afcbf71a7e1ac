// Civic Scorecard's service worker: visited pages can be read offline.
//
// What a page can rely on
// - A page from the cache says so: its `html` element has `data-cached`, the time at which it
//   was fetched (ISO 8601, UTC). A bundle from the cache has the header
//   `x-civic-scorecard-cached`. What came from the server has neither.
// - A page that was never visited is answered offline with `offline/`, status 503, whose
//   element `ul[data-offline-pages]` contains links to the available pages.
// - Requests with `cache: 'no-store'` or `'reload'` bypass this file, and so do embeds and
//   share pages: an embed comes from the server, or fails as any frame does, and none of it is
//   stored in anybody's browser.
//
// Why two builds never mix
// - Pages are in a cache of their build, and only those of this worker's own build are stored
//   or answered. The build is in the page's `data-build`.
// - A page refers to its scripts, styles and pictures by a hash of their content, so whatever
//   answers such a name is the right file, of whichever build. Those of this build are fetched
//   before the worker takes over, and checked against their integrity; a cached page is
//   answered only while all of them are there.
// - So a new worker takes over at once: an open page of the old build requests files by their
//   hash, the bundle, which comes from the server first with any worker, and other pages, which
//   come whole, with files of their own.
// - Installing is all or nothing. Without a network, storage or the files of its build it
//   fails, the browser tries again at a later visit, and the previous worker continues.
//
// If storage is full or forbidden, nothing is cached, but the server's answers still arrive.

/** The build and its files: `{ build, assets, further, parts }`, lists of `{ path, integrity }`. */
const SITE = CIVIC_SCORECARD_SITE;

/** The address of the home page. */
const BASE = registration.scope;
const OFFLINE = `${BASE}offline/`;
const integrities = (files) => files.map(({ path, integrity }) => [BASE + path, integrity]);
/** What every page needs. */
const ASSETS = new Map(integrities(SITE.assets));
/** What shows other pages than the one that arrived: for reading on without a network. */
const FURTHER = new Map(integrities(SITE.further));
/** These and the files that only some pages request. */
const CHECKED = new Map([...ASSETS, ...FURTHER, ...integrities(SITE.parts)]);

/** Several sites may share an origin, and so its caches; the path distinguishes theirs. */
const PREFIX = `civic-scorecard ${new URL(BASE).pathname} `;
/** Pages and bundles of this build. */
const PAGES = `${PREFIX}pages ${SITE.build}`;
/** Files with a hash in their names. Those of earlier builds serve pages still open. */
const FILES = `${PREFIX}files`;
const HASHED = /-[0-9a-f]{16}(?:_bg)?\.\w+$/;
/** What is made for other sites, below the base. */
const FOR_OTHERS = /^(?:embed|share|oembed|images)\/|^embed\.js$/;

/** The most pages that are cached; those visited last stay. */
const MOST_PAGES = 60;
/** The most files that are cached besides those of this build; the oldest are deleted. */
const MOST_FILES = 60;
/** The most pages of the last build that a new one fetches again, besides open ones. */
const MOST_RENEWED = 20;
/** After this many milliseconds without an answer, a cached page is better than none. */
const PATIENCE = 4_000;
const CACHED = 'x-civic-scorecard-cached';

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = address(request.url);
  const isPassed = ['no-store', 'reload', 'only-if-cached'].includes(request.cache);
  if (request.method !== 'GET' || !url.startsWith(BASE) || isForOthers(url)) return;
  if (isPassed) return;
  if (request.headers.has('range')) {
    if (isBundle(url)) event.respondWith(answerStart(event, url));
    return;
  }
  if (HASHED.test(url)) event.respondWith(answerFile(event, url));
  else if (isBundle(url)) event.respondWith(answerBundle(event, url));
  else if (request.mode === 'navigate') event.respondWith(answerPage(event, url));
});

// ---- lifecycle ----

async function install() {
  const files = await caches.open(FILES);
  // For a reader who saves data, only once a page requests it.
  const further = navigator.connection?.saveData ? [] : FURTHER;
  await Promise.all([...ASSETS, ...further].map(async ([url, integrity]) => {
    await files.put(url, await fetchAsset(url, integrity));
  }));
  if (!(await fetchPage(OFFLINE))) throw new Error(`${OFFLINE} is not there, or of another build`);
  // One after the other, which leaves the network to the reader; what was visited last comes
  // last, and stays longest.
  for (const url of (await pagesToHave()).reverse()) await fetchPage(url);
  await skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  const isOld = (name) => name.startsWith(PREFIX) && name !== PAGES && name !== FILES;
  await Promise.allSettled([
    ...names.filter(isOld).map((name) => caches.delete(name)),
    trim(FILES, MOST_FILES, (url) => !CHECKED.has(url)),
    // The server is asked while the worker is still starting. Not in Firefox: where that request
    // fails, it shows its own error page, whatever the worker answers
    // (https://github.com/GoogleChrome/workbox/issues/3134).
    registration.navigationPreload?.[navigator.userAgent.includes('Firefox/') ? 'disable' : 'enable'](),
    clients.claim(),
  ]);
}

/** A file of this build. If the browser's cached copy is damaged, it is fetched again. */
async function fetchAsset(url, integrity) {
  const response = await fetch(url, { integrity })
    .catch(() => fetch(url, { integrity, cache: 'reload' }));
  if (!response.ok) throw new Error(`${url}: HTTP status ${response.status}`);
  return response;
}

/** The addresses of the open pages, then of those cached for the last build. */
async function pagesToHave() {
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.map((window) => address(window.url));
  const kept = [];
  for (const name of await caches.keys()) {
    const isLast = name.startsWith(`${PREFIX}pages `) && name !== PAGES;
    // A reader who saves data gets the open pages now, and the rest at the next visit.
    if (!isLast || navigator.connection?.saveData) continue;
    const requests = await (await caches.open(name)).keys();
    kept.unshift(...requests.map(({ url }) => url).filter(isPage).reverse());
  }
  return [...new Set([...open.filter(isPage), ...kept.slice(0, MOST_RENEWED)])];
}

// ---- answers ----

/** A page: the server's, or after a while, or without a network, the cached one. */
async function answerPage(event, url) {
  const answer = fromServer(event);
  event.waitUntil(answer.then((response) => keepPage(url, response.clone())).catch(nothing));
  const late = pause(PATIENCE).then(() => cachedPage(url)).then((page) => page ?? answer);
  try {
    return await Promise.race([answer, late]);
  } catch {
    return (await cachedPage(url)) ?? (await offlinePage(url)) ?? Response.error();
  }
}

/** The server's answer, which navigation preload has requested before the worker ran. */
async function fromServer(event) {
  return (await event.preloadResponse) ?? fetch(event.request);
}

/** A file with a hash: the cached one, which never changes, or the server's. */
async function answerFile(event, url) {
  const cached = await find(url, FILES);
  if (cached) return cached;
  // Scripts of another build are not cached, because their integrity cannot be checked here.
  const integrity = CHECKED.get(url);
  const isKept = integrity || event.request.destination === 'image';
  try {
    const response = await (integrity ? fetch(url, { integrity }) : fromServer(event));
    if (isKept) event.waitUntil(keepFile(url, response.clone()).catch(nothing));
    return response;
  } catch {
    return Response.error();
  }
}

/** The bundle: the server's, or without a network the cached one. */
async function answerBundle(event, url) {
  const answer = fromServer(event);
  event.waitUntil(answer.then((response) => keepBundle(url, response.clone())).catch(nothing));
  try {
    return await answer;
  } catch {
    return (await find(url, PAGES)) ?? Response.error();
  }
}

/**
 * How the bundle begins, which says its revision: the server's answer, or without a network all of
 * the cached one. After an answer what is cached may be no longer the latest, but one that was
 * withdrawn. A page to which it is new fetches the whole.
 */
async function answerStart(event, url) {
  let response;
  try {
    response = await fetch(event.request);
  } catch {
    return (await find(url, PAGES)) ?? Response.error();
  }
  if (response.status === 206) {
    event.waitUntil(caches.open(PAGES).then((pages) => pages.delete(url)).catch(nothing));
  } else {
    // Some servers send the whole anyway.
    event.waitUntil(keepBundle(url, response.clone()).catch(nothing));
  }
  return response;
}

/** The cached page of this build, marked with its time, if everything that it needs is there. */
async function cachedPage(url) {
  const page = isPage(url) && (await find(url, PAGES));
  if (!page) return undefined;
  const html = await page.text();
  for (const asset of [...ASSETS.keys(), ...outlineOf(html, url)]) {
    if (!(await find(asset, FILES))) return undefined;
  }
  const time = page.headers.get(CACHED);
  return new Response(html.replace(/<html\b/i, `$& data-cached="${time}"`), page);
}

/** The page for one that was never visited, with links to the available ones. */
async function offlinePage(url) {
  const page = isPage(url) && (await find(OFFLINE, PAGES));
  if (!page) return undefined;
  const links = [];
  for (const request of await (await caches.open(PAGES)).keys()) {
    if (!isPage(request.url)) continue;
    const html = await (await find(request.url, PAGES))?.text();
    // A title in HTML is HTML, so it is copied unchanged.
    const [, title] = /<title>([^<]*)/i.exec(html) ?? [];
    const path = new URL(request.url).pathname.replaceAll('&', '&amp;');
    if (title) links.unshift(`<li><a href="${path}">${title}</a></li>`);
  }
  const html = await page.text();
  const list = /<ul\b[^>]*\bdata-offline-pages\b[^>]*>/i;
  const filled = html.replace(list, (start) => start + links.join(''));
  return new Response(filled, { status: 503, headers: page.headers });
}

// ---- the cache ----

/** Fetches a page from the server for the cache. Returns whether it was cached. */
async function fetchPage(url) {
  return keepPage(url, await fetch(url, { cache: 'no-cache' }));
}

/**
 * Caches a page of this build, with its outline and the pictures that it refers to: on a first
 * visit the browser fetched them before there was a worker. Returns whether it was cached.
 */
async function keepPage(url, response) {
  if (!isWhole(response) || !isHtml(response)) return false;
  const html = await response.text();
  const [, build] = /<html\b[^>]*\sdata-build=["']?(\w+)/i.exec(html) ?? [];
  if (build !== SITE.build) return false;
  const pages = await caches.open(PAGES);
  await pages.put(url, stamped(html, response.headers));
  await trim(PAGES, MOST_PAGES, isPage);
  for (const file of outlineOf(html, url)) {
    const integrity = CHECKED.get(file);
    if (integrity && !(await find(file, FILES))) await keepFile(file, await fetchAsset(file, integrity));
  }
  for (const [, src] of html.matchAll(/<img\b[^>]*\ssrc=["']?([^"'\s>]+)/gi)) {
    const picture = new URL(src, url).href;
    const isFile = picture.startsWith(BASE) && HASHED.test(picture);
    if (isFile && !(await find(picture, FILES))) await keepFile(picture, await fetch(picture));
  }
  return true;
}

async function keepBundle(url, response) {
  if (!isWhole(response)) return;
  // Its bytes: as text, what is not UTF-8 would be replaced without a warning.
  const bytes = await response.arrayBuffer();
  await (await caches.open(PAGES)).put(url, stamped(bytes, response.headers));
}

async function keepFile(url, response) {
  // A host that answers with a page for a missing file does not have the file.
  if (!isWhole(response) || isHtml(response)) return;
  await (await caches.open(FILES)).put(url, response);
  await trim(FILES, MOST_FILES, (other) => !CHECKED.has(other));
}

/** Deletes the oldest of those that `counts`, until `most` are left. */
async function trim(name, most, counts) {
  const cache = await caches.open(name);
  // In the order in which they were stored; what is stored again moves to the end.
  const urls = (await cache.keys()).map(({ url }) => url).filter(counts);
  for (const url of urls.slice(0, Math.max(0, urls.length - most))) await cache.delete(url);
}

/** What is cached under the name; undefined if storage is forbidden. */
async function find(url, cacheName) {
  return caches.match(url, { cacheName, ignoreVary: true }).catch(nothing);
}

/** A response for the cache, with the time of this device, which the reader's clock also shows. */
function stamped(content, headers) {
  const kept = new Headers(headers);
  // These headers described the bytes in transit.
  kept.delete('content-encoding');
  kept.delete('content-length');
  kept.set(CACHED, new Date().toISOString());
  return new Response(content, { headers: kept });
}

// ---- helpers ----

/** An address without query and fragment: neither changes what a static site answers. */
function address(url) {
  return url.split(/[?#]/, 1)[0];
}

function isBundle(url) {
  return url.startsWith(`${BASE}bundle/`) && url.endsWith('.json');
}

/** What the app needs to know on a page of this address, if the page says so. */
function outlineOf(html, url) {
  const [, path] = /\sdata-outline=["']?([^"'\s>]+)/i.exec(html) ?? [];
  return path ? [new URL(path, url).href] : [];
}

function isForOthers(url) {
  return FOR_OTHERS.test(url.slice(BASE.length));
}

/** Whether this may be a page that a reader visits. */
function isPage(url) {
  return url.startsWith(BASE) && url !== OFFLINE && !isBundle(url) && !isForOthers(url);
}

/**
 * Whether the response is what the address contains: not an error, not partial, not from
 * elsewhere.
 */
function isWhole(response) {
  return response.status === 200 && response.type === 'basic' && !response.redirected;
}

function isHtml(response) {
  return /^text\/html\b/i.test(response.headers.get('content-type') ?? '');
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function nothing() {}
