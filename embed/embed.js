// Shows parts of a scorecard on any page: <civic-card>, <civic-insight>, <civic-figure>,
// <civic-kpi>, <civic-chart>, <civic-multiples> and <civic-wheel>. The same script gives
// plain iframes of the site's embed pages their height. README.md tells how to use it.
//
// An element draws inline, with the code of the site that it shows. Where the host's policy,
// the network or the browser forbids that, it shows the embed page in an iframe; where that
// does not answer either, it shows what was written between its tags, with a link.
//
// It runs in pages of others, so it must not throw, reject, log or leave anything behind.

const KINDS = ['card', 'insight', 'figure', 'kpi', 'chart', 'multiples', 'wheel'];
const ATTRIBUTES = ['of', 'site', 'theme', 'transparent', 'show', 'pinned', 'query'];

/** How far from the viewport an element is drawn: about a screen ahead of the reader. */
const AHEAD = '800px';

/** How long a frame may stay silent after it has loaded, in milliseconds. Its script runs
 * before it has loaded, so this is only for the message to arrive. */
const PATIENCE = 3000;

/** The largest height that a frame may ask for, in CSS pixels. */
const TALLEST = 20000;

/** What a frame may say is wrong, in words for developers. */
const MESSAGES = {
  missing: 'is missing',
  unchecked: 'may not be the latest',
  unchosen: 'does not show what was chosen',
};

// The heights are those of the kind's usual content at 480 px, so that little moves when it
// comes. What is drawn takes nothing from the host but custom properties; what is slotted
// belongs to the host, and is left as it is.
const STYLE = `
:host { display: block; contain: layout style; --_: 400px }
:host([hidden]) { display: none }
:host(civic-card) { --_: 260px }
:host(civic-insight) { --_: 420px }
:host(civic-figure) { --_: 180px }
:host(civic-multiples), :host(civic-wheel) { --_: 1500px }
.wait { min-block-size: var(--_) }
.view { all: initial; display: block; direction: ltr; unicode-bidi: isolate }
iframe { display: block; inline-size: 100%; block-size: var(--_); border: 0 }
.ahead { position: absolute; inset: 0 0 auto; visibility: hidden }
`;

/** The address of a site's root, with a slash at its end; nothing for what is not one. */
function root(address) {
  try {
    const { protocol, origin, pathname } = new URL(address, globalThis.document?.baseURI);
    if (/^https?:$/.test(protocol)) return origin + pathname.replace(/\/?$/, '/');
  } catch {
    // Not an address.
  }
  return undefined;
}

/** The folder of this script: the site, unless the script is part of a bundle. */
let here;
try {
  here = root(new URL('.', import.meta.url));
} catch {
  // Some bundlers leave `import.meta` empty.
}

// Shared by all copies of this script on a page, whatever site they are from: the first
// defines the elements and listens, the others only add their site.
const SHARED = Symbol.for('civic-scorecard');
const isFirst = !globalThis[SHARED];
const sites = (globalThis[SHARED] ??= new Set());

/**
 * Lets elements draw with the code of this site, and gives its iframes their height. The
 * folder of the script is trusted, and so is what script assigns to an element's `site`. Of
 * a site that only an attribute names, an iframe is shown: HTML alone, of a comment, say,
 * must not choose what code runs in a page.
 */
export function trust(site) {
  const address = root(site);
  if (!address || sites.has(address)) return;
  sites.add(address);
  // Frames that were ready before this script was.
  for (const frame of frames()) {
    const isLoaded = frame.contentDocument?.URL !== 'about:blank';
    if (isLoaded && frame.src.startsWith(`${address}embed/`)) say(frame, { type: 'hello' });
  }
}

/** Elements that are in the document. */
const live = new Set();

/** Frames of what there is not. */
const missing = new WeakSet();

/** How an element takes what its frame says. */
const owners = new WeakMap();

/** The runtime of each site as a promise, and how often it has found newer content. */
const runtimes = new Map();
const editions = new Map();

function runtime(site) {
  if (!runtimes.has(site)) {
    const opening = load(site);
    runtimes.set(site, opening);
    // The next element may try again.
    opening.catch(() => runtimes.delete(site));
  }
  return runtimes.get(site);
}

async function load(site) {
  const response = await fetch(`${site}embed/manifest.json`, { credentials: 'omit' });
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const manifest = await response.json();
  if (manifest.version !== 1) throw new Error(`${response.url} is of another version`);
  const module = await import(/* @vite-ignore */ /* webpackIgnore: true */ site + manifest.runtime);
  const opened = await module.open(site, manifest);
  // Once for all elements, because there is no way to end it.
  opened.onnewer(() => {
    editions.set(site, (editions.get(site) ?? 0) + 1);
    for (const element of live) redraw(element);
  });
  return opened;
}

/** The frames that this script may answer: those in the document and those of its elements. */
function frames() {
  const roots = [...live].map((element) => element.shadowRoot);
  return [globalThis.document, ...roots].flatMap((node) => [...(node?.querySelectorAll('iframe') ?? [])]);
}

