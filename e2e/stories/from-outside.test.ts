import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Client } from "#http.ts";
import { ringback, startNetwork, startServer } from "#processes.ts";
import { soon } from "#soon.ts";
import { freePort } from "#town.ts";

const number = "+13125550199";
const caller = "+13125550117";

test("a phone network of its own, connected by the command line: ring it and see the loop from outside", async () => {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "ringback-outside-"));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const port = await freePort();
  const env = {
    RINGBACK_DATA_DIR: dataDir,
    PORT: String(port),
    RINGBACK_DEMO: "0",
    LOG_LEVEL: "error",
    DATABASE_URL: "",
  };
  const network = stack.use(await startNetwork([number]));
  const server = stack.use(await startServer(env));
  const web = new Client(`http://127.0.0.1:${port}`);
  const peer = new Client(network.url);

  await web.send("POST", "/api/auth/sign-up/email", {
    name: "Olive Owner",
    email: "olive@northside.test",
    password: "a sentence nobody else has thought of",
  });
  const account = await web.send<{ id: string }>("POST", "/api/v1/accounts", {
    name: "Northside",
    timeZone: "America/Chicago",
    trade: "home_services",
  });

  const connected = await ringback(
    [
      "connect",
      "twilio",
      "--account-sid",
      network.accountSid,
      "--auth-token",
      network.authToken,
      "--number",
      number,
      "--api-base-url",
      network.url,
      "--install",
      "--json",
    ],
    env,
  );
  expect(connected).toMatchObject({
    connectionId: expect.any(String),
    webhookUrls: { voice: expect.stringContaining("/hooks/") },
  });

  await peer.send("POST", "/control/calls", {
    from: caller,
    to: number,
    script: [{ waitFor: "beep" }, { say: "I would like a price for a new furnace please" }, { hangUp: true }],
  });
  const texts = await soon(async () => {
    const { messages } = (await ringback(["messages", "list", "--json"], env)) as {
      messages: { purpose: string; state: string }[];
    };
    expect(messages).toContainEqual(
      expect.objectContaining({
        purpose: "acknowledgement",
        to: caller,
        state: expect.stringMatching(/sent|delivered/),
      }),
    );
    return messages;
  });
  expect(texts.filter((text) => text.purpose === "acknowledgement")).toHaveLength(1);

  const callback = await soon(async () => {
    const { callbacks } = (await ringback(["callbacks", "list", "--json"], env)) as {
      callbacks: { id: string; intent: string }[];
    };
    expect(callbacks).toEqual([
      expect.objectContaining({
        state: "open",
        intent: "quote",
        owner: expect.objectContaining({ name: "Olive Owner" }),
      }),
    ]);
    return callbacks[0];
  });
  const { calls } = (await ringback(["calls", "list", "--json"], env)) as {
    calls: { providerCallId: string; outcome: string }[];
  };
  expect(calls).toEqual([expect.objectContaining({ outcome: "missed", from: caller })]);
  const ledger = (await ringback(["ledger", "show", calls[0]?.providerCallId ?? "", "--json"], env)) as {
    entries: { kind: string }[];
  };
  expect(ledger.entries.map((entry) => entry.kind)).toEqual(
    expect.arrayContaining(["arrived", "missed", "acknowledgement-queued", "classified", "ended"]),
  );
  expect(await ringback(["doctor", "--json"], env)).toMatchObject({ ok: true });

  const key = await web.send<{ key: string }>(
    "POST",
    "/api/v1/api-keys",
    { name: "script", role: "coordinator" },
    { "ringback-account": account.id },
  );
  const script = new Client(`http://127.0.0.1:${port}`);
  const closed = await script.send(
    "POST",
    `/api/v1/callbacks/${callback?.id}/close`,
    { disposition: "reached-quote", how: "called" },
    { authorization: `Bearer ${key.key}` },
  );
  expect(closed).toMatchObject({ state: "closed" });
  expect(server.output()).not.toContain(caller);
}, 240_000);
