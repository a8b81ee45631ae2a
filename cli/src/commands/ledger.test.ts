import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
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

async function office() {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 2);
  const context = bareContext(db);
  const business = await openBusiness(context, "maya");
  const calls: string[] = [];
  for (const caller of ["+13125550141", "+13125550142", "+13125550143"]) {
    const call = await (await new TestCall(context, business).arrive(caller)).hangUp();
    calls.push(call.callId);
    await db.pool.query("select ringback.seal_ledger('0 seconds')");
  }
  const ledger = async (...args: string[]) => {
    const child = spawn(process.execPath, [cli, "ledger", ...args], {
      env: {
        PATH: process.env["PATH"] ?? "",
        DATABASE_URL: database.connectionString,
        RINGBACK_SECRET: "a secret for tests that is long enough, 7d1f03b2",
        NODE_NO_WARNINGS: "1",
      },
    });
    const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
    const [out, complaint, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
    return { out, complaint, exitCode };
  };
  return {
    calls,
    ledger,
    change: (statement: string, values: string[] = []) => db.pool.query(statement, values),
    async [Symbol.asyncDispose]() {
      await db.close();
      await database.drop();
    },
  };
}

test("a call's story is told by its id alone; the books verify, against the head kept too, until something is changed", async () => {
  await using at = await office();
  const [first = ""] = at.calls;
  const [story, shown, head, verified] = await Promise.all([
    at.ledger(first),
    at.ledger("show", first),
    at.ledger("head"),
    at.ledger("verify"),
  ]);
  expect(story).toEqual(shown);
  expect(story.exitCode).toBe(0);
  expect(head.out).toMatch(/^[0-9a-f]{64}\n$/);
  expect(verified).toMatchObject({ exitCode: 0, complaint: "" });
  expect(verified.out).toContain("As sealed: 3 blocks");
  await at.change("update ringback.call_event set detail = '{}' where call_id = $1", [first]);
  const [found, unknown] = await Promise.all([
    at.ledger("verify", "--json", "--expect", head.out.trim()),
    at.ledger("verify", "--expect", "0".repeat(64)),
  ]);
  expect(found.exitCode).toBe(1);
  expect(JSON.parse(found.out)).toMatchObject({
    ok: false,
    findings: [{ kind: "entries-changed", block: 1, calls: [first] }],
  });
  expect(unknown.out).toContain("No block has the hash");
  expect((await at.ledger("verify", "--expect", "short")).exitCode).toBe(2);
});

test("from the export alone the chain can be computed, without Ringback", async () => {
  await using at = await office();
  const [{ out }, head] = await Promise.all([at.ledger("export"), at.ledger("head")]);
  const lines = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const hashOf = (...parts: (Buffer | string)[]) =>
    parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
  let chain = Buffer.alloc(32);
  for (const block of lines.filter(({ type }) => type === "block")) {
    const entries = lines.filter(({ type, block: number }) => type === "entry" && number === block.number);
    expect(entries).toHaveLength(block.entries);
    expect(block.previous).toBe(chain.toString("hex"));
    for (const entry of entries) expect(hashOf(entry.text).toString("hex")).toBe(entry.sha256);
    chain = hashOf(chain, ...entries.map((entry) => Buffer.from(entry.sha256, "hex")));
    expect(block.hash).toBe(chain.toString("hex"));
  }
  expect(`${chain.toString("hex")}\n`).toBe(head.out);
  expect((await at.ledger("export", "--from", "2100-01-01")).out).toBe("");
});