function say(frame, message) {
  frame.contentWindow?.postMessage({ civicScorecard: 1, ...message }, new URL(frame.src).origin);
}

function tell(target, name, detail) {
  target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
}

/** The parent's half of the protocol. Takes nothing but heights, and only from frames of sites. */
function hear({ data, origin, source }) {
  if (data?.civicScorecard !== 1 || !source) return;
  const frame = frames().find(({ contentWindow }) => contentWindow === source);
  const owner = owners.get(frame);
  const isOurs = owner || [...sites].some((site) => frame?.src.startsWith(`${site}embed/`));
  if (!isOurs || origin !== new URL(frame.src).origin) return;
  const { type, height, reason } = data;
  if (type === 'ready') {
    say(frame, { type: 'hello' });
    owner?.(type);
  } else if (type === 'height' && Number.isInteger(height) && height > 0 && height <= TALLEST) {
    // Important, because themes often set `iframe { height: auto !important }`.
    const isBorderBox = getComputedStyle(frame).boxSizing === 'border-box';
    const border = isBorderBox ? frame.offsetHeight - frame.clientHeight : 0;
    frame.style.setProperty('height', `${height + border}px`, 'important');
    // What a snippet keeps free until then. What is missing keeps its size.
    if (!missing.has(frame)) frame.style.minHeight = '0';
    owner?.(type);
  } else if (type === 'error' && MESSAGES[reason]) {
    if (reason === 'missing') {
      missing.add(frame);
      frame.style.minHeight = `${frame.offsetHeight}px`;
    }
    const [, kind, id] = /embed\/(?:pinned\/[^/]+\/)?([^/]+)\/([^/?]+)/.exec(frame.src) ?? [];
    if (owner) owner(reason);
    else tell(frame, 'civic-error', { kind, id, reason, message: `${frame.src} ${MESSAGES[reason]}` });
  }
}

/** Tells an element at once that its frame is refused; without this it would wait. */
function refuse({ effectiveDirective, blockedURI }) {
  if (effectiveDirective !== 'frame-src' || !blockedURI) return;
  for (const frame of frames()) if (frame.src.startsWith(blockedURI)) owners.get(frame)?.('blocked');
}

/**
 * The theme of an element: what it asks for, or else the one that the page around it has,
 * where that says that it has only one (`color-scheme`). Who says nothing has a light one,
 * which matters where its ground shows. Undefined: as the reader prefers.
 */
function themeOf(element) {
  const { theme, transparent, parentElement } = element;
  if (theme && theme !== 'auto') return theme;
  const schemes = getComputedStyle(parentElement ?? element).colorScheme.split(' ');
  const [light, dark] = ['light', 'dark'].map((scheme) => schemes.includes(scheme));
  if (light !== dark) return light ? 'light' : 'dark';
  return transparent && !light ? 'light' : undefined;
}

