/** Whether an address is one of the app's screens, which all are the same page: not the API, a webhook or a file. */
export function isScreen(pathname: string): boolean {
  return !/^\/(api|hooks|assets)(\/|$)/.test(pathname) && !/^\/[^/]+\.\w+$/.test(pathname);
}

/** Whether a file lies in the cache of this build. */
export function isKeptFile(pathname: string, files: ReadonlySet<string>): boolean {
  return files.has(pathname) && !pathname.startsWith("/api/");
}

export interface Told {
  readonly title: string;
  readonly body: string;
  /** A path of our own. */
  readonly url: string;
  /** What a newer message replaces. */
  readonly tag: string | null;
}

/** Reads what was pushed. Whatever it is, something can be shown: browsers take the right to push from those who stay silent. */
export function pushOf(data: unknown): Told {
  const text = (name: string) => {
    const value: unknown = typeof data === "object" && data !== null ? Reflect.get(data, name) : undefined;
    return typeof value === "string" && value !== "" ? value : null;
  };
  const url = text("url");
  return {
    title: text("title") ?? "Ringback",
    body: text("body") ?? "Something needs you.",
    // Only addresses of our own: a message must not lead anyone elsewhere.
    url: url !== null && /^\/(?![/\\])/.test(url) ? url : "/today",
    tag: text("tag"),
  };
}
