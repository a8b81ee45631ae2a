import { createServer, request } from "node:http";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
import pg from "pg";
import { expect, test } from "vitest";
import { Client } from "#http.ts";
import { ringback, startNetwork, startServer } from "#processes.ts";
import { soon } from "#soon.ts";
import { freePort } from "#town.ts";

const number = "+13125550199";
const callers = Array.from({ length: 24 }, (_, index) => `+1312555${String(1000 + index)}`);

/** Sends every other request to the second server, as a load balancer does. */
async function balance(port: number, targets: readonly number[]): Promise<AsyncDisposable> {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const target = targets[turn++ % targets.length] ?? 0;
    const passed = request(
      { host: "127.0.0.1", port: target, method: incoming.method, path: incoming.url, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passed.on("error", () => outgoing.writeHead(502).end());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) };
}

test("two web and two worker processes on one PostgreSQL do nothing twice", async () => {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await createTestDatabase());
  const [front, first, second] = [await freePort(), await freePort(), await freePort()];
  const common = {
    DATABASE_URL: database.connectionString,
    RINGBACK_PUBLIC_URL: `http://127.0.0.1:${front}`,
    RINGBACK_SECRET: "a secret for tests that is long enough, 7d1f03b2",
    RINGBACK_DEMO: "0",
    LOG_LEVEL: "error",
  };
  const network = stack.use(await startNetwork([number], 30));
  stack.use(await startServer({ ...common, RINGBACK_ROLE: "web", PORT: String(first) }));
  stack.use(await startServer({ ...common, RINGBACK_ROLE: "web", PORT: String(second) }));
  stack.use(await startServer({ ...common, RINGBACK_ROLE: "worker" }));
  stack.use(await startServer({ ...common, RINGBACK_ROLE: "worker" }));
  stack.use(await balance(front, [first, second]));

  const web = new Client(`http://127.0.0.1:${front}`);
  await web.send("POST", "/api/auth/sign-up/email", {
    name: "Olive Owner",
    email: "olive@northside.test",
    password: "a sentence nobody else has thought of",
  });
  await web.send("POST", "/api/v1/accounts", {
    name: "Northside",
    timeZone: "America/Chicago",
    trade: "home_services",
  });
  await ringback(
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
    common,
  );

  const peer = new Client(network.url);
  await peer.send("PUT", "/control/faults", {
    seed: 11,
    webhooks: [
      { fault: "twice", fraction: 0.5 },
      { fault: "swap", fraction: 0.2 },
    ],
  });
  for (const from of callers)
    await peer.send("POST", "/control/calls", { from, to: number, script: [{ wait: 26 }, { hangUp: true }] });

  const client = new pg.Client({ connectionString: database.connectionString });
  await client.connect();
  stack.defer(() => client.end());
  const count = async (sql: string) =>
    Number((await client.query<{ n: string }>(`select count(*) n from ringback.${sql}`)).rows[0]?.n);
  // Ten texts a minute and line is the gate's own limit (docs/rules.md C5); the others are suppressed, each with its reason.
  await soon(async () => expect(await count("call where outcome = 'missed' and state = 'ended'")).toBe(callers.length));
  await soon(async () =>
    expect(await count("message where purpose = 'acknowledgement' and state in ('queued', 'sending')")).toBe(0),
  );
  expect(await count("call")).toBe(callers.length);
  expect(await count("callback")).toBe(callers.length);
  expect(await count("message where purpose = 'acknowledgement'")).toBe(callers.length);
  const sent = await count("message where purpose = 'acknowledgement' and state in ('sent', 'delivered')");
  expect(sent).toBeGreaterThan(0);
  const perCaller = await Promise.all(
    callers.map(
      async (from) =>
        (await peer.send<{ inbox: unknown[] }>("GET", `/control/phones/${encodeURIComponent(from)}`)).inbox.length,
    ),
  );
  expect(Math.max(...perCaller)).toBe(1);
  expect(perCaller.reduce((all, one) => all + one, 0)).toBe(sent);
}, 240_000);
