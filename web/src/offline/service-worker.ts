// Built as /sw.js by service-worker-plugin.ts. It keeps the app's own files, so that the app opens in a dead spot, and
// shows what is pushed. It never touches /api: what is kept of the data is the page's business (kept-screens.ts).
import { isKeptFile, isScreen, pushOf } from "./service-worker-rules.ts";
import type { ServiceWorkerScope } from "./service-worker-scope.ts";

/** Every file of this build, and a name for them together; written in by the build. */
declare const SHELL: { readonly version: string; readonly files: readonly string[] };

// `self` is typed as a page's window by the library of pages.
const worker = self as unknown as ServiceWorkerScope;
const { version, files } = SHELL;
const cachePrefix = "ringback-shell-";
const cacheName = `${cachePrefix}${version}`;
const shell = "/index.html";
const kept = new Set(files);
/** A bad connection may hold a page for minutes; whoever opens the app sees it after this much at the latest. */
const patienceMs = 3000;

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(Promise.all([dropOldCaches(), worker.clients.claim()])));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (isKeptFile(pathname, kept)) event.respondWith(keptFirst(request, pathname));
  else if (request.mode === "navigate" && isScreen(pathname)) event.respondWith(screen(request));
});

worker.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(worker.skipWaiting());
  // A page asks whether it is of this build already; then there is nothing to reload.
  if (typeof event.data === "object" && event.data !== null && "file" in event.data)
    event.ports[0]?.postMessage(kept.has(String(event.data.file)));
});

worker.addEventListener("push", (event) => {
  const told = pushOf(readJson(event.data));
  event.waitUntil(
    worker.registration.showNotification(told.title, {
      body: told.body,
      icon: "/icon-192.png",
      badge: "/badge-96.png",
      data: { url: told.url },
      ...(told.tag === null ? {} : { tag: told.tag }),
    }),
  );
});

worker.addEventListener("notificationclick", (event) => {
  const { data } = event.notification;
  event.notification.close();
  event.waitUntil(open(pushOf(data).url));
});

/** Puts every file of the build into a cache of its own; what an older build had under the same name is not loaded again. */
async function fill(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(
    files.map(async (file) => {
      const hashed = file.startsWith("/assets/");
      const had = hashed ? await caches.match(file) : undefined;
      const answer = had ?? (await fetch(file, { cache: hashed ? "default" : "reload", credentials: "same-origin" }));
      if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
      await cache.put(file, answer);
    }),
  );
}

async function dropOldCaches(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(cachePrefix) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function keptFirst(request: Request, pathname: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(pathname)) ?? fetch(request);
}

/** The newest app where there is a connection, so that it speaks with the server as the server is; else the kept one. */
async function screen(request: Request): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  const fresh = await fetch(request, { signal: patience.signal }).catch(() => null);
  clearTimeout(timer);
  if (fresh?.ok === true) return fresh;
  const cache = await caches.open(cacheName);
  // The server's own "not well" is no better than the kept app, which says what is wrong and goes on trying.
  return (await cache.match(shell)) ?? fresh ?? Response.error();
}

/** Brings an open window to the front and leads it there; opens one where there is none. */
async function open(url: string): Promise<void> {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const window = windows.find(({ focused }) => focused) ?? windows[0];
  if (window === undefined) {
    await worker.clients.openWindow(url);
    return;
  }
  // Not every system lets itself be told what is in front; the window is led there all the same.
  await window.focus().catch(() => null);
  window.postMessage({ open: url });
}

function readJson(data: { json(): unknown } | null): unknown {
  try {
    return data?.json() ?? null;
  } catch {
    return null;
  }
}
