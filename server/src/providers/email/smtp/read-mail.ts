import { createHash } from "node:crypto";
import PostalMime, { type Email } from "postal-mime";
import type { ReadMail } from "#providers/email/provider.ts";
import { textOfPage } from "./text-of-page.ts";

/** Real mail is a few levels deep; a bomb is not. */
const limits = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024, forceRfc822Attachments: true } as const;
const charactersMost = 200_000;
const filesMost = 10;
const addressesMost = 50;
const referencesMost = 50;
/** Logos of signatures lie in a mail like pictures that somebody sent. In bytes. */
const smallestInline = 10_000;

/** See `EmailProvider.read`. */
export async function readMail(raw: Buffer): Promise<ReadMail | null> {
  if (hasTooManyLines(raw)) return null;
  let mail: Email;
  try {
    mail = await PostalMime.parse(raw, limits);
  } catch {
    return null;
  }
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value ?? null;
  const from = mail.from?.address?.toLowerCase() ?? "";
  if (!isAddress(from)) return null;
  return {
    messageId: ownId(mail.messageId) ?? `${createHash("sha256").update(raw).digest("hex")}@without-an-id`,
    from: { address: from, name: (mail.from?.name ?? "").slice(0, 120) },
    recipients: recipientsOf(mail),
    subject: mail.subject ?? "",
    text: (mail.text?.trim() ? mail.text : textOfPage(mail.html ?? "")).slice(0, charactersMost),
    references: idsIn(`${mail.references ?? ""} ${mail.inReplyTo ?? ""}`).slice(-referencesMost),
    header,
    files: filesOf(mail),
    report: reportOf(mail),
  };
}

/** So many lines of words (and of anything short) has no mail that a person wrote. */
const linesMost = 20_000;
const shortLine = 50;

/** The parser pays for each line of words as for a page of a file: a megabyte of empty lines would stand it still. */
function hasTooManyLines(raw: Buffer): boolean {
  let lines = 0;
  let begin = 0;
  for (let end = raw.indexOf(10); end !== -1; begin = end + 1, end = raw.indexOf(10, begin)) {
    const isWords = end - begin < shortLine || raw.subarray(begin, begin + shortLine).includes(32);
    if (isWords) lines += 1;
    if (lines > linesMost) return true;
  }
  return false;
}

/** One address and nothing else. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>,;:"()[\]\\\u0000-\u001f]+@[^\s@<>,;:"()[\]\\\u0000-\u001f]+$/.test(text);
}

const recipientHeaders = new Set([
  "to",
  "cc",
  "delivered-to",
  "x-original-to",
  "x-delivered-to",
  "envelope-to",
  "x-envelope-to",
  "x-forwarded-to",
]);

function recipientsOf(mail: Email): readonly string[] {
  const lines = mail.headers.filter(({ key }) => recipientHeaders.has(key)).map(({ value }) => value.slice(0, 10_000));
  const found = lines.flatMap((line) => line.toLowerCase().match(/[^\s@<>,;:"()[\]\\]{1,64}@[a-z0-9.-]{1,190}/g) ?? []);
  return [...new Set(found)].slice(0, addressesMost);
}

function idsIn(text: string): readonly string[] {
  const ids = text.slice(0, 20_000).match(/<[^<>\s]{3,255}>/g) ?? [];
  return [...new Set(ids.map((id) => id.slice(1, -1)))];
}

function ownId(header: string | undefined): string | null {
  return idsIn(header ?? "")[0] ?? null;
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Buffer {
  if (typeof content === "string") return Buffer.from(content);
  return content instanceof Uint8Array
    ? Buffer.from(content.buffer, content.byteOffset, content.byteLength)
    : Buffer.from(content);
}

const reportTypes = new Set(["message/delivery-status", "message/rfc822", "text/rfc822-headers"]);

function filesOf({ attachments }: Email): readonly Buffer[] {
  return attachments
    .filter(({ mimeType }) => !reportTypes.has(mimeType) && !mimeType.startsWith("multipart/"))
    .map(({ content, related }) => ({ bytes: bytesOf(content), related: related === true }))
    .filter(({ bytes, related }) => bytes.length > 0 && !(related && bytes.length < smallestInline))
    .slice(0, filesMost)
    .map(({ bytes }) => bytes);
}

function reportOf({ attachments, headers }: Email): ReadMail["report"] {
  const type = headers.find(({ key }) => key === "content-type")?.value ?? "";
  if (!/multipart\/report/i.test(type)) return null;
  const text = (wanted: string) =>
    attachments
      .filter(({ mimeType }) => mimeType === wanted)
      .map(({ content }) => bytesOf(content).subarray(0, 100_000).toString("latin1"))
      .join("\n");
  const returned = `${text("message/rfc822")}\n${text("text/rfc822-headers")}`;
  const ids = /^message-id\s*:\s*(<[^<>\s]{3,255}>)/im.exec(returned)?.[1] ?? "";
  return { text: text("message/delivery-status"), messageIds: idsIn(ids) };
}
