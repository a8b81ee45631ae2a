import type { RequestOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EmailMessage } from "#providers/email/provider.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, goodPassword, someone, Visitor } from "#testing/visitor.ts";
import { changeMember } from "#use-cases/change-member.ts";

const mails: EmailMessage[] = [];
let http: TestHttp;
let cookie: string;
beforeAll(async () => {
  const send = async (message: EmailMessage) => {
    mails.push(message);
    return { outcome: "sent" } as const;
  };
  http = await createTestHttp({ email: { send }, requestsPerMinute: 100_000 });
  cookie = (await firstOwner(http)).cookie;
});
afterAll(async () => await http[Symbol.asyncDispose]());

/** A new business of the first owner, so that tests do not see each other's people. */
async function business(): Promise<{ ann: Visitor; annId: string }> {
  const ann = new Visitor(http);
  ann.adopt(cookie);
  await ann.openBusiness();
  const { body } = await ann.call("listMembers");
  return { ann, annId: body.members[0].id };
}
const bob = { name: "Bob", email: "bob@example.com", phone: "(312) 555-0117", role: "agent" } as const;

/** Adds and invites; the token of the link. */
async function invite(
  ann: Visitor,
  facts: RequestOf<Routes["addMember"]>["body"] = bob,
): Promise<{ id: string; token: string }> {
  const { body } = await ann.call("addMember", { body: facts });
  const invited = await ann.call("inviteMember", { params: { id: body.id } });
  return { id: body.id, token: String(invited.body.link).split("/").at(-1) ?? "" };
}

test("a person is added with a phone that rings, before they ever sign in", async () => {
  const { ann, annId } = await business();
  const { status, body } = await ann.call("addMember", { body: bob });
  expect(status).toBe(200);
  expect((await ann.call("listMembers")).body.members).toEqual([
    expect.objectContaining({ id: annId, role: "owner", standing: "signed-up", openCallbacks: 0 }),
    {
      id: body.id,
      name: "Bob",
      email: "bob@example.com",
      phone: "+13125550117",
      role: "agent",
      standing: "no-sign-in",
      notifyBySms: true,
      notifyByEmail: true,
      openCallbacks: 0,
    },
  ]);
});

test.each([
  ["no phone number", { ...bob, phone: "call me" }, 400, "invalid-phone"],
  ["a number somebody has", { ...bob, phone: "+1 312 555 0117" }, 409, "phone-taken"],
])("a person with %s is not added", async (_, facts, status, code) => {
  const { ann } = await business();
  await ann.call("addMember", { body: bob });
  expect(await ann.call("addMember", { body: facts })).toMatchObject({ status, body: { code } });
});

test("an invitation says what it is for and makes a sign-in with the role it was given for", async () => {
  const { ann } = await business();
  const { token } = await invite(ann, { ...bob, email: "first@example.com" });
  expect((await ann.call("listMembers")).body.members[1].standing).toBe("invited");

  const visitor = new Visitor(http);
  const params = { token };
  expect((await visitor.call("getInvitation", { params })).body).toEqual({
    accountName: "Ace Plumbing",
    name: "Bob",
    email: "first@example.com",
    role: "agent",
  });
  const body = { password: goodPassword };
  expect(await visitor.call("acceptInvitation", { params, body })).toMatchObject({
    status: 200,
    body: { accountId: ann.account },
  });
  expect((await visitor.signIn("first@example.com")).status).toBe(200);
  expect((await visitor.call("me")).body.accounts).toMatchObject([{ id: ann.account, role: "agent" }]);
  expect((await ann.call("listMembers")).body.members[1].standing).toBe("signed-up");
});

