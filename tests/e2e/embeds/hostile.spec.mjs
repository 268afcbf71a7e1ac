// Pages that have changed what browsers have built in, by what they call by their names or by
// old libraries: an embed is drawn all the same, or falls back, and never throws into the page.
import { expect } from '@playwright/test';
import { EMBEDS, REFUSED, element, events, portal, script, test } from './elements.mjs';
import { HEIGHT } from './stub-site.mjs';

const [kind, id] = EMBEDS[3];

/** Names that an element can take from its document. */
const NAMES = [
  'createElement', 'createElementNS', 'createTextNode', 'createDocumentFragment', 'createRange', 'querySelector', 'querySelectorAll',
  'getElementById', 'getElementsByTagName', 'body', 'head', 'documentElement', 'baseURI', 'URL', 'currentScript', 'defaultView',
  'addEventListener', 'dispatchEvent', 'removeEventListener', 'adoptedStyleSheets', 'styleSheets', 'implementation', 'cloneNode',
  'importNode', 'adoptNode', 'ownerDocument', 'getRootNode', 'nodeType', 'nodeName', 'textContent', 'childNodes', 'firstChild',
  'appendChild', 'append', 'replaceChildren', 'insertBefore', 'contains', 'fonts', 'activeElement', 'readyState', 'hidden',
  'visibilityState', 'title', 'cookie', 'forms', 'scripts', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__',
  'fetch', 'customElements', 'sites', 'trust', 'civic-scorecard',
];

/** What can be seen of an element: what was drawn, a frame, or what stands between its tags. */
const shown = (page) => page.evaluate(() => {
  const find = Object.getPrototypeOf(document).querySelectorAll;
  return [...find.call(document, 'main > *')].filter((it) => it.localName.startsWith('civic-')).map((it) => {
    const root = it.shadowRoot;
    const frame = root?.querySelector('iframe:not(.ahead)');
    if (frame) return frame.offsetHeight > 0 ? 'frame' : 'nothing';
    const drawn = root?.querySelector('[part~=embed]');
    if (drawn?.isConnected) return drawn.offsetHeight > 0 && /\S/.test(drawn.textContent) ? 'inline' : 'nothing';
    return it.firstElementChild.offsetHeight > 0 ? 'fallback' : 'nothing';
  });
});

for (const [what, make] of [
  ['pictures', (name) => `<img name="${name}" id="${name}" alt="">`],
  ['forms', (name) => `<form name="${name}" id="${name}"></form>`],
  ['objects', (name) => `<object name="${name}" id="${name}" width="1" height="1"></object>`],
]) {
  test(`${what} that hide the document's own methods: each kind is drawn inline`, async ({ host, site, page, heard }) => {
    await host(`${NAMES.map(make).join('')}${EMBEDS.map((embed) => element(embed)).join('')}${script(site)}`);
    expect(await page.evaluate(() => document.createElement.nodeType), 'it is hidden').toBe(1);
    await page.evaluate(() => { for (const it of Object.getPrototypeOf(document).querySelectorAll.call(document, 'main > *')) it.style.height = '1px'; });
    await events(heard, EMBEDS.length);
    expect((await heard()).map(({ type, mode }) => `${type} ${mode}`)).toEqual(EMBEDS.map(() => 'civic-ready inline'));
    expect(await shown(page)).toEqual(EMBEDS.map(() => 'inline'));
  });

  test.describe('with frames', () => {
    // There is nothing at the relative one.
    test.use({ mayLog: REFUSED });

    test(`${what} that hide the document's own methods: frames get their height, and relative addresses their base`, async ({ host, site, page }) => {
      const other = site.replace('127.0.0.1', 'localhost');
      await host(`${NAMES.map(make).join('')}<iframe src="${site}embed/${kind}/${id}/" title="A KPI" height="400"></iframe>
        ${element([kind, id], `site="${other}"`)}${element([kind, id], 'site="a/b"')}${script(site)}`);
      const look = () => page.evaluate(() => {
        const find = Object.getPrototypeOf(document).querySelectorAll;
        const [plain] = find.call(document, 'main > iframe');
        const [framed, relative] = find.call(document, 'main > civic-kpi');
        const frame = framed.shadowRoot?.querySelector('iframe:not(.ahead)');
        const link = relative.shadowRoot?.querySelector('a, iframe');
        return [/^\d+px$/.test(plain.style.height), /^\d+px$/.test(frame?.style.height), link?.src ?? link?.href];
      });
      await expect.poll(look).toEqual([true, true, `${page.url()}a/b/embed/${kind}/${id}/`]);
    });
  });
}

