import { createAccount } from "@ringback/server/use-cases/create-account.ts";
import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { giveSignIn, signInAt } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, ownerEmail, type Town } from "#town.ts";

story(
  "a viewer learns why not, two businesses never mix, and an address of another's shows nothing",
  async () => {
    await using town = await buildTown();
    await giveSignIn(town, town.staff.luis.id, "luis@northside.test");
    await town.look("update ringback.member set role = 'viewer' where id = $1", [town.staff.luis.id]);
    town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 26 }, { hangUp: true }] });
    const callbackId = await soon(async () => {
      const [row] = await town.look<{ id: string }>("select id from ringback.callback");
      expect(row).toBeDefined();
      return row?.id ?? "";
    });
    const elsewhere = await addBusiness(town);

    await browse(town.url, async (open) => {
      const viewer = await open();
      await signInAt(viewer.page, "luis@northside.test");
      await viewer.page.getByRole("heading", { name: "(312) 555-0117" }).waitFor();
      for (const name of ["Claim", "Close with outcome", "Snooze", "Reassign"]) {
        const button = viewer.page.getByRole("button", { name, exact: true });
        expect(await button.getAttribute("aria-disabled"), name).toBe("true");
        const reason = await button.evaluate(
          (element) => document.getElementById(element.getAttribute("aria-describedby") ?? "")?.textContent,
        );
        expect(reason, name).toContain("Your role does not allow this");
      }
      const row = viewer.page.getByRole("article").getByRole("button", { name: "Call back" });
      expect(await row.getAttribute("aria-disabled")).toBe("true");
      await viewer.page.getByRole("button", { name: "Claim", exact: true }).hover();
      await viewer.page.getByRole("tooltip").waitFor();
      await viewer.look("viewer");

      const owner = await open({ refusals: [{ status: 404, path: `/api/v1/callbacks/${callbackId}` }] });
      const { page } = owner;
      await signInAt(page, ownerEmail);
      const businesses = page.getByRole("group", { name: "Business on the screen" });
      await businesses.getByRole("button", { name: "Northside Heating" }).click();
      await page.getByRole("link", { name: "(312) 555-0117" }).waitFor();
      await page.getByRole("heading", { name: "(312) 555-0117" }).waitFor();
      await owner.look("two-businesses");
      await businesses.getByRole("button", { name: "Bright Smile Dental" }).click();
      await page.getByText("Nobody is waiting").waitFor();
      expect(await page.getByText("555-0117").count()).toBe(0);

      await page.getByRole("link", { name: "Side by side" }).click();
      await page.getByRole("link", { name: "Northside Heating", exact: true }).waitFor();
      await page.getByRole("columnheader", { name: "Missed calls" }).getByRole("link").click();
      await page.locator("th[aria-sort=descending]").getByText("Missed calls").waitFor();
      await soon(async () => expect(await page.getByRole("rowheader").first().textContent()).toContain("Northside"));
      await owner.look("agency");
      await page.getByRole("button", { name: /^Called back in time/ }).press("Enter");
      await page.getByText("Left out:").waitFor();
      await owner.look("agency-definition", ["phone"]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Send or save" }).press("Enter");
      await page.getByRole("menuitem", { name: "Excel" }).waitFor();
      await owner.look("agency-menu", ["desk"]);
      await page.keyboard.press("Escape");

      await page.goto(`/today/${callbackId}?account=${elsewhere}`);
      await page.getByRole("alert").getByText("This is not here").waitFor();
      expect(await page.getByText("555-0117").count()).toBe(0);
      await owner.look("not-found");
    });
  },
  240_000,
);

/** A second business of the same owner. Answers its id. */
async function addBusiness({ ringback, look }: Town): Promise<string> {
  const [owner] = await look<{ user_id: string }>("select user_id from ringback.member where role = 'owner'");
  const made = await createAccount(ringback.context, {
    name: "Bright Smile Dental",
    timeZone: "America/Chicago",
    trade: "healthcare",
    owner: { userId: owner?.user_id ?? "", name: "Olive Owner", email: ownerEmail },
  });
  if (!made.ok) throw new Error(made.refusal);
  return made.accountId;
}
