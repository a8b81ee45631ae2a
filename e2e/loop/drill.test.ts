import type { DrillBody } from "@ringback/contract/drills.ts";
import { findDrill } from "@ringback/server/db/queries/drills.ts";
import { startDrill } from "@ringback/server/use-cases/start-drill.ts";
import { expect, test, vi } from "vitest";
import { buildTown, businessNumber, type Town } from "#town.ts";

const soon = { timeout: 25_000, interval: 50 };

async function drill(
  town: Town,
): Promise<{ start: () => ReturnType<typeof startDrill>; ended: (id: string) => Promise<DrillBody> }> {
  const { accountId, ringback, look } = town;
  const [number] = await look<{ id: string }>(
    `select id from ringback.phone_number where number = '${businessNumber}'`,
  );
  await look("update ringback.connection set simulated = true");
  const { context } = ringback;
  return {
    start: () => startDrill(context, { accountId, by: null, numberId: number?.id ?? "" }),
    ended: (id) =>
      vi.waitFor(async () => {
        const found = await findDrill(context.db, accountId, context.clock.now(), id);
        expect(found?.state, JSON.stringify(found?.checks)).not.toBe("running");
        if (found === null) throw new Error("The drill is gone.");
        return found;
      }, soon),
  };
}

test("a drill passes all five checks by the ledger, rings nobody, and counts in no figure", async () => {
  await using town = await buildTown();
  const { start, ended } = await drill(town);
  const started = await start();
  if (!started.ok) throw new Error(started.refusal);
  expect(await start()).toEqual({ ok: false, refusal: "drill-running" });
  const found = await ended(started.drillId);
  expect(Object.fromEntries(Object.entries(found.checks ?? {}).map(([name, check]) => [name, check.state]))).toEqual({
    detect: "passed",
    acknowledge: "passed",
    urgency: "passed",
    ownership: "passed",
    loop: "passed",
  });
  expect(found.state).toBe("passed");
  // Marked, in one end class, and left out of the counts; nobody was entered as a lead.
  expect(await town.look("select standing, drill_id from ringback.call")).toEqual([
    { standing: "closed", drill_id: started.drillId },
  ]);
  expect(await town.look("select sum(calls)::int as calls from ringback.call_tally")).toEqual([{ calls: null }]);
  expect(await town.look("select close_kind, recovered, drill_id from ringback.callback")).toEqual([
    { close_kind: "drill", recovered: false, drill_id: started.drillId },
  ]);
  expect(await town.look("select id from ringback.lead")).toEqual([]);
  expect(await town.look("select id from ringback.escalation")).toEqual([]);
  // Nobody of the team was rung.
  expect(town.network.calls.map((call) => [call.leg.facts.direction, call.children.length])).toEqual([["inbound", 0]]);
  // Run again at once it passes again: the pause between two texts is for callers.
  const again = await start();
  if (!again.ok) throw new Error(again.refusal);
  expect((await ended(again.drillId)).state).toBe("passed");
});

test("a drill fails where the loop is broken, and says where", async () => {
  await using town = await buildTown();
  // Every number that a drill may call from has asked for no texts.
  await town.look(`insert into ringback.consent_event (account_id, id, number, kind, at, source)
    select '${town.accountId}', gen_random_uuid(), left(number, 5) || '55501' || lpad(place::text, 2, '0'), 'opt_out', now(), 'test'
    from ringback.phone_number, generate_series(0, 99) place
    where not exists (select from ringback.member where phone = left(number, 5) || '55501' || lpad(place::text, 2, '0'))`);
  const { start, ended } = await drill(town);
  const started = await start();
  if (!started.ok) throw new Error(started.refusal);
  const found = await ended(started.drillId);
  expect(found.state).toBe("failed");
  expect(found.checks?.acknowledge).toMatchObject({
    state: "failed",
    words: expect.stringContaining("opted out"),
  });
  expect(found.checks?.detect.state).toBe("passed");
  expect(found.checks?.loop.state).toBe("passed");
});

test("a drill on a line that may not text says at once that neither caller nor owner was reached", async () => {
  await using town = await buildTown();
  await town.look("update ringback.phone_number set registration = 'none'");
  const { start, ended } = await drill(town);
  const started = await start();
  if (!started.ok) throw new Error(started.refusal);
  const { checks } = await ended(started.drillId);
  expect(checks?.acknowledge).toMatchObject({ state: "failed", words: expect.stringContaining("not registered") });
  expect(checks?.loop).toMatchObject({ state: "failed", words: expect.stringContaining("refused") });
  expect(checks?.ownership.state).toBe("passed");
});