test("an invitation works once, and two who accept at the same time are not both let in", async () => {
  const { ann } = await business();
  const { token } = await invite(ann, { ...bob, email: null });
  const params = { token };
  const accept = (email: string) =>
    new Visitor(http).call("acceptInvitation", { params, body: { email, password: goodPassword } });
  const answers = await Promise.all([
    accept("one@example.com"),
    accept("two@example.com"),
    accept("three@example.com"),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
  expect(await accept("four@example.com")).toMatchObject({ status: 404, body: { code: "invitation-not-found" } });
  expect((await new Visitor(http).call("getInvitation", { params })).status).toBe(404);
});

test("a person with a sign-in accepts as they are and belongs to both businesses", async () => {
  const { ann } = await business();
  const cora = await someone(http, "cora@example.com");
  await cora.openBusiness("Cora's");
  const { token } = await invite(ann, { ...bob, email: null });
  expect((await cora.call("acceptInvitation", { params: { token }, body: {} })).status).toBe(200);
  expect((await cora.call("me")).body.accounts.map(({ name }: { name: string }) => name)).toEqual([
    "Ace Plumbing",
    "Cora's",
  ]);
  const again = await invite(ann, { ...bob, phone: null, email: null });
  expect(await cora.call("acceptInvitation", { params: { token: again.token }, body: {} })).toMatchObject({
    status: 409,
    body: { code: "already-member" },
  });
});

test.each([
  [
    "another e-mail than the invited",
    { email: "mallory@example.com", password: goodPassword },
    403,
    "invitation-for-another",
  ],
  ["a common password", { password: "password1234" }, 400, "password-common"],
  ["no password", {}, 400, "password-too-short"],
  ["the e-mail of a sign-in and a wrong password", { password: "not hers, surely not" }, 409, "email-taken"],
])("an invitation is not accepted with %s, and stays open", async (_, body, status, code) => {
  const { ann } = await business();
  const email = code === "email-taken" ? "ann@example.com" : `open-${code}@example.com`;
  const { token } = await invite(ann, { ...bob, email });
  const params = { token };
  expect(await new Visitor(http).call("acceptInvitation", { params, body })).toMatchObject({ status, body: { code } });
  expect((await new Visitor(http).call("getInvitation", { params })).status).toBe(200);
});

test("a password cannot be guessed through an invitation", async () => {
  const { ann } = await business();
  const { token } = await invite(ann, { ...bob, email: "ann@example.com" });
  const guesser = new Visitor(http);
  const statuses: number[] = [];
  for (let guess = 0; guess < 12; guess += 1) {
    const body = { password: `a guess of twelve ${guess}` };
    statuses.push((await guesser.call("acceptInvitation", { params: { token }, body })).status);
  }
  expect(statuses.slice(9)).toEqual([409, 429, 429]);
});

test("a link dies with its week, with a newer one and with the member", async () => {
  const { ann } = await business();
  const { id, token: old } = await invite(ann, { ...bob, email: null });
  const status = async (token: string) => (await new Visitor(http).call("getInvitation", { params: { token } })).status;
  const newer = await ann.call("inviteMember", { params: { id } });
  const token = String(newer.body.link).split("/").at(-1) ?? "";
  expect([await status(old), await status(token)]).toEqual([404, 200]);

  const week = 7 * 24 * 3_600_000;
  await http.context.db.pool.query("select ringback.move_clock($1)", [week - 60_000]);
  await expect.poll(() => http.context.clock.offsetMs).toBeGreaterThan(0);
  expect(await status(token)).toBe(200);
  await http.context.db.pool.query("select ringback.move_clock($1)", [120_000]);
  await expect.poll(async () => await status(token)).toBe(404);

  const fresh =
    String((await ann.call("inviteMember", { params: { id } })).body.link)
      .split("/")
      .at(-1) ?? "";
  await ann.call("removeMember", { params: { id } });
  expect(await status(fresh)).toBe(404);
});

test("the link is e-mailed, and the database has only its hash", async () => {
  const { ann } = await business();
  mails.length = 0;
  const { body } = await ann.call("addMember", { body: { ...bob, email: "mail@example.com" } });
  const invited = await ann.call("inviteMember", { params: { id: body.id } });
  expect(invited.body.emailed).toBe(true);
  expect(mails).toMatchObject([{ to: "mail@example.com" }]);
  expect(mails[0]?.text).toContain(invited.body.link);
  const token = String(invited.body.link).split("/").at(-1) ?? "";
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  const { rows } = await http.context.db.pool.query(
    "select row_to_json(invitation)::text as text from ringback.invitation",
  );
  expect(rows.map(({ text }) => text).join()).not.toContain(token);
});

test("the last owner who can sign in stays owner", async () => {
  const { ann, annId } = await business();
  const params = { id: annId };
  await ann.call("addMember", { body: { ...bob, role: "owner" } });
  const refused = { status: 409, body: { code: "last-owner" } };
  expect(await ann.call("changeMember", { params, body: { role: "viewer" } })).toMatchObject(refused);
  expect(await ann.call("removeMember", { params })).toMatchObject(refused);
  expect((await ann.call("changeMember", { params, body: { name: "Ann B." } })).status).toBe(200);
});

test("two owners who demote each other at once leave one", async () => {
  const { ann, annId } = await business();
  await someone(http, `olga-${annId}@example.com`, ann, "owner");
  const { members } = (await ann.call("listMembers")).body;
  const olgaId = members.find(({ id }: { id: string }) => id !== annId).id;
  // Past the edge, where whoever is demoted first would already lack the role.
  const demote = (memberId: string, by: string) =>
    changeMember(http.context, { accountId: ann.account ?? "", memberId: by }, memberId, { role: "agent" });
  const outcomes = await Promise.all([demote(olgaId, annId), demote(annId, olgaId)]);
  expect(outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.refusal)).sort()).toEqual(["last-owner", "ok"]);
});

