// Pictures and files of texts, through the real adapter from a server that means no good.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { planLostJobs } from "#jobs/plan-lost-jobs.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "./context.ts";
import { fetchMedia, mediaPurpose } from "./fetch-media.ts";
import { receiveMessage } from "./receive-message.ts";

const png = Buffer.concat([Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"), Buffer.alloc(200, 7)]);
const html = "<!doctype html><script>fetch('/api/v1/members')</script>";

let database: TestDatabase;
let db: Database;
let context: Context;
let business: TestBusiness;
let provider: Server;
let stranger: Server;
let strangers = 0;
/** How the phone system answers for a file. */
let answer: RequestListener;
let asked: { path: string; authorization: string | undefined }[] = [];
const clock = new HandClock("2026-11-18T16:00:00Z");

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
  provider = await listening((request, response) => {
    asked.push({ path: request.url ?? "", authorization: request.headers.authorization });
    answer(request, response);
  });
  stranger = await listening((request, response) => {
    strangers += 1;
    sending(200, png)(request, response);
  });
  await look("update ringback.connection set api_base_url = $1", [addressOf(provider)]);
});
afterAll(async () => {
  await Promise.all([closed(provider), closed(stranger), db.close()]);
  await database.drop();
});
beforeEach(() => {
  asked = [];
  strangers = 0;
});

const look = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await db.pool.query(text, [...values])).rows as Row[];

async function listening(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
function sending(status: number, body: string | Buffer, headers: Record<string, string> = {}): RequestListener {
  return (_request, response) => response.writeHead(status, headers).end(body);
}

let texts = 0;
/** A text with so many files; answers their rows' ids in order. */
async function textWith(mediaIds: readonly string[], key = `MM${++texts}`): Promise<string[]> {
  await receiveMessage(context, {
    accountId: business.accountId,
    connectionId: business.connectionId,
    key: `${key}:received`,
    providerMessageId: key,
    from: `+1312555${String(3_000 + texts)}`,
    to: business.line,
    body: "",
    mediaCount: mediaIds.length,
    mediaIds,
    providerReplies: true,
    optOut: null,
    payload: {},
  });
  const rows = await look<{ id: string }>(
    "select f.id from ringback.message_media f join ringback.message m on m.id = f.message_id where m.provider_message_id = $1 order by f.position",
    [key],
  );
  return rows.map(({ id }) => id);
}
const fetchIt = (mediaId: string) => fetchMedia(context, { accountId: business.accountId, mediaId });
const mediaOf = async (id: string) => {
  const [row] = await look<{ state: string; reason: string | null; content: Buffer | null }>(
    "select state, reason, content_type, size, content from ringback.message_media where id = $1",
    [id],
  );
  if (row === undefined) throw new Error("No such row.");
  return row;
};
async function fetched(listener: RequestListener) {
  answer = listener;
  const [id = ""] = await textWith(["ME1"]);
  await fetchIt(id);
  const { content, ...told } = await mediaOf(id);
  return { id, content, told };
}

test("a picture is announced with its text, once, and fetched with the account's credentials", async () => {
  answer = sending(200, png, { "content-type": "text/html" });
  const ids = await textWith(["ME1", "ME2"], "MMtwo");
  expect(await textWith(["ME1", "ME2"], "MMtwo")).toEqual(ids);
  expect(ids).toHaveLength(2);
  const jobs = await look("select from graphile_worker.jobs where key = any($1)", [
    ids.map((id) => `fetch-media:${id}`),
  ]);
  expect(jobs).toHaveLength(2);
  await fetchIt(ids[1] ?? "");
  const account = `AC${business.connectionId.replaceAll("-", "")}`;
  expect(asked).toEqual([
    {
      path: `/2010-04-01/Accounts/${account}/Messages/MMtwo/Media/ME2`,
      authorization: `Basic ${Buffer.from(`${account}:token`).toString("base64")}`,
    },
  ]);
  expect(await mediaOf(ids[0] ?? "")).toMatchObject({ state: "announced", content: null });
  expect(await mediaOf(ids[1] ?? "")).toMatchObject({ state: "fetched", content_type: "image/png", size: png.length });
});

test("it lies sealed, and opens for its own place only", async () => {
  const { id, content } = await fetched(sending(200, png));
  if (content === null) throw new Error("Nothing was kept.");
  expect(content.includes(png.subarray(0, 16))).toBe(false);
  expect(context.secretBox.open(business.accountId, mediaPurpose(id), content)).toEqual(png);
  expect(() => context.secretBox.open(business.accountId, mediaPurpose("another"), content)).toThrow();
});

test("a page that calls itself a picture is refused, and nothing of it is kept", async () => {
  const { told, content } = await fetched(sending(200, html, { "content-type": "image/png" }));
  expect(told).toEqual({ state: "refused", reason: "unknown-type", content_type: null, size: html.length });
  expect(content).toBeNull();
  const svg = await fetched(sending(200, '<svg xmlns="http://www.w3.org/2000/svg"/>', { "content-type": "image/png" }));
  expect(svg.told).toMatchObject({ state: "refused", reason: "unknown-type" });
});

test("ten megabytes are refused", async () => {
  const { told } = await fetched(sending(200, Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)])));
  expect(told).toMatchObject({ state: "refused", reason: "too-large" });
});

test("a redirect into the house is refused and never followed", async () => {
  const { told } = await fetched(sending(307, "", { location: `${addressOf(stranger)}/secret.png` }));
  expect(told).toMatchObject({ state: "refused", reason: "elsewhere" });
  for (const location of [
    "http://169.254.169.254/latest/meta-data/",
    "http://mms.twiliocdn.com/x",
    "https://mms.twiliocdn.com.evil.example/x",
    "https://mms.twiliocdn.com:8443/x",
    "file:///etc/passwd",
  ])
    expect((await fetched(sending(302, "", { location }))).told).toMatchObject({ reason: "elsewhere" });
  expect(strangers).toBe(0);
});

test("what the provider refuses for good has failed; what may come later is tried for a day", async () => {
  expect((await fetched(sending(410, ""))).told).toMatchObject({ state: "failed", reason: "gone" });
  answer = sending(404, "");
  const [id = ""] = await textWith(["ME1"]);
  await expect(fetchIt(id)).rejects.toMatchObject({ code: "http-404" });
  clock.pass({ hours: 2 });
  await look("delete from graphile_worker._private_jobs");
  expect((await planLostJobs(db.pool, clock.now())).get("fetch-media")).toBeGreaterThan(0);
  await look("delete from ringback.message_media where state = 'announced' and id <> $1", [id]);
  clock.pass({ hours: 23 });
  await fetchIt(id);
  expect(await mediaOf(id)).toMatchObject({ state: "failed", reason: "provider-silent" });
  expect((await planLostJobs(db.pool, clock.now())).get("fetch-media")).toBeUndefined();
});

test("fetched by two at once it is kept once, and a settled one is not asked for again", async () => {
  answer = sending(200, png);
  const [id = ""] = await textWith(["ME1"]);
  await Promise.all([fetchIt(id), fetchIt(id)]);
  expect(await mediaOf(id)).toMatchObject({ state: "fetched" });
  const before = asked.length;
  await fetchIt(id);
  expect(asked).toHaveLength(before);
});
