import { expect, test } from "vitest";
import { mailRefusal } from "./mail-refusal.ts";

const able = { sends: true, receives: true };
const ann = { address: "ann@porter.example", doNotContact: false, optedOut: false };

test("a mail goes where its answer can come back, to somebody who wants it", () => {
  expect(mailRefusal(able, ann)).toBeNull();
  expect(mailRefusal({ ...able, sends: false }, ann)).toMatch(/mail server/);
  expect(mailRefusal({ ...able, receives: false }, ann)).toMatch(/mailbox/);
  expect(mailRefusal(able, { ...ann, address: "" })).toMatch(/address/);
  expect(mailRefusal(able, { ...ann, doNotContact: true })).toMatch(/not to be contacted/);
  expect(mailRefusal(able, { ...ann, optedOut: true })).toMatch(/no more mail/);
});
