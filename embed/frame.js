// The script of every embed page. It tells the page around it how high the frame has to be, in
// a protocol that page understands, and accepts a theme from it. If it does not run, or nobody
// listens, the embed is complete all the same.
//
// It sends only heights, and what is wrong with what it shows. It accepts only requests for the
// height and a theme, and only from the window around it.

const page = document.documentElement;
const embed = document.getElementById('embed');
const query = new URLSearchParams(location.search);
/** WordPress's name for this frame, if that shows it. */
const [, secret] = /^#\?secret=([a-zA-Z0-9]+)$/.exec(location.hash) ?? [];

// ── What the address asks for ───────────────────────────────────────────────────────────

/** Shows a chart as its `table` or its `notes`, with the same switch that the reader has. */
function show(face) {
  if (!['table', 'notes'].includes(face)) return;
  const input = embed.querySelector(`.switch input[value="${face}"]`);
  if (input) input.checked = true;
}

// ── How high the frame has to be ────────────────────────────────────────────────────────

/** Content that is higher than this, in pixels, scrolls in its frame: WordPress allows no more. */
const HIGHEST = secret ? 1000 : 20_000;


/**
 * The height in whole pixels that the content needs at the frame's width, whatever height the
 * frame has now. Undefined if there is none: when the frame is not laid out (in a closed
 * `<details>`, say), or its content is drawn to fit it.
 */
function measure() {
  if (page.clientWidth === 0 || 'fit' in page.dataset) return undefined;
  // A scroll bar is there because of the frame's height, and reduces the content's width.
  const hasScrollBar = innerWidth > page.clientWidth;
  if (hasScrollBar) page.style.overflow = 'hidden';
  if (secret) shorten();
  const height = contentHeight();
  if (hasScrollBar) page.style.overflow = '';
  if (height <= 0) return undefined;
  // The subtraction is off by less than the 1/64 px of browsers' layout.
  return Math.min(Math.ceil(height - 0.01), HIGHEST);
}

function contentHeight() {
  return embed.getBoundingClientRect().bottom - page.getBoundingClientRect().top;
}

/**
 * Leaves out what does not fit into the highest frame, and then shows a note with a link to the
 * whole: drawings that would fill half of it, and items of lists from the last on.
 */
function shorten() {
  const leaveOut = (element, isLeftOut) => element.toggleAttribute('data-left-out', isLeftOut);
  const note = embed.querySelector('.embed-part');
  const isTooHigh = () => contentHeight() > HIGHEST;
  for (const element of embed.querySelectorAll('[data-left-out]')) leaveOut(element, false);
  if (note) note.hidden = true;
  if (!note || !isTooHigh()) return;
  note.hidden = false;
  for (const drawing of embed.querySelectorAll('.drawings')) leaveOut(drawing, drawing.clientHeight > HIGHEST / 2);
  const items = [...embed.querySelectorAll('li:not(.legend *)')].filter((item) => item.checkVisibility());
  const keep = (count) => items.forEach((item, index) => leaveOut(item, index >= count));
  let fit = 0;
  for (let most = items.length; fit < most; ) {
    const count = Math.ceil((fit + most) / 2);
    keep(count);
    if (isTooHigh()) most = count - 1;
    else fit = count;
  }
  keep(fit);
}

/** Calls back now, and whenever the height may have changed, visible or not. */
function watch(callback) {
  new ResizeObserver(callback).observe(embed);
  // That observer pauses while the tab is hidden or the frame out of view. These two do not, so
  // the height is right before anyone looks.
  const all = { subtree: true, childList: true, characterData: true, attributes: true };
  const changes = new MutationObserver(() => {
    callback();
    // Not what measuring itself has changed.
    changes.takeRecords();
  });
  changes.observe(embed, all);
  document.fonts.addEventListener('loadingdone', callback);
  // When the frame has got its height, Firefox keeps a scroll bar that is not needed any more,
  // until the page is laid out without it, as it is when it is measured.
  addEventListener('resize', callback);
  // A frame in a tab that was opened in the background gets its width some time later, without
  // an event.
  const begin = () => {
    callback();
    if (document.hidden && page.clientWidth === 0) setTimeout(begin, 200);
  };
  begin();
}

// ── The protocols of the pages around ───────────────────────────────────────────────────
//
// Each describes what a frame says in it:
//
// - `isUnderstood`  whether the page around is known to understand it, or may be
// - `greeting`  what is said first, to anyone
// - `height(px)`  how a height is said
// - `failure`  what is said before a requested height, if anything
// - `fail(reason)`  how a later error is said, if it is
// - `interpret(data)`  what a message means: MEASURE whether the height has changed, or REPLY
//   even if it has not; undefined for anything else

const MEASURE = 'measure';
const REPLY = 'reply';

/**
 * Our own, version 1. Only a page that says `{ civicScorecard: 1, type: 'hello' }` is told a
 * height. A theme is `{ civicScorecard: 1, type: 'theme', theme: 'light' | 'dark' | 'auto' }`.
 */
function civicScorecard() {
  const say = (message) => ({ civicScorecard: 1, ...message });
  return {
    isUnderstood: false,
    greeting: say({ type: 'ready' }),
    height: (height) => say({ type: 'height', height }),
    failure: 'missing' in page.dataset ? say({ type: 'error', reason: 'missing' }) : undefined,
    fail(reason) {
      this.failure = say({ type: 'error', reason });
      return this.isUnderstood ? this.failure : undefined;
    },
    interpret(data) {
      if (data?.civicScorecard !== 1) return undefined;
      if (data.type === 'theme') return setTheme(data.theme);
      if (data.type !== 'hello') return undefined;
      this.isUnderstood = true;
      return REPLY;
    },
  };
}

