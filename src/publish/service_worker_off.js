// Replaces a service worker that the publisher has switched off: it deletes what that one
// stored and unregisters itself. It answers no request, so open pages continue, and their next
// request goes to the server.

addEventListener('install', () => skipWaiting());

addEventListener('activate', (event) => event.waitUntil((async () => {
  const prefix = `civic-scorecard ${new URL(registration.scope).pathname} `;
  const deletes = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith(prefix));
    await Promise.all(names.map((name) => caches.delete(name)));
  };
  // If storage is forbidden, there is nothing to delete.
  await deletes().catch(() => {});
  await registration.unregister();
})()));