test.describe('what is called like an element but is a part of a drawing', () => {
  const drawing = '<svg width="10" height="10"><iframe src="https://evil.example/"></iframe><a href="https://evil.example/"></a></svg>';
  test.use({ mayLog: REFUSED });

  test('does no harm to frames that were ready before', async ({ host, stub, page }) => {
    await host(`${drawing}<math><iframe></iframe></math><iframe src="${stub.root}embed/${kind}/${id}/" title="A KPI" height="400"></iframe>`);
    await expect(page.frameLocator('main > iframe').locator('#embed')).toBeVisible();
    await page.addScriptTag({ type: 'module', url: `${stub.root}embed.js` });
    await expect.poll(() => page.locator('main > iframe').evaluate((it) => it.clientHeight)).toBe(HEIGHT);
  });

  test('is no link to the site, and no harm to the one that is put there', async ({ host, stub, page, heard }) => {
    stub.answers.set('/embed/', { status: 503 });
    await host(`<civic-kpi of="${id}">${drawing}<p>Text</p></civic-kpi>${script(stub.root)}`);
    expect(await events(heard, 1)).toMatchObject([{ type: 'civic-error', reason: 'network' }]);
    await expect(page.getByRole('link', { name: new URL(stub.root).host })).toBeVisible();
  });
});

test('a shadow root that markup has made already is left alone', async ({ host, site, heard }) => {
  for (const mode of ['open', 'closed']) {
    await host(`<civic-kpi of="${id}"><template shadowrootmode="${mode}"><p>Declared</p></template></civic-kpi>${element(EMBEDS[0])}${script(site)}`);
    await expect.poll(async () => (await heard()).some(({ on }) => on === 'civic-card')).toBe(true);
  }
});

/** What pages do to what is built in, as a script, and what an element can be then at best. */
const CHANGES = {
  // Old libraries, which give nearly what is built in.
  'Array.from of Prototype.js': 'Array.from = (it) => { const all = []; for (let i = it.length || 0; i--;) all[i] = it[i]; return all; }',
  'Array.prototype of Prototype.js': `
    Array.prototype.map = function (act, it) { const all = []; for (const [i, one] of Object.entries(this)) if (i in this) all.push(act ? act.call(it, one, +i) : one); return all; };
    Array.prototype.entries = function () { return this.slice(); };
    Array.prototype.toJSON = function () { return '[' + this.join() + ']'; };
    String.prototype.toJSON = function () { return '"' + this + '"'; };
    Function.prototype.bind = function (it, ...given) { const act = this; return (...more) => act.apply(it, [...given, ...more]); };
    Element.prototype.remove = function () { this.parentNode?.removeChild(this); return this; };
    Element.prototype.show = Element.prototype.update = function () { return this; };`,
  'Element and Document of MooTools': `
    const { prototype } = Element;
    window.Element = function Element() {}; window.Element.prototype = prototype;
    window.Document = function Document() {}; window.Window = function Window() {}; window.Event = function Event() {};
    Array.from = (it) => (Array.isArray(it) ? it : [it]); document.id = document.getElement = () => null;`,
  'an enumerable property of every object': 'Object.prototype.extend = function () {}; Array.prototype.contains = function () {}',
  'a getter of every object': 'Object.prototype.get = Object.prototype.value = function () {}',
  'document.createElement': 'document.createElement = () => { throw new Error("patched") }',
  // What does nothing, and what throws.
  ...Object.fromEntries([
    'Array.prototype.map', 'Array.prototype.filter', 'Array.prototype.find', 'Array.prototype.some', 'Array.prototype.every',
    'Array.prototype.forEach', 'Array.prototype.includes', 'Array.prototype.flatMap', 'Array.prototype.push', 'Array.prototype.reduce',
    'Node.prototype.appendChild', 'Node.prototype.insertBefore', 'Node.prototype.removeChild', 'Node.prototype.getRootNode', 'Node.prototype.cloneNode',
    'Element.prototype.append', 'Element.prototype.replaceChildren', 'Element.prototype.setAttribute', 'Element.prototype.getAttribute',
    'Element.prototype.hasAttribute', 'Element.prototype.remove', 'Element.prototype.closest', 'Element.prototype.querySelectorAll', 'Element.prototype.attachShadow',
    'DocumentFragment.prototype.append', 'Document.prototype.createElement', 'Document.prototype.createElementNS', 'Document.prototype.createTextNode',
    'EventTarget.prototype.addEventListener', 'EventTarget.prototype.dispatchEvent', 'JSON.parse', 'Promise.all', 'Promise.prototype.then', 'Promise.prototype.catch',
    'Promise.prototype.finally', 'Object.entries', 'Object.assign', 'Object.hasOwn', 'Object.defineProperty', 'String.prototype.startsWith', 'String.prototype.replace',
    'String.prototype.split', 'String.prototype.trim', 'RegExp.prototype.test', 'Map.prototype.get', 'Map.prototype.has', 'Set.prototype.has', 'WeakMap.prototype.get',
    'URLSearchParams.prototype.get', 'fetch', 'getComputedStyle', 'setTimeout', 'clearTimeout', 'WebAssembly.instantiateStreaming', 'WebAssembly.instantiate', 'TextDecoder.prototype.decode',
    'Response.prototype.arrayBuffer', 'Response.prototype.text', 'ReadableStream.prototype.pipeThrough', 'CSSStyleSheet.prototype.replaceSync', 'CSSStyleSheet.prototype.replace',
    'IntersectionObserver.prototype.observe', 'customElements.define', 'customElements.get', 'crypto.subtle.digest',
  ].flatMap((name) => [
    [`${name} that does nothing`, `${name} = function () {}`],
    [`${name} that throws`, `${name} = function () { throw new Error('patched') }`],
  ])),
  ...Object.fromEntries([
    'Array.from', 'Promise', 'URL', 'URLSearchParams', 'CustomEvent', 'Event', 'WebAssembly', 'TextDecoder', 'TextEncoder', 'CSSStyleSheet', 'IntersectionObserver',
    'customElements', 'ShadowRoot', 'Response', 'TransformStream', 'Symbol', 'Map', 'Set', 'WeakMap', 'WeakSet', 'fetch', 'HTMLElement', 'Document', 'Element', 'Node', 'Number', 'Object',
  ].map((name) => [`no ${name}`, name.includes('.') ? `delete ${name}` : `Object.defineProperty(window, '${name}', { value: undefined, configurable: true, writable: true })`])),
  'no adoptedStyleSheets': 'delete ShadowRoot.prototype.adoptedStyleSheets; delete Document.prototype.adoptedStyleSheets',
  'JSON.parse that gives nothing': 'JSON.parse = () => null',
  'a fetch that gives no response': 'window.fetch = async () => ({})',
  'a fetch that gives a page': 'window.fetch = async () => new Response("<!doctype html>")',
};

