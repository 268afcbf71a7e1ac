// Civic Scorecard's service worker: what was visited can be read offline.
//
// What a page can rely on
// - A page out of the cache says so: its `html` element has `data-cached`, the time at
//   which it was fetched (ISO 8601, UTC). A bundle out of the cache says it in the header
//   `x-civic-scorecard-cached`. What came from the server has neither.
// - A page that was never visited is answered offline with `offline/`, status 503, whose
//   element `ul[data-offline-pages]` holds links to the pages that are there.
// - Requests with `cache: 'no-store'` or `'reload'` never meet this file, and neither does
//   what other sites embed, nor the page on which that is chosen: an embed is as the server
//   has it, or fails as any frame does, and nothing of it is stored in anybody's browser.
//
// Why two builds never mix
// - Pages lie in a cache of their build, and only those of this worker's own build are
//   stored or answered. The build is what the page's `data-build` says.
// - A page names its scripts, styles and pictures by a hash of what they hold, so whatever
//   answers such a name is the right file, of whichever build. Those of this build are
//   fetched before the worker takes over, and checked against their integrity; a cached
//   page is answered only while all of them are there.
// - So a new worker takes over at once: an open page of the old build asks for files by
//   their hash, for the bundle, which comes from the server first with any worker, and for
//   other pages, which come whole, with files of their own.
// - Installing is all or nothing. Without a network, storage or the files of its build it
//   fails, the browser tries again at a later visit, and what was there goes on.
//
// Storage that is full or forbidden costs what is stored, never an answer of the server.

/** The build and its files: `{ build, assets, parts }`, lists of `{ path, integrity }`. */
const SITE = CIVIC_SCORECARD_SITE;

/** The address of the home page. */
const BASE = registration.scope;
const OFFLINE = `${BASE}offline/`;
const integrities = (files) => files.map(({ path, integrity }) => [BASE + path, integrity]);
/** What every page needs. */
const ASSETS = new Map(integrities(SITE.assets));
/** These and what only some pages ask for. */
const CHECKED = new Map([...ASSETS, ...integrities(SITE.parts)]);

/** Several sites may share an origin, and so its caches; the path tells theirs apart. */
const PREFIX = `civic-scorecard ${new URL(BASE).pathname} `;
/** Pages and bundles of this build. */
const PAGES = `${PREFIX}pages ${SITE.build}`;
/** Files with a hash in their names. Those of earlier builds serve pages still open. */
const FILES = `${PREFIX}files`;
const HASHED = /-[0-9a-f]{16}(?:_bg)?\.\w+$/;
/** What is made for other sites, below the base. */
const FOR_OTHERS = /^(?:embed|share|oembed|images)\/|^embed\.js$/;

/** The most pages that are kept; those visited last stay. */
const MOST_PAGES = 60;
/** The most files that are kept besides those of this build; the oldest go. */
const MOST_FILES = 60;
/** The most pages of the last build that a new one fetches again, besides open ones. */
const MOST_RENEWED = 20;
/** After so many milliseconds without an answer a cached page is better than none. */
const PATIENCE = 4_000;
const CACHED = 'x-civic-scorecard-cached';

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = address(request.url);
  const isPassed = ['no-store', 'reload', 'only-if-cached'].includes(request.cache);
  if (request.method !== 'GET' || !url.startsWith(BASE) || isForOthers(url)) return;
  if (isPassed || request.headers.has('range')) return;
  if (HASHED.test(url)) event.respondWith(answerFile(event, url));
  else if (isBundle(url)) event.respondWith(answerBundle(event, url));
  else if (request.mode === 'navigate') event.respondWith(answerPage(event, url));
});

// ---- the life of the worker ----

async function install() {
  const files = await caches.open(FILES);
  await Promise.all([...ASSETS].map(async ([url, integrity]) => {
    await files.put(url, await fetchAsset(url, integrity));
  }));
  if (!(await fetchPage(OFFLINE))) throw new Error(`${OFFLINE} is not there, or of another build`);
  // One after the other, which leaves the network to the reader; what was visited last
  // comes last, and stays longest.
  for (const url of (await pagesToHave()).reverse()) await fetchPage(url);
  await skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  const isOld = (name) => name.startsWith(PREFIX) && name !== PAGES && name !== FILES;
  await Promise.allSettled([
    ...names.filter(isOld).map((name) => caches.delete(name)),
    trim(FILES, MOST_FILES, (url) => !ASSETS.has(url)),
    // The server is asked while the worker is still starting.
    registration.navigationPreload?.enable(),
    clients.claim(),
  ]);
}

/** A file of this build. A copy of the browser's that is damaged is fetched anew. */
async function fetchAsset(url, integrity) {
  const response = await fetch(url, { integrity })
    .catch(() => fetch(url, { integrity, cache: 'reload' }));
  if (!response.ok) throw new Error(`${url}: HTTP status ${response.status}`);
  return response;
}

