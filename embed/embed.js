// Shows parts of a scorecard on any page: <civic-card>, <civic-insight>, <civic-figure>,
// <civic-kpi>, <civic-chart>, <civic-results>, <civic-multiples> and <civic-wheel>. The same
// script sets the height of plain iframes of the site's embed pages. README.md explains how to
// use it.
//
// An element draws inline, with the code of the site that it shows. If the host's policy, the
// network or the browser prevents that, it shows the embed page in an iframe; if that does not
// answer either, it shows what was written between its tags, with a link.
//
// It runs in other sites' pages, so it must not throw, reject, log or leave anything behind.

const KINDS = ['card', 'insight', 'figure', 'kpi', 'chart', 'results', 'multiples', 'wheel'];
const ATTRIBUTES = ['of', 'site', 'theme', 'transparent', 'show', 'pinned', 'query'];

/** How far from the viewport an element is drawn: about a screen ahead of the reader. */
const AHEAD = '800px';

/** The form that attributes in addresses must have; `site` after it has been resolved. */
const PATTERNS = {
  of: /^[a-z\d]+(-[a-z\d]+)*$/,
  site: /^https?:/,
  pinned: /^([\da-f]{16})?$/,
};

/** The errors that a frame may report, in words for developers. */
const MESSAGES = new Map([
  ['missing', 'is missing'],
  ['unchecked', 'may not be the latest'],
  ['unchosen', 'does not show what was chosen'],
]);

// The heights are those of the kind's usual content at 480 px, so that little moves when it
// arrives. What is drawn inherits only custom properties from the host; slotted content belongs
// to the host, and keeps its styles.
const STYLE = `
:host { display: block; contain: layout style; --_: 400px }
:host([hidden]) { display: none }
:host(civic-card) { --_: 260px }
:host(civic-insight) { --_: 420px }
:host(civic-figure) { --_: 180px }
:host(civic-results) { --_: 320px }
:host(civic-multiples), :host(civic-wheel) { --_: 1500px }
.wait { min-block-size: var(--_) }
.view { all: initial; display: block; direction: ltr; unicode-bidi: isolate }
iframe { display: block; inline-size: 100%; block-size: var(--_); border: 0 }
.ahead { position: absolute; inset: 0 0 auto; visibility: hidden }
`;

/** The same function without its errors, which would otherwise be reported as the page's own. */
function quietly(act) {
  return (...given) => {
    try {
      return act(...given);
    } catch {
      // Whatever the error was, there is nothing to return.
    }
  };
}

/**
 * Calls a method of the document through its prototype: an element that the page names like the
 * method hides the document's own (`<img name="createElement">`), and old libraries replace
 * `Document`.
 */
function callOfDocument(method, value) {
  return Object.getPrototypeOf(document)[method].call(document, value);
}

function make(name, properties) {
  return Object.assign(callOfDocument('createElement', name), properties);
}

/** The address of a site's root, with a slash at its end; undefined for anything else. */
const root = quietly((address) => {
  const base = globalThis.document && make('p').baseURI;
  const { protocol, origin, pathname } = new URL(address, base);
  return PATTERNS.site.test(protocol) ? origin + pathname.replace(/\/?$/, '/') : undefined;
});

/**
 * The folder of this script: the site, unless the script is part of a bundle. Some bundlers
 * leave `import.meta` empty.
 */
const here = quietly(() => root(new URL('.', import.meta.url)))();

// Shared by all copies of this script on a page, whatever site they are from: the first defines
// the elements and listens, the others only add their site.
const SHARED = Symbol.for('civic-scorecard');
const isFirst = !globalThis[SHARED];
const sites = (globalThis[SHARED] ??= new Set());

/**
 * Lets elements draw with the code of this site, and sets the height of its iframes. The folder
 * of the script is trusted, and so is what script assigns to an element's `site`. A site that
 * only an attribute names is shown in an iframe: markup alone, such as that of a comment, must
 * not choose what code runs in a page.
 */
