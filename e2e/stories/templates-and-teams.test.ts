// What an owner prepares for conversations, and a text written with it in a case.
import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { makeItNoon } from "#make-it-noon.ts";
import { signInAt } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller } from "#town.ts";

story(
  "an owner keeps a template, asks a question and makes a team; a coordinator answers with it in the case",
  async () => {
    await using town = await buildTown();
    await makeItNoon(town);
    await browse(town.url, async (open) => {
      const { page, look } = await open({ refusals: [{ status: 401, path: "/api/v1/me" }] });
      const main = page.getByRole("main");
      await signInAt(page);
      await page.goto("/settings");
      await main.getByRole("link", { name: "Reply templates, scripts, the question, teams" }).click();
      await main.getByRole("heading", { level: 1, name: "Conversations" }).waitFor();
      await main.getByText("No templates yet").waitFor();
      await look("conversing-empty", ["phone"]);

      await main.getByRole("button", { name: "Add a template" }).click();
      const dialog = page.getByRole("dialog", { name: "A new template" });
      await dialog.getByRole("textbox", { name: "Title" }).fill("Ask for the model");
      const words = dialog.getByRole("textbox", { name: "Words" });
      await words.fill("Hi {name}, we will be there at 3.");
      await dialog.getByText("There is no placeholder {name}.").first().waitFor();
      await words.fill("We will be there at 3.");
      await dialog.getByText("like a promise. You may keep it").waitFor();
      await look("conversing-template");
      await words.fill("Hi");
      await words.press("End");
      await words.pressSequentially(" ");
      await dialog.getByRole("button", { name: "Put in {caller_name?}" }).click();
      await words.press("End");
      await words.pressSequentially(", which model is it?");
      await dialog.getByText("To somebody whose name we do not know").waitFor();
      await dialog.getByRole("figure").filter({ hasText: "To Ann" }).getByText("Hi Ann, which model is it?").waitFor();
      await dialog.getByRole("button", { name: "Keep it" }).click();
      await main.getByText("Hi {caller_name?}, which model is it?").waitFor();
      // Gone and back again.
      await main.getByRole("button", { name: "Remove “Ask for the model”" }).click();
      await main.getByText("No templates yet").waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await main.getByText("Hi {caller_name?}, which model is it?").waitFor();

      const question = main.getByRole("region", { name: "The question in the automatic text" });
      await question.getByRole("switch", { name: "Ask what they need" }).click();
      await question.getByText("Reply 1 for an emergency, 2 to book a visit").first().waitFor();
      await question.getByRole("textbox", { name: "Answer 2" }).fill("for a free estimate today");
      await question.getByText("could be read as a promise").waitFor();
      // Two parts of the page are unsaved: whoever leaves is asked once, and keeps or drops both.
      const teams = main.getByRole("region", { name: "Teams" });
      await teams.getByRole("button", { name: "Add a team" }).click();
      await page.getByRole("link", { name: "Today", exact: true }).click();
      const leaving = page.getByRole("dialog", { name: "Leave without saving?" });
      await leaving.waitFor();
      await look("leaving-unsaved");
      await leaving.getByRole("button", { name: "Keep editing" }).click();
      await leaving.waitFor({ state: "detached" });
      expect(await question.getByRole("textbox", { name: "Answer 2" }).inputValue()).toBe("for a free estimate today");
      // By Back, too; and what is discarded is gone.
      await page.goBack();
      await leaving.getByRole("button", { name: "Discard changes" }).click();
      await main.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
      await main.getByRole("link", { name: "Reply templates, scripts, the question, teams" }).click();
      await main.getByText("Hi {caller_name?}, which model is it?").waitFor();
      expect(await question.getByRole("switch", { name: "Ask what they need" }).isChecked()).toBe(false);
      await teams.getByText("Everybody answers everything").waitFor();
      await question.getByRole("switch", { name: "Ask what they need" }).click();
      await question.getByRole("textbox", { name: "Answer 2" }).fill("for a repair");
      await question.getByText("could be read as a promise").waitFor({ state: "detached" });
      await question.getByRole("button", { name: "Save" }).click();
      await page.getByText("The question was saved").waitFor();

      await teams.getByRole("button", { name: "Add a team" }).click();
      await teams.getByRole("textbox", { name: "Name" }).fill("Service");
      await teams.getByRole("combobox", { name: "Numbers" }).click();
      await page.getByRole("option").first().click();
      await teams.getByRole("textbox", { name: "Name" }).click();
      await teams.getByRole("button", { name: "Save" }).click();
      await page.getByText("The teams were saved").waitFor();
      await look("conversing");

      town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 26 }, { hangUp: true }] });
      await page.goto("/today");
      await main
        .getByRole("link", { name: /555-0117/ })
        .first()
        .click();
      const texts = main.getByRole("region", { name: "Texts" });
      await texts.getByText("Reply 1 for an emergency, 2 for a repair").waitFor();
      await texts.getByText("· delivered").waitFor();

      await page.locator("body").press("t");
      const box = texts.getByRole("textbox", { name: /^Text to/ });
      await soon(async () => expect(await box.evaluate((one) => one === document.activeElement)).toBe(true));
      await texts.getByRole("button", { name: "Templates" }).click();
      await page.getByRole("menuitem", { name: "Ask for the model" }).click();
      expect(await box.inputValue()).toBe("Hi, which model is it?");
      await look("case-writing");
      await box.press("Control+Enter");
      await texts.getByText("Hi, which model is it?").waitFor();
      await texts.getByText("You have this conversation; automatic texts are off here.").waitFor();
      await soon(() =>
        expect(town.network.phone(caller).inbox.map(({ body }) => body)).toContain("Hi, which model is it?"),
      );
      await look("case-taken");
      await texts.getByRole("button", { name: "Hand back" }).click();
      await texts.getByText("You have this conversation").waitFor({ state: "detached" });
      await texts.getByRole("link", { name: "Open the conversation" }).click();
      await page
        .getByRole("article", { name: /^Conversation with/ })
        .getByText("Hi, which model is it?")
        .waitFor();
      await main.getByRole("group").getByRole("button", { name: "Service" }).click();
      await main
        .getByRole("link", { name: /555-0117/ })
        .first()
        .waitFor();
    });
    expect(
      await town.look("select draft from ringback.conversation_member where draft <> ''"),
      "what has gone is no draft",
    ).toEqual([]);
  },
  240_000,
);
