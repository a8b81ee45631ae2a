import { readFileSync } from "node:fs";
import { holdUndoMinutes } from "@ringback/core/callbacks/look-at-hold.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { giveLine, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, someone, type Visitor } from "#testing/visitor.ts";
import { watchHold } from "#use-cases/watch-hold.ts";

let http: TestHttp;
let owner: Visitor;
let agent: Visitor;
let viewer: Visitor;
let business: TestBusiness;

beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  owner = await firstOwner(http);
  agent = await someone(http, "gus@example.com", owner, "agent");
  viewer = await someone(http, "vera@example.com", owner, "viewer");
  const me = (await owner.call("me")).body.accounts[0];
  business = await giveLine(http.context, me.id, me.memberId);
});
afterAll(async () => await http[Symbol.asyncDispose]());

let caller = 200;
async function missed(words: string): Promise<string> {
  caller += 1;
  const number = `+13125550${caller}`;
  await (await new TestCall(http.context, business).arrive(number)).leaveVoicemail(words);
  const { body } = await owner.call("listCallbacks");
  return body.callbacks.find((one: { callerNumber: string }) => one.callerNumber === number).id;
}
const holdsOf = async (callbackId: string) =>
  (await owner.call("listHolds", { query: { limit: 200 } })).body.holds.filter(
    (hold: { callbackId: string }) => hold.callbackId === callbackId,
  );
const caseOf = async (id: string) => (await owner.call("getCallback", { params: { id } })).body;
const look = async (text: string, values: readonly unknown[] = []) =>
  (await http.context.db.pool.query(text, [...values])).rows;

