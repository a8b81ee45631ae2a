// The coordinator brings the customer list, recognises a household that calls, and merges two records of one person.
import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, ownerEmail, password, type Town } from "#town.ts";

const list = [
  "Name,Mobile,Other phone,Email,Type,Tags",
  "Ana Ruiz,(312) 555-0117,773-555-0100,ana@example.com,client,pool",
  "Luis Ruiz,312.555.0117,,,client,",
  "A. Ruiz,,630 555 0100,ana@example.com,client,gate",
  "Ruiz Ana,6305550101,,ana@example.com,client,gate",
  "Nobody,,,,client,",
].join("\n");

story(
  "a list is brought, a household calls, half a name finds it, two records become one and two again",
  async () => {
    await using town = await buildTown({ staffTexts: false });
    await browse(town.url, async (open) => {
      const { page, look } = await open({ refusals: [{ status: 401, path: "/api/v1/me" }] });
      const main = page.getByRole("main");
      await page.goto("/contacts");
      await page.getByRole("textbox", { name: "E-mail" }).fill(ownerEmail);
      await page.getByRole("textbox", { name: "Password" }).fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await main.getByText("No contacts yet").waitFor();
      await look("contacts-none", ["desk"]);

      await main.getByRole("link", { name: "Bring a list" }).click();
      await page
        .getByLabel("List of contacts")
        .setInputFiles({ name: "customers.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
      await main.getByText(/Of 5 rows 3 are new contacts, 1 are known, 1 are left out/).waitFor();
      await look("contacts-preview", ["phone"]);
      await main.getByRole("button", { name: "Start" }).click();
      await main.getByText(/3 new contacts/).waitFor();
      await main.getByRole("link", { name: "See the contacts" }).click();
      await main.getByRole("link", { name: "Luis Ruiz" }).waitFor();
      await look("contacts");

      // Somebody of the household calls: whose voice it was the number cannot say.
      await missedCall(town);
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: "Find a contact, a callback or a call" }).fill("ana rui");
      await page.getByRole("option", { name: /Ana Ruiz.*Due/ }).waitFor();
      await look("finder", ["desk"]);
      await page.keyboard.press("Enter");
      await main.getByRole("heading", { level: 1, name: "Ana Ruiz" }).waitFor();
      await main.getByText("One of several behind it: ask who is speaking.").waitFor();
      await main.getByRole("link", { name: /Called, missed/ }).waitFor();
      await look("contact");

      await main.getByRole("button", { name: "Change note" }).click();
      await main.getByRole("textbox", { name: "Note" }).fill("Side gate, code 12");
      await main.getByRole("button", { name: "Save" }).click();
      await main.getByText("Side gate, code 12").waitFor();

      await main.getByRole("button", { name: "Merge", exact: true }).first().click();
      const dialog = page.getByRole("dialog", { name: "Merge two records of one person" });
      await dialog.getByRole("combobox", { name: "Why there were two" }).selectOption("typed-twice");
      await look("contact-merge", ["phone"]);
      await dialog.getByRole("button", { name: "Merge", exact: true }).click();
      const numbers = main.getByRole("region", { name: "Numbers" });
      await numbers.getByText("(630) 555-0100").waitFor();
      await main.getByRole("button", { name: "Take back" }).click();
      await numbers.getByText("(630) 555-0100").waitFor({ state: "detached" });

      await main.getByRole("button", { name: "Contact them no more" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Contact them no more" }).click();
      await main.getByText("Do not contact").first().waitFor();
    });
    const [ana] = await town.look<{ kind: string; note: string }>(
      "select kind, note from ringback.contact where name = 'Ana Ruiz'",
    );
    expect(ana).toEqual({ kind: "do-not-contact", note: "Side gate, code 12" });
  },
  150_000,
);

async function missedCall(town: Town) {
  const call = town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 24 }, { hangUp: true }] });
  await soon(() => expect(call.state).toMatch(/completed|no-answer/));
  await soon(async () => expect(await town.look("select 1 from ringback.callback")).toHaveLength(1));
}
