import { inviteMember } from "@ringback/server/use-cases/invite-member.ts";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, password, type Town } from "#town.ts";

const voicemail =
  "Hello, this is Aaron Blake. The upstairs toilet won't stop running, could someone book me in this week?";

story(
  "a technician joins by the link, calls back from the pocket phone, writes it down and closes the case",
  async () => {
    await using town = await buildTown();
    const link = await inviteLuis(town);
    town.network.placeCall({
      from: caller,
      to: businessNumber,
      script: [{ waitFor: "beep" }, { say: voicemail }, { hangUp: true }],
    });
    await soon(async () => expect(await town.look("select 1 from ringback.assessment")).toHaveLength(1));

    await browse(town.url, async (open) => {
      const { page, look } = await open({ size: "phone", refusals: [{ status: 401, path: "/api/v1/me" }] });
      await page.goto(link);
      await page.getByRole("heading", { name: "Join Northside Heating" }).waitFor();
      await page.getByRole("textbox", { name: "Choose a password" }).fill(password);
      await look("invitation");
      await page.getByRole("button", { name: "Join", exact: true }).tap();

      await page.getByRole("heading", { name: "Today", exact: true }).waitFor();
      await page.getByRole("link", { name: "Aaron Blake" }).waitFor();
      await look("thumb-today", ["phone"]);
      await page.getByRole("link", { name: "Aaron Blake" }).tap();
      await page.getByRole("heading", { name: "Aaron Blake" }).waitFor();
      await page
        .getByRole("region", { name: /^Voicemail/ })
        .locator("mark", { hasText: "toilet" })
        .first()
        .waitFor();

      // The first actions stand in the thumb's reach, wherever the page is scrolled to.
      const actions = [
        page.getByRole("button", { name: "Call back" }),
        page.getByRole("button", { name: "Close", exact: true }),
        page.getByRole("button", { name: "More actions" }),
      ];
      for (const action of actions) await expectInReach(page, action);
      await page.getByRole("heading", { name: "Timeline" }).scrollIntoViewIfNeeded();
      for (const action of actions) await expectInReach(page, action);
      await look("thumb-case", ["phone"]);

      // Dialing with the phone itself also asks how it went.
      await page.getByRole("button", { name: "More actions" }).tap();
      const dialog = page.getByRole("dialog");
      const dial = dialog.getByRole("link", { name: "Dial Aaron Blake with this phone" });
      expect(await dial.getAttribute("href")).toBe(`tel:${caller}`);
      await look("thumb-more", ["phone"]);
      await withoutDialing(page);
      await dial.tap();
      await dialog.getByText("How did it go with Aaron Blake?").waitFor();
      await dialog.getByRole("button", { name: "Left a voicemail" }).tap();
      await look("thumb-attempt", ["phone"]);
      await dialog.getByRole("button", { name: "Save" }).tap();
      await page.getByText("Attempt recorded").waitFor();
      await page.getByText("1 attempt", { exact: true }).waitFor();

      await page.getByRole("button", { name: "Close", exact: true }).tap();
      await dialog.getByRole("radio", { name: "Reached, booked" }).check();
      await expectInReach(page, dialog.getByRole("button", { name: "Close it" }), 36);
      await look("thumb-close", ["phone"]);
      await dialog.getByRole("button", { name: "Close it" }).tap();
      await page.getByRole("button", { name: "Next callback" }).waitFor();
      await page.getByText("Closed: Reached, booked").first().waitFor();
      await look("thumb-closed", ["phone"]);
      expect(await town.look("select state, disposition, attempt_count from ringback.callback")).toEqual([
        { state: "closed", disposition: "reached-booked", attempt_count: 1 },
      ]);

      await page.getByRole("button", { name: "Today", exact: true }).tap();
      await page.getByText("Nobody is waiting").waitFor();
      for (const tab of ["Mine", "All", "Review"]) {
        await expectInReach(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: tab }));
      }
    });
  },
  240_000,
);

async function inviteLuis({ ringback, accountId, staff, look }: Town): Promise<string> {
  const [owner] = await look<{ id: string }>("select id from ringback.member where role = 'owner'");
  const actor = { accountId, memberId: owner?.id ?? "" };
  const invited = await inviteMember(ringback.context, actor, staff.luis.id);
  if (!invited.ok) throw new Error(invited.refusal);
  return invited.link;
}

/** All of it is on the screen, nothing lies over it, and a thumb can hit it. */
async function expectInReach(page: Page, target: Locator, leastPixels = 40): Promise<void> {
  const box = await target.boundingBox();
  const screen = page.viewportSize();
  if (box === null || screen === null) throw new Error(`${target} is not on the screen`);
  expect(Math.min(box.width, box.height), `${target} is too small`).toBeGreaterThanOrEqual(leastPixels);
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(screen.width);
  expect(box.y + box.height).toBeLessThanOrEqual(screen.height);
  await target.tap({ trial: true });
}

/** There is no phone behind this browser: the link is followed, the dialing is not. */
async function withoutDialing(page: Page): Promise<void> {
  await page.evaluate(() =>
    document.addEventListener(
      "click",
      (event) => {
        if (event.target instanceof Element && event.target.closest('a[href^="tel:"]') !== null) event.preventDefault();
      },
      true,
    ),
  );
}