describe("what waits is shown with what it is decided by", () => {
  test("every label has its words, their place and the rule in plain words", async () => {
    const id = await missed(
      "There is no heat and water is everywhere. Last winter we had no heat either. What would that cost?",
    );
    const [hold] = await holdsOf(id);
    expect(hold.rules.length).toBeGreaterThan(0);
    expect(hold).toMatchObject({ reason: "price-asked", urgency: "emergency", reading: { source: "voicemail" } });
    const { reading } = hold;
    const spoken = reading.evidence.filter((piece: { quote: string | null }) => piece.quote !== null);
    expect(spoken.length).toBeGreaterThan(2);
    for (const { start, end, quote, because } of spoken) {
      expect(reading.text.slice(start, end)).toBe(quote);
      expect(because).not.toMatch(/-/);
    }
    expect(reading.evidence.map((piece: { label: string }) => piece.label)).toContain("asked:price");
    expect(reading.discounted).toContainEqual(
      expect.objectContaining({ why: "past", whyWords: "past, not now", quote: "no heat" }),
    );
    expect(reading.readBy).toBe("Read by the rules only: no language model is set up.");
    expect(reading.summary.map((field: { field: string }) => field.field)).toEqual([
      "who",
      "why",
      "known",
      "next",
      "owner",
    ]);
    expect((await caseOf(id)).readings).toEqual([reading]);
  });

  test("a reason narrows the list, pages come in turn, and the counts stay those of all", async () => {
    const all = (await viewer.call("listHolds")).body;
    const { reason } = all.reasons[0];
    const first = (await viewer.call("listHolds", { query: { reason, limit: 1 } })).body;
    expect(first.holds.map((hold: { reason: string }) => hold.reason)).toEqual([reason]);
    expect(first.waiting).toBe(all.waiting);
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = (await viewer.call("listHolds", { query: { limit: 1, ...(cursor ? { cursor } : {}) } })).body;
      seen.push(...page.holds.map((hold: { id: string }) => hold.id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all.holds.map((hold: { id: string }) => hold.id));
  });
});

describe("a decision", () => {
  test("can be taken back for a while: it waits again, with the labels it had, and both stay in the history", async () => {
    const id = await missed("The basement is flooding, how much do you charge?");
    const [hold] = await holdsOf(id);
    const before = await caseOf(id);
    await agent.call("resolveHold", {
      params: { id: hold.id },
      body: { resolution: "corrected", urgency: "low", intent: "quote", note: "It is their pool" },
    });
    expect(await caseOf(id)).toMatchObject({ urgency: "low", intent: "quote" });
    expect((await viewer.call("reopenHold", { params: { id: hold.id } })).status).toBe(403);
    expect((await agent.call("reopenHold", { params: { id: hold.id } })).status).toBe(200);
    const after = await caseOf(id);
    expect(after).toMatchObject({
      urgency: before.urgency,
      intent: before.intent,
      lane: before.lane,
      dueAt: before.dueAt,
    });
    expect(after.readings[0].byPerson).toBe(false);
    expect(after.readings[0].evidence).toEqual(before.readings[0].evidence);
    expect((await holdsOf(id)).map((one: { id: string }) => one.id)).toContain(hold.id);
    expect(after.timeline.map((entry: { kind: string }) => entry.kind)).toEqual(
      expect.arrayContaining(["corrected", "hold-reopened"]),
    );
    expect(await look("select action from ringback.audit_event where subject = $1 order by at, id", [hold.id])).toEqual(
      [{ action: "hold-resolved" }, { action: "hold-reopened" }],
    );
    expect((await agent.call("reopenHold", { params: { id: hold.id } })).body.code).toBe("hold-not-settled");
    const counted = (await viewer.call("listCorrections", { query: { limit: 200 } })).body.corrections;
    expect(counted.filter((one: { callbackId: string }) => one.callbackId === id)).toEqual([]);
  });

  test("is final after half an hour", async () => {
    const id = await missed("How much is a tune-up?");
    const [hold] = await holdsOf(id);
    await agent.call("resolveHold", { params: { id: hold.id }, body: { resolution: "confirmed" } });
    await look("update ringback.hold set resolved_at = resolved_at - make_interval(mins => $2) where id = $1", [
      hold.id,
      holdUndoMinutes + 1,
    ]);
    expect((await agent.call("reopenHold", { params: { id: hold.id } })).body.code).toBe("settled-too-long-ago");
  });
});

describe("what nobody decided in time", () => {
  test("is told to the fallback person once, and counted as overdue", async () => {
    const id = await missed("How much would a new boiler be?");
    const [hold] = await holdsOf(id);
    const jobs = () =>
      look(
        "select payload from graphile_worker._private_jobs j where payload::text like '%review-overdue%' and payload::text like $1",
        [`%${hold.id}%`],
      );
    const watch = () => watchHold(http.context, { accountId: business.accountId, holdId: hold.id });
    await watch();
    expect(await jobs()).toEqual([]);
    expect(
      await look("select run_at from graphile_worker.jobs where key = $1 and run_at = $2", [
        `watch-hold:${hold.id}`,
        hold.dueAt,
      ]),
    ).toHaveLength(1);
    const overdueBefore = (await viewer.call("today")).body.reviewOverdue;
    await look("update ringback.hold set due_at = now() - interval '1 minute' where id = $1", [hold.id]);
    await watch();
    await watch();
    expect(await jobs()).toMatchObject([{ payload: { about: "review-overdue", memberIds: [business.ownerId] } }]);
    expect((await viewer.call("today")).body.reviewOverdue).toBe(overdueBefore + 1);
    expect((await viewer.call("listHolds")).body.holds[0].id).toBe(hold.id);
    expect((await caseOf(id)).timeline.at(-1).text).toMatch(/^Nobody decided the review in time; .* was told$/);
  });
});

describe("corrections", () => {
  test("are counted by what was said and what it was, confirmations too; the last word counts", async () => {
    const cell = async (said: string, corrected: string) =>
      (await viewer.call("corrections")).body.intents.find(
        (one: { said: string; corrected: string }) => one.said === said && one.corrected === corrected,
      )?.count ?? 0;
    const [right, wrong] = [await cell("quote", "quote"), await cell("quote", "billing")];
    const first = await missed("Hello, I would like to get a price on a water softener.");
    const second = await missed("Hello, I would like to get a price on a new faucet.");
    for (const id of [first, second]) {
      const [hold] = await holdsOf(id);
      await agent.call("resolveHold", { params: { id: hold.id }, body: { resolution: "confirmed" } });
    }
    expect(await cell("quote", "quote")).toBe(right + 2);
    const correct = await agent.call("correctCallback", {
      params: { id: second },
      body: { intent: "billing", note: "=they mean the invoice" },
    });
    expect(correct.status).toBe(200);
    expect([await cell("quote", "quote"), await cell("quote", "billing")]).toEqual([right + 1, wrong + 1]);
    const { corrections } = (
      await viewer.call("listCorrections", { query: { kind: "intent", said: "quote", corrected: "billing" } })
    ).body;
    expect(corrections).toMatchObject([
      {
        callbackId: second,
        reason: "=they mean the invoice",
        by: "gus@example.com",
        text: expect.stringMatching(/faucet/),
      },
    ]);
  });

  test("go out as test cases that the evaluation reads, and as a table without formulas", async () => {
    expect((await agent.send("GET", "/api/v1/corrections/export.jsonl")).status).toBe(403);
    const { status, body, headers } = await owner.send("GET", "/api/v1/corrections/export.jsonl");
    expect(status).toBe(200);
    expect(headers["cache-control"]).toBe("private, no-store");
    const lines = body
      .trim()
      .split("\n")
      .map((line: string) => JSON.parse(line));
    expect(lines).toContainEqual({
      id: expect.stringMatching(/^correction-/),
      kind: "plain",
      channel: "voicemail",
      trade: "home-services",
      transcript: "Hello, I would like to get a price on a new faucet.",
      urgency: "normal",
      intent: "billing",
    });
    // The form is the corpus's own: its schema is read, so that the two cannot drift.
    const corpus = readFileSync(new URL("../../../../eval/src/corpus.ts", import.meta.url), "utf8");
    for (const name of Object.keys(lines[0])) expect(corpus).toMatch(new RegExp(`^  ${name}: `, "m"));
    const table = (await owner.send("GET", "/api/v1/corrections/export.csv")).body;
    expect(table).toContain(`'=they mean the invoice`);
  });

  test("on a case need a label, and a role that works cases", async () => {
    const id = await missed("Hello?");
    expect((await viewer.call("correctCallback", { params: { id }, body: { intent: "spam" } })).status).toBe(403);
    expect((await agent.call("correctCallback", { params: { id }, body: {} })).body.code).toBe("nothing-corrected");
    expect((await agent.call("correctCallback", { params: { id }, body: { intent: "rocket" } })).body.code).toBe(
      "no-such-intent",
    );
  });
});

describe("the business's own phrases", () => {
  test("raise what a message is judged as, never lower it, and can be tried before they are saved", async () => {
    const text = "Hello, the walk-in cooler is warm again.";
    const tryIt = async (phrases?: readonly { phrase: string; raises: "emergency" | "high" | "complaint" }[]) =>
      (await viewer.call("tryClassification", { body: { text, ...(phrases ? { phrases: [...phrases] } : {}) } })).body;
    expect((await tryIt()).reading.labels.urgency).not.toBe("emergency");
    const tried = await tryIt([{ phrase: "Walk-in cooler", raises: "emergency" }]);
    expect(tried).toMatchObject({ reading: { labels: { urgency: "emergency" } }, alarms: ["emergency"] });
    expect(tried.reading.evidence).toContainEqual(
      expect.objectContaining({
        label: "urgency:emergency",
        quote: "walk-in cooler",
        because: "your own words, “walk in cooler”",
      }),
    );
    expect(await look("select 1 from ringback.assessment where assessment::text like '%walk-in%'")).toEqual([]);

    const { version, playbook } = (await owner.call("getPlaybook")).body;
    const save = (phrase: string) =>
      owner.call("putPlaybook", {
        body: {
          expectedVersion: version,
          playbook: { ...playbook, classification: { phrases: [{ phrase, raises: "emergency" }] } },
        },
      });
    expect((await save("the")).body.errors).toMatchObject([{ field: "classification.phrases.0.phrase" }]);
    expect((await save("walk-in cooler")).status).toBe(200);
    const id = await missed(text);
    expect(await caseOf(id)).toMatchObject({ urgency: "emergency" });
  });

  test("for high value alarm people at once and pull no due time nearer", async () => {
    const { version, playbook } = (await owner.call("getPlaybook")).body;
    const phrases = [{ phrase: "whole building", raises: "high-value" }];
    const saved = await owner.call("putPlaybook", {
      body: { expectedVersion: version, playbook: { ...playbook, classification: { phrases } } },
    });
    expect(saved.status).toBe(200);
    const id = await missed("Hi, this is Ann. I'd like a quote to repipe the whole building.");
    const { urgency, readings, escalation } = await caseOf(id);
    expect(urgency).toBe("normal");
    expect(escalation).toMatchObject({ reason: "high-value" });
    expect(readings[0].evidence).toContainEqual(
      expect.objectContaining({
        label: "high-value",
        quote: "whole building",
        because: "your own words, “whole building”",
      }),
    );
  });
});
