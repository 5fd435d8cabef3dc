// After the first visit the course works offline. All pages and assets of one build are kept under its version, and
// those of the build before it as well, for pages that are still open. The weights have a cache of their own, kept by
// digest.
const version = 'VERSION';
const files = [/* FILES */];
const scope = self.registration.scope;
const prefix = `course ${scope} `; // other courses of this origin keep theirs
const name = prefix + version;
/** How long the network may take, in milliseconds, where there is a kept copy. */
const patience = 2500;
/** What each of our pages holds; the page of a café's network does not. */
const mark = '<meta name="generator" content="flow-matching-live">';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name)
    .then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: file.startsWith('assets/') ? 'default' : 'reload' }))))
    .then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const before = (await caches.keys()).filter((key) => key.startsWith(prefix) && key !== name);
    for (const key of before.slice(0, -1)) await caches.delete(key); // in the order in which they were made
    await self.clients.claim();
  })());
});

/** What was kept under an address: of this build, or an asset of the build before. */
async function kept(address) {
  const inThis = await (await caches.open(name)).match(address, { ignoreSearch: true });
  if (inThis || !address.startsWith(`${scope}assets/`)) return inThis;
  for (const key of await caches.keys())
    if (key.startsWith(prefix)) {
      const found = await (await caches.open(key)).match(address);
      if (found) return found;
    }
  return undefined;
}

/** Whether an answer is ours, and not an error or somebody's sign-in page in its place. */
async function ours(response, copy) {
  if (!response.ok || response.type !== 'basic') return false;
  const type = (r) => (r.headers.get('content-type') ?? '').split(';')[0];
  if (type(response) !== type(copy)) return false;
  return type(copy) !== 'text/html' || (await response.clone().text()).includes(mark);
}

/** The network first, so that a new build shows at once; the kept copy when it fails, hangs, or answers nonsense. */
async function fresh(request, copy) {
  const late = new AbortController(), timer = setTimeout(() => late.abort(), patience);
  try {
    const response = await fetch(request, { signal: late.signal });
    return (await ours(response, copy)) ? response : copy;
  } catch {
    return copy;
  } finally {
    clearTimeout(timer);
  }
}

async function answer(request) {
  const url = new URL(request.url);
  const address = url.origin + url.pathname.replace(/\/index\.html$/, '/');
  const copy = await kept(address);
  if (copy) return address.startsWith(`${scope}assets/`) ? copy : fresh(request, copy);
  // /08-digits for /08-digits/
  if (request.mode === 'navigate' && await kept(`${address}/`)) return Response.redirect(`${address}/${url.search}`);
  return fetch(request);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope) || request.headers.has('range')) return;
  event.respondWith(answer(request));
});
