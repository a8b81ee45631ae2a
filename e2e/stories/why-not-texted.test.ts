// The owner sees a caller who got no text, asks why, and changes what may be changed.
import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, ownerEmail, password, type Town } from "#town.ts";

story(
  "an owner asks why this one was not texted, notes that they want texts again, and narrows what may go at night",
  async () => {
    await using town = await buildTown({ staffTexts: false });
    await saysStop(town);
    await missedCall(town);
    await browse(town.url, async (open) => {
      const { page, look } = await open({
        refusals: [
          { status: 401, path: "/api/v1/me" },
          { status: 422, path: "/api/v1/playbook" },
        ],
      });
      const main = page.getByRole("main");
      await page.goto("/today");
      await page.getByRole("textbox", { name: "E-mail" }).fill(ownerEmail);
      await page.getByRole("textbox", { name: "Password" }).fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page
        .getByRole("link", { name: /555-0117/ })
        .first()
        .click();
      await main.getByText("No text was sent: this person asked for no texts.").waitFor();

      await main.getByRole("button", { name: "Why was this one not texted?" }).click();
      const dialog = page.getByRole("dialog", { name: "Why was this one not texted?" });
      await dialog.getByText("It did not go.").waitFor();
      await dialog.getByText("This person asked for no texts.").waitFor();
      await dialog.getByText(/They have to text START themselves/).waitFor();
      await dialog.getByText("Wants no texts. Only answers to STOP, START and HELP go.").waitFor();
      await dialog.getByText("What was looked at").click();
      await dialog.getByText("US-IL (time of Chicago)").waitFor();
      await dialog.getByText(/windows 2026-/).waitFor();
      await look("why-not-texted");

      await dialog
        .getByRole("textbox", { name: "They want texts again, because" })
        .fill("Asked for texts on the phone");
      await dialog.getByRole("button", { name: "Note that they want texts again" }).click();
      await dialog.getByText("May get texts about what they called about, no advertising.").waitFor();
      await dialog.getByText("Asked for texts on the phone").waitFor();
      await page.keyboard.press("Escape");

      await page.goto("/settings");
      await main.getByRole("link", { name: "Open texting and consent" }).click();
      await main.getByRole("heading", { level: 1, name: "Texting and consent" }).waitFor();
      await main.getByText("STOP counts at once").waitFor();
      await main.getByRole("combobox", { name: "Texts that inform go between, until" }).selectOption("18");
      await main.getByRole("switch", { name: "Keep quiet hours for automatic answers, too" }).click();
      await main.getByRole("combobox", { name: "Quiet between, from" }).selectOption("21");
      await main.getByRole("textbox", { name: "Your own websites" }).fill("https://northside.example/offer");
      await main.getByRole("button", { name: "Save" }).click();
      await main.getByText("Write only the name of the site, like northside.example.").first().waitFor();
      await look("texting-refused", ["phone"]);
      await main.getByRole("textbox", { name: "Your own websites" }).fill("northside.example");
      await main.getByRole("button", { name: "Save" }).click();
      await page.getByText("Your rules for texts were saved").first().waitFor();
      await look("texting");
    });
    const [rules] = await town.look<{ texting: unknown }>(
      "select playbook->'texting' as texting from ringback.playbook_version order by version desc limit 1",
    );
    expect(rules?.texting).toMatchObject({
      serviceHours: { fromHour: 8, toHour: 18 },
      quietHours: { fromHour: 21, toHour: 7 },
      linkDomains: ["northside.example"],
    });
  },
  240_000,
);

async function saysStop(town: Town) {
  town.network.sendText({ from: caller, to: businessNumber, body: "STOP" });
  await soon(async () =>
    expect(await town.look("select 1 from ringback.consent_event where kind = 'opt_out'")).toHaveLength(1),
  );
}

async function missedCall(town: Town) {
  const call = town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 24 }, { hangUp: true }] });
  await soon(() => expect(call.state).toMatch(/completed|no-answer/));
  await soon(async () => expect(await town.look("select 1 from ringback.callback")).toHaveLength(1));
}
