// After the first visit the course works offline. All pages and assets of one build are kept under its version; the
// weights have a cache of their own, kept by digest.
const version = 'VERSION';
const files = [/* FILES */];
const name = `course-${version}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const key of await caches.keys()) if (key.startsWith('course-') && key !== name) await caches.delete(key);
    await self.clients.claim();
  })());
});

// The network first, so that a new build shows at once; the kept copy when there is none.
self.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET' || new URL(event.request.url).origin !== location.origin) return;
  event.respondWith(fetch(event.request).catch(async () =>
    (await (await caches.open(name)).match(event.request, { ignoreSearch: true })) ?? Response.error()));
});
