import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDemo } from "@ringback/dev/demo/demo.ts";
import { startRingback } from "@ringback/server/main.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { browse, story, type Window } from "#browser.ts";
import { testConfig } from "#town.ts";

/** Asking who one is, before anyone signed in. */
const refusals = [{ status: 401, path: "/api/v1/me" }];
const voicemail =
  "Hi, this is Alex Moreno. Water is coming through the kitchen ceiling right now, please call me back.";

story(
  "whoever starts the demo rings it from the screen, and every screen is fit for a desk and a pocket",
  async () => {
    await using demo = await startDemo();
    await browse(demo.url, async (open) => {
      const window = await open({ refusals });
      await signIn(window);
      // Somebody else looks around while the caller listens to the greeting.
      await Promise.all([ring(window), open({ refusals }).then(visitEveryScreen)]);
      await seeItOnToday(window);
    });
  },
  240_000,
);

/** The demo as `ringback start` makes it on an empty folder, on a database of the test run. */
async function startDemo(): Promise<AsyncDisposable & { readonly url: string }> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await createTestDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), "ringback-demo-"));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const config = await testConfig(database.connectionString);
  const ringback = await startRingback(config, createDemo({ dataDir, port: 0 }));
  stack.defer(() => ringback.stop());
  const kept = stack.move();
  return { url: ringback.url ?? "", [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

async function signIn({ page, look }: Window): Promise<void> {
  await page.goto("/");
  await page.getByRole("region", { name: "Demo sign-in" }).waitFor();
  await look("demo-sign-in");
  await enter(page);
  await page.getByRole("region", { name: "Timeline" }).waitFor();
  await look("demo-today");
}

async function enter(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Use it" }).click();
  await page.getByRole("heading", { name: "Today", exact: true }).waitFor();
}

async function ring({ page, look }: Window): Promise<void> {
  await page.getByRole("link", { name: "Simulated phone" }).click();
  await page.getByRole("button", { name: "Call", exact: true }).waitFor();
  await look("demo-phone");

  // At whatever hour this runs, the business is open then and its phones ring.
  await page.getByRole("button", { name: /^Next opening/ }).click();
  await page.getByText("The clock shows").waitFor();
  await page.getByRole("button", { name: "Call", exact: true }).click();
  for (const name of ["Maya Chen", "Sam Ortiz"]) {
    const decline = page.getByRole("button", { name: `Decline on ${name}'s phone` });
    await decline.waitFor();
    if (name === "Maya Chen") await look("demo-ringing");
    await decline.click();
  }
  const heard = page.getByRole("log", { name: "What is heard" });
  await heard.getByText("recorded").waitFor();
  await heard.getByText("Beep. Talk now").waitFor({ timeout: 30_000 });
  await page.getByRole("textbox", { name: "Say" }).fill(voicemail);
  await page.getByRole("button", { name: "Say it" }).click();
  await heard.getByText(voicemail).waitFor();
  await page.getByText("You are speaking").waitFor();
  await look("demo-speaking");
  // Whoever hangs up in the middle of a sentence has only said half of it.
  await page.getByText("You are speaking").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Hang up", exact: true }).click();
  await page.getByRole("status").getByText("Call ended").waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: /^Messages/ }).click();
  await page
    .getByRole("log", { name: "Texts" })
    .getByText(/Northside Heating & Plumbing/)
    .waitFor();
  await look("demo-texts");
}

async function seeItOnToday({ page, look }: Window): Promise<void> {
  const caseLink = page.getByRole("list", { name: "Callbacks by clock" }).getByRole("link", { name: "Alex Moreno" });
  const alarm = page.getByRole("region", { name: "Alarm" });
  await page
    .getByRole("link", { name: /^Today/ })
    .first()
    .click();
  await caseLink.click();
  await page
    .getByRole("region", { name: /^Voicemail/ })
    .getByText("through the kitchen ceiling")
    .waitFor();
  await alarm.getByText("Sam Ortiz was told").waitFor();
  await look("demo-row");

  // Nobody acts, and the clock goes on.
  const address = page.url();
  await page.getByRole("link", { name: "Simulated phone" }).click();
  await page.getByRole("button", { name: "+5 min" }).click();
  await page.getByText("The clock shows").last().waitFor();
  await page.goto(address);
  await alarm.getByText(/Luis Romero/).waitFor();
  await look("demo-escalated");
  await page.getByRole("button", { name: "I have it" }).click();
  await alarm.waitFor({ state: "detached" });
}

async function visitEveryScreen({ page, look }: Window): Promise<void> {
  await page.goto("/");
  await enter(page);
  const screens = [
    { path: "/review", shows: "Review" },
    { path: "/calls", shows: "Calls" },
    { path: "/team", shows: "Team and hours" },
    { path: "/team?tab=hours", shows: "Team and hours" },
    { path: "/team?tab=answering", shows: "Team and hours" },
    { path: "/team?tab=targets", shows: "Team and hours" },
    { path: "/numbers", shows: "Numbers" },
    { path: "/settings", shows: "Settings" },
  ];
  for (const { path, shows } of screens) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1, name: shows }).waitFor();
    await look(`demo${path.replaceAll(/\W+/g, "-")}`);
  }
  await page.goto("/calls");
  await page.getByRole("table").getByRole("link").first().click();
  await page.waitForURL(/\/calls\/.+/);
  await look("demo-call");
  expect(await page.getByRole("main").count()).toBe(1);
}
