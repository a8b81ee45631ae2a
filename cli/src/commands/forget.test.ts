import { openDatabase } from "@ringback/server/db/database.ts";
import { bareContext } from "@ringback/server/testing/bare-context.ts";
import { openBusiness, TestCall } from "@ringback/server/testing/business.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
// Only for what it declares: the database that the test run provides.
import type {} from "@ringback/server/testing/global-setup.ts";
import { expect, test } from "vitest";
import { forget } from "./forget.ts";

test("it looks without a confirmation, says what stands in the way, and deletes at once when all is said", async () => {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 2);
  try {
    const context = bareContext(db);
    const business = await openBusiness(context, "maya");
    const { accountId } = business;
    await (await new TestCall(context, business).arrive("+13125550141")).hangUp();
    const { rows } = await db.pool.query(
      "select contact_id as id from ringback.contact_phone where number = '+13125550141'",
    );
    const contact = String(rows[0]?.id);
    const looked = await forget(context, accountId, { contact });
    expect(looked).toMatchObject({ done: false, openCallbacks: 1, toType: "0141", counts: { calls: 1, callbacks: 1 } });
    await expect(forget(context, accountId, { contact, confirm: "0141" })).rejects.toThrow(
      "A callback to them is open",
    );
    await expect(forget(context, accountId, { contact, confirm: "no", closeCallbacks: true })).rejects.toThrow(
      "not what was asked for",
    );
    expect(await forget(context, accountId, { contact, confirm: "0141", closeCallbacks: true })).toMatchObject({
      done: true,
    });
    expect((await db.pool.query("select from ringback.contact")).rowCount).toBe(0);
    expect((await db.pool.query("select from ringback.call where caller is not null")).rowCount).toBe(0);
    await expect(forget(context, accountId, { contact: "00000000-0000-4000-8000-000000000000" })).rejects.toThrow(
      "no such contact",
    );
  } finally {
    await db.close();
    await database.drop();
  }
});
