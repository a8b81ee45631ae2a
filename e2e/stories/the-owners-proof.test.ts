import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { browse, story, type Window } from "#browser.ts";
import { signInAt } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, type Town } from "#town.ts";

const log = join(import.meta.dirname, "../../core/src/importing/fixtures/twilio-console.csv");

story(
  "the owner's proof: a call nobody told us of is found, counted and sealed; a log is brought; a lost number is seen",
  async () => {
    await using town = await buildTown();
    await missUnheard(town);
    await browse(town.url, async (open) => {
      const window = await open();
      await signInAt(window.page);
      await compare(window);
      await bringLog(window);
      await findNumber(window, town);
    });
  },
  240_000,
);

/** The phone network rings nobody's bell at our side: none of this call's webhooks ever comes. */
async function missUnheard({ network, advance }: Town): Promise<void> {
  network.setFaults({ webhooks: [{ fault: "never" }] });
  const call = network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 5 }, { hangUp: true }] });
  await soon(() => expect(call.state).toMatch(/completed|no-answer|failed/));
  network.setFaults({});
  // The provider's log may lag, so what is younger than some minutes is left for the next comparison.
  await advance(10);
}

async function compare({ page, look }: Window): Promise<void> {
  await page.getByRole("link", { name: "Ledger" }).first().click();
  await page.getByText("No calls yet").waitFor();
  await look("ledger-empty", ["phone"]);
  await page
    .getByRole("button", { name: /^Compare now/ })
    .first()
    .click();
  await page.getByText("1 of 1", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByText("All as sealed").waitFor();
  await look("ledger");
}

async function bringLog({ page, look }: Window): Promise<void> {
  const rows = readFileSync(log, "utf8").trim().split("\n").length - 1;
  expect(rows).toBeGreaterThan(3);
  await page.goto("/imports");
  await page.getByLabel("Call log file").setInputFiles(log);
  await page.getByRole("button", { name: "Start the import" }).waitFor();
  await look("import-preview");
  await page.getByRole("button", { name: "Start the import" }).click();
  await page.getByRole("button", { name: "Take it back" }).waitFor();
  await look("import-done");
  await page.getByRole("button", { name: "Take it back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take it back" }).click();
  await page
    .getByText(/taken back/i)
    .first()
    .waitFor();
}

async function findNumber({ page, look }: Window, { network, customer }: Town): Promise<void> {
  const account = network.core.accounts.get(customer.sid);
  if (account === undefined) throw new Error("The town has no account at the network.");
  network.addNumber(account, "+13125550177");
  await page.goto("/numbers");
  await page.getByRole("button", { name: "Compare now" }).click();
  await page.getByRole("heading", { name: "Nobody looks after these" }).waitFor();
  await look("numbers-inventory");
  await page.getByRole("button", { name: "Add (312) 555-0177" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Old yellow pages");
  await look("number-add", ["phone"]);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("article", { name: "Old yellow pages" }).getByText("Its calls do not come here yet").waitFor();
}
