import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { OffsetClock } from "@ringback/server/clock.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { uuidV7 } from "@ringback/server/ids.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
// Only for what it declares: the database that the test run provides.
import type {} from "@ringback/server/testing/global-setup.ts";
import { createAccount } from "@ringback/server/use-cases/create-account.ts";
import { expect, test } from "vitest";

const cli = fileURLToPath(new URL("../main.ts", import.meta.url));

async function office() {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 1);
  const owner = { userId: "joe", name: "Joe", email: "joe@shop.example" };
  await createAccount(
    { db, ids: uuidV7, clock: new OffsetClock() },
    { name: "Joe & Sons", timeZone: "America/Chicago", trade: "plumbing", owner },
  );
  await db.close();
  const folder = await mkdtemp(join(tmpdir(), "ringback-import-"));
  const run = async (...args: string[]) => {
    const child = spawn(process.execPath, [cli, "import", ...args], {
      env: {
        PATH: process.env["PATH"] ?? "",
        DATABASE_URL: database.connectionString,
        RINGBACK_SECRET: "a secret for tests that is long enough, 7d1f03b2",
        NODE_NO_WARNINGS: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
    const [out, complaint, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
    return { out, complaint, exitCode };
  };
  return {
    run,
    folder,
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true });
      await database.drop();
    },
  };
}

const log = [
  "Call Sid,Parent Call Sid,From,To,Direction,Status,Start Time,End Time,Duration",
  "CA1,,+14155550101,+13125550199,Incoming,no-answer,2026-03-08 02:30:00,,12",
  "CA2,,+14155550102,+13125550199,Incoming,no-answer,2026-03-09 02:30:00,,12",
].join("\n");

test("a file is read in two runs: tried without writing, then brought, with the rows left out in a file", async () => {
  await using at = await office();
  const file = join(at.folder, "calls.csv");
  const rejects = join(at.folder, "rejects.csv");
  await writeFile(file, log);
  const tried = await at.run(file, "--dry-run", "--time-zone", "America/Chicago", "--json");
  expect(JSON.parse(tried.out)).toMatchObject({ dryRun: true, format: "twilio", inbound: 1, rejected: 1 });
  expect(tried.exitCode).toBe(1);
  const brought = await at.run(file, "--time-zone", "America/Chicago", "--rejects", rejects);
  expect(brought.out).toContain("1 calls added, 0 already known, 1 rows left out.");
  expect(brought.exitCode).toBe(1);
  expect(await readFile(rejects, "utf8")).toContain("2,time-does-not-exist,");
  const again = await at.run(file, "--time-zone", "America/Chicago", "--missing", "later", "--json");
  expect(JSON.parse(again.out)).toMatchObject({ state: "done", added: 1, known: 1, rejected: 0 });
  expect(again.exitCode).toBe(0);
});

test("a file that is not there and an option that is none are wrong calls", async () => {
  await using at = await office();
  expect(await at.run(join(at.folder, "nothing.csv"))).toMatchObject({ exitCode: 2 });
  expect(await at.run("--ambiguous", "perhaps", "x.csv")).toMatchObject({ exitCode: 2 });
});