function setTheme(theme) {
  if (theme === 'auto') delete page.dataset.theme;
  else if (theme === 'light' || theme === 'dark') page.dataset.theme = theme;
  else return undefined;
  return MEASURE;
}

/**
 * pym.js 1. It names the frame in its address (`childId`), and says how wide it is whenever the
 * window is resized. `initialWidth`, also in the address, is not needed here: the page is laid
 * out before this script runs.
 */
function pym() {
  const id = query.get('childId');
  const part = (type, message) => ['pym', id, type, message].join('xPYMx');
  const isWidth = (data) =>
    typeof data === 'string' &&
    data.startsWith(part('width', '')) &&
    /^\d{1,5}$/.test(data.slice(part('width', '').length));
  return {
    isUnderstood: Boolean(id),
    height: (height) => part('height', height),
    interpret: (data) => (id && isWidth(data) ? MEASURE : undefined),
  };
}

/**
 * iframe-resizer 5. Its first message names the frame; none of its settings, which follow after
 * colons, matters here. Other messages begin with what they want.
 */
function iframeResizer() {
  const START = '[iFrameSizer]';
  const FIRST = /^([^:]{1,200}):\d+:(?:true|false):/;
  let id;
  let event;
  return {
    isUnderstood: false,
    // For a parent whose first message came before this script.
    greeting: '[iFrameResizerChild]Ready',
    height(height) {
      const said = `${START}${id}:${height}:${innerWidth}:${event}`;
      event = 'resize';
      return said;
    },
    interpret(data) {
      if (typeof data !== 'string' || !data.startsWith(START)) return undefined;
      const text = data.slice(START.length);
      const name = FIRST.exec(text)?.[1];
      // Parents repeat their first message, and expect one answer that the child is there, with
      // its version.
      if (name && name !== id) [id, event] = [name, 'init:5'];
      if (name) this.isUnderstood = true;
      const isAsking = name || ['resize', 'reset'].includes(text.split(':', 1)[0]);
      return isAsking ? REPLY : undefined;
    },
  };
}

/**
 * Datawrapper. Listeners look for the frame that a message came from; the oldest ones for a
 * frame with the name in its address.
 */
function datawrapper() {
  const { kind, id } = page.dataset;
  const name = kind ? `${kind}/${id}` : 'embed';
  return {
    isUnderstood: true,
    height: (height) => ({ 'datawrapper-height': { [name]: height } }),
    interpret: () => undefined,
  };
}

/** AMP's `amp-iframe`, with its attribute `resizable`. */
function amp() {
  return {
    isUnderstood: true,
    height: (height) => ({ sentinel: 'amp', type: 'embed-size', height }),
    interpret: () => undefined,
  };
}

/**
 * WordPress 4.4 and later, for what it finds by oEmbed (wp-includes/js/wp-embed.js). Its sandbox
 * lets no link lead anywhere, but it follows links of the frame's host that it is told.
 */
function wordPress() {
  const say = (message, value) => ({ message, value, secret });
  const lead = (event) => {
    const href = event.target.closest?.('a[href]')?.getAttribute('href');
    const isPlain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
    if (!href || !isPlain) return;
    const { host, hash, href: address } = new URL(href, document.baseURI);
    const isWithin = href === hash;
    if (isWithin && document.getElementById(hash.slice(1))?.checkVisibility()) return;
    event.preventDefault();
    // What leads to another site, or to what is left out, is also on the embed's page.
    const { href: page } = document.querySelector('link[rel=canonical]');
    const isOnSite = host === location.host && !isWithin;
    parent.postMessage(say('link', isOnSite ? address : page + (isWithin ? hash : '')), '*');
  };
  if (secret) addEventListener('click', lead);
  return {
    isUnderstood: Boolean(secret),
    height: (height) => say('height', height),
    interpret: (data) => (secret && data?.message === 'ready' && data.secret === secret ? REPLY : undefined),
  };
}

/** Talks to the page around from now on. */
function connect() {
  const listeners = [civicScorecard(), pym(), iframeResizer(), datawrapper(), amp(), wordPress()].map(
    (language) => ({ language, target: '*', told: undefined }),
  );
  const post = ({ target }, message) => message && parent.postMessage(message, target);

  // A height is not repeated, so that the page around cannot keep this going for ever.
  const tell = () => {
    const height = measure();
    for (const listener of listeners) {
      if (!height || !listener.language.isUnderstood || listener.told === height) continue;
      listener.told = height;
      post(listener, listener.language.height(height));
    }
  };

  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent) return;
    for (const listener of listeners) {
      const meaning = listener.language.interpret(data);
      if (meaning === undefined) continue;
      if (meaning === REPLY) {
        // A page from a file has no origin that could be named.
        listener.target = origin === 'null' ? '*' : origin;
        listener.told = undefined;
        post(listener, listener.language.failure);
      }
      tell();
    }
  });
  // From runtime.js, which looks for newer figures.
  addEventListener('civic-error', ({ detail }) => {
    for (const listener of listeners) post(listener, listener.language.fail?.(detail.reason));
  });
  for (const listener of listeners) post(listener, listener.language.greeting);
  watch(tell);
}

// ── Start ───────────────────────────────────────────────────────────────────────────────

show(query.get('show'));
if (parent !== window) connect();

// What the embed shows is complete. The rest can wait until it has been painted: figures newer
// than those rendered, the choices for a chart in the address, keys for its points.
const activate = async () => (await import(page.dataset.runtime)).activate();
// Without a network it stays as it is.
if (page.dataset.runtime) addEventListener('load', () => activate().catch(() => {}));
