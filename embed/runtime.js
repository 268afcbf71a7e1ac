// Draws embeds with the renderer, a WebAssembly program: into shadow roots for embed.js, and
// into the page of a frame for frame.js. Loaded when there is something to draw.

/**
 * The choices of a chart that an address can have (src/dataset/selection.rs), except `show`,
 * which frame.js handles without drawing again.
 */
const CHOICES = ['hide', 'from', 'to', 'since', 'sort', 'group', 'status', 'for'];

/** What hosts can style with `::part`, by selectors. */
const PARTS = { title: '.title', finding: '.finding', foot: '.embed-foot' };

/**
 * The most bytes of a bundle, and of everything that is not code: a quarter of what a site of its
 * own may have (`MAX_BYTES` in src/bundle/limits.rs), since here it is loaded into others' pages.
 */
const MOST_BYTES = 4 * 1024 * 1024;

/** The form of an archived revision's name in addresses. */
const HASH = /^[0-9a-f]{16}$/;

/** A file from its own address, without redirects. */
const fetched = async (url, options) => {
  const response = await fetch(url, { credentials: 'omit', redirect: 'error', ...options });
  if (!response.ok) throw new Error(`${url}: HTTP status ${response.status}`);
  return response;
};

/** The same, read as a whole: fails as soon as there are more bytes than allowed. */
const limited = async (url, options) => {
  const { headers, body, status } = await fetched(url, options);
  let size = 0;
  const check = (length) => {
    if (length > MOST_BYTES) throw new Error(`${url} has more than ${MOST_BYTES} bytes`);
  };
  check(headers.get('content-length'));
  const transform = (part, out) => {
    check((size += part.length));
    out.enqueue(part);
  };
  return new Response(body.pipeThrough(new TransformStream({ transform })), { status });
};

const load = async (script, wasm) => {
  const binary = fetched(wasm);
  // A failure is reported once, by whichever fails first.
  binary.catch(() => {});
  // `import` would follow a redirect; it reuses what was fetched.
  await (await limited(script)).text();
  const module = await import(script);
  await module.default({ module_or_path: binary });
  return module;
};

/**
 * The build's name for a revision with this content (`fingerprint` in src/publish/files.rs):
 * the beginning of the SHA-256 of its length and its bytes.
 */
async function fingerprint(content) {
  // Only available in secure contexts.
  if (!globalThis.crypto?.subtle) throw new Error('a pinned revision needs https');
  const hashed = new Uint8Array(8 + content.length);
  new DataView(hashed.buffer).setUint32(0, content.length, true);
  hashed.set(content, 8);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', hashed));
  let digits = '';
  for (const byte of digest.subarray(0, 8)) digits += byte.toString(16).padStart(2, '0');
  return digits;
}

/**
 * The renderer of a site's embeds: call it once for each site. `site` is the absolute address
 * of the site's root, with a slash at its end, and `manifest` the content of its
 * embed/manifest.json; `isFrame` says that it draws into the page of a frame. Rejects if the
 * network, a policy or the browser prevents it.
 */
