/**
 * Lets the page at the door open without a network: what was last seen of it, and what it needs, from a store of its
 * own. When the door has ended (404), the store goes.
 */
const STORE = 'door';

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const store = await caches.open(STORE);
  try {
    const found = await fetch(request);
    if (found.ok) await store.put(request, found.clone());
    else if (found.status === 404 && request.mode === 'navigate') await caches.delete(STORE);
    return found;
  } catch (error) {
    const kept = await store.match(request, { ignoreSearch: request.mode === 'navigate' });
    if (kept) return kept;
    throw error;
  }
}
