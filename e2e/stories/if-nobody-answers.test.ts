import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { signInAt } from "#sign-in.ts";
import { buildTown } from "#town.ts";

story(
  "an owner lets somebody else ring if nobody answers, tries another overflow and other hours, and makes them the rules",
  async () => {
    await using town = await buildTown({ open: "office-hours" });
    const { maya, luis } = town.staff;
    await town.changePlaybook((playbook) => ({
      ...playbook,
      answering: { ...playbook.answering, ringMemberIds: [maya.id] },
    }));
    const rules = async () => {
      const [row] = await town.look<{ playbook: { answering: { overflow: unknown }; hours: { weekly: unknown } } }>(
        "select playbook from ringback.playbook_version order by version desc limit 1",
      );
      return row?.playbook;
    };
    await browse(town.url, async (open) => {
      const { page, look } = await open({ refusals: [{ status: 401, path: "/api/v1/me" }] });
      await signInAt(page);
      await page.goto("/team?tab=answering");
      const card = page.getByRole("region", { name: "If nobody answers" });
      await card.getByText("The caller gets the voicemail.", { exact: false }).waitFor();
      await card.getByRole("button", { name: "Ring somebody else" }).click();
      const rule = page.getByRole("group", { name: "If nobody answers, 1" });
      await rule.getByText("Luis Romero").waitFor();
      // Phones that ring for ten seconds leave no room for fifteen.
      await page.getByLabel("Ring for", { exact: true }).fill("10");
      await rule.getByRole("alert").waitFor();
      await rule.scrollIntoViewIfNeeded();
      await look("overflow-settings");
      await page.getByLabel("Ring for", { exact: true }).fill("20");
      await rule.getByRole("alert").waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("Saved", { exact: true }).waitFor();
      expect((await rules())?.answering.overflow).toEqual([
        { numberId: null, memberIds: [luis.id], afterSeconds: 15, ringSeconds: 20 },
      ]);

      await page.goto("/measure/what-if");
      await page.getByRole("button", { name: "New what-if" }).click();
      await page.getByLabel("Name").fill("Luis sooner, and Fridays closed");
      await page
        .getByLabel("What would be different?")
        .selectOption({ label: "Somebody else rings if nobody answers" });
      const overflow = page.getByRole("group", { name: "Somebody else rings if nobody answers" });
      // Luis does not ring yet, so he is meant.
      await overflow.getByText("Luis Romero").waitFor();
      await overflow.getByLabel("After (seconds)").fill("10");
      // The week begins as it is now; Fridays are let go.
      await page.getByLabel("And what else?").selectOption({ label: "Change opening hours" });
      const hours = page.getByRole("group", { name: "Change opening hours" });
      expect(await hours.getByLabel("Friday closes").inputValue()).toMatch(/17:00/);
      await hours.getByRole("button", { name: "Remove these hours of Friday" }).click();
      await look("what-if-form");
      await page.getByRole("button", { name: "Replay" }).click();
      await page.getByRole("heading", { name: "What it would have done" }).waitFor();
      await page.getByRole("cell", { name: /after 10 seconds, for 20 seconds/ }).waitFor();
      await look("what-if-overflow", ["phone"]);
      await page.getByRole("button", { name: "Apply this change" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Apply" }).click();
      await page.getByText("Applied: the new rules hold from now on").waitFor();
      const after = await rules();
      expect(after?.answering.overflow).toEqual([
        { numberId: null, memberIds: [luis.id], afterSeconds: 10, ringSeconds: 20 },
      ]);
      expect(after?.hours.weekly).toMatchObject({ thu: [["08:00", "17:00"]], fri: [] });
    });
  },
  180_000,
);