test("whoever leaves hands their open callbacks to the fallback owner", async () => {
  const { ann, annId } = await business();
  const { body } = await ann.call("addMember", { body: bob });
  const gone = body.id;
  const { playbook, version } = (await ann.call("getPlaybook")).body;
  playbook.ownership = { ...playbook.ownership, ownerId: gone, backupId: gone };
  playbook.answering.ringMemberIds = [annId, gone];
  expect((await ann.call("putPlaybook", { body: { expectedVersion: version, playbook } })).status).toBe(200);
  const owned = await addCallback(ann, { owner: gone, state: "open" });
  const claimed = await addCallback(ann, { owner: gone, state: "claimed", claimedBy: gone });
  const backedUp = await addCallback(ann, { owner: annId, backup: gone, state: "open" });
  const closed = await addCallback(ann, { owner: gone, state: "closed" });

  expect((await ann.call("removeMember", { params: { id: gone } })).status).toBe(200);

  const { rows } = await http.context.db.pool.query(
    "select id, owner_id, backup_id, claimed_by, state, version from ringback.callback where account_id = $1",
    [ann.account],
  );
  const after = Object.fromEntries(rows.map(({ id, ...row }) => [id, row]));
  const free = { backup_id: null, claimed_by: null };
  expect(after[owned]).toEqual({ ...free, owner_id: annId, state: "open", version: 2 });
  expect(after[claimed]).toEqual({ ...free, owner_id: annId, state: "open", version: 2 });
  expect(after[backedUp]).toEqual({ ...free, owner_id: annId, state: "open", version: 2 });
  expect(after[closed], "history stays").toMatchObject({ owner_id: gone, state: "closed", version: 1 });
  const { rows: told } = await http.context.db.pool.query(
    "select callback_id, detail from ringback.callback_event where account_id = $1 and kind = 'reassigned' order by callback_id",
    [ann.account],
  );
  const detail = { from: gone, to: annId, cause: "member-removed", rule: "fallback" };
  expect(told).toEqual([owned, claimed].sort().map((id) => ({ callback_id: id, detail })));
  expect((await ann.call("getPlaybook")).body).toMatchObject({
    version: 3,
    playbook: {
      ownership: { ownerId: null, backupId: null, fallbackId: annId },
      answering: { ringMemberIds: [annId] },
    },
  });
  expect((await ann.call("listMembers")).body.members).toMatchObject([{ id: annId, openCallbacks: 3 }]);
});

test("the fallback owner leaves only after another was chosen", async () => {
  const { ann, annId } = await business();
  const olga = await someone(http, `fall-${annId}@example.com`, ann, "owner");
  expect(await olga.call("removeMember", { params: { id: annId } })).toMatchObject({
    status: 409,
    body: { code: "no-fallback-owner" },
  });
});

test("what owners do stands in the audit trail, without numbers or e-mails", async () => {
  const { ann } = await business();
  const { id } = await invite(ann);
  await ann.call("changeMember", { params: { id }, body: { role: "coordinator", phone: "+13125550119" } });
  await ann.call("removeMember", { params: { id } });
  const { rows } = await http.context.db.pool.query(
    "select action, detail from ringback.audit_event where account_id = $1 order by id",
    [ann.account],
  );
  expect(rows.map(({ action }) => action)).toEqual([
    "account-created",
    "member-added",
    "member-invited",
    "member-changed",
    "member-removed",
  ]);
  expect(rows[3].detail).toEqual({ changed: ["phone", "role"], role: "coordinator" });
  expect(JSON.stringify(rows)).not.toMatch(/555|@example/);
});

/** The least that a callback needs around it. */
async function addCallback(
  ann: Visitor,
  callback: { owner: string; backup?: string; state: "open" | "claimed" | "closed"; claimedBy?: string },
): Promise<string> {
  const id = http.context.ids.next();
  const episode = http.context.ids.next();
  const { pool } = http.context.db;
  await pool.query(
    "insert into ringback.episode (account_id, id, opened_at, last_call_at) values ($1, $2, now(), now())",
    [ann.account, episode],
  );
  const closed = callback.state === "closed";
  await pool.query(
    `insert into ringback.callback (account_id, id, episode_id, first_call_id, state, owner_id, backup_id, claimed_by, urgency, lane, priority,
       claimed_at, started_at, opened_at, due_at, warn_at, target_minutes, playbook_version, policy, explained, closed_at, disposition)
     values ($1, $2, $3, $3, $4, $5, $6, $7, 'normal', 'unknown', 0, case when $7::uuid is not null then now() end, now(), now(), now(), now(), 15, 1, '{}', '{}', $8, $9)`,
    [
      ann.account,
      id,
      episode,
      callback.state,
      callback.owner,
      callback.backup ?? null,
      callback.claimedBy ?? null,
      closed ? new Date().toISOString() : null,
      closed ? "reached" : null,
    ],
  );
  return id;
}