/** What breaks what the script of a page needs to be started at all, which nobody can catch. */
const HOPELESS = ['no Symbol', 'no Map', 'no Set', 'no WeakMap', 'no WeakSet', 'no Object', 'no HTMLElement'];

/** Runs in the page before all else: says ten times a second what is shown, and what was said of it. */
function watch() {
  if (top !== window) return;
  // Playwright's own script in the page needs what is changed here, so the page looks itself,
  // and says what it sees in the console.
  const find = Document.prototype.querySelector;
  const all = Element.prototype.querySelector;
  const fragment = DocumentFragment.prototype.querySelector;
  const shadow = Object.getOwnPropertyDescriptor(Element.prototype, 'shadowRoot').get;
  const text = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent').get;
  const { exec } = RegExp.prototype;
  const { log } = console;
  const { href } = location;
  const shown = () => {
    const it = find.call(document, 'civic-kpi');
    const root = it && shadow.call(it);
    const frame = root && fragment.call(root, 'iframe:not(.ahead)');
    if (frame) return frame.offsetHeight > 0 ? 'frame' : 'nothing';
    const drawn = root && fragment.call(root, '[part~=embed]');
    if (drawn) return drawn.offsetHeight > 0 && exec.call(/\S/, text.call(drawn)) ? 'inline' : 'nothing';
    return it && all.call(it, 'a').offsetHeight > 0 ? 'fallback' : 'nothing';
  };
  let said = 'no event';
  const listen = EventTarget.prototype.addEventListener;
  for (const name of ['civic-ready', 'civic-error']) {
    listen.call(window, name, ({ detail }) => { if (said === 'no event') said = detail.mode ?? detail.reason; });
  }
  const { setInterval } = window;
  listen.call(window, 'load', () => setInterval(() => log(`shown: ${shown()}, said: ${said}, at ${href}`), 100));
}

/** What a page may say: ready means that it is there; before, and where it cannot be, what is between the tags. */
const SOUND =
  /^shown: (inline, said: inline|frame, said: frame|(inline|frame|fallback), said: (no event|network|blocked|invalid|unchecked)), at/;

