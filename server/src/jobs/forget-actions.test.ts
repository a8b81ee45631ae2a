import { expect, test } from "vitest";
import { openDatabase } from "#db/database.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness } from "#testing/business.ts";
import { createTestDatabase } from "#testing/database.ts";
import { claim } from "#use-cases/act-on-callback.ts";
import { forgetActions } from "./forget-actions.ts";

test("a named request is known for a week, and not a day longer", async () => {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString);
  try {
    const clock = new HandClock("2026-11-18T16:00:00Z");
    const context = { ...bareContext(db), clock };
    const { accountId, ownerId } = await openBusiness(context, "maya");
    const actor = { memberId: ownerId, role: "owner" } as const;
    await claim(context, { accountId, actor, callbackId: context.ids.next(), requestId: "tap-0001" });
    const known = async () => (await db.pool.query("select 1 from ringback.client_request")).rowCount;
    await forgetActions(db.pool, clock.now().add({ hours: 24 * 7 }));
    expect(await known()).toBe(1);
    await forgetActions(db.pool, clock.now().add({ hours: 24 * 7, seconds: 1 }));
    expect(await known()).toBe(0);
  } finally {
    await db.close();
    await database.drop();
  }
});
