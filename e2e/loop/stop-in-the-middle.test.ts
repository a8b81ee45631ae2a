// STOP may arrive at any moment of a text's life: before it is claimed, between claim and sending, after its answer got lost.
import { sendMessage } from "@ringback/server/use-cases/send-message.ts";
import { expect, test } from "vitest";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, type Town } from "#town.ts";

/** A town that waits five minutes before it texts, with one miss whose text waits so. */
async function townWithWaitingText(): Promise<Town> {
  await using stack = new AsyncDisposableStack();
  const town = stack.use(await buildTown({ staffTexts: false }));
  await town.changePlaybook((playbook) => ({
    ...playbook,
    acknowledgement: { ...playbook.acknowledgement, holdOffSeconds: 300 },
  }));
  const call = town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 24 }, { hangUp: true }] });
  await soon(() => expect(call.state).toMatch(/completed|no-answer/));
  await soon(async () => expect((await acknowledgement(town)).state).toBe("queued"));
  stack.move();
  return town;
}

async function acknowledgement(town: Town) {
  const [row] = await town.look<{ id: string; state: string; reason: string | null; lookups: number }>(
    "select id, state, reason, lookups from ringback.message where purpose = 'acknowledgement'",
  );
  return row ?? { id: "", state: "none", reason: null, lookups: 0 };
}

async function sayStop(town: Town) {
  town.network.sendText({ from: caller, to: businessNumber, body: "STOP" });
  await soon(async () =>
    expect(await town.look("select 1 from ringback.consent_event where kind = 'opt_out'")).toHaveLength(1),
  );
}

const texts = (town: Town) => town.network.phone(caller).inbox.filter(({ body }) => body.includes("missed your call"));

test("STOP before the claim: the waiting text never leaves, and the callback has the shorter target", async () => {
  await using town = await townWithWaitingText();
  await sayStop(town);
  await town.advance(6);
  await soon(async () =>
    expect(await acknowledgement(town)).toMatchObject({ state: "suppressed", reason: "opted-out" }),
  );
  expect(texts(town)).toHaveLength(0);
  await soon(async () =>
    expect(await town.look("select target_minutes from ringback.callback")).toEqual([{ target_minutes: 10 }]),
  );
  // Planned with yes, asked again with no: both decisions are kept with what they were made of.
  const decisions = await town.look<{ outcome: { decision: string } }>(
    "select outcome from ringback.decision where kind = 'outbound' and subject_id = $1 order by at, id",
    [(await acknowledgement(town)).id],
  );
  expect(decisions.map(({ outcome }) => outcome.decision)).toEqual(["allow", "block"]);
});

test("STOP between claim and sending: what was claimed goes once, and nothing after it", async () => {
  await using town = await townWithWaitingText();
  const { context } = town.ringback;
  const { twilio } = context.telephony;
  if (twilio === undefined) throw new Error("The town has no Twilio.");
  const slow: typeof twilio = {
    ...twilio,
    sendMessage: async (...asked) => {
      expect((await acknowledgement(town)).state).toBe("sending");
      await sayStop(town);
      return await twilio.sendMessage(...asked);
    },
  };
  const { id } = await acknowledgement(town);
  const job = { accountId: town.accountId, messageId: id };
  const after = { now: () => context.clock.now().add({ minutes: 5 }) };
  await sendMessage(
    { ...context, clock: { ...context.clock, ...after }, telephony: { ...context.telephony, twilio: slow } },
    job,
  );
  await sendMessage(context, job);
  await town.advance(6);
  await soon(async () => expect((await acknowledgement(town)).state).toMatch(/sent|delivered|failed|undelivered/));
  expect(texts(town).length).toBeLessThanOrEqual(1);
  expect(
    await town.look("select 1 from ringback.message where direction = 'out' and purpose = 'acknowledgement'"),
  ).toHaveLength(1);
});

test("STOP after the answer got lost: looked up, and never sent again", async () => {
  await using town = await townWithWaitingText();
  town.network.setFaults({ rest: [{ fault: "dropped", method: "POST", pathContains: "/Messages", times: 1 }] });
  const { context } = town.ringback;
  const { id } = await acknowledgement(town);
  await sendMessage(context, { accountId: town.accountId, messageId: id });
  expect((await acknowledgement(town)).state).toBe("unknown");
  await sayStop(town);
  await town.advance(1);
  await soon(async () => expect((await acknowledgement(town)).lookups).toBeGreaterThan(0));
  expect(texts(town)).toHaveLength(0);
});

test("a delivery report that comes while our own sending is unknown is kept and counts once the text is found", async () => {
  await using town = await townWithWaitingText();
  town.network.setFaults({
    rest: [{ fault: "performed-then-dropped", method: "POST", pathContains: "/Messages", times: 1 }],
  });
  const { context } = town.ringback;
  const { id } = await acknowledgement(town);
  await sendMessage(context, { accountId: town.accountId, messageId: id });
  expect((await acknowledgement(town)).state).toBe("unknown");
  await soon(async () =>
    expect(
      await town.look("select 1 from ringback.message_report where state = 'delivered' and applied_at is null"),
    ).toHaveLength(1),
  );
  await town.advance(1);
  await soon(async () => expect((await acknowledgement(town)).state).toBe("delivered"));
  expect(await town.look("select 1 from ringback.message_report where applied_at is null")).toEqual([]);
  expect(texts(town)).toHaveLength(1);
});