export async function open(site, manifest, isFrame = false) {
  const at = (path) => {
    const { href } = new URL(path, site);
    if (!href.startsWith(site)) throw new Error(`${href} is not below ${site}`);
    return href;
  };
  // For shadow trees; a frame has it already.
  const styled = isFrame || limited(at(manifest.styles))
    .then((response) => response.text())
    .then((text) => new CSSStyleSheet().replace(text));
  const [renderer, content, sheet] = await Promise.all([
    load(at(manifest.renderer), at(manifest.rendererWasm)),
    limited(at(manifest.content)).then(bytesOf),
    styled,
  ]);
  const maker = isFrame || emptyDocument();

  /** The number by which the renderer knows the latest revision. */
  let latest = renderer.open(content, site);
  const followers = new Set();

  /** The documents and shadow roots whose charts react. */
  const listening = new WeakSet();
  const listen = (root) => {
    if (listening.has(root)) return;
    listening.add(root);
    renderer.listen(root);
    if (isFrame) return;
    root.addEventListener('click', lead);
    // A policy may forbid only pictures; the rest works without them.
    root.addEventListener('error', ({ target }) => target.localName === 'img' && target.remove(), true);
  };

  let reader;
  /** The number of the revision in the bytes of a bundle's file. */
  const read = async (bytes) => {
    reader ??= load(at(manifest.reader), at(manifest.readerWasm));
    reader.catch(() => { reader = undefined; });
    return renderer.open_read((await reader).read(bytes), site);
  };

  const look = async () => {
    const bytes = await newer(at(manifest.bundle), manifest);
    if (!bytes) return;
    latest = await read(bytes);
    for (const follower of followers) follower();
  };
  let looked;
  /** What was drawn before it was known whether it is the latest. */
  const drawn = new Map();
  let failure;
  let isKnown = false;
  const fail = (error) => {
    failure = error;
    for (const [place, shown] of drawn) showUnchecked(place, shown, error);
  };

  /** The pinned revisions, by their hashes. */
  const pins = new Map();
  const fetchPinned = async (hash) => {
    if (!HASH.test(hash)) throw new Error(`"${hash}" is no revision: 16 digits 0-9, a-f`);
    const address = at(manifest.bundle.replace(/\.json$/, `-${hash}.json`));
    const content = await bytesOf(await limited(address));
    const found = await fingerprint(content);
    if (found !== hash) throw new Error(`${address} is not what its name says: its hash is ${found}`);
    return read(content);
  };
  const pin = (hash) => {
    if (!pins.has(hash)) {
      const pinned = fetchPinned(hash);
      pins.set(hash, pinned);
      pinned.catch(() => pins.delete(hash));
    }
    return pins.get(hash);
  };

  return {
    /**
     * Draws an embed in place of the content of `root`: a shadow root or an element in one, or
     * in a frame the element that holds the embed. `query` is what follows the `?` in an
     * embed's address. If there is no such embed, a box says so.
     */
    async draw(root, { kind, id, query = '', pinned }) {
      const shown = pinned ? await pin(pinned) : latest;
      const place = isFrame ? root : container(maker, query);
      const isOld = shown !== latest && renderer.revision(shown) !== renderer.revision(latest);
      // 0: the latest, 1: pinned, and also the latest, 2: pinned, and there is a later one.
      const edition = pinned ? 1 + Number(isOld) : 0;
      // Fails if not everything that was drawn is there: a page may have changed the browser's
      // built-ins.
      const title = renderer.draw(place, shown, kind, id, query, edition);
      for (const [part, selector] of Object.entries(PARTS)) {
        for (const element of place.querySelectorAll(selector)) element.part.add(part);
      }
      if (!isFrame) show(root, place.parentNode, sheet);
      listen(place.getRootNode());
      if (!pinned && failure) showUnchecked(place, { kind, id }, failure);
      else if (!pinned && !isKnown) drawn.set(place, { kind, id });
      looked ??= look().catch(fail).finally(() => {
        isKnown = true;
        drawn.clear();
      });
      const [revision, published] = renderer.revision(shown).split('\n');
      return { title: title ?? '', revision, published, isMissing: title === undefined };
    },
    /** Lets the keyboard reach points in a document that is already drawn. */
    listen,
    /** Calls `follower` when a newer revision has been found; returns a function that ends that. */
    onnewer(follower) {
      followers.add(follower);
      return () => followers.delete(follower);
    },
  };
}

/** Whether the revision found differs from the known one and is not older. */
const isNewer = (found, known) => found.revision !== known.revision && found.published >= known.published;

/** Tells the publisher, in the page of a frame, why figures are not shown. Others' consoles are theirs. */
let warn = (why) => why;

/** The bytes of a response; `text()` would replace what is not UTF-8 with U+FFFD. */
const bytesOf = async (response) => new Uint8Array(await response.arrayBuffer());

/**
 * The bytes of the bundle at an address, if it is newer than the one known. `start` is how the
 * known one begins, up to its revision: then only as much is fetched, and all of it if it differs.
 */
async function newer(address, known, start = '') {
  const options = { cache: 'no-cache' };
  let response;
  if (start) {
    const range = `bytes=0-${new TextEncoder().encode(start).length - 1}`;
    response = await limited(address, { ...options, headers: { range } }).catch(() => undefined);
    if (response?.status === 206) {
      if (await response.text().catch(() => '') === start) return undefined;
      response = undefined;
    }
  }
  response ??= await limited(address, options);
  const bytes = await bytesOf(response);
  const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const found = JSON.parse(json);
  if (isNewer(found, known)) return bytes;
  if (found.published < known.published) warn('older than this page');
  return undefined;
}

/** Tells the page that something is wrong with an embed. */
function tell(place, detail) {
  place.dispatchEvent(new CustomEvent('civic-error', { bubbles: true, composed: true, detail }));
}

/**
 * Says in an embed, and to the page, that there may be newer figures than it shows, because
 * they could not be loaded or read.
 */
function showUnchecked(place, { kind, id }, error) {
  showNote(place, '.embed-unchecked');
  warn(error);
  tell(place, { kind, id, reason: 'unchecked', message: messageOf(error) });
}

/**
 * Follows a link within an embed. The browser would find no fragment in a shadow tree, and
 * would change the address of the page around it; in a frame it would add to its history.
 */
