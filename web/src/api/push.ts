// Web push on this device. The permission is asked only after a tap on a button that explains it: browsers ask once, and a
// question out of nothing is refused for good.
import { chosenAccount } from "./chosen-account.ts";
import { api } from "./client.ts";
import { deviceWords, markOf } from "./push-device.ts";

export type PushState =
  /** Messages come to this device. */
  | "on"
  /** They could, after a tap. */
  | "off"
  /** The person once said no in the browser, where only they can change it. */
  | "blocked"
  /** iPhones allow it only to apps on the home screen. */
  | "needs-home-screen"
  /** Only under https, or on the machine itself. */
  | "needs-https"
  /** This browser cannot, or keeps no app (a private window). */
  | "unsupported"
  /** The server has no key to send with. */
  | "server-cannot";

/** Where it is remembered that this device is to be told, and as which subscription it was last announced. */
const storageKey = "ringback-push";

/** What this device can do and does. */
export async function pushState(): Promise<PushState> {
  if (!window.isSecureContext) return "needs-https";
  const canPush = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!canPush) return isAppleTouch() && !isInstalled() ? "needs-home-screen" : "unsupported";
  if (Notification.permission === "denied") return "blocked";
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration === undefined) return "unsupported";
  const subscription = await registration.pushManager.getSubscription();
  return subscription !== null && localStorage.getItem(storageKey) !== null ? "on" : "off";
}

/**
 * Asks for the permission and subscribes this device. Only after a tap: browsers refuse it otherwise. Answers the state
 * then. @throws Problem when the server does not take the subscription
 */
export async function subscribePush(): Promise<PushState> {
  const before = await pushState();
  if (before !== "off" && before !== "on") return before;
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return permission === "denied" ? "blocked" : "off";
  return (await announce()) ? "on" : "server-cannot";
}

/** This device is told nothing any more: at the server and in the browser. Never fails; signing out must not. */
export async function unsubscribePush(): Promise<void> {
  const remembered = localStorage.getItem(storageKey);
  localStorage.removeItem(storageKey);
  if (remembered === null || !("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    const subscription = await registration?.pushManager.getSubscription();
    if (subscription === null || subscription === undefined) return;
    await subscription.unsubscribe();
    await api.removePushSubscription({ query: { mark: await markOf(subscription.endpoint) } });
  } catch {
    // What the browser gave up answers "gone" to the server's next message, which forgets it then.
  }
}

/**
 * At every start: a subscription that the browser changed, that another person had here, or that another business does not
 * know yet is announced anew, where the person once asked for it.
 */
export async function keepPush(): Promise<void> {
  const remembered = localStorage.getItem(storageKey);
  if (remembered === null || !window.isSecureContext || !("Notification" in window)) return;
  if (Notification.permission !== "granted") return;
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  const isKnown = subscription != null && remembered.split(" ").includes(await announcement(subscription));
  if (!isKnown) await announce();
}

async function announce(): Promise<boolean> {
  const { publicKey } = await api.pushKey();
  if (publicKey === null) return false;
  const { pushManager } = await navigator.serviceWorker.ready;
  const key = bytesOf(publicKey);
  const old = await pushManager.getSubscription();
  const isCurrent = old !== null && sameBytes(old.options.applicationServerKey, key);
  if (old !== null && !isCurrent) await old.unsubscribe();
  const subscription = isCurrent
    ? old
    : await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  if (endpoint === undefined || keys?.["p256dh"] === undefined || keys["auth"] === undefined) return false;
  await api.putPushSubscription({
    body: { endpoint, keys: { p256dh: keys["p256dh"], auth: keys["auth"] }, device: deviceWords(navigator.userAgent) },
  });
  const known = localStorage.getItem(storageKey)?.split(" ").slice(-4) ?? [];
  localStorage.setItem(storageKey, [...known, await announcement(subscription)].join(" "));
  return true;
}

async function announcement(subscription: PushSubscription): Promise<string> {
  return `${chosenAccount() ?? ""}/${await markOf(subscription.endpoint)}`;
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function sameBytes(one: ArrayBuffer | null, other: Uint8Array): boolean {
  if (one === null || one.byteLength !== other.length) return false;
  return new Uint8Array(one).every((byte, index) => byte === other[index]);
}

function isAppleTouch(): boolean {
  // An iPad says that it is a Mac, but no Mac is touched.
  return /iPhone|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
}

function isInstalled(): boolean {
  return matchMedia("(display-mode: standalone)").matches;
}
