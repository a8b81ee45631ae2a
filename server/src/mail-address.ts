import { timingSafeEqual } from "node:crypto";
import type { SecretBox } from "#secret-box.ts";

type Marking = Pick<SecretBox, "mark">;

const uuidBytes = 16;
/** A local part has 64 characters at most (RFC 5321 §4.5.3.1.1), so the mark is cut; 80 bits cannot be guessed over mail. */
const threadMarkBytes = 10;
const hookMarkBytes = 18;
/** Mail systems may change the case of an address: 32 characters that have none (RFC 4648 §6, in lower case). */
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** How many characters a token adds to the local part, the plus sign included. */
export const threadTokenLength = 1 + Math.ceil(((uuidBytes + threadMarkBytes) * 8) / 5);

/** The address by which answers come back into one thread: `reply+<token>@in.example`, signed for this business. */
export function threadAddress(box: Marking, mailbox: string, accountId: string, conversationId: string): string {
  const at = mailbox.lastIndexOf("@");
  const conversation = bytesOfUuid(conversationId);
  const mark = box.mark(accountId, "mail-thread", conversation).subarray(0, threadMarkBytes);
  return `${mailbox.slice(0, at)}+${toBase32(Buffer.concat([conversation, mark]))}${mailbox.slice(at)}`;
}

/** The conversation that one of these addresses names for this business; null where none does. */
export function threadOfAddresses(box: Marking, addresses: readonly string[], accountId: string): string | null {
  for (const address of addresses) {
    const token = /\+([a-z2-7]{42})@/.exec(address.toLowerCase())?.[1];
    if (token === undefined) continue;
    const bytes = fromBase32(token);
    const conversation = bytes.subarray(0, uuidBytes);
    const mark = bytes.subarray(uuidBytes, uuidBytes + threadMarkBytes);
    const expected = box.mark(accountId, "mail-thread", conversation).subarray(0, threadMarkBytes);
    if (mark.length === expected.length && timingSafeEqual(mark, expected)) return uuidOfBytes(conversation);
  }
  return null;
}

/** What stands in the address of the hook to which a business's mail is posted. Whoever has it may post mail. */
export function mailHookToken(box: Marking, accountId: string): string {
  const account = bytesOfUuid(accountId);
  return Buffer.concat([account, box.mark(accountId, "mail-hook", account).subarray(0, hookMarkBytes)]).toString(
    "base64url",
  );
}

/** The business of a hook's token; null for one that is not ours. */
export function readMailHookToken(box: Marking, token: string): string | null {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== uuidBytes + hookMarkBytes) return null;
  const accountId = uuidOfBytes(bytes.subarray(0, uuidBytes));
  const expected = box.mark(accountId, "mail-hook", bytes.subarray(0, uuidBytes)).subarray(0, hookMarkBytes);
  return timingSafeEqual(bytes.subarray(uuidBytes), expected) ? accountId : null;
}

function toBase32(bytes: Buffer): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}

function bytesOfUuid(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

function uuidOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
