import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAuth } from "@ringback/server/auth/auth.ts";
import { createLog } from "@ringback/server/log.ts";
import { chromium, type Page } from "playwright-core";
import type { Figure } from "#bench.ts";
import { startChild } from "#rig/children.ts";
import { serverEnvironment } from "#rig/rig.ts";
import type { Installation } from "./installation.ts";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const serverScript = new URL("../rig/server-process.ts", import.meta.url);
const loads = 7;
const email = "owner@northside.test";
const password = "ring-me-back-today";

/** Each page of Measure over a year, in a real browser: from the start of the navigation until nothing is awaited on it. */
export async function pagesOfMeasure({ context, connectionString, accountId }: Installation): Promise<Figure[]> {
  if (!existsSync(executablePath)) throw new Error(`This needs Chromium; there is none at ${executablePath}.`);
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "ringback-bench-"));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const env = { ...(await serverEnvironment(dataDir)), DATABASE_URL: connectionString };
  const server = startChild(serverScript, [], env);
  stack.defer(() => server.kill("SIGTERM"));
  const { url } = await server.next<{ url: string }>("ready");
  const auth = await createAuth({
    connectionString,
    secret: "only for making a sign-in, long enough",
    publicUrl: url,
    log: createLog("silent", false),
  });
  const made = await auth.createSignIn({ name: "Olive Owner", email, password });
  await auth.close();
  if (!made.ok) throw new Error(made.refusal);
  await context.db.pool.query("update ringback.member set user_id = $1 where account_id = $2 and role = 'owner'", [
    made.userId,
    accountId,
  ]);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  stack.defer(() => browser.close());
  const page = await (await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((at) => at.pathname !== "/sign-in");
  const year = "range=last-12-months";
  const figures: Figure[] = [];
  for (const [what, path] of [
    ["Figures of 28 days", "/measure/figures"],
    ["Figures of a year", `/measure/figures?${year}`],
    ["Calls behind a figure, a year", `/measure/figures/callers.recovered?${year}`],
    ["Leaks", "/measure/leaks"],
    ["Cost of a year", `/measure/cost?${year}`],
    ["Scorecard", "/measure/scorecard"],
    ["Weekly review", "/measure/weekly"],
  ] as const)
    figures.push(await timed(page, what, path));
  return figures;
}

async function timed(page: Page, what: string, path: string): Promise<Figure> {
  const tookMs: number[] = [];
  // The first brings the files, and has what is made once a day made.
  for (let load = -1; load < loads; load += 1) {
    await page.goto(path, { waitUntil: "commit" });
    await page.waitForFunction(() => {
      const main = document.querySelector("main");
      if (main?.querySelector("h1") == null || main.querySelector(".mantine-Skeleton-root") !== null) return false;
      performance.mark("whole");
      return true;
    });
    const took = await page.evaluate(() => performance.getEntriesByName("whole")[0]?.startTime ?? Number.NaN);
    if (load >= 0) tookMs.push(took);
  }
  tookMs.sort((a, b) => a - b);
  return {
    what: `page: ${what}, slowest of ${loads}`,
    value: tookMs.at(-1) ?? Number.NaN,
    unit: "ms",
    atMost: 1_000,
    note: `median ${Math.round(tookMs[Math.floor(loads / 2)] ?? 0)} ms`,
  };
}
