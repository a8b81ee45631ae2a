import { expect, test } from "vitest";
import { replayDecisions } from "#db/queries/replay-decisions.ts";
import { TestCall } from "#testing/business.ts";
import { tellOfBusiness } from "#testing/told-business.ts";
import { savePlaybook } from "./save-playbook.ts";

test("a promise keeps the rules it was made under, also when the caller rings again under others", async () => {
  await using told = await tellOfBusiness("2026-11-16T15:00:00Z");
  const { db, clock, context, business } = told;
  const ring = async () => await new TestCall(context, business).arrive("+13125550141");
  const promised = async () =>
    (await db.pool.query("select due_at, target_minutes, playbook_version from ringback.callback")).rows;
  await (await ring()).hangUp();
  const before = await promised();
  const { rows } = await db.pool.query("select playbook from ringback.playbook_version");
  const { sla, ...others } = rows[0].playbook;
  const playbook = {
    ...others,
    sla: { ...sla, targetMinutes: 2, highMinutes: 2, emergencyMinutes: 1, noTextMinutes: 2, byIntent: [] },
  };
  const by = { accountId: business.accountId, memberId: business.ownerId };
  expect(await savePlaybook(context, by, { expectedVersion: 1, playbook, note: null })).toMatchObject({ ok: true });
  clock.pass({ minutes: 3 });
  await (await ring()).leaveVoicemail("Hello, I wanted to ask for a price on a new water heater. No rush, thank you.");
  expect(await promised()).toEqual(before);
  const { byKind, findings } = await replayDecisions(db, business.accountId, clock.now(), {});
  expect(byKind["clock"]?.decisions).toBe(2);
  expect(findings).toEqual([]);
});
