import { expect, test } from "vitest";
import { oneLine, replySubject } from "./mail-subject.ts";

test("an answer says Re once", () => {
  expect(replySubject("Your call")).toBe("Re: Your call");
  expect(replySubject("RE: Fwd: re[2]: AW: Your call")).toBe("Re: Your call");
  expect(replySubject("Repair of the tap")).toBe("Re: Repair of the tap");
  expect(replySubject("Re: ")).toBe("");
});

test("no subject begins another header", () => {
  expect(oneLine("Your call\r\nBcc: all@example.com")).toBe("Your call Bcc: all@example.com");
  expect(oneLine("x".repeat(5_000))).toHaveLength(200);
});
