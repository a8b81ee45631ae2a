// A real browser on the real server. What a page complains about fails the story, and so does what axe finds.
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect, test } from "vitest";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const isInstalled = existsSync(executablePath);
if (!isInstalled) {
  process.stderr.write(`No Chromium at ${executablePath}, so browser stories are skipped. Name one in CHROMIUM.\n`);
}

/** A test that needs a browser; skipped, and said so, where there is none. */
export const story = test.skipIf(!isInstalled);

/** A folder for pictures of the key moments, from RINGBACK_SHOTS; none are taken without it. */
const pictures = process.env["RINGBACK_SHOTS"];

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];
const sizes = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;
export type Size = keyof typeof sizes;
const schemes = ["light", "dark"] as const;
/** Nothing a story waits for takes longer, except where it says so: a second or two, and many where others share the cores. */
const patienceMs = 30_000;

/** An answer that a story provokes, so that it is no fault: `{ status: 401, path: "/api/v1/me" }`. */
export interface ExpectedRefusal {
  readonly status: number;
  /** The end of the path, or a pattern of it. */
  readonly path: string | RegExp;
}

export interface OpenOptions {
  readonly size?: Size;
  readonly refusals?: readonly ExpectedRefusal[];
  /** The story takes the network away, so requests that fail for it are no fault. */
  readonly mayLoseConnection?: boolean;
}

/** One person's browser window, with cookies of its own. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /**
   * Looks closely at what is on the screen, at the desk and on a phone, light and dark: axe finds nothing and a phone
   * never scrolls sideways. Leaves the window as it was.
   */
  readonly look: (moment: string, at?: readonly Size[]) => Promise<void>;
}

/** Opens a browser for one story and closes it after. @throws AssertionError when a page had something to complain about. */
export async function browse(
  url: string,
  act: (open: (options?: OpenOptions) => Promise<Window>) => Promise<void>,
): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: flags });
  const complaints: string[] = [];
  const pages: Page[] = [];
  try {
    await act(async (options = {}) => {
      const window = await openWindow(browser, url, options, (words) => complaints.push(words));
      pages.push(window.page);
      return window;
    });
    expect(complaints).toEqual([]);
  } catch (error) {
    const name = expect.getState().currentTestName?.replaceAll(/\W+/g, "-").slice(0, 40) ?? "story";
    for (const [index, page] of pages.entries()) await picture(page, `failed-${name}-${index}`);
    if (error instanceof Error && complaints.length > 0) error.message += `\nThe pages said: ${complaints.join("; ")}`;
    if (error instanceof Error) error.message += `\nThe pages were at: ${pages.map((page) => page.url()).join(", ")}`;
    throw error;
  } finally {
    await browser.close();
  }
}

async function openWindow(
  browser: Browser,
  baseURL: string,
  { size = "desk", refusals = [], mayLoseConnection = false }: OpenOptions,
  complain: (words: string) => void,
): Promise<Window> {
  const context = await browser.newContext({
    ...sizes[size],
    baseURL,
    reducedMotion: "reduce",
    timezoneId: "America/Chicago",
    locale: "en-US",
    // At a desk the app's files are not kept for dead spots here: each story would load all of them for nothing.
    serviceWorkers: size === "phone" ? "allow" : "block",
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  hearComplaints(context, page, refusals, mayLoseConnection ? lossOfConnection : /^$/, complain);
  // A story may close the page and open another one, as people do.
  const current = () => context.pages().at(-1) ?? page;
  return { page, context, look: (moment, at = ["desk", "phone"]) => look(current(), size, moment, at) };
}

const lossOfConnection = /^net::ERR_(INTERNET_DISCONNECTED|CONNECTION_RESET|NETWORK_CHANGED|TIMED_OUT)$/;

function hearComplaints(
  context: BrowserContext,
  page: Page,
  refusals: readonly ExpectedRefusal[],
  excused: RegExp,
  complain: (words: string) => void,
): void {
  const isExpected = (status: number, address: string) =>
    refusals.some((each) => {
      const { pathname } = new URL(address);
      return (
        each.status === status &&
        (typeof each.path === "string" ? pathname.endsWith(each.path) : each.path.test(pathname))
      );
    });
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    // Chromium also writes every refused request to the console; those are heard below, with their status.
    if (message.text().startsWith("Failed to load resource")) return;
    // Said once by each page of a desk, see openWindow.
    if (message.text() === "Service Worker registration blocked by Playwright") return;
    complain(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complain(`uncaught: ${error.message}`));
  context.on("response", (response) => {
    if (response.status() < 400 || isExpected(response.status(), response.url())) return;
    complain(`${response.status()} to ${response.request().method()} ${new URL(response.url()).pathname}`);
  });
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "failed";
    // A page that is left, or no longer needs an answer, lets go of it.
    if (why !== "net::ERR_ABORTED" && !excused.test(why)) complain(`${why}: ${request.method()} ${request.url()}`);
  });
}

