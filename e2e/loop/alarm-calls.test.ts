import { defaultChoices } from "@ringback/core/people/notice-channels.ts";
import { noQuietHours } from "@ringback/core/people/quiet-hours.ts";
import { saveNoticeSettings } from "@ringback/server/db/stores/staff.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import { expect, test } from "vitest";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, type Town } from "#town.ts";

const words = "There is water pouring through the ceiling, please send somebody right now, it is an emergency.";

/** Maya and Luis want to be rung for emergencies. */
async function wantCalls(town: Town): Promise<void> {
  const { context } = town.ringback;
  await transaction(context.db, town.accountId, context.clock.now(), async (tx) => {
    for (const { id } of Object.values(town.staff))
      saveNoticeSettings(tx, id, {
        choices: { ...defaultChoices, emergency: ["voice"] },
        quiet: noQuietHours,
        timeZone: null,
        morningAt: null,
        morningDigest: false,
        eveningDigest: false,
        emptyDigests: false,
      });
  });
}

async function reportEmergency(town: Town): Promise<void> {
  town.network.placeCall({
    from: caller,
    to: businessNumber,
    script: [{ waitFor: "beep" }, { say: words }, { hangUp: true }],
  });
}

const alarms = (town: Town) =>
  town.look<{ name: string; state: string; error: string | null }>(
    `select m.name, n.state, n.error from ringback.notification n join ringback.member m on m.account_id = n.account_id and m.id = n.member_id
      where n.channel = 'voice' order by n.created_at, m.name`,
  );

test("a rung phone says what it is about; 1 takes the alarm in hand and 2 rings the caller", async () => {
  // Forwarded calls go straight to the voicemail, so the phones below ring for nothing but alarms.
  await using town = await buildTown({ mode: "forwarded" });
  await wantCalls(town);
  town.network.phone(caller, { kind: "answers", afterSeconds: 2, talksForSeconds: 20 });
  town.network.phone(town.staff.maya.phone, { kind: "answers", afterSeconds: 1, presses: "1,2" });
  await reportEmergency(town);
  await soon(async () => expect(await alarms(town)).toMatchObject([{ name: "Maya Chen", state: "delivered" }]));
  await soon(async () =>
    expect(await town.look("select acknowledged_by from ringback.escalation")).toEqual([
      { acknowledged_by: town.staff.maya.id },
    ]),
  );
  await soon(async () =>
    expect(await town.look("select result, by_member from ringback.attempt")).toEqual([
      { result: "reached", by_member: town.staff.maya.id },
    ]),
  );
});

test("a mailbox that picks up is no person, and the ladder rings the next one at once", async () => {
  await using town = await buildTown({ mode: "forwarded" });
  await wantCalls(town);
  town.network.phone(town.staff.maya.phone, { kind: "voicemail", afterSeconds: 3 });
  town.network.phone(town.staff.luis.phone, { kind: "no-answer" });
  await reportEmergency(town);
  await soon(async () =>
    expect(await alarms(town)).toMatchObject([
      { name: "Maya Chen", state: "failed", error: "no-key" },
      { name: "Luis Romero" },
    ]),
  );
  expect(await town.look("select 1 as one from ringback.callback_event where kind = 'nobody-reached'")).not.toEqual([]);
  expect(await town.look("select acknowledged_at from ringback.escalation")).toEqual([{ acknowledged_at: null }]);
});
