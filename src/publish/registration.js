// What a page does about the service worker (service_worker.js): two functions for the script
// that every page starts with. Both may fail if storage is forbidden or there is no network;
// the page needs neither.

/**
 * Registers the service worker, unless the page says that it is switched off: then a worker
 * that was registered earlier finds service_worker_off.js in its place and unregisters itself.
 */
const registerServiceWorker = async (policy) => {
  const { base, serviceWorker } = document.documentElement.dataset;
  if (serviceWorker === 'off') return;
  // Not a template: trunk replaces names in braces with its own values.
  await navigator.serviceWorker?.register(policy.createScriptURL(base + 'sw.js'), {
    scope: base,
    updateViaCache: 'none',
  });
};

/**
 * For a page whose files could not be loaded, perhaps because a deploy has removed them. Loads
 * the page again if the server has another build of it, now or once another service worker has
 * taken over, since the page may have come from one that serves old pages. A page that has just
 * been loaded again stays as it is, so this cannot loop, and needs no storage for that.
 */
const rollForward = async () => {
  const { dataset } = document.documentElement;
  const [visit] = performance.getEntriesByType('navigation');
  if (!visit || visit.type === 'reload') return;
  const look = async () => {
    const response = await fetch(location, { cache: 'reload' });
    const [, build] = /<html\b[^>]*\sdata-build=["']?(\w+)/i.exec(await response.text()) ?? [];
    if (response.ok && build && build !== dataset.build) location.reload();
  };
  navigator.serviceWorker?.addEventListener('controllerchange', () => look().catch(() => {}));
  await look();
};
