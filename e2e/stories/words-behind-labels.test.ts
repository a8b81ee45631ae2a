import type { Page } from "playwright-core";
import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { giveSignIn } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, password, type Town } from "#town.ts";

const email = "maya@northside.test";
const flood =
  "Hi this is Dana Ruiz. There is water coming through the kitchen ceiling, it is not a gas leak. Last winter we had no heat. How much would it cost and can you come today? Call me back at 312 555 0117.";
const price = "Hello, this is Tom Beckett. I wanted to get a price on a water softener sometime next month, no rush.";
const invoice = "Hello, this is Ada Moore. I wanted to get a price, I mean the bill you sent me, how much is it?";

story(
  "a coordinator sees the words behind every label, sets one right, takes one back, and exports what people judged",
  async () => {
    await using town = await buildTown();
    await giveSignIn(town, town.staff.maya.id, email);
    await leaveVoicemails(town);
    await browse(town.url, async (open) => {
      const { page, look } = await open({ refusals: [{ status: 401, path: "/api/v1/me" }] });
      await signIn(page, "/review");
      const main = page.getByRole("main");
      const waiting = async (count: number) =>
        await main.getByText(count === 0 ? "Nothing waits for you" : `${count} waiting`).waitFor();

      // The card at hand lies open. A label shows its words, and the words their label.
      await main.getByRole("heading", { level: 2, name: "Dana Ruiz" }).waitFor();
      const labels = main.getByRole("group", { name: "Labels and the words that led to them" });
      await labels.getByRole("button", { name: "Urgency: emergency" }).click();
      const because = main.getByRole("status").filter({ hasText: "Urgency: emergency" });
      await because.getByText(/water coming through/).waitFor();
      await labels.getByRole("button", { name: /^Not counted: past/ }).waitFor();
      expect(
        await main
          .locator('mark[data-labels~="discounted:past"]')
          .first()
          .evaluate((mark) => getComputedStyle(mark).textDecorationLine),
      ).toBe("line-through");
      await look("review-labels");

      // By number and Enter: read as a quote, but it is about a bill.
      await moveTo(page, "Ada Moore");
      await page.keyboard.press("Escape");
      const bill = main.getByRole("group", { name: "They want" }).getByRole("button", { name: /Billing/ });
      await page.keyboard.press((await bill.textContent())?.[0] ?? "");
      await main.getByRole("button", { name: "Save: billing" }).waitFor();
      await look("review-picked", ["phone"]);
      const before = await countOf(town);
      await page.keyboard.press("Enter");
      await waiting(before - 1);
      // Taken back, and done again.
      await page.keyboard.press("u");
      await waiting(before);
      await main.getByRole("heading", { level: 2, name: "Ada Moore" }).waitFor();
      await page.keyboard.press("c");
      await page.getByRole("combobox", { name: "They want" }).selectOption("billing");
      await page.getByLabel("Why (kept with the correction)").fill("They mean the invoice");
      await page.getByRole("button", { name: "Save" }).click();
      await waiting(before - 1);

      // A reason narrows the list, in the address.
      const reasons = main.getByRole("group", { name: "Why it waits" });
      await reasons.getByRole("button", { name: /^Time asked/ }).click();
      await page.waitForURL(/reason=availability-asked/);
      // The old list stays until the new one is there, whose card takes the focus; and so does the next.
      await soon(async () => expect(await main.locator("ol > li").count()).toBeLessThan(before - 1));
      await reasons.getByRole("button", { name: /^All/ }).click();

      // The rest is confirmed, one key each.
      for (let left = before - 2; left >= 0; left -= 1) {
        // On a button Enter would press that; the card at hand takes the focus when it is there.
        await page.waitForFunction(() => document.activeElement?.closest("main ol > li") != null);
        await page.keyboard.press("Enter");
        await waiting(left);
      }

      await main.getByRole("link", { name: "Corrections" }).click();
      await main.getByRole("heading", { level: 1, name: "Corrections" }).waitFor();
      await main.getByText(/Nothing learns from this by itself/).waitFor();
      await main.getByRole("link", { name: /read as Quote, set to Billing/ }).click();
      await main.getByText("Read as quote, set to billing").waitFor();
      await main.getByText("They mean the invoice").waitFor();
      await look("corrections");
      const file = await page.request.get(
        (await main.getByRole("link", { name: /Test cases/ }).getAttribute("href")) ?? "",
      );
      const lines = (await file.text()).trim().split("\n");
      expect(lines.map((line) => JSON.parse(line))).toContainEqual(
        expect.objectContaining({
          transcript: expect.stringContaining("Ada Moore"),
          intent: "billing",
          channel: "voicemail",
        }),
      );

      // On the case the same words are marked, and a person may set it right there too.
      await page.goto("/today");
      await page.getByRole("link", { name: "Dana Ruiz" }).first().click();
      await main.getByRole("heading", { level: 1, name: "Dana Ruiz" }).waitFor();
      await main.getByRole("button", { name: "A price was asked" }).click();
      await main
        .getByText(/From the call|How much would it cost/)
        .first()
        .waitFor();
      await look("case-labels");
      await main.getByRole("button", { name: "Set it right" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("combobox", { name: "Urgency" }).selectOption("high");
      await look("case-correct", ["desk"]);
      await dialog.getByRole("button", { name: "Set it right" }).click();
      await main.getByText("High urgency").first().waitFor();
    });
    expect(
      await town.look(
        "select intent_before as said, intent_after as set, reason from ringback.label_correction where undone_at is null and intent_before <> intent_after",
      ),
    ).toEqual([{ said: "quote", set: "billing", reason: "They mean the invoice" }]);
  },
  240_000,
);

async function countOf(town: Town): Promise<number> {
  return (await town.look("select 1 from ringback.hold where resolved_at is null")).length;
}

/** Down the queue until this caller's card is the open one. */
async function moveTo(page: Page, name: string): Promise<void> {
  const open = page.getByRole("article").getByRole("heading", { level: 2 });
  for (let moves = 0; moves < 12; moves += 1) {
    if ((await open.textContent()) === name) return;
    const before = await open.textContent();
    const id = await open.getAttribute("id");
    await page.keyboard.press("j");
    await soon(async () => expect(await open.getAttribute("id"), `after ${before}`).not.toBe(id));
  }
  throw new Error(`The queue does not come to ${name}.`);
}

async function leaveVoicemails(town: Town): Promise<void> {
  const callers = [
    { from: "+13125550117", says: flood },
    { from: "+16305550188", says: price },
    { from: "+18725550174", says: invoice },
  ];
  for (const { from, says } of callers)
    town.network.placeCall({
      from,
      to: businessNumber,
      script: [{ waitFor: "beep" }, { say: says }, { hangUp: true }],
    });
  await soon(async () => expect(await town.look("select 1 from ringback.assessment")).toHaveLength(callers.length));
  await soon(async () =>
    expect(await town.look("select 1 from ringback.recording where state = 'fetched'")).toHaveLength(3),
  );
}

async function signIn(page: Page, to: string): Promise<void> {
  await page.goto(to);
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("main").waitFor();
}
