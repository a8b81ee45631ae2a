import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, Visitor } from "#testing/visitor.ts";
import { runImport } from "#use-cases/run-import.ts";

let http: TestHttp;
let cookie: string;
beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  cookie = (await firstOwner(http)).cookie;
});
afterAll(async () => await http[Symbol.asyncDispose]());

async function owner(): Promise<Visitor> {
  const visitor = new Visitor(http);
  visitor.adopt(cookie);
  await visitor.openBusiness();
  return visitor;
}

const log = [
  "Call ID,Start Time,Direction,From,To,Result,Duration",
  "a1,2026-10-01 10:00:00,Inbound,+14155550101,+13125550199,Missed,12",
  "=cmd(),never,Inbound,+14155550102,+13125550199,Missed,12",
].join("\n");

/** Sends the file as the screen does. */
async function upload(visitor: Visitor, text: string): Promise<string> {
  const bytes = Buffer.from(text);
  const { body } = await visitor.call("beginImport", {
    body: { fileName: "C:\\logs\\calls.csv", bytes: bytes.length },
  });
  for (let number = 0; number * 50 < bytes.length; number += 1) {
    const sent = await visitor.send(
      "PUT",
      `/api/v1/imports/${body.id}/chunks/${number}`,
      text.slice(number * 50, (number + 1) * 50),
      { headers: { "content-type": "application/octet-stream" } },
    );
    expect(sent.status).toBe(200);
  }
  return body.id;
}

test("a log is brought in pieces, looked at, read, listed, and its left out rows come as a file no spreadsheet runs", async () => {
  const ann = await owner();
  const id = await upload(ann, log);
  const preview = await ann.call("previewImport", { params: { id }, body: {} });
  expect(preview.body).toMatchObject({ format: "custom", calls: 1, missed: 1, rejected: 1, whole: true });
  expect(preview.body.firstCalls).toMatchObject([
    { row: 2, direction: "inbound", from: "+14155550101", to: "+13125550199", missReason: "no-answer" },
  ]);
  const saveAs = { name: "Office", header: preview.body.header };
  const started = await ann.call("startImport", {
    params: { id },
    body: { mapping: preview.body.mapping, connectionId: null, saveAs },
  });
  expect(started).toMatchObject({ status: 200, body: { ok: true } });
  await runImport(http.context, { accountId: ann.account ?? "", importId: id });
  const found = await ann.call("getImport", { params: { id } });
  expect(found.body.import).toMatchObject({ fileName: "calls.csv", state: "done", inbound: 1, rejected: 1 });
  const rejects = await ann.call("listImportRejects", { params: { id }, query: {} });
  expect(rejects.body).toMatchObject({ rows: [{ row: 3, reason: "unreadable-time" }], next: null });
  const csv = await ann.send("GET", `/api/v1/imports/${id}/rejects.csv`);
  expect(csv.headers["content-disposition"]).toContain("attachment");
  expect(csv.body).toContain("3,unreadable-time,The time cannot be read.,\"'=cmd()");

  // Its calls stand among the others, with a story.
  const calls = await ann.call("listCalls", { query: { entered: "import" } });
  expect(calls.body.calls).toMatchObject([{ from: "+14155550101", outcome: "missed", missReason: "no-answer" }]);
  const callId = calls.body.calls[0].id;
  expect((await ann.call("getCall", { params: { id: callId } })).status).toBe(200);
  expect((await ann.call("getLedger", { params: { id: callId } })).status).toBe(200);

  // The next file with that header is read as was decided.
  const next = await upload(ann, log);
  expect((await ann.call("previewImport", { params: { id: next }, body: {} })).body.savedName).toBe("Office");
  expect((await ann.call("undoImport", { params: { id } })).status).toBe(200);
});

test("a file that is not here whole does not start, and a stranger's is nowhere", async () => {
  const ann = await owner();
  const { body } = await ann.call("beginImport", { body: { fileName: "calls.csv", bytes: 5_000 } });
  await ann.send("PUT", `/api/v1/imports/${body.id}/chunks/0`, log, {
    headers: { "content-type": "application/octet-stream" },
  });
  const { mapping } = (await ann.call("previewImport", { params: { id: body.id }, body: {} })).body;
  const started = await ann.call("startImport", { params: { id: body.id }, body: { mapping, connectionId: null } });
  expect(started).toMatchObject({ status: 409, body: { code: "import-incomplete" } });

  const bob = await owner();
  for (const answer of [
    await bob.call("getImport", { params: { id: body.id } }),
    await bob.call("previewImport", { params: { id: body.id }, body: {} }),
    await bob.call("undoImport", { params: { id: body.id } }),
    await bob.send("GET", `/api/v1/imports/${body.id}/rejects.csv`),
    await bob.send("PUT", `/api/v1/imports/${body.id}/chunks/1`, "x", {
      headers: { "content-type": "application/octet-stream" },
    }),
  ])
    expect(answer).toMatchObject({ status: 404, body: { code: "import-not-found" } });
});
