import { mediaTypes } from "./media-type.ts";

/** What carriers pass on untouched in a text, by the first bytes (Twilio, accepted content types for media). */
export const textFileTypes = ["image/jpeg", "image/png", "image/gif"] as const;
/** What an e-mail may bring: whatever Ringback keeps. */
export const emailFileTypes = mediaTypes;

/** No text has more (Twilio: up to ten MediaUrls a message). */
export const mostOutgoingFiles = 10;
/** All files of one message together, in bytes: Twilio takes 5 MB a message, its words among them. */
export const outgoingBytesTogether = 4_990_000;

export type FilesRefusal =
  | "too-many-files"
  | "files-too-large"
  | "file-not-for-texts"
  | "line-sends-no-pictures"
  | "country-takes-no-pictures";

/** A picture or file that somebody wants to send. `size` in bytes. */
export interface OutgoingFile {
  readonly contentType: string;
  readonly size: number;
}

/** Why these files cannot go together; null where they can. */
export function refuseFiles(files: readonly OutgoingFile[], channel: "text" | "email"): FilesRefusal | null {
  if (files.length > mostOutgoingFiles) return "too-many-files";
  const taken: readonly string[] = channel === "text" ? textFileTypes : emailFileTypes;
  if (files.some(({ contentType }) => !taken.includes(contentType))) return "file-not-for-texts";
  return files.reduce((sum, { size }) => sum + size, 0) > outgoingBytesTogether ? "files-too-large" : null;
}

/** Each refusal as the writer reads it. */
export const filesRefusalWords: Readonly<Record<FilesRefusal, string>> = {
  "too-many-files": `A message takes ${mostOutgoingFiles} pictures at most`,
  "files-too-large": "All pictures of a message together may have 5 MB",
  "file-not-for-texts": "A text takes JPEG, PNG and GIF pictures only",
  "line-sends-no-pictures": "The phone system of this number sends no pictures",
  "country-takes-no-pictures": "Pictures go by text between numbers in the United States and Canada only",
};
