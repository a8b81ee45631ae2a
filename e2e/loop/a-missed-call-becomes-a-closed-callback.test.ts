import { close } from "@ringback/server/use-cases/act-on-callback.ts";
import { expect, test, vi } from "vitest";
import { buildTown, businessNumber, caller } from "#town.ts";

const soon = { timeout: 15_000, interval: 20 };

test("ring, no answer, voicemail: one text, labels with evidence, an owner, a clock, an alarm, an outcome", async () => {
  await using town = await buildTown();
  const { network, look, staff } = town;
  const call = network.placeCall({
    from: caller,
    to: businessNumber,
    script: [
      { wait: 30 },
      {
        say: "Hi this is Dana Ruiz, we've got no heat since last night and the baby's room is fifty degrees. Please call me back.",
      },
      { hangUp: true },
    ],
  });

  // Detected and acknowledged while the caller may still be speaking.
  await vi.waitFor(
    () =>
      expect(network.phone(caller).inbox.map((text) => text.body)).toEqual([
        expect.stringContaining("Sorry we missed your call"),
      ]),
    soon,
  );
  await vi.waitFor(() => expect(call.state).toBe("completed"), soon);

  // Classified from the transcript, with the words that show it; the emergency raises the alarm at once.
  await vi.waitFor(async () => {
    const [callback] = await look<Record<string, unknown>>("select * from ringback.callback");
    expect(callback).toMatchObject({
      state: "open",
      urgency: "emergency",
      owner_id: staff.maya.id,
      backup_id: staff.luis.id,
      target_minutes: 5,
    });
    const [assessment] = await look<{ assessment: { evidence: { label: string; quote?: string }[] } }>(
      "select assessment from ringback.assessment",
    );
    expect(assessment?.assessment.evidence).toContainEqual(
      expect.objectContaining({ label: "urgency:emergency", quote: "no heat" }),
    );
  }, soon);
  await vi.waitFor(
    () => expect(network.phone(staff.maya.phone).inbox.some((text) => text.body.includes("Reply OK"))).toBe(true),
    soon,
  );
  await vi.waitFor(
    async () => expect(await look("select state from ringback.recording")).toEqual([{ state: "fetched" }]),
    soon,
  );

  // Nobody acts: the ladder climbs to the backup, until somebody answers by text.
  await town.advance(6);
  await vi.waitFor(() => expect(network.phone(staff.luis.phone).inbox.length).toBeGreaterThan(0), soon);
  network.sendText({ from: staff.luis.phone, to: businessNumber, body: "ok" });
  await vi.waitFor(
    async () =>
      expect(await look("select acknowledged_by from ringback.escalation where acknowledged_at is not null")).toEqual([
        { acknowledged_by: staff.luis.id },
      ]),
    soon,
  );

  const [row] = await look<{ id: string }>("select id from ringback.callback");
  const actor = { memberId: staff.maya.id, role: "coordinator" } as const;
  const answer = await close(town.ringback.context, {
    accountId: town.accountId,
    actor,
    callbackId: row?.id ?? "",
    disposition: "reached-booked",
    how: "called",
  });
  expect(answer).toMatchObject({ ok: true, callback: { state: "closed", recovered: true } });
  expect(network.phone(caller).inbox).toHaveLength(1);
}, 60_000);
