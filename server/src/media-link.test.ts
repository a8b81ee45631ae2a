import { expect, test } from "vitest";
import { mediaToken, readMediaToken } from "./media-link.ts";
import { createSecretBox } from "./secret-box.ts";

const box = createSecretBox("a secret for tests that is long enough, 7d1f03b2");
const linked = {
  accountId: "01998a00-0000-7000-8000-00000000000a",
  mediaId: "01998a00-0000-7000-8000-00000000000b",
  expiresAt: Temporal.Instant.from("2026-11-21T16:00:00Z"),
};
const before = Temporal.Instant.from("2026-11-21T15:59:59Z");

test("a link opens one picture of one business until it expires", () => {
  const token = mediaToken(box, linked);
  expect(token).toMatch(/^[\w-]+\.[\w-]+$/);
  expect(readMediaToken(box, token, before)).toEqual(linked);
  expect(readMediaToken(box, token, linked.expiresAt)).toBeNull();
});

test("a changed, cut or foreign link opens nothing", () => {
  const token = mediaToken(box, linked);
  const [payload = "", mark = ""] = token.split(".");
  for (let place = 0; place < payload.length; place += 1) {
    const other = payload[place] === "A" ? "B" : "A";
    const changed = `${payload.slice(0, place)}${other}${payload.slice(place + 1)}`;
    expect(readMediaToken(box, `${changed}.${mark}`, before)).toBeNull();
  }
  for (const forged of [
    "",
    ".",
    payload,
    `${payload}.`,
    `${payload}.${mark.slice(2)}`,
    `${token}.x`,
    `${payload}.AAAA`,
  ])
    expect(readMediaToken(box, forged, before)).toBeNull();
  expect(readMediaToken(createSecretBox("another secret, which is as long as the first"), token, before)).toBeNull();
});