/** The addresses of the pages that are open, then of those kept for the last build. */
async function pagesToHave() {
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.map((window) => address(window.url));
  const kept = [];
  for (const name of await caches.keys()) {
    const isLast = name.startsWith(`${PREFIX}pages `) && name !== PAGES;
    // A reader who saves data has what is open, and the rest at the next visit.
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

/** What the server answers, which a navigation has asked it before the worker ran. */
async function fromServer(event) {
  return (await event.preloadResponse) ?? fetch(event.request);
}

/** A file with a hash: the cached one, which is the same for ever, or the server's. */
async function answerFile(event, url) {
  const cached = await find(url, FILES);
  if (cached) return cached;
  // Scripts of another build are not kept: nothing here could tell whether they are whole.
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

/** The cached page of this build, marked with its time, if all that it needs is there. */
async function cachedPage(url) {
  const page = isPage(url) && (await find(url, PAGES));
  if (!page) return undefined;
  for (const asset of ASSETS.keys()) {
    if (!(await find(asset, FILES))) return undefined;
  }
  const html = await page.text();
  const time = page.headers.get(CACHED);
  return new Response(html.replace(/<html\b/i, `$& data-cached="${time}"`), page);
}

/** The page that stands for one never visited, with links to those that are there. */
async function offlinePage(url) {
  const page = isPage(url) && (await find(OFFLINE, PAGES));
  if (!page) return undefined;
  const links = [];
  for (const request of await (await caches.open(PAGES)).keys()) {
    if (!isPage(request.url)) continue;
    const html = await (await find(request.url, PAGES))?.text();
    // A title in HTML is HTML, so it is copied as it is.
    const [, title] = /<title>([^<]*)/i.exec(html) ?? [];
    const path = new URL(request.url).pathname.replaceAll('&', '&amp;');
    if (title) links.unshift(`<li><a href="${path}">${title}</a></li>`);
  }
  const html = await page.text();
  const list = /<ul\b[^>]*\bdata-offline-pages\b[^>]*>/i;
  const filled = html.replace(list, (start) => start + links.join(''));
  return new Response(filled, { status: 503, headers: page.headers });
}

// ---- what is kept ----

/** Fetches a page as the server has it now, to keep it. Gives whether it is kept. */
async function fetchPage(url) {
  return keepPage(url, await fetch(url, { cache: 'no-cache' }));
}

/**
 * Keeps a page of this build, with the bundle and the pictures that it names: on a first
 * visit the browser fetched them before there was a worker. Gives whether it is kept.
 */
async function keepPage(url, response) {
  if (!isWhole(response) || !isHtml(response)) return false;
  const html = await response.text();
  const [, build] = /<html\b[^>]*\sdata-build=["']?(\w+)/i.exec(html) ?? [];
  if (build !== SITE.build) return false;
  const [, bundle] = /<html\b[^>]*\sdata-bundle=["']?([^"'\s>]+)/i.exec(html) ?? [];
  const pages = await caches.open(PAGES);
  await pages.put(url, stamped(html, response.headers));
  await trim(PAGES, MOST_PAGES, isPage);
  if (bundle && !(await pages.match(BASE + bundle))) {
    await keepBundle(BASE + bundle, await fetch(BASE + bundle, { cache: 'no-cache' }));
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
  // Its bytes: as text, what is no UTF-8 would be replaced, and nobody would be told.
  const bytes = await response.arrayBuffer();
  await (await caches.open(PAGES)).put(url, stamped(bytes, response.headers));
}

async function keepFile(url, response) {
  // A host that answers a missing file with a page has not the file.
  if (!isWhole(response) || isHtml(response)) return;
  await (await caches.open(FILES)).put(url, response);
  await trim(FILES, MOST_FILES, (other) => !ASSETS.has(other));
}

/** Deletes the oldest of those that `counts`, until `most` are left. */
async function trim(name, most, counts) {
  const cache = await caches.open(name);
  // In the order in which they were stored; what is stored again moves to the end.
  const urls = (await cache.keys()).map(({ url }) => url).filter(counts);
  for (const url of urls.slice(0, Math.max(0, urls.length - most))) await cache.delete(url);
}

/** What is cached under the name; nothing where storage is forbidden. */
async function find(url, cacheName) {
  return caches.match(url, { cacheName, ignoreVary: true }).catch(nothing);
}

/** An answer to keep, with the time of this device, which the reader's clock also shows. */
function stamped(content, headers) {
  const kept = new Headers(headers);
  // They told of the bytes on the way.
  kept.delete('content-encoding');
  kept.delete('content-length');
  kept.set(CACHED, new Date().toISOString());
  return new Response(content, { headers: kept });
}

// ---- small words ----

/** An address without query and fragment: neither changes what a static site answers. */
function address(url) {
  return url.split(/[?#]/, 1)[0];
}

function isBundle(url) {
  return url.startsWith(`${BASE}bundle/`) && url.endsWith('.json');
}

function isForOthers(url) {
  return FOR_OTHERS.test(url.slice(BASE.length));
}

/** Whether this may be a page that a reader visits. */
function isPage(url) {
  return url.startsWith(BASE) && url !== OFFLINE && !isBundle(url) && !isForOthers(url);
}

/** Whether the answer is what the address holds: no error, no part, not from elsewhere. */
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
