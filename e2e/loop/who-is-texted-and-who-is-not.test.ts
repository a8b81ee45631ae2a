import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { expect, test } from "vitest";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, type Town } from "#town.ts";

async function missedCall(town: Town, from: string) {
  const call = town.network.placeCall({ from, to: businessNumber, script: [{ wait: 24 }, { hangUp: true }] });
  await soon(() => expect(call.state).toMatch(/completed|no-answer/));
}
const callbacks = (town: Town) =>
  town.look<Record<string, unknown>>("select * from ringback.callback order by opened_at");

test("a withheld number gets no text; the callback moves up and a person looks", async () => {
  await using town = await buildTown();
  await missedCall(town, "anonymous");
  await missedCall(town, "+266696687");
  await soon(async () => expect(await callbacks(town)).toHaveLength(2));
  expect(await callbacks(town)).toEqual([
    expect.objectContaining({ caller: null, target_minutes: 10 }),
    expect.objectContaining({ caller: null, target_minutes: 10 }),
  ]);
  expect(await town.look("select state, reason from ringback.message where purpose = 'acknowledgement'")).toEqual([
    { state: "suppressed", reason: "number-withheld" },
    { state: "suppressed", reason: "number-withheld" },
  ]);
  expect(await town.look("select reason from ringback.hold where resolved_at is null")).toEqual([
    { reason: "withheld-number" },
    { reason: "withheld-number" },
  ]);
  expect(await town.look("select 1 from ringback.contact")).toEqual([]);
});

test("STOP is honoured at once: the confirmation is the provider's, and the next miss is not texted", async () => {
  await using town = await buildTown();
  await missedCall(town, caller);
  await soon(() => expect(town.network.phone(caller).inbox).toHaveLength(1));
  town.network.sendText({ from: caller, to: businessNumber, body: "Stop." });
  await soon(async () =>
    expect(await town.look("select kind from ringback.consent_event where kind = 'opt_out'")).toHaveLength(1),
  );
  const before = town.network.phone(caller).inbox.length;
  await town.look(
    "update ringback.callback set state = 'closed', closed_at = now(), disposition = 'no-answer', close_kind = 'person'",
  );
  await town.look("update ringback.episode set closed_at = now()");
  await missedCall(town, caller);
  await soon(async () => expect(await callbacks(town)).toHaveLength(2));
  const acks = await town.look(
    "select state, reason, decision->'rules' as rules from ringback.message where purpose = 'acknowledgement' order by created_at",
  );
  expect(acks[1]).toMatchObject({ state: "suppressed", rules: expect.arrayContaining(["opted-out"]) });
  expect(town.network.phone(caller).inbox).toHaveLength(before);
});

test("an opt-out in other words stops the texts, and is confirmed once", async () => {
  await using town = await buildTown();
  await missedCall(town, caller);
  await soon(() => expect(town.network.phone(caller).inbox).toHaveLength(1));
  town.network.sendText({ from: caller, to: businessNumber, body: "please stop texting me" });
  await soon(() => expect(town.network.phone(caller).inbox.at(-1)?.body).toContain("unsubscribed"));
  town.network.sendText({ from: caller, to: businessNumber, body: "I said stop texting me" });
  await soon(async () =>
    expect(await town.look("select 1 from ringback.message where direction = 'in'")).toHaveLength(2),
  );
  expect(town.network.phone(caller).inbox.filter((text) => text.body.includes("unsubscribed"))).toHaveLength(1);
});

test("a caller's answer joins the matter and can raise its urgency", async () => {
  await using town = await buildTown();
  await missedCall(town, caller);
  await soon(async () => expect(await callbacks(town)).toMatchObject([{ urgency: "unknown" }]));
  town.network.sendText({
    from: caller,
    to: businessNumber,
    body: "There is water coming through the kitchen ceiling right now",
  });
  await soon(async () => expect(await callbacks(town)).toMatchObject([{ urgency: "emergency" }]));
  await soon(() =>
    expect(town.network.phone(town.staff.maya.phone).inbox.some((text) => text.body.includes("emergency"))).toBe(true),
  );
});

test("a landline is learnt from the provider and never texted again", async () => {
  await using town = await buildTown();
  town.network.phone(caller, undefined, "landline");
  await missedCall(town, caller);
  await soon(async () =>
    expect(await town.look("select state, error_code from ringback.message where purpose = 'acknowledgement'")).toEqual(
      [{ state: "undelivered", error_code: "30006" }],
    ),
  );
  expect(await town.look("select sms_capable from ringback.contact_phone")).toEqual([{ sms_capable: false }]);
});

test("after hours: its own text, its own reason, and a clock that starts at opening", async () => {
  await using town = await buildTown({ open: "office-hours" });
  await town.changePlaybook((playbook) => ({
    ...playbook,
    hours: { ...playbook.hours, weekly: hoursOpenTomorrowOnly() },
  }));
  await missedCall(town, caller);
  await soon(() =>
    expect(town.network.phone(caller).inbox.map((text) => text.body)).toEqual([
      expect.stringContaining("We are closed"),
    ]),
  );
  const [call] = await town.look("select miss_reason from ringback.call");
  expect(call).toEqual({ miss_reason: "after-hours" });
  const [callback] = await town.look<{ due_at: Temporal.Instant }>("select due_at from ringback.callback");
  expect(callback?.due_at.toZonedDateTimeISO("America/Chicago").toPlainTime().toString()).toBe("09:15:00");
});

/** Closed today, whatever today is; open tomorrow from nine. */
function hoursOpenTomorrowOnly(): Playbook["hours"]["weekly"] {
  const today = Temporal.Now.zonedDateTimeISO("America/Chicago").dayOfWeek - 1;
  const hoursOf = (day: number) => (day === (today + 1) % 7 ? ([["09:00", "17:00"]] as const) : []);
  return {
    mon: hoursOf(0),
    tue: hoursOf(1),
    wed: hoursOf(2),
    thu: hoursOf(3),
    fri: hoursOf(4),
    sat: hoursOf(5),
    sun: hoursOf(6),
  };
}
