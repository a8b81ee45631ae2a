import { expect, test } from "vitest";
import { bounceWords, readBounce } from "./read-bounce.ts";

const report = (action: string, status = "5.1.1") =>
  `Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ann@porter.example\r\nAction: ${action}\r\nStatus: ${status}\r\n`;

test("only a failure is one", () => {
  expect(readBounce(report("failed"))).toEqual({ code: "5.1.1" });
  expect(readBounce(report("FAILED", "nonsense"))).toEqual({ code: null });
  for (const action of ["delayed", "relayed", "delivered", "expanded"]) expect(readBounce(report(action))).toBeNull();
  expect(readBounce("")).toBeNull();
});

test("codes have words", () => {
  expect(bounceWords("5.1.1")).toBe("there is no such address");
  expect(bounceWords("5.2.2")).toBe("their mailbox is full");
  expect(bounceWords("4.4.1")).toBe("their mail system could not be reached");
  expect(bounceWords("5.7.26")).toBe("their mail system refuses ours");
  expect(bounceWords(null)).toBe(bounceWords("5.9.9"));
});
