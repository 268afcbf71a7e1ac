// What a page does about the service worker (service_worker.js): two functions for the
// script that every page starts with. Both may fail, where storage is forbidden or there
// is no network, and the page needs neither.

/**
 * Registers the service worker, unless the page says that it is switched off: then a
 * worker registered earlier finds service_worker_off.js in its place, and goes.
 */
const registerServiceWorker = async (policy) => {
  const { base, serviceWorker } = document.documentElement.dataset;
  if (serviceWorker === 'off') return;
  // Not as a template: trunk puts its own values in place of names in braces.
  await navigator.serviceWorker?.register(policy.createScriptURL(base + 'sw.js'), {
    scope: base,
    updateViaCache: 'none',
  });
};

/**
 * For a page whose files could not be loaded: a deploy may have removed them. Loads the
 * page again if the server has it in another build, now or once another service worker
 * has taken over, since the page may have come from one that answers old pages. A page
 * that has just been loaded again stays as it is, so this never goes round in circles,
 * and needs no storage for it.
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
