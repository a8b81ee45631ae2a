import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { openDatabase } from "@ringback/server/db/database.ts";
import { bareContext } from "@ringback/server/testing/bare-context.ts";
import { HandClock, openBusiness } from "@ringback/server/testing/business.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
// Only for what it declares: the database that the test run provides.
import type {} from "@ringback/server/testing/global-setup.ts";
import { addImportChunk, beginImport } from "@ringback/server/use-cases/bring-import.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { previewImport } from "@ringback/server/use-cases/preview-import.ts";
import { runImport } from "@ringback/server/use-cases/run-import.ts";
import { startImport } from "@ringback/server/use-cases/start-import.ts";
import { expect, test } from "vitest";
import { reportFigures } from "./report-figures.ts";

const log = `id,createdAt,direction,status,from,to,duration,answeredAt,completedAt
A1,2026-02-02T15:00:00Z,incoming,missed,+13125550161,+13125550199,9,,2026-02-02T15:00:09Z
A2,2026-02-02T15:20:00Z,outgoing,completed,+13125550199,+13125550161,120,2026-02-02T15:20:05Z,2026-02-02T15:22:00Z
A3,2026-02-03T16:00:00Z,incoming,completed,+13125550162,+13125550199,60,2026-02-03T16:00:05Z,2026-02-03T16:01:00Z
A4,2026-02-04T16:00:00Z,incoming,missed,+13125550163,+13125550199,9,,2026-02-04T16:00:09Z
`;

test("an account with nothing but an imported log has its figures, hours and costs, each with its definition", async () => {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await createTestDatabase());
  const db = stack.adopt(openDatabase(database.connectionString, 3), (one) => one.close());
  const ctx: Context = { ...bareContext(db), clock: new HandClock("2026-02-09T15:00:00Z") };
  const { accountId, numberId } = await openBusiness(ctx, "maya");
  const importId = await beginImport(ctx, { accountId, by: null, fileName: "quo.csv" });
  await addImportChunk(ctx, { accountId, importId, number: 0, bytes: new TextEncoder().encode(log) });
  const previewed = await previewImport(ctx, { accountId, importId });
  if (!previewed.ok) throw new Error(previewed.refusal);
  const { mapping } = previewed;
  await startImport(ctx, { accountId, by: null, importId, mapping, connectionId: null, runHere: true });
  await runImport(ctx, { accountId, importId });

  const report = await reportFigures(ctx, accountId, { from: "2026-02-01", to: "2026-02-08", compare: "before" });
  const value = (id: string) => report.figures.find((figure) => figure.id === id)?.value;
  expect(["calls.inbound", "calls.missed", "callers.missed"].map(value)).toEqual([3, 2, 2]);
  expect(value("callers.recovered")).toBe(0.5);
  expect(value("callers.time-to-attempt.wall.median")).toBe(20);
  // What a log cannot tell is not told, rather than told as nothing.
  expect(["callers.owned", "callers.told", "callers.booked"].map(value)).toEqual([null, null, null]);
  expect(report.hours.cells).toEqual([
    { weekday: 1, hour: 9, calls: 1, missed: 1, rate: null },
    { weekday: 2, hour: 10, calls: 1, missed: 0, rate: null },
    { weekday: 3, hour: 10, calls: 1, missed: 1, rate: null },
  ]);
  expect(report.hours.byNumber.map(({ label, cells }) => [label, cells.length])).toEqual([["Main line", 3]]);
  expect(report.hours.byNumber[0]?.cells).toEqual(report.hours.cells);
  expect(report.hours.byReason.map(({ key, cells }) => [key, cells.length])).toEqual([["no-answer", 3]]);
  expect(report.hours.byOthersOn.parts.map(({ others, calls, missed }) => [others, calls, missed])).toEqual([
    [0, 3, 2],
  ]);
  expect(report.definitions.map(({ id }) => id)).toEqual(report.figures.map(({ id }) => id));
  expect(report.cost.definitions.map(({ id }) => id)).toEqual(["cost.simple", "cost.realistic"]);
  expect(report.cost.inputs.lost.value.middle).toBeGreaterThan(0);
  const narrowed = await reportFigures(ctx, accountId, { from: "2026-02-01", to: "2026-02-08", number: numberId });
  expect(narrowed.filterWords).toEqual(["Main line"]);
  await expect(reportFigures(ctx, accountId, { source: "Billboard" })).rejects.toThrow(
    "No number is advertised there. There are: Google Ads.",
  );

  const folder = stack.adopt(await mkdtemp(join(tmpdir(), "ringback-report-")), (path) =>
    rm(path, { recursive: true }),
  );
  const days = ["--from", "2026-02-01", "--to", "2026-02-08"];
  const run = (...args: string[]) => ringback(database.connectionString, "report", ...args);
  const json = await run("figures", ...days, "--json");
  expect(json.exitCode, json.complaint).toBe(0);
  const said = JSON.parse(json.out);
  expect(said.figures.map(({ value }: { value: number | null }) => value)).toEqual(
    report.figures.map(({ value }) => value),
  );
  expect(said.hours).toEqual(report.hours);
  const csv = await run("leaks", ...days, "--csv");
  expect(csv.out.startsWith("Where calls leak\r\n"), csv.complaint).toBe(true);
  const pdf = join(folder, "cost.pdf");
  expect((await run("cost", ...days, "--output", pdf)).out).toBe(`What missed calls cost is in ${pdf}\n`);
  expect((await readFile(pdf)).subarray(0, 5).toString()).toBe("%PDF-");
}, 60_000);

test("figures of a log alone need no business, and keep nothing of it", async () => {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await createTestDatabase());
  const folder = stack.adopt(await mkdtemp(join(tmpdir(), "ringback-report-")), (path) =>
    rm(path, { recursive: true }),
  );
  const file = join(folder, "quo.csv");
  await writeFile(file, log);
  const run = (...args: string[]) => ringback(database.connectionString, "report", ...args);
  const nothing = await run("figures");
  expect([nothing.exitCode, nothing.complaint]).toEqual([1, expect.stringContaining("report figures --log FILE")]);
  const days = ["--from", "2026-02-01", "--to", "2026-02-08", "--time-zone", "America/Chicago"];
  const json = await run("figures", "--log", file, ...days, "--json");
  expect(json.exitCode, json.complaint).toBe(0);
  const { figures, hours, cost, timeZone } = JSON.parse(json.out);
  const value = (id: string) => figures.find((figure: { id: string }) => figure.id === id)?.value;
  expect(["calls.inbound", "calls.missed", "callers.recovered"].map(value)).toEqual([3, 2, 0.5]);
  expect(hours.cells).toHaveLength(3);
  expect(cost.definitions).toHaveLength(2);
  expect(timeZone).toBe("America/Chicago");
  const again = await run("figures");
  expect(again.complaint, "nothing was kept").toContain("There is no business yet");
}, 60_000);

async function ringback(connectionString: string, ...args: string[]) {
  const cli = fileURLToPath(new URL("../main.ts", import.meta.url));
  const child = spawn(process.execPath, [cli, ...args], {
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
