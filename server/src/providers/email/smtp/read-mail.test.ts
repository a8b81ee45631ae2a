import { expect, test } from "vitest";
import { readMail } from "./read-mail.ts";

const lines = (...all: string[]) => Buffer.from(all.join("\r\n"));
const head = ["From: Ann Porter <Ann@Porter.example>", "To: reply+abc@in.example", "Subject: Re: Your call"];

test("a plain answer is read", async () => {
  const mail = await readMail(
    lines(
      "Delivered-To: other@in.example",
      ...head,
      "Cc: bob@porter.example, Carol <carol@porter.example>",
      "Message-ID: <m1@porter.example>",
      "References: <a@ringback.example> <b@ringback.example>",
      "In-Reply-To: <b@ringback.example>",
      "",
      "Yes, on Friday.",
    ),
  );
  expect(mail).toMatchObject({
    messageId: "m1@porter.example",
    from: { address: "ann@porter.example", name: "Ann Porter" },
    recipients: ["other@in.example", "reply+abc@in.example", "bob@porter.example", "carol@porter.example"],
    subject: "Re: Your call",
    references: ["a@ringback.example", "b@ringback.example"],
    files: [],
    report: null,
  });
  expect(mail?.text.trim()).toBe("Yes, on Friday.");
  expect(mail?.header("in-reply-to")).toBe("<b@ringback.example>");
});

test("of a page only the words are read", async () => {
  const page = `<html><head><title>T</title><style>p{color:red}</style></head><body><p>Please&nbsp;call &lt;me&gt;</p>
    <script>fetch('/api')</script><!-- <p>hidden</p> --><img src="https://tracker.example/x.gif" onerror="alert(1)"><div>Ann</div></body></html>`;
  const mail = await readMail(lines(...head, "Content-Type: text/html; charset=utf-8", "", page));
  expect(mail?.text.split("\n").filter((line) => line !== "")).toEqual(["Please call <me>", "Ann"]);
});

test("files come as bytes; the logo of a signature does not", async () => {
  const part = (type: string, more: string, body: string) => [
    "--b1",
    `Content-Type: ${type}`,
    ...(more === "" ? [] : [more]),
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(body).toString("base64"),
  ];
  const mail = await readMail(
    lines(
      ...head,
      'Content-Type: multipart/related; boundary="b1"',
      "",
      ...part("text/html", "", '<p>Look</p><img src="cid:logo@x">'),
      ...part("image/png", "Content-ID: <logo@x>", "a small logo"),
      ...part("application/pdf", 'Content-Disposition: attachment; filename="../../quote.pdf"', "%PDF-1.7"),
      "--b1--",
    ),
  );
  expect(mail?.files.map(String)).toEqual(["%PDF-1.7"]);
});

test("a delivery report says which mail it is about", async () => {
  const mail = await readMail(
    lines(
      "From: Mail Delivery <mailer-daemon@mx.example>",
      "To: reply+abc@in.example",
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
      "",
      "--b1",
      "",
      "Sorry.",
      "--b1",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx.example",
      "",
      "Final-Recipient: rfc822; ann@porter.example",
      "Action: failed",
      "Status: 5.1.1",
      "--b1",
      "Content-Type: message/rfc822",
      "",
      "Message-ID: <ours@ringback.example>",
      "Subject: Your call",
      "",
      "Shall we come?",
      "--b1--",
    ),
  );
  expect(mail?.report?.messageIds).toEqual(["ours@ringback.example"]);
  expect(mail?.report?.text).toMatch(/Action: failed\s+Status: 5\.1\.1/);
  expect(mail?.files).toEqual([]);
});

test("what is no mail, or is made to hurt, is none", async () => {
  expect(await readMail(Buffer.alloc(0))).toBeNull();
  expect(await readMail(Buffer.from([0xff, 0xd8, 0xff, 0, 1, 2]))).toBeNull();
  expect(await readMail(lines("From: a@b.example, c@d.example, <script>", "", "x"))).toMatchObject({});
  expect(await readMail(lines("From: nobody at all", "", "x"))).toBeNull();
  const deep = ["MIME-Version: 1.0", ...head];
  for (let level = 0; level < 500; level += 1)
    deep.push(`Content-Type: multipart/mixed; boundary="b${level}"`, "", `--b${level}`);
  expect(await readMail(lines(...deep, "", "x"))).toBeNull();
  expect(await readMail(lines(...head, `X-Long: ${"y".repeat(1_000_000)}`, "", "x"))).toBeNull();
});

test("megabytes of one thing do not hold us", async () => {
  const started = performance.now();
  const big = 3 * 1024 * 1024;
  for (const body of ["<p", "<style>", "x", "\n", "<!--", "&#x41;"])
    await readMail(lines(...head, "Content-Type: text/html", "", body.repeat(big / body.length)));
  expect(await readMail(lines(...head, "", "\n".repeat(big)))).toBeNull();
  expect(performance.now() - started).toBeLessThan(30_000);
});

test("a mail without an id has one of its own, the same each time", async () => {
  const raw = lines(...head, "", "x");
  const [first, second] = [await readMail(raw), await readMail(raw)];
  expect(first?.messageId).toMatch(/^[0-9a-f]{64}@without-an-id$/);
  expect(second?.messageId).toBe(first?.messageId);
});
