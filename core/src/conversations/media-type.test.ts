import { expect, test } from "vitest";
import { isPicture, mediaTypeOf } from "./media-type.ts";

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each([
  ["\u00ff\u00d8\u00ff\u00e0..JFIF", "image/jpeg", true],
  ["\u0089PNG\r\n\u001a\n....", "image/png", true],
  ["GIF89a....", "image/gif", true],
  ["RIFF....WEBPVP8 ", "image/webp", true],
  ["RIFF....WAVEfmt ", "audio/wav", false],
  ["%PDF-1.7\n", "application/pdf", false],
  ["OggS....", "audio/ogg", false],
  ["#!AMR\n....", "audio/amr", false],
  ["\u0000\u0000\u0000\u001cftypM4A ....", "audio/mp4", false],
  ["ID3\u0004....", "audio/mpeg", false],
  ["\u00ff\u00fb\u0018\u00c4", "audio/mpeg", false],
])("%j is %s", (start, type, picture) => {
  expect(mediaTypeOf(bytes(start))).toBe(type);
  expect(isPicture(type)).toBe(picture);
});

test.each([
  "<html><script>alert(1)</script>",
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">',
  "<svg onload=alert(1)>",
  " GIF89a",
  "\u00ef\u00bb\u00bf<!doctype html>",
  "MZ\u0090\u0000",
  "PK\u0003\u0004",
  "BEGIN:VCARD",
  "\u0000\u0000\u0000\u0018ftypmp42",
  "RIFF....AVI ",
  "\u00ff\u00f9",
  "GIF",
  "",
])("%j is nothing that is kept", (start) => {
  expect(mediaTypeOf(bytes(start))).toBeNull();
});
