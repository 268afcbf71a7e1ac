// Tells the reader when the app cannot start or has stopped. It stands apart from the
// app because it has to work when nothing of the app does: script or WebAssembly that
// did not load, and a panic, which WebAssembly turns into an error.
(() => {
  const show = () => {
    document.getElementById('site-failure').hidden = false;
    // Nothing is going to take the skeleton's place.
    document.querySelector('#site-app:has(> .skeleton)')?.replaceChildren();
  };
  addEventListener('error', (event) => {
    // A picture that did not load is no failure of the app.
    const { target } = event;
    if (target instanceof HTMLElement && !(target instanceof HTMLScriptElement)) return;
    show();
  }, true);
  addEventListener('unhandledrejection', show);
})();