async function look(page: Page, own: Size, moment: string, at: readonly Size[]): Promise<void> {
  const found: string[] = [];
  for (const [nth, size] of at.entries()) {
    if (size !== own || at.length > 1) await page.setViewportSize(sizes[size].viewport);
    // There and back: each change of colours is a drawing of everything anew.
    for (const colorScheme of nth % 2 === 0 ? schemes : schemes.toReversed()) {
      await page.emulateMedia({ colorScheme });
      await schemeTaken(page, colorScheme);
      const where = `${moment}, ${size}, ${colorScheme}`;
      await inTime(`${where} comes to rest`, settle(page));
      await picture(page, `${moment}-${size}-${colorScheme}`);
      const findings = await inTime(`${where} is read by axe`, axeFindings(page, colorScheme));
      found.push(...findings.map((finding) => `${where}: ${finding}`));
      if (size === "phone" && (await scrollsSideways(page))) found.push(`${where}: scrolls sideways`);
    }
  }
  await page.setViewportSize(sizes[own].viewport);
  await page.emulateMedia({ colorScheme: "light" });
  await inTime(`${moment} comes to rest again`, settle(page));
  expect(found).toEqual([]);
}

/** What runs in the page has no limit of its own: one that never ends would be a story that ran out of time, without a word where. */
async function inTime<Answer>(what: string, work: Promise<Answer>): Promise<Answer> {
  const tooLate = new AbortController();
  const late = pause(patienceMs, undefined, { signal: tooLate.signal }).then(() => {
    throw new Error(`Not within ${patienceMs / 1000} s: ${what}`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    tooLate.abort();
    late.catch(() => {});
    work.catch(() => {});
  }
}

/** All rules where it is light; where it is dark only the colours are others. */
async function axeFindings(page: Page, scheme: "light" | "dark"): Promise<string[]> {
  // Axe is large, and the builder would write it into the page twice for each analysis; a page that knows it gets a word.
  const isKnown = await page.evaluate(() => "axe" in globalThis);
  // Legacy mode: there are no frames, and the other mode opens a page of its own for every look.
  const { violations } = await new AxeBuilder({ page, ...(isKnown ? { axeSource: "0" } : {}) })
    .setLegacyMode(true)
    .options({
      resultTypes: ["violations"],
      // What axe would fetch besides, all style sheets, is for a rule that is not among them.
      preload: { assets: ["media"] },
      ...(scheme === "light" ? {} : { runOnly: { type: "rule", values: ["color-contrast"] } }),
    })
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} at ${node.target.join(" ")} (${node.any[0]?.message ?? node.failureSummary ?? ""})`),
  );
}

/** Waits until the page has heard of the scheme, where it follows the system's: on a busy machine that takes more than a frame. */
async function schemeTaken(page: Page, scheme: "light" | "dark"): Promise<void> {
  const isTaken = (wanted: string) => document.documentElement.dataset["mantineColorScheme"] === wanted;
  await page.waitForFunction(isTaken, scheme, { timeout: 2_000 }).catch(() => {});
}

/** Waits until the page has drawn itself anew and nothing moves any more, except what moves for ever. */
async function settle(page: Page): Promise<void> {
  await page.locator(".mantine-Skeleton-root").first().waitFor({ state: "detached" });
  await page.evaluate(async () => {
    // A page that nobody sees draws no frames, and what was taken off the page may never say that it has ended.
    const atMost = (ms: number, work: Promise<unknown>) =>
      Promise.race([work, new Promise((resolve) => setTimeout(resolve, ms))]);
    const frame = () => atMost(500, new Promise((resolve) => requestAnimationFrame(resolve)));
    await frame();
    await frame();
    const passing = document
      .getAnimations()
      .filter(
        ({ effect, playState }) =>
          playState === "running" && effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY,
      );
    await atMost(2_000, Promise.allSettled(passing.map((animation) => animation.finished)));
    await document.fonts.ready;
  });
}

function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const main = document.querySelector("main");
    const tooWide = (element: Element | null) => element !== null && element.scrollWidth > element.clientWidth + 1;
    return tooWide(document.documentElement) || tooWide(main) || document.documentElement.clientWidth > innerWidth + 1;
  });
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined || pictures === "" || page.isClosed()) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}