export const trust = quietly((site) => {
  const address = root(site);
  if (!address || sites.has(address)) return;
  sites.add(address);
  // For frames that were ready before this script was.
  for (const frame of frames()) if (frame.src.startsWith(`${address}embed/`)) send(frame, { type: 'hello' });
});

/** Elements that are in the document. */
const live = new Set();

/** Frames of embeds that do not exist. */
const missing = new WeakSet();

/** How an element handles its frame's messages. */
const owners = new WeakMap();

/** The runtime of each site as a promise, and how often it has found newer content. */
const runtimes = new Map();
const editions = new Map();

async function runtime(site) {
  if (!runtimes.has(site)) runtimes.set(site, load(site));
  try {
    return await runtimes.get(site);
  } catch (error) {
    // So that the next element can try again.
    runtimes.delete(site);
    throw error;
  }
}

/**
 * The text of a site's file: from its own address, without redirects, and no longer than any of
 * them may be (`MAX_BYTES` in src/bundle/limits.rs).
 */
async function textOf(address) {
  const { ok, headers, body } = await fetch(address, { credentials: 'omit', redirect: 'error' });
  let size = 0;
  const check = (length) => {
    if (!ok || length > 4194304) throw new Error(`${address} is missing or too large`);
  };
  check(headers.get('content-length'));
  const transform = (part, out) => {
    check((size += part.length));
    out.enqueue(part);
  };
  return await new Response(body.pipeThrough(new TransformStream({ transform }))).text();
}

async function load(site) {
  const address = `${site}embed/manifest.json`;
  const manifest = JSON.parse(await textOf(address));
  const { href } = new URL(manifest.runtime, site);
  if (manifest.version !== 1 || !href.startsWith(site)) throw new Error(`${address} is of another version`);
  // `import` would follow a redirect; it reuses what was fetched.
  await textOf(href);
  const module = await import(/* @vite-ignore */ /* webpackIgnore: true */ href);
  const opened = await module.open(site, manifest);
  // Once for all elements, because it cannot be ended.
  opened.onnewer(() => {
    editions.set(site, (editions.get(site) ?? 0) + 1);
    for (const element of live) redraw(element);
  });
  return opened;
}

/** The frames that this script may answer: those in the document and those of its elements. */
function* frames() {
  const all = [callOfDocument('querySelectorAll', 'iframe')];
  for (const { shadowRoot } of live) if (shadowRoot) all.push(shadowRoot.querySelectorAll('iframe'));
  // A link in a drawing (SVG) is not one.
  for (const some of all) for (const frame of some) if (frame.src) yield frame;
}

/** Sends a message to a frame that anyone may read, even if the frame was navigated elsewhere. */
function send(frame, message) {
  frame.contentWindow?.postMessage({ civicScorecard: 1, ...message }, '*');
}

function dispatch(target, name, detail) {
  target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
}

/**
 * The parent's half of the protocol. Accepts only heights and errors, and only from frames of
 * sites.
 */
function onMessage({ data, origin, source }) {
  if (data?.civicScorecard !== 1) return;
  for (const frame of frames()) if (frame.contentWindow === source) followMessage(frame, origin, data);
}

