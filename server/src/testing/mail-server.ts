/// <reference path="../providers/email/smtp/smtp-server.d.ts" />
import { SMTPServer } from "smtp-server";

/** A real SMTP server that keeps what it is given; `down` refuses every message for now. */
export async function startMailServer() {
  const mails: string[] = [];
  const state = { down: false };
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, _session, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on("end", () => {
        if (state.down) return done(Object.assign(new Error("come again"), { responseCode: 451 }));
        mails.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    mails,
    state,
    url: `smtp://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
