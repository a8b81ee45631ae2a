import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { announceMedia, dropMedia, keepMedia } from "#db/stores/message-media.ts";
import { transaction } from "#db/transaction.ts";
import { mediaToken } from "#media-link.ts";
import { giveLine } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { someone, type Visitor } from "#testing/visitor.ts";
import { mediaPurpose } from "#use-cases/fetch-media.ts";
import { receiveMessage } from "#use-cases/receive-message.ts";

let http: TestHttp;
let owner: Visitor;
let accountId: string;
/** What came with the one text, by its place. */
let media: string[];
const caller = "+13125550461";
const dots = Buffer.from("\u0089PNG\r\n\u001a\n........", "latin1");
const types = [
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "application/pdf",
  "audio/mpeg",
  "image/svg+xml",
  "text/html",
];

beforeAll(async () => {
  http = await createTestHttp();
  owner = await someone(http, "maya@example.com");
  accountId = await owner.openBusiness("Northside Plumbing");
  const { connectionId, line } = await giveLine(http.context, accountId, "unused");
  await receiveMessage(http.context, {
    accountId,
    connectionId,
    key: "MM1:received",
    providerMessageId: "MM1",
    from: caller,
    to: line,
    body: "",
    mediaCount: types.length + 3,
    mediaIds: [...types.map((_type, place) => `ME${place}`), "MEwaits", "MEhuge"],
    providerReplies: true,
    optOut: null,
    payload: {},
  });
  const rows = await http.context.db.pool.query<{ id: string }>(
    "select id from ringback.message_media order by position",
  );
  media = rows.rows.map(({ id }) => id);
  await transaction(http.context.db, accountId, http.context.clock.now(), async (tx) => {
    for (const [place, contentType] of types.entries()) {
      const id = media[place] ?? "";
      const sealed = http.context.secretBox.seal(accountId, mediaPurpose(id), dots);
      // The last two can never be kept; they stand for a mistake made elsewhere.
      keepMedia(tx, id, { sealed, contentType: contentType as "image/png", size: dots.length });
    }
    dropMedia(tx, media.at(-1) ?? "", { state: "refused", reason: "too-large", size: null });
  });
});
afterAll(async () => {
  await http[Symbol.asyncDispose]();
});

const get = (place: number, person = owner) => person.send("GET", `/api/v1/media/${media.at(place)}`);

test.each(types.map((type, place) => [type, place] as const))(
  "%s: shown if it is a picture, else only saved",
  async (type, place) => {
    const answer = await get(place);
    expect(answer.status).toBe(200);
    const { headers } = answer;
    expect(headers).toMatchObject({
      "content-type": expect.stringContaining(type),
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    });
    expect(headers["content-security-policy"]).toMatch(/^sandbox; default-src 'none'/);
    expect(headers["content-disposition"]).toMatch(
      place < 4 ? /^inline; filename="Picture \d/ : /^attachment; filename="/,
    );
  },
);

test("what has not come, was not let in, or is nobody's is not there", async () => {
  expect((await get(-2)).status).toBe(404);
  expect((await get(-1)).status).toBe(404);
  expect((await owner.send("GET", "/api/v1/media/..%2f..%2fsecret")).status).toBe(404);
  expect((await owner.send("GET", "/api/v1/media/01998a00-0000-7000-8000-000000000000")).status).toBe(404);
});

test("another business gets none of it, nor does a stranger", async () => {
  const path = `/api/v1/media/${media[0]}`;
  const stranger = await someone(http, "eve@example.com");
  expect((await stranger.send("GET", path, undefined, { account: accountId })).status).toBe(404);
  await stranger.openBusiness("Eve's");
  expect((await stranger.send("GET", path)).status).toBe(404);
  expect((await stranger.send("GET", `${path}?account=${accountId}`)).status).toBe(404);
  expect((await http.server.inject({ method: "GET", url: path })).statusCode).toBe(401);
});

