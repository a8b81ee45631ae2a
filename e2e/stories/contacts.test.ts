// The coordinator brings the customer list, recognises a household that calls, and merges two records of one person, who then
// wants everything that is kept of her deleted: the owner does it, a coordinator cannot.
import { expect } from "vitest";
import { browse, story, type Window } from "#browser.ts";
import { giveSignIn, signInAt } from "#sign-in.ts";
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
  "a list is brought, a household calls, half a name finds it, two records become one and two again, and one person is forgotten",
  async () => {
    await using town = await buildTown({ staffTexts: false });
    await giveSignIn(town, town.staff.maya.id, "maya@northside.test");
    await browse(town.url, async (open) => {
      const refusals = [
        { status: 401, path: "/api/v1/me" },
        { status: 404, path: ofContact },
      ] as const;
      const { page, look } = await open({ refusals });
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
      const [ana] = await town.look<{ kind: string; note: string }>(
        "select kind, note from ringback.contact where name = 'Ana Ruiz'",
      );
      expect(ana).toEqual({ kind: "do-not-contact", note: "Side gate, code 12" });

      // She wants everything gone. A coordinator cannot do that, neither on the screen nor past it.
      const anasPage = new URL(page.url()).pathname;
      const mayas = await open({ refusals: [...refusals, { status: 403, path: ofContact }] });
      await signInAt(mayas.page, "maya@northside.test");
      await mayas.page.goto(anasPage);
      await expectNoDeleting(mayas, town.accountId);

      // The owner reads what goes and what stays, and types her name.
      await main.getByRole("button", { name: "Delete their data…" }).click();
      const forget = page.getByRole("dialog", { name: "Delete all of their data" });
      await forget.getByText("This deletes the record, all they said and wrote, and").waitFor();
      await forget.getByText(/^1 call$/).waitFor();
      await forget.getByText(/It cannot be taken back\. Calls and callbacks still count in your figures/).waitFor();
      await forget.getByText(/a mark of each number stays, from which nobody can read the number/).waitFor();
      await forget.getByText("(312) 555-0117 is also the number of Luis Ruiz: what belongs to them stays.").waitFor();
      const gone = forget.getByRole("button", { name: "Delete for good" });
      await forget.getByRole("textbox", { name: "Type “Ana Ruiz” to confirm" }).fill("Ana");
      expect(await gone.getAttribute("aria-disabled")).toBe("true");
      await look("contact-forget");
      await forget.getByRole("checkbox", { name: "Close their open callback with it" }).check();
      await forget.getByRole("textbox", { name: "Type “Ana Ruiz” to confirm" }).fill("ana ruiz");
      await gone.click();

      // Gone from every screen; who shares her number is not.
      for (const one of [page, mayas.page]) {
        await one.getByText("All that was kept of them is deleted").first().waitFor();
        await one.getByRole("link", { name: "Luis Ruiz" }).waitFor();
        await one.getByRole("link", { name: "Ana Ruiz" }).waitFor({ state: "detached" });
      }
      await page.goto(anasPage);
      await main.getByText("Nothing is kept of them").waitFor();
      await look("contact-forgotten", ["phone"]);
    });
    expect(await town.look("select name from ringback.contact where name = 'Ana Ruiz'")).toEqual([]);
    expect(await town.look("select action from ringback.audit_event where action like '%forg%' order by at")).toEqual([
      { action: "forgetting-started" },
      { action: "contact-forgotten" },
    ]);
  },
  240_000,
);

async function missedCall(town: Town) {
  const call = town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 24 }, { hangUp: true }] });
  await soon(() => expect(call.state).toMatch(/completed|no-answer/));
  await soon(async () => expect(await town.look("select 1 from ringback.callback")).toHaveLength(1));
}

const ofContact = /\/api\/v1\/contacts\/[^/]+/;

async function expectNoDeleting({ page }: Window, accountId: string) {
  const button = page.getByRole("button", { name: "Delete their data…" });
  await button.waitFor();
  expect(await button.getAttribute("aria-disabled")).toBe("true");
  await page.getByText("Only owners delete somebody's data.").first().waitFor({ state: "attached" });
  await button.click({ force: true });
  expect(await page.getByRole("dialog").count()).toBe(0);
  const answered = await page.evaluate(async (account) => {
    const path = `/api/v1/contacts/${location.pathname.split("/").at(-1)}/forgetting`;
    const headers = { "content-type": "application/json", "ringback-account": account };
    const body = JSON.stringify({ typed: "Ana Ruiz", closesCallbacks: true });
    return (await fetch(path, { method: "POST", headers, body })).status;
  }, accountId);
  expect(answered).toBe(403);
}
