// SPDX-License-Identifier: Apache-2.0
// Keeps the page for when there is no network. The files are fetched as one set, under a name that
// changes with any of them; a set is used whole or not at all. What is under /api is never kept.
const NAME = 'unhunch-@VERSION@';
const FILES = ['@FILES@'];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME)
    .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'no-cache' }))))
    .then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  const path = url.pathname.slice(new URL(self.registration.scope).pathname.length);
  if (path.startsWith('api')) return;
  event.respondWith(caches.open(NAME)
    .then((cache) => cache.match(path === '' ? 'index.html' : path))
    .then((kept) => kept ?? fetch(event.request)));
});
