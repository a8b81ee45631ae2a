import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, ownerEmail, password } from "#town.ts";

story(
  "an owner writes who calls back, tries it before saving, and an emergency at night is on the list of who is on call",
  async () => {
    await using town = await buildTown();
    const { maya, luis } = town.staff;
    await browse(town.url, async (open) => {
      const { page, look } = await open({ refusals: [{ status: 401, path: "/api/v1/me" }] });
      const main = page.getByRole("main");
      const choose = async (label: string, option: string) => {
        const field = page.getByRole("dialog").getByLabel(label, { exact: true }).first();
        await field.click();
        await page.getByRole("option", { name: option, exact: true }).click();
      };
      await page.goto("/team?tab=who-calls-back");
      await page.getByRole("textbox", { name: "E-mail" }).fill(ownerEmail);
      await page.getByRole("textbox", { name: "Password" }).fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await main.getByText("Everybody else").waitFor();
      // Without rules it goes to the usual owner, and the page says why.
      const wouldGet = main.getByRole("region", { name: "Who would get …?" });
      await wouldGet.getByText("Maya Chen", { exact: true }).waitFor();

      await main.getByRole("button", { name: "Add a rotation" }).click();
      await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Nights");
      await choose("People, in the order of their turns", "Luis Romero");
      await page.keyboard.press("Escape");
      await look("rotation-dialog", ["phone"]);
      await page.getByRole("dialog").getByRole("button", { name: "Keep" }).click();

      await main.getByRole("button", { name: "Add a rule" }).click();
      await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Emergencies");
      await choose("Urgency", "Emergency");
      await page.keyboard.press("Escape");
      await choose("Who", "Who is on call");
      await look("rule-dialog");
      await page.getByRole("dialog").getByRole("button", { name: "Add the rule" }).click();
      await main.getByText("who is on call (Nights)").waitFor();

      // The same again could never decide, and says so; one step back, and it is gone.
      await main.getByRole("button", { name: "Add a rule" }).click();
      await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Again");
      await choose("Urgency", "Emergency");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").getByRole("button", { name: "Add the rule" }).click();
      await main.getByText(/Rule 2 “Again” decides only while others have time off/).waitFor();
      await main.getByRole("button", { name: "Undo" }).click();
      await main.getByText(/Rule 2 “Again”/).waitFor({ state: "detached" });

      // Tried before it is saved.
      await wouldGet.getByLabel("Urgency").first().click();
      await page.getByRole("option", { name: "Emergency", exact: true }).click();
      await wouldGet.getByText("Rule 1 “Emergencies” fits, and Luis Romero can have it.").waitFor();
      await look("tried");
      await main.getByRole("button", { name: "Save" }).click();
      await page.getByText("Who calls back was saved").first().waitFor();

      // Time off counts at once.
      await main.getByRole("button", { name: "Add time off or busy hours" }).click();
      await choose("Who", "Luis Romero");
      await page.getByRole("dialog").getByText("Time off", { exact: true }).click();
      await look("away-dialog", ["phone"]);
      await page.getByRole("dialog").getByRole("button", { name: "Say so" }).click();
      await wouldGet.getByText(/Rule 1 “Emergencies” fits, but Luis Romero has time off until/).waitFor();
      await look("away");
      await main.getByRole("button", { name: "Take back: Luis Romero is away" }).click();
      await wouldGet.getByText("Rule 1 “Emergencies” fits, and Luis Romero can have it.").waitFor();

      // Nothing is known while it rings, so Maya has it; what is said then moves it to who is on call.
      const says = "There is a gas leak in my kitchen, please come right now.";
      town.network.placeCall({
        from: caller,
        to: businessNumber,
        script: [{ waitFor: "beep" }, { say: says }, { hangUp: true }],
      });
      await soon(async () =>
        expect(await town.look("select owner_id, owner_rule like 'rule:%' as by_rule from ringback.callback")).toEqual([
          { owner_id: luis.id, by_rule: true },
        ]),
      );
      expect(maya.id).not.toBe(luis.id);
      await page.goto("/today");
      await page
        .getByRole("link", { name: /555-0117/ })
        .first()
        .click();
      await main.getByText("Given to Luis Romero by the rules, for what was said since").waitFor();
    });
  },
  240_000,
);
