import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDemo } from "@ringback/dev/demo/demo.ts";
import { acrossAccounts } from "@ringback/server/db/transaction.ts";
import { type Ringback, startRingback } from "@ringback/server/main.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
import { expect } from "vitest";
import { browse, story, type Window } from "#browser.ts";
import { soon } from "#soon.ts";
import { testConfig } from "#town.ts";

/** Asking who one is, before anyone signed in. */
const refusals = [{ status: 401, path: "/api/v1/me" }];

story(
  "the owner's month: what is lost, the smallest change, tried on past calls, applied, taken back; its cost, its proof, sent on; the week reviewed",
  async () => {
    await using demo = await startDemo();
    await browse(demo.ringback.url ?? "", async (open) => {
      const window = await open({ refusals });
      await signIn(window);
      await openAnHour(window);
      await pointAtALeak(window);
      await readTheFigures(window);
      await tryTheFirstChange(window);
      await applyIt(window, demo.ringback);
      await addWhoRingsToo(window);
      await seeTheCost(window);
      await seeTheProof(window);
      await sendIt(window);
      await reviewTheWeek(window);
    });
  },
  240_000,
);

/** The demo as `ringback start` makes it on an empty folder: five weeks of a business. */
async function startDemo(): Promise<AsyncDisposable & { readonly ringback: Ringback }> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await createTestDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), "ringback-month-"));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const config = await testConfig(database.connectionString);
  const ringback = await startRingback(config, createDemo({ dataDir, port: 0 }));
  stack.defer(() => ringback.stop());
  const kept = stack.move();
  return { ringback, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

async function signIn({ page }: Window): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Use it" }).click();
  await page.getByRole("heading", { name: "Today", exact: true }).waitFor();
}

/** What do we lose, and when? An hour of the week opens the calls that were missed in it. */
async function openAnHour({ page, look }: Window): Promise<void> {
  await page.getByRole("link", { name: "Measure", exact: true }).click();
  await page.getByRole("heading", { name: "Where calls leak" }).waitFor();
  await page.getByRole("link", { name: /^\$[\d,]+–[\d,]+$/ }).waitFor();
  const hour = page.getByRole("link", { name: /day \d+:00, [1-9]\d* of \d+ missed/ }).first();
  const [, missed] = /, (\d+) of/.exec((await hour.getAttribute("aria-label")) ?? "") ?? [];
  // The week is one stop of the Tab key, and the arrows go within it.
  await hour.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  expect(await hour.evaluate((it) => it === document.activeElement)).toBe(true);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("table") ?? null)).toBeNull();
  await look("month-leaks");
  await hour.click();
  await page.getByRole("columnheader", { name: "How it ended" }).waitFor();
  expect(await page.getByRole("row").count()).toBe(Number(missed) + 1);
  await look("month-hour", ["phone"]);
  await page.goBack();
}

/** Whoever looks at a change sees in the week which hours it is about. */
async function pointAtALeak({ page }: Window): Promise<void> {
  const why = page.getByText(/^Why: (Right after closing|The lunch hole)/).first();
  await why.hover();
  await page.getByText("this leak", { exact: true }).waitFor();
  await page.getByRole("heading", { name: "Where calls leak" }).hover();
  await page.getByText("the largest leaks", { exact: true }).waitFor();
}

