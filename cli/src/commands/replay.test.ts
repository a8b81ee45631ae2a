import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { openDatabase } from "@ringback/server/db/database.ts";
import { bareContext } from "@ringback/server/testing/bare-context.ts";
import { openBusiness, TestCall } from "@ringback/server/testing/business.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
// Only for what it declares: the database that the test run provides.
import type {} from "@ringback/server/testing/global-setup.ts";
import { expect, test } from "vitest";

const cli = fileURLToPath(new URL("../main.ts", import.meta.url));

async function replay(connectionString: string, ...args: string[]) {
  const child = spawn(process.execPath, [cli, "replay", ...args], {
    env: {
      PATH: process.env["PATH"] ?? "",
      DATABASE_URL: connectionString,
      RINGBACK_SECRET: "a secret for tests that is long enough, 7d1f03b2",
      NODE_NO_WARNINGS: "1",
    },
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, complaint, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { out, complaint, exitCode };
}

test("what was decided about a missed call comes out the same, until the books say something else", async () => {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 2);
  try {
    const context = bareContext(db);
    await (await new TestCall(context, await openBusiness(context, "maya")).arrive("+13125550141")).hangUp();
    const same = await replay(database.connectionString, "--json");
    expect(same, same.complaint).toMatchObject({ exitCode: 0 });
    const report = JSON.parse(same.out) as { byKind: Record<string, { decisions: number; same: number }> };
    expect(Object.keys(report.byKind).sort()).toEqual(["clock", "outbound", "owner"]);
    for (const { decisions, same: alike } of Object.values(report.byKind)) expect(alike).toBe(decisions);
    await db.pool.query(
      `update ringback.decision set outcome = outcome || '{"decision": "block"}' where kind = 'outbound'`,
    );
    const changed = await replay(database.connectionString, "--kind", "outbound");
    expect(changed.exitCode).toBe(1);
    expect(changed.out).toContain("outbound of");
  } finally {
    await db.close();
    await database.drop();
  }
});