function lead(event) {
  const fragment = event.target.closest('a')?.getAttribute('href')?.match(/^#(.+)/);
  if (!fragment) return;
  event.preventDefault();
  const place = event.currentTarget.getElementById(fragment[1]);
  if (!place) return;
  place.tabIndex = -1;
  place.focus();
}

/** Shows one of the notes that an embed has for such cases. */
function showNote(place, selector) {
  const note = place.querySelector(selector);
  if (note) note.hidden = false;
}

/** The message of an error; WebAssembly throws strings. */
const messageOf = (error) => String(error?.message ?? error);

/**
 * A document for creating elements. An element that the page names like a method hides that
 * method of its document (`<img name="createElement">`), so this takes the method from where
 * nothing hides it; and libraries replace `Document`.
 */
function emptyDocument() {
  return Object.getPrototypeOf(document).cloneNode.call(document);
}

/**
 * The element that an embed is drawn into, inside the one around it, as the embed's address
 * asks.
 */
function container(maker, query) {
  const asked = new URLSearchParams(query);
  const frame = maker.createElement('div');
  frame.className = 'embed';
  if (asked.get('transparent') === '1') frame.dataset.transparent = '';
  const theme = asked.get('theme');
  if (['light', 'dark'].includes(theme)) frame.dataset.theme = theme;
  const place = maker.createElement('section');
  place.className = 'embed-page';
  place.part = 'embed';
  frame.append(place);
  return place;
}

/** Shows what was drawn in a shadow tree. */
function show(root, frame, sheet) {
  const tree = root.getRootNode();
  const { adoptedStyleSheets } = tree;
  if (!adoptedStyleSheets.includes(sheet)) {
    adoptedStyleSheets.push(sheet);
    // In a shadow tree, WebKit does not see that `:has(:checked)` has come to match something
    // else, so table and notes would not be shown.
    tree.addEventListener('change', () => { tree.adoptedStyleSheets = [...tree.adoptedStyleSheets]; });
  }
  // The reader's own font size, whatever the host does to `rem`.
  const measure = frame.ownerDocument.createElement('div');
  root.replaceChildren(measure, frame);
  frame.style.setProperty('--rem', getComputedStyle(measure).fontSize);
  measure.remove();
}

/**
 * Makes an embed page react: draws it again if its address asks for something else than was
 * rendered, or if the site has newer figures, and lets the keyboard reach the points of its
 * chart. Loads the renderer only for one of these.
 */
export async function activate() {
  warn = (why) => console.warn('bundle/en.json is not shown:', why);
  const { base, kind, id, pinned, revision, published } = document.documentElement.dataset;
  const site = new URL(base, location).href;
  const place = document.querySelector('#embed');
  const fail = (error) => pinned || showUnchecked(place, { kind, id }, error);
  let opened;
  const opening = () => {
    opened ??= loading.then((manifest) => open(site, manifest, true));
    opened.catch(() => { opened = undefined; });
    return opened;
  };
  const draw = async () => {
    const runtime = await opening();
    const query = location.search.slice(1);
    const again = () => runtime.draw(place, { kind, id, query, pinned }).then(({ isMissing, title, ...now }) => {
      Object.assign(document.documentElement.dataset, now);
      if (title) document.title = title;
      if (isMissing) tell(place, { kind, id, reason: 'missing', message: 'removed since this page was made' });
    });
    runtime.onnewer(() => again().catch(() => {}));
    await again();
  };
  let woken;
  const loadRenderer = () => {
    woken ??= opening().then((runtime) => runtime.listen(document)).finally(answer).catch(() => {});
  };
  // Keys that are pressed before anything handles them.
  const pressed = [];
  const keep = (event) => {
    if (!/^(Arrow|Home|End)/.test(event.key) || !event.target.closest('.point')) return;
    event.preventDefault();
    pressed.push(event.key);
    // The focus may have come before this listener.
    loadRenderer();
  };
  addEventListener('keydown', keep);
  document.addEventListener('click', lead);
  const answer = () => {
    removeEventListener('keydown', keep);
    for (const key of pressed) {
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
  };
  for (const event of ['focusin', 'pointerover']) {
    addEventListener(event, ({ target }) => target.closest?.('.chart') && loadRenderer());
  }
  // Not before keys are recorded.
  const loading = limited(new URL('embed/manifest.json', site)).then((response) => response.json());
  let manifest;
  try {
    manifest = await loading;
  } catch (error) {
    return fail(error);
  }
  const asked = new URLSearchParams(location.search);
  const isChosen = CHOICES.some((name) => asked.has(name));
  // A pinned embed stays, and only says that there is something newer.
  const known = pinned ? manifest : { revision, published };
  // From another origin, some browsers send a CORS preflight for a range.
  const isBehind = async () => isNewer(manifest, known)
    || newer(new URL(manifest.bundle, site), known, manifest.bundleStart);
  if (isChosen) {
    await draw().catch((error) => {
      showNote(place, '.embed-unchosen');
      tell(place, { kind, id, reason: 'unchosen', message: messageOf(error) });
    });
    return;
  }
  try {
    if (await isBehind()) await draw();
  } catch (error) {
    fail(error);
  }
}
