import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { transaction } from "#db/transaction.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, someone, Visitor } from "#testing/visitor.ts";
import { liveLimits } from "./live.ts";

/** Opens a stream as the visitor and reads its messages as they come. */
async function openStream(http: TestHttp, visitor: Visitor, account = visitor.account) {
  const address = await listen(http);
  const aborter = new AbortController();
  const response = await fetch(`${address}/api/v1/live?account=${account}`, {
    headers: { cookie: visitor.cookie },
    signal: aborter.signal,
  });
  let text = "";
  let ended = false;
  const reading = (async () => {
    try {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
    } catch {
      // aborted by the test or cut by the server
    }
    ended = true;
  })();
  return {
    status: response.status,
    headers: response.headers,
    events: () => [...text.matchAll(/^data: (.*)$/gm)].map(([, json = ""]) => JSON.parse(json)),
    text: () => text,
    ended: () => ended,
    close: async () => {
      aborter.abort();
      await reading;
    },
  };
}

const addresses = new WeakMap<TestHttp, string>();
async function listen(http: TestHttp): Promise<string> {
  const known = addresses.get(http) ?? (await http.server.listen({ port: 0, host: "127.0.0.1" }));
  addresses.set(http, known);
  return known;
}

const id = "11111111-1111-4111-8111-111111111111";
async function change(http: TestHttp, account: string | null, kind: "callback" | "call"): Promise<void> {
  await transaction(http.context.db, account ?? "", http.context.clock.now(), async (tx) => tx.changed({ kind, id }));
}

test("an open screen hears the changes of its own business and of no other", async () => {
  await using http = await createTestHttp();
  const ann = await firstOwner(http);
  const stan = await someone(http, "stan@example.com");
  await stan.openBusiness("Other business");
  const stream = await openStream(http, ann);
  expect(stream.status).toBe(200);
  expect(stream.headers.get("content-type")).toBe("text/event-stream");
  expect(stream.headers.get("cache-control")).toBe("no-store");
  // Notifications arrive in the order of their commits, so once the last is here the others had their chance.
  await change(http, stan.account, "callback");
  await change(http, ann.account, "call");
  await expect.poll(() => stream.events()).toEqual([{ kind: "call", id }]);
  await stream.close();
});

test("nobody listens to a business they do not belong to, or without a session", async () => {
  await using http = await createTestHttp();
  const ann = await firstOwner(http);
  const stan = await someone(http, "stan@example.com");
  expect((await openStream(http, stan, ann.account)).status).toBe(404);
  expect((await openStream(http, new Visitor(http), ann.account)).status).toBe(401);
});

test("a stream ends when its session does", async () => {
  await using http = await createTestHttp({ liveLimits: { ...liveLimits, heartbeatMs: 20 } });
  const ann = await firstOwner(http);
  const stream = await openStream(http, ann);
  await expect.poll(() => stream.text()).toContain(": still here");
  await ann.send("POST", "/api/auth/sign-out", {});
  await expect.poll(() => stream.ended()).toBe(true);
});

test("streams are bounded: a person's oldest closes for the newest, and the house has a limit", async () => {
  await using http = await createTestHttp({ liveLimits: { ...liveLimits, streamsMax: 3, streamsPerUserMax: 2 } });
  const ann = await firstOwner(http);
  const vic = await someone(http, "vic@example.com", ann, "viewer");
  const first = await openStream(http, ann);
  const second = await openStream(http, ann);
  const third = await openStream(http, ann);
  await expect.poll(() => first.ended()).toBe(true);
  expect([second.ended(), third.ended()]).toEqual([false, false]);
  const fourth = await openStream(http, vic);
  const fifth = await openStream(http, vic);
  expect([fourth.status, fifth.status]).toEqual([200, 503]);
  await Promise.all([second, third, fourth].map((stream) => stream.close()));
  await expect.poll(async () => (await openStream(http, vic)).status).toBe(200);
});

test("a reader that does not read is cut off", async () => {
  await using http = await createTestHttp({ liveLimits: { ...liveLimits, unreadBytesMax: 100_000 } });
  const ann = await firstOwner(http);
  const { port } = new URL(await listen(http));
  const socket = connect(Number(port), "127.0.0.1");
  await once(socket, "connect");
  socket.write(`GET /api/v1/live?account=${ann.account} HTTP/1.1\r\nhost: x\r\ncookie: ${ann.cookie}\r\n\r\n`);
  await once(socket, "readable");
  socket.pause();
  const open = () => new Promise<number>((resolve) => http.server.server.getConnections((_, count) => resolve(count)));
  await expect.poll(open).toBe(1);
  const many = Array.from({ length: 40 }, () => ({ kind: "call", id }) as const);
  await expect
    .poll(
      async () => {
        for (let round = 0; round < 50; round += 1)
          await transaction(http.context.db, ann.account ?? "", http.context.clock.now(), async (tx) =>
            tx.changed(...many),
          );
        return await open();
      },
      { timeout: 20_000 },
    )
    .toBe(0);
  socket.destroy();
});

test("after a gap in hearing, screens are sent to read anew, and hear again", async () => {
  await using http = await createTestHttp();
  const ann = await firstOwner(http);
  const stream = await openStream(http, ann);
  await http.context.db.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike '%app_clock%' and pid <> pg_backend_pid()",
  );
  await expect.poll(() => stream.ended()).toBe(true);
  const again = await openStream(http, ann);
  await change(http, ann.account, "callback");
  await expect.poll(() => again.events()).toEqual([{ kind: "callback", id }]);
  await again.close();
});

test("moving the clock moves it for every process and tells open screens", async () => {
  await using http = await createTestHttp();
  const ann = await firstOwner(http);
  const stream = await openStream(http, ann);
  await http.context.db.pool.query("select ringback.move_clock($1)", [90 * 60_000]);
  await expect.poll(() => stream.events()).toMatchObject([{ kind: "clock" }]);
  expect(http.context.clock.offsetMs).toBe(90 * 60_000);
  await stream.close();
});