test("the thread lists them with their kind, size and what is wrong with them", async () => {
  const { rows } = await http.context.db.pool.query<{ conversation_id: string }>(
    "select conversation_id from ringback.conversation_number where number = $1",
    [caller],
  );
  const { body } = await owner.call("getConversation", { params: { id: rows[0]?.conversation_id ?? "" } });
  const text = body.entries.find(({ kind }: { kind: string }) => kind === "text");
  expect(text).toMatchObject({ mediaCount: types.length + 3 });
  expect(text.attachments).toHaveLength(types.length + 2);
  expect(text.attachments[0]).toEqual({
    id: media[0],
    state: "fetched",
    contentType: "image/png",
    size: dots.length,
    name: "Picture 1.png",
    picture: true,
    words: null,
  });
  expect(text.attachments[4]).toMatchObject({ contentType: "application/pdf", picture: false, name: "Document 5.pdf" });
  expect(text.attachments.at(-2)).toMatchObject({ state: "announced", words: expect.stringContaining("On its way") });
  expect(text.attachments.at(-1)).toMatchObject({
    state: "refused",
    words: expect.stringContaining("larger than 5 MB"),
  });
});

async function brought(bytes: Buffer, person = owner, headers: Record<string, string> = {}) {
  const payload = bytes as unknown as object; // inject takes bytes too
  return await person.send("POST", "/api/v1/media", payload, {
    headers: { "content-type": "application/octet-stream", ...headers },
  });
}

test("a picture to send is taken from those who may write, shown back, and let go of again", async () => {
  const { status, body } = await brought(dots);
  expect({ status, body }).toEqual({
    status: 200,
    body: { id: expect.any(String), contentType: "image/png", size: dots.length, name: "Picture 1.png", picture: true },
  });
  const path = `/api/v1/media/${body.id}`;
  expect((await owner.send("GET", path)).status).toBe(200);
  expect((await owner.send("DELETE", path)).status).toBe(200);
  expect((await owner.send("GET", path)).status).toBe(404);
  expect(await brought(Buffer.from("<svg/>"))).toMatchObject({ status: 422, body: { code: "file-not-taken" } });
  expect((await brought(Buffer.alloc(7 * 1024 * 1024))).status).toBe(413);
  expect((await brought(dots, owner, { "content-type": "image/png" })).status).toBe(415);
  const stranger = await someone(http, "trudy@example.com");
  expect((await brought(dots, stranger, { "ringback-account": accountId })).status).toBe(404);
});

test("a link of a picture that is sent opens that one for anybody until it is over, and nothing is listed", async () => {
  const token = (mediaId: string, minutes: number, account = accountId) =>
    mediaToken(http.context.secretBox, {
      accountId: account,
      mediaId,
      expiresAt: http.context.clock.now().add({ minutes }),
    });
  const fetched = (path: string) => http.server.inject({ method: "GET", url: `/media/${path}` });
  const answer = await fetched(token(media[0] ?? "", 5));
  expect(answer.statusCode).toBe(200);
  expect(answer.rawPayload).toEqual(dots);
  expect(answer.headers).toMatchObject({
    "content-type": "image/png",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
    "content-disposition": 'inline; filename="Picture 1.png"',
  });
  expect((await fetched(token(media[0] ?? "", -1))).statusCode).toBe(404);
  expect((await fetched(token(media.at(-1) ?? "", 5))).statusCode).toBe(404); // refused, so never kept
  const other = await owner.openBusiness("Another");
  owner.account = accountId;
  expect((await fetched(token(media[0] ?? "", 5, other))).statusCode).toBe(404);
  for (const path of ["", "x", `${token(media[0] ?? "", 5)}x`, "..%2f..%2fetc"])
    expect((await fetched(path)).statusCode).not.toBe(200);
});

test("the rows of another business cannot be read or written in the database either", async () => {
  const other = await someone(http, "mallory@example.com");
  const theirs = await other.openBusiness("Mallory's");
  await transaction(http.context.db, theirs, http.context.clock.now(), async (tx) => {
    expect(await tx.rows(sql`select id from ringback.message_media`)).toEqual([]);
  });
  await expect(
    transaction(http.context.db, theirs, http.context.clock.now(), async (tx) => {
      const id = http.context.ids.next();
      announceMedia(tx, { id, messageId: media[0] ?? "", position: 0, providerMediaId: "ME1" });
    }),
  ).rejects.toThrow();
});
