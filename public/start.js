// Shows the theme that the reader has chosen; starts the app when the page has been painted, and
// tells the reader when that fails.
//
// It is inlined in every page with the same text, so that the Content Security Policy can allow
// it by its hash. What differs from build to build is in the data attributes of its element.
(() => {
  const root = document.documentElement;
  // A page that was saved is read as it is: browsers load no module from a disk.
  if (!/^https?:$/.test(location.protocol)) {
    delete root.dataset.script;
    delete root.dataset.theme;
    return;
  }
  const files = document.currentScript.dataset;
  const parsed = new Promise((done) => addEventListener('DOMContentLoaded', done));

  // The theme, before the first paint; empty is the device's. Where the browser refuses storage,
  // a choice lasts as long as the page.
  const STORED = 'civic-scorecard-theme';
  let theme;
  try {
    theme = localStorage.getItem(STORED);
  } catch {}
  const showTheme = () => {
    if (!['light', 'dark'].includes(theme)) theme = '';
    root.dataset.theme = theme;
    document.querySelector('meta[name=color-scheme]').content = theme || 'light dark';
    for (const meta of document.querySelectorAll('meta[name=theme-color]')) {
      const own = (meta.dataset.theme ??= /light|dark/.exec(meta.media)[0]);
      meta.media = theme ? (theme === own ? 'all' : 'not all') : `(prefers-color-scheme: ${own})`;
    }
    const field = document.getElementById('site-theme');
    if (field) field.value = theme;
  };
  showTheme();
  parsed.then(() => {
    showTheme();
    // The app may render the header again.
    new MutationObserver(showTheme).observe(document.getElementById('site-app'), { childList: true });
  });
  addEventListener('change', ({ target }) => {
    if (target.id !== 'site-theme') return;
    theme = target.value;
    showTheme();
    try {
      localStorage.setItem(STORED, theme);
    } catch {}
  });

  // Pages that explain how to embed something have no app.
  if (!files.script) return;

  // Paper has the page's address, and says each other one once (`style/print.css`).
  addEventListener('beforeprint', () => {
    root.style.setProperty('--address', JSON.stringify(location.href));
    const said = new Set();
    for (const link of document.querySelectorAll('a[rel~=external]')) {
      link.toggleAttribute('data-again', said.has(link.href));
      said.add(link.href);
    }
  });

  // A page in the background is never painted.
  const painted = new Promise((done) =>
    document.hidden ? done() : requestAnimationFrame(() => setTimeout(done)));

  // Controls that need script are hidden without this.
  root.dataset.script = 'on';

  // Who closes a notice is then where they were before, or else at the heading.
  const isNotice = (element) => element?.closest('#site-notice, #site-failure');
  let before;
  addEventListener('focusin', ({ target, relatedTarget }) => {
    if (isNotice(target) && !isNotice(relatedTarget)) before = relatedTarget;
  });
  addEventListener('click', () => {
    if (!isNotice(document.activeElement)) return;
    setTimeout(() => {
      if (document.activeElement !== document.body) return;
      const heading = document.querySelector('h1');
      heading.tabIndex = -1;
      (before?.isConnected ? before : heading).focus();
    });
  }, true);

  let hasFailed = false;
  const fail = async () => {
    if (hasFailed) return;
    hasFailed = true;
    await parsed;
    delete root.dataset.script;
    const note = document.querySelector('.failure-note');
    note.hidden = false;
    Object.assign(document.getElementById('site-announcement'), {
      lang: 'en',
      textContent: note.querySelector('p').textContent,
    });
    note.querySelector('button').onclick = () => { note.hidden = true; };
    // An app that has stopped half-way must not handle links, nor back and forward: the browser
    // loads the pages.
    const { pathname } = location;
    addEventListener('click', (event) => {
      if (event.target.closest?.('a')) event.stopImmediatePropagation();
    }, true);
    addEventListener('popstate', () => {
      if (location.pathname !== pathname) location.reload();
    });
  };

  // Whether an error began in a file of the app. Errors of extensions, of scripts that somebody
  // injected, and of the browser itself arrive here too, and do no harm. Engines may give no
  // address for WebAssembly and for built-ins; then the script that called them is the first
  // with one.
  const own = [files.script, files.wasm, files.pages, files.pagesWasm].map((file) => new URL(file, location).href);
  const isOwn = (place) => own.some((file) => place?.includes(file));
  const check = ({ filename, error, reason }) => {
    const cause = error ?? reason;
    const frames = `${cause?.stack}`.replace(cause?.message, '').match(/^.*(?:\bat |@).*$/gm);
    const first = frames?.find((frame) => !/wasm:\/\/|\[(?:wasm|native) code\]|\(<anonymous>\)$/.test(frame));
    // A panic of the app arrives here too: WebAssembly turns it into an error.
    if (isOwn(filename) || isOwn(first)) fail();
  };
  addEventListener('error', check);
  addEventListener('unhandledrejection', check);

  // Buttons that are pressed before the app listens are pressed again when it does; those of
  // the exporter wait by themselves.
  const pressed = [];
  const press = ({ target }) => pressed.push(target.closest?.('#site-app button:not([data-take])'));
  addEventListener('click', press);

  // What is typed or chosen before the app runs goes into the address, from which the app reads
  // it.
  const entered = new Map();
  const enter = ({ target }) => {
    if (target.closest?.('form[role=search]')) entered.set(target.name, target.value);
  };
  addEventListener('input', enter);
  const keepEntered = () => {
    removeEventListener('input', enter);
    if (!entered.size) return;
    const address = new URL(location);
    for (const [name, value] of entered) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, '', address);
    entered.clear();
  };

  // The scripts that the page may load (Trusted Types).
  const scripts = [files.script, files.reader, files.pages, files.exporter, `${root.dataset.base}sw.js`];
  const onlyOurs = {
    createScriptURL: (url) => {
      if (scripts.includes(url.replace(/\?+$/, ''))) return url;
      throw new TypeError(`${url} is no script of this page`);
    },
  };
  let policy = onlyOurs;

  // A module cannot be imported with a hash, but what an element has loaded with one is not
  // loaded again. Nor does the policy let this script import what no element has loaded.
  const elementOf = (script) => {
    const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', href: script });
    return link.relList.supports('modulepreload') ? link
      : Object.assign(document.createElement('script'), { type: 'module', src: policy.createScriptURL(script) });
  };

  // Browsers remember that the module at an address did not load.
  let retrySuffix = '';
  const load = async (file, wasm, integrity, wasmIntegrity = '') => {
    const script = file + retrySuffix;
    const binary = fetch(wasm, { integrity: wasmIntegrity });
    const element = elementOf(script);
    if (integrity) element.integrity = integrity;
    const [module] = await Promise.all([
      new Promise((done, failed) => {
        element.onload = done;
        element.onerror = failed;
        document.head.append(element);
      }).then(() => import(script)),
      binary,
    ]).catch((error) => {
      retrySuffix += '?';
      throw error;
    });
    await module.default({ module_or_path: binary });
    return module;
  };

  const loadBytes = async (file, integrity) => {
    const response = await fetch(file, { integrity });
    return new Uint8Array(await response.arrayBuffer());
  };

  // Whether the page has all elements and comments that it was rendered with
  // (src/publish/document.rs), which the app needs in order to find its way. Proxies remove
  // some, translators and extensions add some.
  const isWhole = () => {
    const nodes = document.createTreeWalker(
      document.getElementById('site-app'), NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT,
      // What the service worker lists of its own accord.
      ({ parentElement }) => (parentElement.hasAttribute('data-offline-pages')
        ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    const counts = { [Node.ELEMENT_NODE]: 0, [Node.COMMENT_NODE]: 0 };
    while (nodes.nextNode()) counts[nodes.currentNode.nodeType] += 1;
    return Object.values(counts).join() === root.dataset.nodes;
  };

  // A host may serve the page under other spellings of its address; from now on it has its own.
  const usePublishedPath = () => {
    const { path } = root.dataset;
    const plain = (address) =>
      address.replace(/%([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(`0x${code}`))
        .toLowerCase().replace(/\/+/g, '/').replace(/(\/|\/index\.html|\.html)$/, '');
    if (path && location.pathname !== path && plain(location.pathname) === plain(path)) {
      history.replaceState(history.state, '', path + location.search + location.hash);
    }
  };

  // What builds pages and charts, and what takes charts along, are programs of their own, loaded
  // when a reader needs them. All show the packed content that the page shows, which is loaded with
  // the first of them: the page has what it shows already.
  let shown;
  // Where the content is so large that a page is smaller, the browser follows links, and what is
  // loaded may be enough for this page alone.
  const isLarge = 'large' in files;
  let only = isLarge ? root.dataset.path : undefined;
  const show = (content) => {
    shown = content;
    only = undefined;
    for (const program of Object.values(programs)) program.show(shown);
  };
  // The first byte of what the reader returns says that the content was not refused.
  const contentOf = (read) => read.subarray(1);
  let content;
  const loadContent = () => content ??= loadBytes(files.content, files.contentIntegrity)
    .then((bytes) => { shown ??= bytes; })
    .catch((error) => {
      content = undefined;
      throw error;
    });
  const programs = {};
  const loading = {};
  // What is about to be shown may be newer than the content of this build.
  const loadProgram = (name, next) => loading[name] ??= Promise.all([
    load(files[name], files[`${name}Wasm`], files[`${name}Integrity`], files[`${name}WasmIntegrity`]),
    // In development there is none.
    shown || next || !files.content || loadContent(),
  ]).then(([program]) => {
    if (!shown && next) program.show(next);
    else if (shown) program.show(shown, only);
    return programs[name] = program;
  }).catch((error) => {
    delete loading[name];
    throw error;
  });

  // As long as this, in milliseconds, the reader waits for what builds a page, which the browser
  // can load itself, and for what draws a chart.
  const PATIENCE = { page: 1000, chart: 15_000 };
  const pages = {
    get program() { return programs.pages; },
    load: (soon) => Promise.race([
      isLarge && soon ? Promise.reject() : loadProgram('pages'),
      new Promise((_, failed) => setTimeout(failed, soon ? PATIENCE.page : PATIENCE.chart)),
    ]),
    loadFor: (read) => loadProgram('pages', contentOf(read)),
  };
  // It is there by the click of a reader who points at a link or a choice, in most cases.
  const USES = ['.chart :is(form, .switches)', ...(isLarge ? [] : ['a[href]:not([rel~=external], [href^="#"], .embed-link)'])];
  const prepare = ({ target }) => {
    if (programs.pages || navigator.connection?.saveData) return;
    if (target.closest?.(`#site-app :is(${USES})`)) loadProgram('pages').catch(() => {});
  };
  addEventListener('pointerover', prepare);
  addEventListener('focusin', prepare);

  // A click that finds the exporter there is handled at once: some browsers allow copying only
  // then.
  const take = async ({ target }) => {
    const menu = target.closest?.('.take[open]');
    if (!menu) return;
    try {
      if (!programs.exporter) await started.then(() => loadProgram('exporter'));
      programs.exporter.take(target);
    } catch {
      const place = menu.querySelector('.took');
      place.textContent = '';
      // A citation that an earlier use has left.
      place.nextElementSibling?.remove();
      place.dispatchEvent(new Event('took', { bubbles: true }));
    }
  };
  addEventListener('toggle', take, true);
  addEventListener('click', take);

  const start = async () => {
    policy = globalThis.trustedTypes?.createPolicy('civic-scorecard', onlyOurs) ?? onlyOurs;
    await Promise.all([parsed, painted]);
    const [app, outline] = await Promise.all([
      load(files.script, files.wasm, files.scriptIntegrity),
      files.outline && loadBytes(files.outline, files.outlineIntegrity),
    ]);
    const read = async (bytes) => {
      const reader = await load(
        files.reader, files.readerWasm, files.readerIntegrity, files.readerWasmIntegrity);
      return reader.read(bytes);
    };
    usePublishedPath();
    // Not in the same task as loading, so that the browser can respond to the reader in
    // between.
    await new Promise((done) => setTimeout(done));
    const whole = outline && isWhole();
    if (!whole) await loadProgram('pages');
    await new Promise((ready) => app.start(outline, whole, read, (result) => {
      keepEntered();
      if (result) show(contentOf(result));
      ready();
    }, pages));
    removeEventListener('click', press);
    for (const button of pressed) button?.click();
  };

  const loaded = new Promise((done) => addEventListener('load', done));
  // In development there is no build and no service worker.
  const started = start();
  started
    .catch(() => Promise.all([fail(), rollForward()]))
    .then(() => loaded)
    .then(() => root.dataset.build && registerServiceWorker(policy))
    // Without a network or storage there is none; the page does not need it.
    .catch(() => {});
})();
