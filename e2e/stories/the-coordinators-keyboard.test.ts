import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { giveSignIn } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, password, type Town } from "#town.ts";

const email = "maya@northside.test";
const emergency =
  "Hi this is Dana Ruiz, we've got no heat since last night and the baby's room is fifty degrees. Please call me back.";
const price = "Hello, this is Tom Beckett. I wanted to get a price on a water softener sometime next month, no rush.";
const unclear = "Yes hello, it's about the thing from last week.";

story(
  "a coordinator works through Today and Review without ever touching the mouse",
  async () => {
    await using town = await buildTown();
    await giveSignIn(town, town.staff.maya.id, email);
    await missCalls(town);
    await browse(town.url, async (open) => {
      const { page, look } = await open({ refusals: [{ status: 401, path: "/api/v1/me" }] });
      const press = (...keys: readonly string[]) =>
        keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

      await page.goto("/today");
      await tabTo(page, page.getByRole("textbox", { name: "E-mail" }));
      await page.keyboard.type(email);
      await tabTo(page, page.getByRole("textbox", { name: "Password" }));
      await page.keyboard.type(password);
      await press("Enter");

      // Moving through the list opens the case beside it, and the focus goes along, to be seen.
      await caseOf(page, "Dana Ruiz");
      const dana = new URL(page.url()).pathname;
      await press("j");
      await expectFocusSeen(page, await rowAfter(page, dana));
      const second = new URL(page.url()).pathname;
      await press("ArrowDown");
      await rowAfter(page, second);
      await press("k", "k");
      await caseOf(page, "Dana Ruiz");
      await expectFocusSeen(page, page.getByRole("link", { name: "Dana Ruiz" }));
      await press("Enter");
      await caseOf(page, "Dana Ruiz");
      await look("keyboard-case");

      await press("a");
      await page.getByText("You are on it").waitFor();
      await page.getByRole("button", { name: "Release" }).waitFor();
      await press("u");
      await page.getByRole("button", { name: "Claim" }).waitFor();
      await press("e");
      await page.getByText("The alarm is yours").waitFor();
      await press("c");
      await page.getByRole("status").getByText("Answer it and press 1").waitFor();
      // Her own phone does not press 1: the call is over, and with it the claim that was made for it.
      await soon(async () =>
        expect(await town.look("select from ringback.attempt where result = 'failed'")).toHaveLength(1),
      );

      await press("o");
      const dialog = page.getByRole("dialog");
      await dialog.getByText("How did it end with Dana Ruiz?").waitFor();
      await soon(async () => expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT"));
      await press("1", "Enter");
      await page.getByText("Closed: Reached, booked").first().waitFor();
      await press("u");
      await page.getByRole("button", { name: "Close with outcome" }).waitFor();
      await page.getByRole("heading", { name: "Closed today" }).waitFor({ state: "detached" });

      // Somebody who is in no hurry can wait.
      await moveTo(page, "Tom Beckett");
      await press("s");
      await dialog.getByText("Put off Tom Beckett").waitFor();
      await tabTo(page, dialog.getByRole("radio").first());
      await press("Space", "ArrowDown");
      await tabTo(page, dialog.getByRole("radio", { name: "The caller asked for later" }));
      await press("Space");
      await look("keyboard-snooze");
      await press("Enter");
      await page
        .getByText(/^Snoozed until/)
        .first()
        .waitFor();
      await press("u");
      await page.getByRole("button", { name: "Snooze" }).waitFor();

      // A note for whoever comes next.
      await press("m");
      await expectFocusSeen(page, page.getByRole("textbox", { name: "A new note" }));
      await page.keyboard.type("Has a softener from 1998.");
      await press("Control+Enter");
      await page.getByRole("listitem").filter({ hasText: "Has a softener from 1998." }).waitFor();
      await tabTo(page, page.getByRole("link", { name: "Tom Beckett" }));

      // Two at once, and taken back as one.
      const claimed = () => town.look("select 1 from ringback.callback where state = 'claimed'");
      expect(await claimed()).toHaveLength(0);
      await press("x", "k", "x");
      await page.getByRole("toolbar", { name: "Picked callbacks" }).getByText("2 picked").waitFor();
      await look("keyboard-picked", ["desk"]);
      await press("a");
      await page.getByText("2 claimed").waitFor();
      await soon(async () => expect(await claimed()).toHaveLength(2));
      await press("u");
      await soon(async () => expect(await claimed()).toHaveLength(0));

      await press("?");
      await page.getByRole("dialog", { name: "Keys" }).waitFor();
      await look("keyboard-help");
      await press("Escape");
      await dialog.waitFor({ state: "detached" });

      await tabTo(
        page,
        page
          .getByRole("navigation", { name: "Main" })
          .getByRole("link", { name: /^Review/ })
          .first(),
      );
      await press("Enter");
      await page.getByRole("main").getByText("4 waiting").waitFor();
      await look("keyboard-review");
      await press("j", "k", "Enter");
      await page.getByRole("main").getByText("3 waiting").waitFor();
      await press("c");
      const intent = page.getByRole("combobox", { name: "They want" });
      await expectFocusSeen(page, intent);
      await page.keyboard.type("Quote");
      expect(await intent.inputValue()).toBe("quote");
      await look("keyboard-correct");
      await tabTo(page, page.getByRole("button", { name: "Save" }));
      await press("Enter");
      await page.getByRole("main").getByText("2 waiting").waitFor();
      await press("x");
      await page.getByRole("main").getByText("1 waiting").waitFor();
      await press("x");
      await page.getByText("Nothing waits for you").waitFor();
      expect(await town.look("select resolution from ringback.hold order by resolved_at")).toEqual([
        { resolution: "confirmed" },
        { resolution: "corrected" },
        { resolution: "dismissed" },
        { resolution: "dismissed" },
      ]);
    });
  },
  240_000,
);

async function missCalls(town: Town): Promise<void> {
  const callers = [
    { from: "+13125550117", says: emergency },
    { from: "+16305550188", says: price },
    { from: "+18725550174", says: unclear },
    { from: "anonymous", says: null },
    { from: "+266696687", says: null },
  ];
  for (const { from, says } of callers) {
    const words = says === null ? [{ wait: 26 }] : [{ waitFor: "beep" as const }, { say: says }];
    town.network.placeCall({ from, to: businessNumber, script: [...words, { hangUp: true }] });
  }
  await soon(async () => expect(await town.look("select 1 from ringback.assessment")).toHaveLength(3));
  await soon(async () =>
    expect(await town.look("select 1 from ringback.hold where resolved_at is null")).toHaveLength(4),
  );
}

function caseOf(page: Page, name: string): Promise<void> {
  return page.getByRole("main").getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

/** Waits until another case than this one is open. Answers its row in the list. */
async function rowAfter(page: Page, path: string): Promise<Locator> {
  await page.waitForURL((url) => url.pathname !== path);
  return page.locator(`a[href^="${new URL(page.url()).pathname}"]`);
}

/** Goes through the list, up or down as it stands there, until this caller's case is open. */
async function moveTo(page: Page, name: string): Promise<void> {
  const rows = page.getByRole("list", { name: "Callbacks by clock" }).getByRole("link");
  for (let moves = 0; moves < 10; moves += 1) {
    const steps = await soon(async () => {
      const seen = await rows.evaluateAll((links) =>
        links.map((link) => ({
          name: link.textContent,
          isOpen: (link.getAttribute("aria-current") ?? "false") !== "false",
        })),
      );
      const [at, to] = [seen.findIndex((row) => row.isOpen), seen.findIndex((row) => row.name === name)];
      expect(Math.min(at, to)).toBeGreaterThanOrEqual(0);
      return to - at;
    });
    if (steps === 0) return await caseOf(page, name);
    // Counted anew each time: a key that falls into the moment in which the list is drawn anew is pressed again, as anybody would.
    const { pathname } = new URL(page.url());
    await page.keyboard.press(steps > 0 ? "j" : "k");
    await page.waitForURL((url) => url.pathname !== pathname, { timeout: 3_000 }).catch(() => {});
  }
  throw new Error(`The list does not come to ${name}.`);
}

/** Presses Tab until this has the focus, as somebody without a mouse must. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const isFocused = () => target.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; tabs < 80; tabs += 1) {
    if (await isFocused()) return await expectFocusSeen(page, target);
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never comes to ${target}.`);
}

/** It has the focus, and something is drawn around it or one of its frames that says so. */
async function expectFocusSeen(page: Page, target: Locator): Promise<void> {
  await soon(async () => {
    expect(await target.first().evaluate((element) => element === document.activeElement)).toBe(true);
    // Asked together with the focus: on a slow machine the frame is drawn a moment after it.
    expect(await page.evaluate(isFocusDrawn), `the focus on ${target} cannot be seen`).toBe(true);
  });
}

/** Runs in the page. */
function isFocusDrawn(): boolean {
  const drawn = (element: Element | null, pseudo?: string) => {
    if (element === null) return false;
    const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(element, pseudo);
    const accent = getComputedStyle(document.documentElement).getPropertyValue("--accent");
    const probe = document.createElement("i");
    probe.style.color = accent;
    document.body.append(probe);
    const isAccent = borderColor === getComputedStyle(probe).color;
    probe.remove();
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none" || isAccent;
  };
  const focused = document.activeElement;
  return [focused, focused?.parentElement ?? null, focused?.closest("article,label") ?? null].some(
    (element) => drawn(element) || drawn(element, "::after"),
  );
}