function followMessage(frame, origin, { type, height, reason }) {
  const owner = owners.get(frame);
  let isOurs = owner;
  for (const site of sites) isOurs ||= frame.src.startsWith(`${site}embed/`);
  // In our sandbox it has no origin.
  const isApart = owner && frame.hasAttribute('sandbox');
  if (!isOurs || origin !== (isApart ? 'null' : new URL(frame.src).origin)) return;
  if (type === 'ready') {
    send(frame, { type: 'hello' });
    owner?.(type);
  } else if (type === 'height' && Number.isInteger(height) && height > 0 && height <= 20000) {
    // Important, because themes often set `iframe { height: auto !important }`, or a maximum.
    const isBorderBox = getComputedStyle(frame).boxSizing === 'border-box';
    const border = isBorderBox ? frame.offsetHeight - frame.clientHeight : 0;
    frame.style.setProperty('height', `${height + border}px`, 'important');
    if (frame.style.maxHeight !== 'none') frame.style.setProperty('max-height', 'none', 'important');
    // The space that a snippet reserves until then. An embed that is missing keeps its size.
    if (!missing.has(frame)) frame.style.minHeight = '0';
    owner?.(type);
  } else if (type === 'error' && MESSAGES.has(reason)) {
    if (reason === 'missing') {
      missing.add(frame);
      frame.style.minHeight = `${frame.offsetHeight}px`;
    }
    const [id, kind] = new URL(frame.src).pathname.split('/').filter(Boolean).reverse();
    if (owner) owner(reason);
    else dispatch(frame, 'civic-error', { kind, id, reason, message: `${frame.src} ${MESSAGES.get(reason)}` });
  }
}

/**
 * Tells an element that its frame may have been refused: browsers report only its origin, so it
 * may also be another frame.
 */
function onViolation({ effectiveDirective, blockedURI, disposition }) {
  if (effectiveDirective !== 'frame-src' || disposition !== 'enforce') return;
  for (const frame of frames()) if (frame.src.startsWith(blockedURI)) owners.get(frame)?.('blocked');
}

/**
 * The theme of an element: its own, or else the one of the page around it, if that has only one
 * (`color-scheme`). A page that does not say has a light one, which matters where its
 * background shows. Undefined: as the reader prefers.
 */
function themeOf(element) {
  const { theme, transparent, parentElement } = element;
  if (theme && theme !== 'auto') return theme;
  const { colorScheme } = getComputedStyle(parentElement ?? element);
  const light = colorScheme.includes('light');
  const dark = colorScheme.includes('dark');
  if (light !== dark) return light ? 'light' : 'dark';
  return transparent && !light ? 'light' : undefined;
}

let sheet;

/** Draws an element when it comes near the viewport, once. */
let nearby;

/** What this module may do with elements but their users may not: `redraw(element, isNear)`. */
let redraw;

