import { expect, test } from "vitest";
import { createTelephonyProviders } from "#providers/telephony/registry.ts";
import { TestCall } from "#testing/business.ts";
import { tellOfBusiness } from "#testing/told-business.ts";
import { claim, release } from "#use-cases/act-on-callback.ts";
import { callbackCase } from "./callback-case.ts";

test("a case that is claimed and let go while it is read is shown as of one moment", async () => {
  await using told = await tellOfBusiness("2026-11-16T15:00:00Z");
  const { db, clock, context, business } = told;
  await (await new TestCall(context, business).arrive("+13125550141")).hangUp();
  const { rows } = await db.pool.query<{ id: string }>("select id from ringback.callback");
  const actor = { memberId: business.ownerId, role: "owner" } as const;
  const command = { accountId: business.accountId, actor, callbackId: rows[0]?.id ?? "" };
  const systems = createTelephonyProviders();
  const turns = async () => {
    for (let turn = 0; turn < 60; turn += 1) {
      expect(await claim(context, command)).toMatchObject({ ok: true });
      expect(await release(context, command)).toMatchObject({ ok: true });
    }
    return "done";
  };
  const seen = new Set<string>();
  let working = true;
  const read = async () => {
    while (working)
      seen.add(
        (await callbackCase(db, business.accountId, clock.now(), command.callbackId, actor, systems))?.state ?? "",
      );
  };
  const readers = [read(), read(), read()];
  expect(await turns().finally(() => (working = false))).toBe("done");
  await Promise.all(readers);
  expect(seen).toEqual(new Set(["open", "claimed"]));
});
