import { spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { exampleRequest } from "./example.ts";
import { account } from "./recorded-webhooks.ts";

const guide = readFileSync(new URL("../../../../../docs/guides/generic-webhook.md", import.meta.url), "utf8");

/** An example of the guide, by the language of its fence. */
function inGuide(language: string): string {
  const [, code] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(guide) ?? [];
  if (code === undefined) throw new Error(`The guide has no example in ${language}.`);
  return code;
}

/** Listens for one request and answers as Ringback does. */
async function listen() {
  const { promise, resolve } = Promise.withResolvers<{ headers: Record<string, string>; body: string }>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      resolve({ headers, body: Buffer.concat(parts).toString("utf8") });
      response.setHeader("connection", "close").end('{"ok":true}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/hooks/c`,
    request: promise,
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

/** Runs a program on a script; what it complained of is in the error. */
async function run(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn(program, args, { timeout: 20_000, env: { PATH: process.env["PATH"] ?? "", ...env } });
  let complaint = "";
  child.stderr.on("data", (part) => (complaint += String(part)));
  const code = await new Promise((ended) => child.on("close", ended));
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${complaint}`);
}

const verified = ({ headers, body }: { headers: Record<string, string>; body: string }) =>
  new Webhook(account.secret).verify(body, headers);

test("the script that the command line prints signs as the standard's own package does", async () => {
  await using listening = await listen();
  await run("sh", ["-c", exampleRequest({ ...account, hookBaseUrl: listening.url }, "call.missed")], {});
  expect(verified(await listening.request)).toMatchObject({ type: "call.missed" });
});

const hasPython = spawnSync("python3", ["--version"]).status === 0;
const languages: readonly (readonly [string, string, (code: string) => readonly string[]])[] = [
  ["sh", "sh", (code) => ["-c", code]],
  ["js", process.execPath, (code) => ["--input-type=module", "--eval", code]],
  ...(hasPython ? [["python", "python3", (code: string) => ["-c", code]] as const] : []),
];

test.each(languages)(
  "the guide's example in %s signs as the standard's own package does",
  async (language, program, argsOf) => {
    await using listening = await listen();
    const env = { RINGBACK_URL: `${listening.url}/events`, RINGBACK_SECRET: account.secret };
    await run(program, argsOf(inGuide(language)), env);
    expect(verified(await listening.request)).toMatchObject({ type: "call.missed", data: { call_id: "abc-1" } });
  },
);

const given = { id: "7", from: "(312) 555-0199", to: "+13125550117", startedAt: "2026-11-20T18:00:00Z" };

test("the guide's Zapier step signs as the standard's own package does", async () => {
  await using listening = await listen();
  // As Zapier runs it: an asynchronous function with `inputData`, whose result is `output`.
  const step = new Function(
    "require",
    "inputData",
    "fetch",
    `let output; return (async () => {${inGuide("zapier")}; return output; })()`,
  );
  const inputData = { ...given, url: `${listening.url}/events`, secret: account.secret };
  expect(await step(() => ({ createHmac }), inputData, fetch)).toEqual({ status: 200 });
  expect(verified(await listening.request)).toMatchObject({ type: "call.missed", data: { call_id: "7" } });
});

test("the guide's n8n node hands over what the next node sends", () => {
  const code = inGuide("n8n").replace("whsec_…", account.secret);
  const { json } = new Function("require", "$json", code)(() => ({ createHmac }), given);
  const headers = { "webhook-id": json.id, "webhook-timestamp": json.now, "webhook-signature": json.signature };
  expect(new Webhook(account.secret).verify(json.body, headers)).toMatchObject({ data: { call_id: "7" } });
});
