import { spawn } from "node:child_process";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { OffsetClock } from "@ringback/server/clock.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { uuidV7 } from "@ringback/server/ids.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
// Only for what it declares: the database that the test run provides.
import type {} from "@ringback/server/testing/global-setup.ts";
import { type ProviderPeer, providerPeer } from "@ringback/server/testing/provider-peer.ts";
import { createAccount } from "@ringback/server/use-cases/create-account.ts";
import { Command, CommanderError } from "commander";
import { expect, test } from "vitest";
import { connectCommand } from "./connect.ts";

const number = "+13125550100";
const accountSid = "AC00000000000000000000000000000000";
const cli = fileURLToPath(new URL("../main.ts", import.meta.url));

async function office() {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 1);
  const owner = { userId: "joe", name: "Joe", email: "joe@shop.example" };
  await createAccount(
    { db, ids: uuidV7, clock: new OffsetClock() },
    { name: "Joe & Sons", timeZone: "America/Chicago", trade: "plumbing", owner },
  );
  await db.close();
  const peer = await providerPeer(accountSid, "token-1", number);
  const run = async (
    args: readonly string[],
    {
      stdin = "",
      env = {},
      provider = "twilio",
    }: { stdin?: string; env?: Record<string, string>; provider?: string } = {},
  ) => {
    const child = spawn(process.execPath, [cli, "connect", provider, ...args], {
      env: {
        PATH: process.env["PATH"] ?? "",
        DATABASE_URL: database.connectionString,
        RINGBACK_SECRET: "a secret for tests that is long enough, 7d1f03b2",
        RINGBACK_PUBLIC_URL: "https://ringback.example",
        NODE_NO_WARNINGS: "1",
        ...env,
      },
    });
    child.stdin.end(stdin);
    const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
    const [out, complaint, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
    return { out, complaint, exitCode };
  };
  return {
    peer,
    run,
    async [Symbol.asyncDispose]() {
      await peer.close();
      await database.drop();
    },
  };
}

const login = (peer: ProviderPeer) => ["--account-sid", accountSid, "--api-base-url", peer.url];

test("connects, prints id and URLs as JSON, writes them to the number, and puts them back", async () => {
  await using at = await office();
  const { out, exitCode } = await at.run([
    ...login(at.peer),
    "--auth-token",
    "token-1",
    "--number",
    "(312) 555-0100",
    "--json",
  ]);
  expect(exitCode).toBe(0);
  const answer = JSON.parse(out);
  expect(answer.webhookUrls).toEqual({
    voice: `https://ringback.example/hooks/${answer.connectionId}/voice`,
    voiceFallback: `https://ringback.example/hooks/${answer.connectionId}/voice?fallback=1`,
    voiceStatus: `https://ringback.example/hooks/${answer.connectionId}/voice/status`,
    messages: `https://ringback.example/hooks/${answer.connectionId}/messages`,
  });
  const env = { RINGBACK_TWILIO_AUTH_TOKEN: "token-1" };
  const installed = await at.run([...login(at.peer), "--number", number, "--install"], { env });
  expect(installed).toMatchObject({ exitCode: 0, complaint: "" });
  expect(installed.out).toMatch(
    /VoiceUrl +https:\/\/before\.example\/v +https:\/\/ringback\.example\/hooks\/.*\/voice#/,
  );
  expect(at.peer.numbers[0]?.["sms_url"]).toContain(`/hooks/${answer.connectionId}/messages`);
  const undone = await at.run(["--number", number, "--undo", "--json"]);
  expect(JSON.parse(undone.out)).toMatchObject({ connectionId: answer.connectionId, changes: expect.any(Array) });
  expect(at.peer.numbers[0]).toMatchObject({ voice_url: "https://before.example/v", sms_url: "" });
});

test("a refusal ends with 1, in words for people and as JSON for programs", async () => {
  await using at = await office();
  const wrong = await at.run([...login(at.peer), "--auth-token", "-"], { stdin: "wrong\n" });
  expect(wrong).toMatchObject({ exitCode: 1, out: "" });
  expect(wrong.complaint).toMatch(/refuses the account id or the token/);
  expect(wrong.complaint).not.toMatch(/wrong|\n +at /);
  at.peer.brokenWith = 503;
  const unreachable = await at.run([...login(at.peer), "--auth-token", "-", "--json"], { stdin: "token-1\n" });
  expect(unreachable.exitCode).toBe(1);
  expect(JSON.parse(unreachable.out)).toMatchObject({ error: "provider-unreachable" });
});

const peerless = ["--account-sid", accountSid];
test.each([
  [["--auth-token", "x"], /--account-sid/],
  [peerless, /--auth-token/],
  [[...peerless, "--auth-token", "x", "--number", "911"], /no phone number/],
  [[...peerless, "--auth-token", "x", "--install"], /--number/],
  [["--undo"], /--number/],
])("a wrong call is told before anything is opened: %j", async (args, words) => {
  let complaint = "";
  const program = new Command("ringback").exitOverride().configureOutput({ writeErr: (part) => (complaint += part) });
  const open = () => Promise.reject(new Error("opened"));
  connectCommand(program, { open, input: Readable.from([]), env: {} });
  const called = program.parseAsync(["connect", "twilio", ...args], { from: "user" });
  const error: unknown = await called.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CommanderError);
  expect(error).toMatchObject({ exitCode: 2 });
  expect(complaint).toMatch(words);
});

test("any phone system is connected by the options of its own form", async () => {
  await using at = await office();
  const webhook = async (...args: string[]) => await at.run(args, { provider: "webhook" });
  expect(await webhook("--country", "US")).toMatchObject({
    exitCode: 2,
    complaint: expect.stringContaining("--account-id is missing (Name of the system: "),
  });
  const odd = await webhook("--account-id", "desk", "--country", "Mars", "--json");
  expect(odd.exitCode).toBe(1);
  expect(JSON.parse(odd.out)).toMatchObject({ error: "invalid-field", detail: expect.stringContaining("Country") });
  const first = JSON.parse((await webhook("--account-id", "desk", "--json")).out);
  expect(first).toMatchObject({
    madeSecret: expect.stringMatching(/^whsec_/),
    example: expect.stringContaining("curl"),
  });
  const shown = await webhook("--account-id", "desk", "--example", "call.missed");
  expect(shown.out).toContain(`secret='${first.madeSecret}'`);
  expect(shown.out).toContain(`/hooks/${first.connectionId}/events`);
  const own = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
  const fromInput = await at.run(["--account-id", "desk", "--secret", "-", "--json"], {
    stdin: `${own}\n`,
    provider: "webhook",
  });
  const renewed = JSON.parse(fromInput.out);
  expect(renewed.connectionId).toBe(first.connectionId);
  expect(renewed).not.toHaveProperty("madeSecret");
  const env = { RINGBACK_WEBHOOK_SECRET: own };
  await at.run(["--account-id", "desk"], { provider: "webhook", env });
  expect((await webhook("--account-id", "desk", "--example")).out).toContain(own);
  const help = await webhook("--help");
  expect(help.out).toMatch(/--country <value>\s+Country of short numbers/);
  expect(help.out).toContain("What to do:");
});
