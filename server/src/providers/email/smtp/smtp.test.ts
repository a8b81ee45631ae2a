import { createServer, type Server } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { createSmtp } from "./index.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const from = "Ringback <ringback@shop.example>";
const message = {
  to: "owner@shop.example",
  subject: "Callback overdue – 2:15 PM",
  text: "Call back soon.\nIt was urgent.",
  messageId: "<n-1@ringback.example>",
};

interface Got {
  readonly recipients: string[];
  readonly mail: Email;
}

async function mailServer(options: SMTPServerOptions = {}): Promise<{ url: string; got: Got[] }> {
  const got: Got[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        PostalMime.parse(Buffer.concat(parts)).then((mail) => {
          got.push({ recipients, mail });
          done();
        }, done);
      });
    },
    ...options,
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { url: addressOf(server.server), got };
}

function addressOf(server: Pick<Server, "address">): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `smtp://127.0.0.1:${address.port}`;
}

test("a message arrives with its words, sender and id", async () => {
  const { url, got } = await mailServer();
  expect(await createSmtp({ url, from }).send(message)).toEqual({ outcome: "sent" });
  expect(got[0]?.recipients).toEqual([message.to]);
  expect(got[0]?.mail).toMatchObject({
    from: { name: "Ringback", address: "ringback@shop.example" },
    subject: message.subject,
    messageId: message.messageId,
  });
  expect(got[0]?.mail.text?.trim()).toBe(message.text);
});

test("nothing a stranger wrote becomes a header or a recipient", async () => {
  const { url, got } = await mailServer();
  const smtp = createSmtp({ url, from });
  const subject = "Dana\r\nBcc: thief@evil.example\r\n\r\nbody";
  expect(await smtp.send({ ...message, subject, messageId: "<a@b>\r\nX-Evil: 1" })).toEqual({ outcome: "sent" });
  expect(got[0]?.recipients).toEqual([message.to]);
  expect(got[0]?.mail.subject).toBe("Dana Bcc: thief@evil.example body");
  expect(got[0]?.mail.headers.map(({ key }) => key)).not.toContain("x-evil");
  for (const to of ["a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example", "", "a", "<a@b.example>", "a b@c"]) {
    expect(await smtp.send({ ...message, to })).toEqual({ outcome: "refused", reason: "invalid address" });
  }
  expect(got).toHaveLength(1);
});

function failing(responseCode: number): Error {
  return Object.assign(new Error("no"), { responseCode });
}

test.each([
  [
    "an unknown recipient",
    { onRcptTo: (_a, _s, done) => done(failing(550)) },
    { outcome: "refused", reason: "EENVELOPE 550" },
  ],
  [
    "a full mailbox",
    { onRcptTo: (_a, _s, done) => done(failing(452)) },
    { outcome: "not-sent", reason: "EENVELOPE 452" },
  ],
  ["a refused sender", { onMailFrom: (_a, _s, done) => done(failing(553)) }, { outcome: "refused" }],
  [
    "refused words",
    { onData: (stream, _s, done) => void stream.resume().on("end", () => done(failing(554))) },
    { outcome: "refused" },
  ],
  ["a server too busy", { onConnect: (_s, done) => done(failing(421)) }, { outcome: "not-sent" }],
] satisfies [string, SMTPServerOptions, object][])("%s is a value, not a throw", async (_, options, expected) => {
  const { url } = await mailServer(options);
  expect(await createSmtp({ url, from }).send(message)).toMatchObject(expected);
});

test("a wrong password may be put right, so the message waits", async () => {
  const { url } = await mailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_a, _s, done) => done(failing(535)),
  });
  const withLogin = url.replace("smtp://", "smtp://user:wrong@");
  expect(await createSmtp({ url: withLogin, from }).send(message)).toEqual({
    outcome: "not-sent",
    reason: "EAUTH 535",
  });
});

test("a server that is silent, gone or cuts the line does not hold us", async () => {
  const sockets = new Set<{ destroy(): void }>();
  const silent = createServer((socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const url = addressOf(silent);
  expect(await createSmtp({ url, from, timeoutMs: 100 }).send(message)).toMatchObject({ outcome: "not-sent" });
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => silent.close(resolve));
  expect(await createSmtp({ url, from, timeoutMs: 100 }).send(message)).toMatchObject({ outcome: "not-sent" });
  const cutting = await mailServer({
    onData: (stream) => void stream.once("data", () => stream.destroy()).resume(),
    socketTimeout: 100,
  });
  expect(await createSmtp({ url: cutting.url, from, timeoutMs: 500 }).send(message)).toMatchObject({
    outcome: "not-sent",
  });
});
