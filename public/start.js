// Starts the app when the page has been painted, and tells the reader when that fails.
//
// It stands inside of every page, the same text in each, so that the Content Security
// Policy can allow it by its hash. What differs from build to build is in the data
// attributes of its element.
(() => {
  const root = document.documentElement;
  const files = document.currentScript.dataset;
  const parsed = new Promise((done) => addEventListener('DOMContentLoaded', done));
  // A page in the background is never painted.
  const painted = new Promise((done) =>
    document.hidden ? done() : requestAnimationFrame(() => setTimeout(done)));

  // Controls that need script are hidden without this.
  root.dataset.script = 'on';

  let hasFailed = false;
  const fail = async () => {
    if (hasFailed) return;
    hasFailed = true;
    await parsed;
    delete root.dataset.script;
    const note = document.querySelector('.failure-note');
    note.hidden = false;
    note.querySelector('button').onclick = () => { note.hidden = true; };
    // An app that has stopped half-way must not answer links, nor back and forward: the
    // browser loads the pages.
    const { pathname } = location;
    addEventListener('click', (event) => {
      if (event.target.closest('a')) event.stopImmediatePropagation();
    }, true);
    addEventListener('popstate', () => {
      if (location.pathname !== pathname) location.reload();
    });
  };
  // A panic of the app arrives here too: WebAssembly turns it into an error.
  addEventListener('error', fail);
  addEventListener('unhandledrejection', fail);

  // What is pressed before the app listens is pressed again when it does.
  const pressed = [];
  const press = ({ target }) => pressed.push(target.closest('#site-app button'));
  addEventListener('click', press);

  // What is typed or chosen before the app runs goes into the address, from where the app
  // takes it.
  const entered = new Map();
  const enter = ({ target }) => {
    if (target.closest('form[role=search]')) entered.set(target.name, target.value);
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
  };

  const load = async (script, wasm, integrity) => {
    const binary = fetch(wasm);
    // A module cannot be imported with a hash, but what was preloaded with one is not
    // loaded again.
    const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', href: script });
    if (integrity) link.integrity = integrity;
    const [module] = await Promise.all([
      new Promise((done, failed) => {
        link.onload = done;
        link.onerror = failed;
        document.head.append(link);
      }).then(() => import(script)),
      binary,
    ]);
    await module.default({ module_or_path: binary });
    return module;
  };

  const loadContent = async () => {
    const response = await fetch(files.content, { integrity: files.contentIntegrity });
    return new Uint8Array(await response.arrayBuffer());
  };

  const start = async () => {
    await Promise.all([parsed, painted]);
    const [app, content] = await Promise.all([
      load(files.script, files.wasm, files.scriptIntegrity),
      files.content && loadContent(),
    ]);
    const read = async (bytes) => {
      const reader = await load(files.reader, files.readerWasm, files.readerIntegrity);
      return reader.read(bytes);
    };
    // Not in the same task as loading: the browser may answer the reader in between.
    await new Promise((done) => setTimeout(done));
    await new Promise((ready) => app.start(content, read, () => { keepEntered(); ready(); }));
    removeEventListener('click', press);
    for (const button of pressed) button?.click();
  };

  const loaded = new Promise((done) => addEventListener('load', done));
  const worker = `${root.dataset.base}sw.js`;
  const onlyTheWorker = {
    createScriptURL: (url) => {
      if (url === worker) return url;
      throw new TypeError(`${url} is not the service worker`);
    },
  };

  // While developing there is no build and no service worker.
  start()
    .catch(() => Promise.all([fail(), rollForward()]))
    .then(() => loaded)
    .then(() => root.dataset.build && registerServiceWorker(
      globalThis.trustedTypes?.createPolicy('civic-scorecard', onlyTheWorker) ?? onlyTheWorker))
    // Without a network or storage there is none; the page does not need it.
    .catch(() => {});
})();