// A server that renders a page has no HTMLElement, but has to be able to import this.
class CivicElement extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = ATTRIBUTES;

  static {
    redraw = (element, isNear) => {
      element.#isNear ||= isNear;
      element.#update();
    };
  }

  #root;
  #wait;
  #view;
  #frame;
  /** The frame's address without its theme, which can be changed by a message. */
  #framed;
  #isNear = false;
  #isDrawing = false;
  /** What is drawn, or being drawn. */
  #key = '';
  #timer;

  constructor() {
    super();
    // Markup may have given it a shadow root already.
    quietly(() => {
      this.#view = make('div', { className: 'view' });
      this.#wait = make('div', { className: 'wait' });
      this.#wait.append(make('slot'));
      // A shadow root hides what is between the tags, so first check whether it can be filled.
      const trial = new DocumentFragment();
      trial.append(this.#wait);
      if (!trial.querySelector('slot')) return;
      this.#root = this.attachShadow({ mode: 'open' });
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.append(this.#wait);
    })();
  }

  connectedCallback() {
    quietly(() => {
      // Properties that were set before this class was defined hide its accessors.
      for (const name of ATTRIBUTES) {
        if (!Object.hasOwn(this, name)) continue;
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
      live.add(this);
      nearby.observe(this);
    })();
  }

  disconnectedCallback() {
    live.delete(this);
    nearby.unobserve(this);
    clearTimeout(this.#timer);
    this.#isNear = false;
    // If it is put back, it may try again.
    if (this.#wait?.parentNode && !this.#isDrawing) this.#key = '';
  }

  attributeChangedCallback() {
    this.#update();
  }

  /** Draws again if the attributes have changed; once for all changes in a task. */
  async #update() {
    if (this.#isDrawing || !this.#isNear) return;
    this.#isDrawing = true;
    await undefined;
    try {
      while (this.#isNear) {
        const wanted = this.#wanted();
        if (wanted.key === this.#key) break;
        this.#key = wanted.key;
        try {
          await this.#draw(wanted);
        } catch (error) {
          this.#fail(wanted, wanted.wrong ? 'invalid' : 'network', error);
        }
      }
    } catch {
      // The page has changed the browser's built-ins; what is there stays.
    }
    this.#isDrawing = false;
  }

  #wanted() {
    const { of: id, pinned, show, transparent } = this;
    const theme = themeOf(this);
    const site = this.hasAttribute('site') ? root(this.site) : here;
    const kind = this.localName.slice('civic-'.length);
    const choices = new URLSearchParams(this.query);
    // A frame here has the height of its content, not the other way round.
    choices.delete('fit');
    if (show) choices.set('show', show);
    if (transparent) choices.set('transparent', '1');
    choices.delete('theme');
    let wrong;
    for (const [name, value] of Object.entries({ of: id, site, pinned })) {
      if (!PATTERNS[name].test(value)) wrong = `${name}="${this[name]}" does not match ${PATTERNS[name]}`;
    }
    // Not part of any address.
    if (wrong) return { kind, id, wrong, key: wrong };
    const place = `${site}embed/${pinned && `pinned/${pinned}/`}${kind}/${id}/`;
    const framed = `${place}?${choices}`;
    if (theme) choices.set('theme', theme);
    const query = `${choices}`;
    const address = place + (query && `?${query}`);
    const key = `${address} ${editions.get(site)}`;
    return { kind, id, pinned: pinned || undefined, query, site, address, framed, key };
  }

  async #draw(wanted) {
    const { kind, id, pinned, query, site, address, wrong } = wanted;
    if (wrong) throw wrong;
    // What was refused once would only be refused again.
    const isFramed = this.#framed?.startsWith(site);
    if (isFramed || !sites.has(site)) {
      this.#drawFrame(wanted, 'not a site that script has named');
      return;
    }
    try {
      const { draw } = await runtime(site);
      if (!this.isConnected) {
        this.#key = '';
        return;
      }
      const height = this.offsetHeight;
      // Its content's style sheets belong to the shadow root, so it has to exist first.
      if (!this.#view.parentNode) this.#root.append(this.#view);
      const { revision, isMissing } = await draw(this.#view, { kind, id, query, pinned });
      if (!this.#view.textContent.trim()) throw new Error('nothing was drawn');
      this.#showOnly(this.#view);
      this.#view.style.minHeight = isMissing ? `${height}px` : '';
      if (isMissing) this.#dispatchError(wanted, 'missing', `${address} is missing`);
      else dispatch(this, 'civic-ready', { kind, id, revision, mode: 'inline' });
    } catch (error) {
      this.#drawFrame(wanted, error);
    }
  }

  #drawFrame(wanted, cause) {
    const { kind, id, site, address, framed } = wanted;
    if (framed === this.#framed) {
      this.#sendTheme();
      return;
    }
    this.#framed = framed;
    const height = this.offsetHeight;
    if (this.#frame?.className) this.#frame.remove();
    // A new one for each address: navigating a frame adds to the host's history.
    const frame = make('iframe', {
      title: this.#name(kind, id),
      loading: 'lazy',
      src: address,
      part: 'frame',
      className: 'ahead',
    });
    // Above all, it cannot navigate the page elsewhere. Its links open new tabs.
    if (!sites.has(site)) frame.sandbox = 'allow-scripts allow-popups allow-popups-to-escape-sandbox';
    this.#frame = frame;
    let state = '';
    let reason = 'network';
    const fail = quietly(() => {
      if (frame === this.#frame && !state) this.#fail(wanted, reason, `${cause}; no frame either`);
    });
    const wait = () => {
      clearTimeout(this.#timer);
      // Its script runs before it has loaded, so this only waits for the message to arrive.
      this.#timer = setTimeout(fail, reason === 'blocked' ? 500 : 3000);
    };
    frame.addEventListener('load', wait);
    // What Firefox says of a frame that a policy refuses; others say that it has loaded.
    frame.addEventListener('error', wait);
    owners.set(frame, (said) => {
      if (said === 'blocked') reason = said;
      if (frame !== this.#frame || said === 'blocked') return;
      clearTimeout(this.#timer);
      if (MESSAGES.has(said)) this.#dispatchError(wanted, said, `${address} ${MESSAGES.get(said)}`);
      if (said === 'missing') {
        frame.style.minHeight = `${height}px`;
        // So no policy prevents the next request.
        this.#framed = undefined;
      }
      if (said === 'ready') {
        state ||= said;
        this.#showOnly(frame);
        this.#sendTheme();
      } else if (state === 'ready') {
        state = said;
        if (said === 'height') dispatch(this, 'civic-ready', { kind, id, mode: 'frame' });
      }
    });
    this.#root.append(frame);
    if (!frame.parentNode) throw new Error('no frame can be shown');
  }

  #sendTheme() {
    if (this.#frame.className) return;
    // A browser paints a background where a frame has another color scheme than its page.
    const theme = themeOf(this);
    this.#frame.style.colorScheme = theme ?? '';
    send(this.#frame, { type: 'theme', theme: theme ?? 'auto' });
  }

  /** Shows this one of the possible contents of the shadow root, and removes the others. */
  #showOnly(node) {
    // Not replaceChildren: a frame that is inserted again loads again.
    if (!node.parentNode) this.#root.append(node);
    for (const other of [...this.#root.children]) if (other !== node) quietly(() => other.remove())();
    if (node === this.#frame) node.className = '';
    else this.#frame = this.#framed = undefined;
  }

  #fail(wanted, reason, cause) {
    const { kind, id, site, address } = wanted;
    clearTimeout(this.#timer);
    this.#showOnly(this.#wait);
    this.#wait.querySelector('a')?.remove();
    let isLinked = !address;
    // The address of a link in a drawing (SVG) is not a string.
    for (const { href } of this.querySelectorAll('a')) isLinked ||= `${href}`.startsWith(site);
    if (!isLinked) {
      const text = `${this.#name(kind, id)} (${new URL(site).host})`;
      const link = { href: address, target: '_blank', rel: 'noopener', part: 'link', textContent: text };
      this.#wait.append(make('a', link));
    }
    this.#dispatchError(wanted, reason, String(cause));
  }

  #dispatchError({ kind, id }, reason, message) {
    dispatch(this, 'civic-error', { kind, id, reason, message });
  }

  /** The name of a frame or a link: the host's, or else its kind and id. */
  #name(kind, id) {
    return this.title || this.textContent.replace(/\s+/g, ' ').trim() || `${kind} ${id}`;
  }
}

if (isFirst) {
  quietly(() => {
    addEventListener('message', quietly(onMessage));
    addEventListener('securitypolicyviolation', quietly(onViolation));
    for (const name of ATTRIBUTES) {
      const isFlag = name === 'transparent';
      Object.defineProperty(CivicElement.prototype, name, {
        enumerable: true,
        configurable: true,
        get() {
          return isFlag ? this.hasAttribute(name) : this.getAttribute(name) ?? '';
        },
        set(value) {
          if (name === 'site') trust(value);
          if (isFlag) this.toggleAttribute(name, Boolean(value));
          else if (value === undefined || value === null) this.removeAttribute(name);
          else this.setAttribute(name, value);
        },
      });
    }
    // Without them, nothing would be styled.
    if (!('adoptedStyleSheets' in ShadowRoot.prototype)) return;
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    nearby = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting) continue;
          nearby.unobserve(target);
          redraw(target, true);
        }
      },
      { rootMargin: AHEAD, scrollMargin: AHEAD },
    );
    for (const kind of KINDS) {
      const name = `civic-${kind}`;
      if (!customElements.get(name)) customElements.define(name, class extends CivicElement {});
    }
  })();
}
if (here) trust(here);