function make(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

let sheet;

/** Draws an element when it comes near, and not again. */
let nearby;

/** What this module does with elements and their users do not: `redraw(element, isNear)`. */
let redraw;

// The server that renders a page has no HTMLElement, and has to be able to import this.
class CivicElement extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = ATTRIBUTES;

  static {
    redraw = (element, isNear) => {
      element.#isNear ||= isNear;
      element.#update();
    };
  }

  #root = this.attachShadow({ mode: 'open' });
  #wait = make('div', { className: 'wait' });
  #view = make('div', { className: 'view' });
  #frame;
  /** The frame's address without its theme, which can be changed by a message. */
  #framed;
  #isNear = false;
  #isDrawing = false;
  /** What is drawn, or being drawn. */
  #key = '';
  #hasFailed = false;
  #timer;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
    this.#wait.append(make('slot'));
    this.#root.append(this.#wait);
  }

  connectedCallback() {
    // Properties that were set before this class was defined hide its own.
    for (const name of ATTRIBUTES) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    live.add(this);
    nearby.observe(this);
  }

  disconnectedCallback() {
    live.delete(this);
    nearby.unobserve(this);
    clearTimeout(this.#timer);
    this.#isNear = false;
    // Whoever puts it back may expect another try.
    if (this.#hasFailed) this.#key = '';
  }

  attributeChangedCallback() {
    this.#update();
  }

  /** Draws again if what is wanted has changed; once for all that changes in a task. */
  async #update() {
    if (this.#isDrawing || !this.#isNear) return;
    this.#isDrawing = true;
    await undefined;
    while (this.#isNear) {
      const wanted = this.#wanted();
      if (wanted.key === this.#key) break;
      this.#key = wanted.key;
      this.#hasFailed = false;
      try {
        await this.#draw(wanted);
      } catch (error) {
        this.#fail(wanted, 'network', error);
      }
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
    const path = `${pinned && `pinned/${encodeURIComponent(pinned)}/`}${kind}/${encodeURIComponent(id)}/`;
    const framed = `${site}embed/${path}?${choices}`;
    if (theme) choices.set('theme', theme);
    const query = `${choices}`;
    const address = `${site}embed/${path}${query && `?${query}`}`;
    const key = `${address} ${editions.get(site)}`;
    return { kind, id, pinned: pinned || undefined, query, site, address, framed, key };
  }

  async #draw(wanted) {
    const { kind, id, pinned, query, site, address } = wanted;
    if (!id || !site) {
      this.#fail(wanted, 'invalid', `${id ? 'site' : 'of'} is missing or not valid`);
      return;
    }
    // What was not possible once would only be refused once more.
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
      // Its content's style sheets belong to the shadow root, so it has to be there.
      if (!this.#view.parentNode) this.#root.append(this.#view);
      const { revision, isMissing } = await draw(this.#view, { kind, id, query, pinned });
      this.#keep(this.#view);
      this.#view.style.minHeight = isMissing ? `${height}px` : '';
      if (isMissing) this.#tellError(wanted, 'missing', `${address} is missing`);
      else tell(this, 'civic-ready', { kind, id, revision, mode: 'inline' });
    } catch (error) {
      this.#drawFrame(wanted, error);
    }
  }

  #drawFrame(wanted, cause) {
    const { kind, id, site, address, framed } = wanted;
    if (framed === this.#framed) {
      this.#sayTheme();
      return;
    }
    this.#framed = framed;
    const height = this.offsetHeight;
    if (this.#frame?.className) this.#frame.remove();
    // Another one for each address: a frame that goes elsewhere adds to the host's history.
    const frame = make('iframe', {
      title: this.#name(kind, id),
      loading: 'lazy',
      src: address,
      part: 'frame',
      className: 'ahead',
    });
    this.#frame = frame;
    let state = '';
    const fail = (reason, why) => {
      if (frame === this.#frame) this.#fail(wanted, reason, `${cause}; the frame ${why}`);
    };
    frame.addEventListener('load', () => {
      clearTimeout(this.#timer);
      if (!state) this.#timer = setTimeout(() => fail('network', 'does not answer'), PATIENCE);
    });
    owners.set(frame, (said) => {
      if (said === 'blocked') fail(said, 'is refused by the policy of this page');
      if (frame !== this.#frame || said === 'blocked') return;
      clearTimeout(this.#timer);
      const isWrong = MESSAGES[said];
      if (isWrong) this.#tellError(wanted, said, `${address} ${isWrong}`);
      if (said === 'missing') {
        frame.style.minHeight = `${height}px`;
        // No policy stands in the way of what is asked for next.
        this.#framed = undefined;
      }
      if (said === 'ready') {
        state ||= said;
        this.#keep(frame);
        this.#sayTheme();
      } else if (state === 'ready') {
        state = said;
        if (said === 'height') tell(this, 'civic-ready', { kind, id, mode: 'frame' });
      }
    });
    this.#root.append(frame);
  }

  #sayTheme() {
    if (this.#frame.className) return;
    // A browser paints a ground where a frame has another scheme than the page in it.
    const theme = themeOf(this);
    this.#frame.style.colorScheme = theme ?? '';
    say(this.#frame, { type: 'theme', theme: theme ?? 'auto' });
  }

  /** Shows this one of what the shadow root can hold, and removes the others. */
  #keep(node) {
    // Not replaceChildren: a frame that is put in anew loads anew.
    if (!node.parentNode) this.#root.append(node);
    for (const other of [...this.#root.children]) if (other !== node) other.remove();
    if (node === this.#frame) node.className = '';
    else this.#frame = this.#framed = undefined;
  }

  #fail(wanted, reason, cause) {
    const { kind, id, site, address } = wanted;
    this.#hasFailed = true;
    clearTimeout(this.#timer);
    this.#keep(this.#wait);
    this.#wait.querySelector('a')?.remove();
    const isLinked = [...this.querySelectorAll('a')].some(({ href }) => href.startsWith(site));
    if (id && site && !isLinked) {
      const text = `${this.#name(kind, id)} (${new URL(site).host})`;
      const properties = { href: address, target: '_blank', rel: 'noopener', part: 'link' };
      this.#wait.append(make('a', { ...properties, textContent: text }));
    }
    this.#tellError(wanted, reason, String(cause));
  }

  #tellError({ kind, id }, reason, message) {
    tell(this, 'civic-error', { kind, id, reason, message });
  }

  /** What a frame or a link is called: what the host calls it, or else its kind and id. */
  #name(kind, id) {
    return this.title || this.textContent.replace(/\s+/g, ' ').trim() || `${kind} ${id}`;
  }
}

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

if (isFirst && globalThis.customElements) {
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
  addEventListener('message', hear);
  document.addEventListener('securitypolicyviolation', refuse);
  for (const kind of KINDS) {
    const name = `civic-${kind}`;
    if (!customElements.get(name)) customElements.define(name, class extends CivicElement {});
  }
}
if (here) trust(here);
