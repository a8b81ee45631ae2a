import type { NetworkCore } from "./network-core.ts";
import type { SentMedia, TextMessage } from "./state.ts";

/** What carriers pass on in a text, and how much of it (Twilio, accepted content types for media). */
const takenTypes = new Set(["image/jpeg", "image/png", "image/gif"]);
const bytesTogether = 5 * 1024 * 1024;
const limitMs = 15_000;

/** Fetches the pictures of a text from its sender's server, as the vendor does before it sends. A number: the error code. */
export async function fetchPictures(core: NetworkCore, message: TextMessage): Promise<readonly SentMedia[] | number> {
  const pictures: SentMedia[] = [];
  let bytesLeft = bytesTogether;
  for (const url of message.mediaUrls) {
    const fetched = await fetchOne(url);
    if (typeof fetched === "number") {
      core.alert(fetched, "The media of a message could not be had", { url });
      return fetched;
    }
    bytesLeft -= fetched.bytes.length;
    if (bytesLeft < 0) return 11751;
    pictures.push(fetched);
  }
  return pictures;
}

async function fetchOne(url: string): Promise<SentMedia | number> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(limitMs),
      headers: { "user-agent": "TwilioProxy/1.1", accept: "*/*" },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status !== 200) return 11200;
    const contentType = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
    return takenTypes.has(contentType) ? { contentType, bytes } : 12300;
  } catch {
    return 11205;
  }
}