// Most of what a page takes here is waiting, and most of what a test costs is its first page:
// so each test opens several at a time, and goes on in them.
const TESTS = 4;
const AT_ONCE = 4;
const changes = Object.entries(CHANGES).filter(([name]) => !HOPELESS.includes(name));
for (let group = 0; group < TESTS; group += 1) {
  const chosen = changes.filter((_, index) => index % TESTS === group);
  test(`a page with ${chosen[0][0]}, and others: something is shown, and nothing thrown`, async ({ hosts, site, context }) => {
    test.setTimeout(120_000);
    const waiting = [...chosen];
    const visit = async () => {
      const page = await context.newPage();
      let problems;
      let lines;
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => {
        const text = message.text();
        if (text.startsWith('shown: ')) lines.push(text);
        else if (['error', 'warning'].includes(message.type())) problems.push(text);
      });
      await page.addInitScript(watch);
      for (let next; (next = waiting.shift()); ) {
        const [name, change] = next;
        [problems, lines] = [[], []];
        const address = hosts.host({ html: portal(`<script>${change}</script>${element([kind, id])}${script(site)}`) });
        const here = () => lines.filter((line) => line.endsWith(` at ${address}`));
        await page.goto(address);
        await page.waitForLoadState('networkidle');
        await expect.soft.poll(() => here().at(-1), `a page with ${name}`).toMatch(SOUND);
        const torn = here().filter((line) => /shown: (nothing|fallback), said: (inline|frame)/.test(line));
        expect.soft(torn, `a page with ${name}: ready, and not there`).toEqual([]);
        expect.soft(problems, `errors and warnings in a page with ${name}`).toEqual([]);
        test.info().annotations.push({ type: name, description: here().at(-1) });
      }
      await page.close();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, visit));
  });
}

test('what could not be begun can be changed, removed and put back', async ({ host, stub, page }) => {
  await host(`${element([kind, id])}${script(stub.root)}`);
  await page.waitForFunction(() => customElements.get('civic-kpi'));
  await page.evaluate(() => {
    const { createElement } = Document.prototype;
    for (const broken of [() => null, () => { throw new Error('patched'); }]) {
      const template = createElement.call(document, 'template');
      template.innerHTML = '<civic-kpi of="a">Text</civic-kpi>';
      Document.prototype.createElement = broken;
      const it = document.importNode(template.content, true).firstElementChild;
      for (let i = 0; i < 2; i += 1) {
        document.body.append(it);
        it.setAttribute('of', `b${i}`);
        it.remove();
      }
      Document.prototype.createElement = createElement;
      document.body.append(it);
    }
  });
  await expect(page.getByText('Text').first()).toBeVisible();
});

test.describe('elements of other documents', () => {
  test.use({ mayLog: REFUSED });

  test('are drawn in their page, and throw nowhere else', async ({ host, site, page, heard }) => {
    await host(`<iframe srcdoc="<p>A frame of the page's own</p>" title="Own"></iframe>${script(site)}`);
    await page.waitForFunction(() => customElements.get('civic-kpi'));
    await page.evaluate((id) => {
      const inner = document.querySelector('iframe').contentDocument;
      const others = [inner, document.implementation.createHTMLDocument(''), new DOMParser().parseFromString('<p>', 'text/html')];
      for (const other of others) {
        // Made here, and put there: with a frame that goes away in the meantime, too.
        const it = document.createElement('civic-kpi');
        it.of = id;
        it.textContent = 'Text';
        document.body.append(it);
        other.body.append(it);
        it.of = 'another';
        it.of = id;
        // Made there, and put here.
        const guest = other.createElement('civic-kpi');
        guest.setAttribute('of', id);
        document.body.append(guest);
        other.adoptNode(document.createElement('civic-kpi')).setAttribute('pinned', 'x');
        // There and back.
        const traveller = document.createElement('civic-kpi');
        traveller.of = id;
        document.body.append(traveller);
        other.body.append(traveller);
        document.body.append(traveller);
      }
      document.querySelector('iframe').remove();
    }, id);
    // A style sheet of one document is no other's, so those that came back may be frames.
    const here = () => page.locator('civic-kpi').evaluateAll((all) => all.map((it) => {
      const frame = it.shadowRoot?.querySelector('iframe:not(.ahead)');
      return frame ?? it.shadowRoot?.querySelector('[part~=embed]') ? 'shown' : 'not yet';
    }));
    await expect.poll(here).toEqual(Array(6).fill('shown'));
  });

  test('a page that is polluted cannot choose a site, an id or a revision', async ({ host, stub, page, heard }) => {
    await host(`<script>
        for (const name of ['site', 'of', 'pinned', 'query', 'runtime', 'version', 'redirect', 'sandbox', 'type', 'reason', 'civicScorecard']) {
          Object.defineProperty(Object.prototype, name, { value: 'https://evil.example/', writable: true, configurable: true });
        }
      </script>${element([kind, id])}${script(stub.root)}`);
    expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', kind, id }]);
    expect(stub.requests.filter((path) => path.includes('evil'))).toEqual([]);
  });
});
