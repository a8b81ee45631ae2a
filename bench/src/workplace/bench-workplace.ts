import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createAuth } from "@ringback/server/auth/auth.ts";
import { createLog } from "@ringback/server/log.ts";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Bench, Figure } from "#bench.ts";
import { buildRig, type Rig } from "#rig/rig.ts";
import { percentile } from "#statistics.ts";
import { sendWebhooks } from "#webhooks/send-order.ts";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const callbacks = 10_000;
const loads = 7;
const eventsPerSecond = 2;
const eventSeconds = 30;
const email = "owner@northside.test";
const password = "ring-me-back-today";

/** Today as the coordinator has it on the desk, with ten thousand people waiting. */
export const workplace: Bench = {
  name: "workplace",
  about: "Today in a real browser with 10,000 open callbacks: first paint, scrolling, events on the screen",
  run: async (say) => {
    if (!existsSync(executablePath)) throw new Error(`This needs Chromium; there is none at ${executablePath}.`);
    await using rig = await buildRig({ lines: 20, mode: "forwarded" });
    await fill(rig);
    const secret = await signInFor(rig);
    say(`${callbacks} callbacks wait`);
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    try {
      const page = await signedIn(browser, rig.publicUrl, secret);
      const figures = [...(await firstPaint(page)), ...(await scrolling(page))];
      say("events");
      figures.push(...(await eventsOnScreen(rig, page)));
      return { figures };
    } finally {
      await browser.close();
    }
  },
};

async function fill({ context, business }: Rig): Promise<void> {
  const client = await context.db.pool.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      "select id from ringback.member where account_id = $1 and role = 'owner'",
      [business.accountId],
    );
    const settings: Record<string, string> = {
      "bench.account": business.accountId,
      "bench.connection": business.connectionId,
      "bench.owner": rows[0]?.id ?? "",
      "bench.callbacks": String(callbacks),
      "bench.now": context.clock.now().toString(),
    };
    for (const [name, value] of Object.entries(settings))
      await client.query("select set_config($1, $2, false)", [name, value]);
    await client.query(await readFile(new URL("./open-callbacks.sql", import.meta.url), "utf8"));
    await client.query("analyze");
  } finally {
    client.release(true);
  }
}

async function signInFor(rig: Rig): Promise<{ email: string; password: string }> {
  const log = createLog("silent", false);
  const { connectionString, publicUrl } = rig;
  const auth = await createAuth({ connectionString, secret: "only for making a sign-in, long enough", publicUrl, log });
  const made = await auth.createSignIn({ name: "Olive Owner", email, password });
  await auth.close();
  if (!made.ok) throw new Error(made.refusal);
  await rig.context.db.pool.query("update ringback.member set user_id = $1 where role = 'owner'", [made.userId]);
  return { email, password };
}

async function signedIn(browser: Browser, baseURL: string, who: { email: string; password: string }): Promise<Page> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "E-mail" }).fill(who.email);
  await page.getByRole("textbox", { name: "Password" }).fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Caller 1", { exact: true }).first().waitFor();
  return page;
}

/** From the start of the navigation to the first row on the screen, files from the browser's cache. */
async function firstPaint(page: Page): Promise<Figure[]> {
  const tookMs: number[] = [];
  for (let load = 0; load < loads; load += 1) {
    await page.goto("/today", { waitUntil: "commit" });
    await page.waitForFunction(() => {
      if (document.querySelectorAll("#today-list li").length < 5) return false;
      performance.mark("rows");
      return true;
    });
    tookMs.push(await page.evaluate(() => performance.getEntriesByName("rows")[0]?.startTime ?? Number.NaN));
  }
  return [
    {
      what: "Today, start to the first rows on the screen, p50",
      value: percentile(tookMs, 0.5),
      unit: "ms",
      atMost: 1_000,
    },
    { what: "the slowest of the loads", value: Math.max(...tookMs), unit: "ms", note: `${loads} loads` },
  ];
}

/** Scrolls as fast as a wheel does for five seconds, and takes the time between two frames. */
async function scrolling(page: Page): Promise<Figure[]> {
  const frames = await page.evaluate(async () => {
    const list = document.getElementById("today-list");
    if (list === null) return [];
    const gaps: number[] = [];
    let last = performance.now();
    const end = last + 5_000;
    while (last < end) {
      list.scrollTop += 90;
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      gaps.push(now - last);
      last = now;
    }
    return gaps.slice(1);
  });
  const slow = frames.filter((gap) => gap > 34).length;
  return [
    { what: "scrolling, between two frames, p95", value: percentile(frames, 0.95), unit: "ms", atMost: 17.5 },
    { what: "frames that came late (two skipped or more)", value: (100 * slow) / frames.length, unit: "%" },
  ];
}

/** Calls come in and are missed; each is timed from its webhook's sending until its row stands in the page. */
async function eventsOnScreen(rig: Rig, page: Page): Promise<Figure[]> {
  await page.goto("/today");
  await page.getByText("Caller 1", { exact: true }).first().waitFor();
  await page.evaluate(() => {
    const seen = new Map<string, number>();
    const look = () => {
      for (const [number] of (document.getElementById("today-list")?.innerText ?? "").matchAll(/\(773\) \d{3}-\d{4}/g))
        if (!seen.has(number)) seen.set(number, Date.now());
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    Object.assign(window, { seenCallers: seen });
  });
  const order = {
    run: "events",
    what: "arrivals",
    perSecond: eventsPerSecond,
    seconds: eventSeconds,
    connections: 4,
  } as const;
  const { sent } = await sendWebhooks(rig, order);
  await page.waitForTimeout(3_000);
  const seen = new Map(
    await page.evaluate(() => [...(window as unknown as { seenCallers: Map<string, number> }).seenCallers]),
  );
  const tookMs = sent.flatMap(({ to, atEpochMs }) => {
    const at = seen.get(`(${to.slice(2, 5)}) ${to.slice(5, 8)}-${to.slice(8)}`);
    return at === undefined ? [] : [at - atEpochMs];
  });
  return [
    { what: "event at the provider → row on the screen, p50", value: percentile(tookMs, 0.5), unit: "ms" },
    {
      what: "event at the provider → row on the screen, p95",
      value: percentile(tookMs, 0.95),
      unit: "ms",
      atMost: 500,
    },
    { what: "events seen", value: tookMs.length, unit: "", note: `of ${sent.length}; those below the fold are not` },
  ];
}