/** Is it getting better? A point says what it is, a line is a table too, a figure says what it counts. */
async function readTheFigures({ page, look }: Window): Promise<void> {
  await page.getByRole("link", { name: "Figures", exact: true }).click();
  await page.getByRole("heading", { name: "Where it differs" }).waitFor();
  const callers = page.getByRole("figure", { name: /^Callers, by/ });
  await callers.locator("svg").hover();
  await callers.getByText(/^\d+ \w+: \d+$/).waitFor();
  await callers.getByRole("button", { name: "Show as a table" }).click();
  await look("month-figures");
  await page.getByRole("button", { name: /^Voicemails nobody returned/ }).press("Enter");
  await page.getByText("Left out:").waitFor();
  await look("month-definition", ["phone"]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More filters" }).click();
  await page.getByRole("button", { name: "Send or save" }).press("Enter");
  await page.getByRole("menuitem", { name: "PDF", exact: true }).waitFor();
  await look("month-menu", ["desk"]);
  await page.keyboard.press("Escape");
  await soon(async () =>
    expect(
      await page.getByRole("button", { name: "Send or save" }).evaluate((it) => it === document.activeElement),
    ).toBe(true),
  );
  await page.getByRole("link", { name: "Leaks", exact: true }).click();
}

/** The largest leak's smallest change, on past calls: first the rules as they are come out as they did in life. */
async function tryTheFirstChange({ page, look }: Window): Promise<void> {
  await page.getByRole("button", { name: "Try it in a replay" }).first().click();
  await page.getByRole("heading", { name: "What it would have done" }).waitFor();
  const proof = await page.getByText("came out of the replay as they did in life").textContent();
  const [, same, all] = /^(\d+) of (\d+) calls/.exec(proof ?? "") ?? [];
  expect(Number(all)).toBeGreaterThan(100);
  expect(same).toBe(all);
  await page.getByRole("button", { name: "Apply this change" }).waitFor();
  await look("month-what-if");
}

async function applyIt({ page }: Window, ringback: Ringback): Promise<void> {
  const before = await rulesVersion(ringback);
  await page.getByRole("button", { name: "Apply this change" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Apply" }).click();
  await page.getByText("Applied: the new rules hold from now on").waitFor();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  expect(await rulesVersion(ringback)).toBe(before + 1);
  // It leads to where such rules are edited by hand.
  await page.getByRole("heading", { name: "Applied", exact: true }).waitFor();
  await page.getByText("where your rules are").getByRole("link").first().click();
  await page.getByRole("tab", { selected: true, name: /Who answers|Hours|Targets/ }).waitFor();
  await page.goBack();
  await page.getByRole("button", { name: "Put the rules back as they were" }).click();
  await page.getByText("The rules are as before").waitFor();
  expect(await rulesVersion(ringback)).toBe(before + 2);
}

/** By hand: somebody who rings too at some times. */
async function addWhoRingsToo({ page, look }: Window): Promise<void> {
  await page.goto("/team?tab=answering");
  await page.getByRole("button", { name: "Add somebody" }).click();
  const rule = page.getByRole("group", { name: "Who rings too, 1" });
  await rule.getByRole("checkbox", { name: "Only at some times" }).check();
  await rule.getByLabel("To", { exact: true }).fill("14:00");
  await look("month-rings-too", ["phone"]);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved", { exact: true }).waitFor();
  await page.reload();
  expect(await rule.getByLabel("To", { exact: true }).inputValue()).toBe("14:00");
}

async function rulesVersion({ context }: Ringback): Promise<number> {
  const [row] = await acrossAccounts<{ version: number }>(context.db, {
    text: "select playbook_version as version from ringback.account",
    values: [],
  });
  return row?.version ?? 0;
}

async function seeTheCost({ page, look }: Window): Promise<void> {
  await page.goto("/measure/leaks");
  await page.getByRole("link", { name: "Cost", exact: true }).click();
  await page.getByRole("heading", { name: "The formula, with your numbers in it" }).waitFor();
  await page.getByText("Likely lost a month").first().click();
  await page.getByText("Left out:").waitFor();
  await page.keyboard.press("Escape");
  await look("month-cost");
}

async function seeTheProof({ page, look }: Window): Promise<void> {
  await page.getByRole("link", { name: "Scorecard", exact: true }).click();
  await page.getByRole("heading", { name: "How many stages hold" }).waitFor();
  await page.getByRole("heading", { name: "The four-way test of every call" }).waitFor();
  await look("month-scorecard");
  await page.getByRole("link", { name: "Pilot", exact: true }).click();
  await page.getByRole("heading", { name: "The verdict" }).waitFor();
  await look("month-pilot", ["phone"]);
  // The verdict's share stands in the table too, and opens the callbacks it counts.
  const verdict = await page
    .getByRole("region", { name: "The verdict" })
    .getByText(/^\d[\d.]* %$/)
    .first()
    .textContent();
  const row = page.getByRole("row", { name: /Acted on in time/ });
  expect(await row.getByRole("link").last().textContent()).toBe(verdict);
  await row.getByRole("link").last().click();
  await page.getByRole("heading", { level: 1, name: "Acted on in time" }).waitFor();
  await page.getByRole("table").getByRole("link").first().waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "The verdict" }).waitFor();
}

/** The report goes out as a file. */
async function sendIt({ page }: Window): Promise<void> {
  await page.getByRole("link", { name: "Leaks", exact: true }).click();
  await page.getByRole("button", { name: "Send or save" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "PDF", exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.pdf$/);
  expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe("%PDF-");
}

/** Last week stays on Today until everybody on it has an answer. */
async function reviewTheWeek({ page, look }: Window): Promise<void> {
  await page.goto("/today");
  await page.getByRole("link", { name: /^(Go through it|Finish it)$/ }).click();
  await page.getByRole("heading", { name: "Emergencies of the week" }).waitFor();
  await look("month-week", ["phone"]);
  // The lists come after the page.
  await soon(async () => expect(await page.locator(".mantine-Skeleton-root").count()).toBe(0));
  const without = page.getByRole("button", { name: /has them$/ });
  while ((await without.count()) > 0) {
    const left = await without.count();
    await without.first().click();
    await soon(async () => expect(await without.count()).toBe(left - 1));
  }
  // Whoever was looked at goes behind the others.
  const unseen = page.getByRole("radiogroup", { name: /^What became of/ }).filter({ hasText: "Not looked at" });
  while ((await unseen.count()) > 0) {
    const left = await unseen.count();
    await unseen.first().getByText("In time", { exact: true }).click();
    await soon(async () => expect(await unseen.count()).toBe(left - 1));
  }
  await page.getByRole("textbox", { name: /^What we will do about it/ }).fill("Luis takes the first ring on Mondays.");
  await page.getByRole("button", { name: "Finish the review" }).click();
  await page.getByText("The week is reviewed").waitFor();
  await page.getByRole("link", { name: "Today", exact: false }).first().click();
  await page.getByRole("heading", { name: "Today", exact: true }).waitFor();
  await soon(async () => expect(await page.getByRole("link", { name: /^(Go through it|Finish it)$/ }).count()).toBe(0));
}
