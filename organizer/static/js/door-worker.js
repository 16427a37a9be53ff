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
  const isPage = request.mode === 'navigate';
  // One page: the whole list, whatever was looked for when it was fetched.
  const name = isPage ? registration.scope : request;
  try {
    const found = await fetch(request);
    if (found.ok && !(isPage && new URL(request.url).search)) await store.put(name, found.clone());
    else if (found.status === 404 && isPage) await caches.delete(STORE);
    return found;
  } catch (error) {
    const kept = await store.match(name);
    if (kept) return kept;
    throw error;
  }
}
