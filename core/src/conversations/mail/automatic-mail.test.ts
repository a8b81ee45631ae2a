import { expect, test } from "vitest";
import { isAutomaticMail } from "./automatic-mail.ts";

function signs(headers: Record<string, string> = {}, from = "ann@porter.example", subject = "Re: Your call") {
  return { header: (name: string) => headers[name] ?? null, from, subject };
}

test("what a person typed is no automatic mail", () => {
  expect(isAutomaticMail(signs())).toBe(false);
  expect(isAutomaticMail(signs({ "auto-submitted": "no" }))).toBe(false);
  expect(isAutomaticMail(signs({ precedence: "first-class" }))).toBe(false);
  expect(isAutomaticMail(signs({}, "noreen@porter.example", "Out of hot water"))).toBe(false);
});

test.each([
  signs({ "auto-submitted": "auto-replied" }),
  signs({ "auto-submitted": "auto-generated; owner-email=x" }),
  signs({ precedence: "bulk" }),
  signs({ "list-id": "<news.example>" }),
  signs({ "x-autoreply": "yes" }),
  signs({}, "MAILER-DAEMON@mx.example"),
  signs({}, "no-reply@shop.example"),
  signs({}, "ann@porter.example", "Automatic reply: Your call"),
  signs({}, "ann@porter.example", "Out of office"),
])("what a machine wrote is: %j", (sign) => {
  expect(isAutomaticMail(sign)).toBe(true);
});
