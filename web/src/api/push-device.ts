/** As the server names a subscription: SHA-256 of its endpoint, base64url. */
export async function markOf(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** How its person recognises a device: "Chrome on Android". */
export function deviceWords(userAgent: string): string {
  const find = (names: readonly (readonly [RegExp, string])[], otherwise: string) =>
    names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? otherwise;
  const browser = find(
    [
      [/\bEdgA?\//, "Edge"],
      [/\bSamsungBrowser\//, "Samsung Internet"],
      [/\bFirefox\/|\bFxiOS\//, "Firefox"],
      [/\bChrome\/|\bCriOS\//, "Chrome"],
      [/\bSafari\//, "Safari"],
    ],
    "A browser",
  );
  const system = find(
    [
      [/\biPhone\b/, "iPhone"],
      [/\biPad\b/, "iPad"],
      [/\bAndroid\b/, "Android"],
      [/\bWindows\b/, "Windows"],
      [/\bMac OS X\b/, "Mac"],
      [/\bLinux\b/, "Linux"],
    ],
    "a device",
  );
  return `${browser} on ${system}`;
}
