import type { MediaType } from "./media-type.ts";

/** How far a picture or file of a text has come: told of, kept, not to be had, or not let in. */
export type AttachmentState = "announced" | "fetched" | "failed" | "refused";

/** Why it was not let in. */
export type RefusedBecause = "unknown-type" | "too-large" | "elsewhere";
/** Why it is not to be had. */
export type FailedBecause = "gone" | "provider-silent" | "disconnected";
export type AttachmentReason = RefusedBecause | FailedBecause;

/** The largest file of a text that is kept, in bytes; what carriers let through is smaller. */
export const largestAttachmentBytes = 5 * 1024 * 1024;

const reasonWords: Readonly<Record<AttachmentReason, string>> = {
  "unknown-type": "Not shown: neither a picture, a PDF nor sound, so it was not kept",
  "too-large": "Not shown: larger than 5 MB, so it was not kept",
  elsewhere: "Not shown: the phone provider sent us to a place we do not trust",
  gone: "Not there any more at the phone provider",
  "provider-silent": "The phone provider did not give it out for a day",
  disconnected: "The phone system it came by is not connected any more",
};

/** What is to be said of an attachment that is not to be seen; null where it is. */
export function attachmentWords(state: AttachmentState, reason: string | null): string | null {
  if (state === "fetched") return null;
  if (state === "announced") return "On its way from the phone provider";
  return Object.entries(reasonWords).find(([key]) => key === reason)?.[1] ?? "Not to be had";
}

const kinds: Readonly<Record<MediaType, readonly [name: string, ending: string]>> = {
  "image/jpeg": ["Picture", "jpg"],
  "image/png": ["Picture", "png"],
  "image/gif": ["Picture", "gif"],
  "image/webp": ["Picture", "webp"],
  "audio/wav": ["Sound", "wav"],
  "audio/mpeg": ["Sound", "mp3"],
  "audio/ogg": ["Sound", "ogg"],
  "audio/amr": ["Sound", "amr"],
  "audio/mp4": ["Sound", "m4a"],
  "application/pdf": ["Document", "pdf"],
};

/** A name to save it under. The sender's own name is unknown, and would not be trusted. `position` counts from 0. */
export function attachmentName(contentType: string | null, position: number): string {
  const [name, ending] = Object.entries(kinds).find(([type]) => type === contentType)?.[1] ?? ["File", null];
  return `${name} ${position + 1}${ending === null ? "" : `.${ending}`}`;
}
