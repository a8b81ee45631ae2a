import type { AnyRouter } from "@tanstack/react-router";
import { offerReload } from "./offer-reload.tsx";

const lookAgainMs = 60 * 60_000;
const reloadedKey = "ringback-reloaded-at";

/** Installs the service worker and follows it: offers a newer version when there is one, and opens what a push leads to. */
export async function register(router: AnyRouter): Promise<void> {
  reloadWhenFilesAreGone();
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (typeof data === "object" && data !== null && "open" in data) router.history.push(String(data.open));
  });
  // No service worker (a private window, for example) is no fault: the app works as long as there is a connection.
  // Some browsers that block it answer nothing instead of failing.
  const registered: Promise<ServiceWorkerRegistration | undefined> = serviceWorker.register("/sw.js", {
    updateViaCache: "none",
  });
  const registration = await registered.catch(() => undefined);
  if (registration === undefined) return;
  const waits = (worker: ServiceWorker | null) => {
    // The very first one waits for nobody.
    if (worker !== null && serviceWorker.controller !== null) void meetNewer(worker);
  };
  waits(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed") waits(registration.waiting);
    });
  });
  const lookAgain = () => void registration.update().catch(() => undefined);
  setInterval(lookAgain, lookAgainMs);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") lookAgain();
  });
}

/** A newer version is installed and waits. A page that is of it already lets it in; another one asks its person. */
async function meetNewer(worker: ServiceWorker): Promise<void> {
  if (await isOfThisPage(worker)) return worker.postMessage("take-over");
  offerReload(() => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage("take-over");
  });
}

function isOfThisPage(worker: ServiceWorker): Promise<boolean> {
  const entry = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data === true);
    worker.postMessage({ file: entry === null ? "" : new URL(entry.src).pathname }, [port2]);
  });
}

/** A page older than the server's files finds a part of itself gone; reloading gets the new ones. Once a minute at most. */
function reloadWhenFilesAreGone(): void {
  addEventListener("vite:preloadError", (event) => {
    const lastMs = Number(sessionStorage.getItem(reloadedKey) ?? 0);
    if (!navigator.onLine || Date.now() - lastMs < 60_000) return;
    event.preventDefault();
    sessionStorage.setItem(reloadedKey, String(Date.now()));
    location.reload();
  });
}
