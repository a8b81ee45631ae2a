import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, ownerEmail, password, type Town } from "#town.ts";

const cooler = "Hi, this is Gus from the deli, the walk-in cooler is warm again.";
const card =
  "Hello this is Rita Lowe. Please book the tune up and charge my visa 4111 1111 1111 1111, it expires 08 27. Thanks.";

story(
  "an owner names words that matter, sees what a service lacks, and a card number that was said is gone from words and sound",
  async () => {
    await using town = await buildTown();
    await browse(town.url, async (open) => {
      const { page, look } = await open({ refusals: [{ status: 401, path: "/api/v1/me" }] });
      const main = page.getByRole("main");
      await page.goto("/settings/listening");
      await page.getByRole("textbox", { name: "E-mail" }).fill(ownerEmail);
      await page.getByRole("textbox", { name: "Password" }).fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await main.getByRole("heading", { level: 1, name: "Listening and reading" }).waitFor();

      // Nothing is needed; what is set up wrongly says in words what is wrong.
      await main.getByText(/None, and none is needed: the rules read every message/).waitFor();
      const model = main.getByRole("region", { name: "Language model" });
      await model.getByRole("button", { name: "Set one up" }).click();
      const dialog = page.getByRole("dialog", { name: "Language model" });
      await dialog.getByRole("textbox", { name: "Address" }).fill("http://127.0.0.1:9/v1");
      await dialog.getByRole("textbox", { name: "Model", exact: true }).fill("small");
      await look("service-dialog", ["phone"]);
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.waitFor({ state: "detached" });
      await model.getByRole("button", { name: "Check it" }).click();
      await model.getByText("It does not work yet.").waitFor();
      await model
        .getByRole("listitem")
        .getByText(/Nobody answers at this address/)
        .waitFor();
      await main.getByRole("switch", { name: "Nothing may leave this installation" }).click();
      await soon(async () =>
        expect(await town.look("select sends_content from ringback.account")).toEqual([{ sends_content: false }]),
      );

      // The business's own word, tried before it is saved.
      await main.getByRole("button", { name: "Add a phrase" }).click();
      await main.getByRole("textbox", { name: "Phrase 1" }).fill("walk-in cooler");
      await main.getByRole("combobox", { name: "What phrase 1 does" }).selectOption("emergency");
      await main.getByRole("textbox", { name: "What a caller might say" }).fill(cooler);
      await main.getByRole("button", { name: "Read it" }).click();
      await main.getByText("People would be alarmed at once: emergency.").waitFor();
      await main.getByRole("button", { name: "Urgency: emergency" }).click();
      await main.getByText(/Your own words, “walk in cooler”/).waitFor();
      await look("listening");
      await main.getByRole("button", { name: "Save" }).click();
      await page.getByText("Your words were saved").first().waitFor();

      await leave(town, "+13125550117", cooler);
      await leave(town, "+16305550188", card);
      await page.goto("/today");
      await page.getByRole("link", { name: /Gus/ }).first().click();
      await main.getByText("Emergency", { exact: true }).first().waitFor();
      await main.getByRole("button", { name: "Urgency: emergency" }).click();
      await main.getByText(/Your own words/).waitFor();
      await main.getByText(/Read by the rules only: nothing may leave this installation/).waitFor();

      await page.getByRole("link", { name: "Rita Lowe" }).first().click();
      await main.getByRole("heading", { level: 1, name: "Rita Lowe" }).waitFor();
      await main.getByText(/the recording was not kept/).waitFor();
      expect(await main.textContent()).not.toMatch(/4111 1111/);
      await look("case-quarantined");
      await page.goto(`/calls/${await callOf(town, "+16305550188")}`);
      await main.getByText(/the recording was not kept/).waitFor();
      await look("call-quarantined", ["desk"]);
    });
  },
  240_000,
);

async function callOf(town: Town, caller: string): Promise<string> {
  const [call] = await town.look<{ id: string }>("select id from ringback.call where caller = $1", [caller]);
  return call?.id ?? "";
}

async function leave(town: Town, from: string, says: string): Promise<void> {
  const judged = async () => (await town.look("select 1 from ringback.assessment")).length;
  const before = await judged();
  town.network.placeCall({ from, to: businessNumber, script: [{ waitFor: "beep" }, { say: says }, { hangUp: true }] });
  await soon(async () => expect(await judged()).toBe(before + 1));
  await soon(async () =>
    expect(await town.look("select 1 from ringback.recording where state = 'announced'")).toHaveLength(0),
  );
}
