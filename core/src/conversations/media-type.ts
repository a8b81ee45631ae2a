// What a file is by its own first bytes. What a provider or a sender says of it is not asked.

const pictureTypes = ["image/jpeg", "image/png", "image/gif", "image/webp"] as const;
const soundTypes = ["audio/wav", "audio/mpeg", "audio/ogg", "audio/amr", "audio/mp4"] as const;

/** Every type of file that is kept. Anything else, markup and programs above all, is not. */
export const mediaTypes = [...pictureTypes, ...soundTypes, "application/pdf"] as const;
export type MediaType = (typeof mediaTypes)[number];

/** The type of a file; null for everything that is not kept. Signatures: the WHATWG MIME Sniffing Standard; AMR: RFC 4867 §5. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  const text = (start: number, end: number) => String.fromCharCode(...bytes.subarray(start, end));
  const [first = 0, second = 0, third = 0] = bytes;
  if (first === 0xff && second === 0xd8 && third === 0xff) return "image/jpeg";
  if (text(0, 8) === "\u0089PNG\r\n\u001a\n") return "image/png";
  if (text(0, 6) === "GIF87a" || text(0, 6) === "GIF89a") return "image/gif";
  if (text(0, 4) === "RIFF" && text(8, 12) === "WEBP") return "image/webp";
  if (text(0, 4) === "RIFF" && text(8, 12) === "WAVE") return "audio/wav";
  if (text(0, 5) === "%PDF-") return "application/pdf";
  if (text(0, 4) === "OggS") return "audio/ogg";
  if (text(0, 5) === "#!AMR") return "audio/amr";
  if (text(4, 8) === "ftyp" && text(8, 11) === "M4A") return "audio/mp4";
  // A frame of MPEG audio: eleven bits of ones, and a layer that is not "reserved".
  if (text(0, 3) === "ID3" || (first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0))
    return "audio/mpeg";
  return null;
}

/** Whether a browser may show it by itself: pictures made of dots, never a document. */
export function isPicture(type: string | null): boolean {
  return pictureTypes.some((picture) => picture === type);
}
