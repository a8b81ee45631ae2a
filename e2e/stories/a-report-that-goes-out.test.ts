import { startMailServer } from "@ringback/server/testing/mail-server.ts";
import { expect } from "vitest";
import { browse, story, type Window } from "#browser.ts";
import { signInAt } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, type Town } from "#town.ts";

story(
  "a report goes out: a link that a stranger opens until it is ended, and a mail every Monday that is also sent now",
  async () => {
    await using mailServer = await startMailServer();
    await using town = await buildTown({ env: { RINGBACK_SMTP_URL: mailServer.url } });
    await missOne(town);
    await browse(town.url, async (open) => {
      const owner = await open();
      await signInAt(owner.page);
      const link = await share(owner);
      const stranger = await open({ refusals: [{ status: 404, path: /shared-reports/ }] });
      await lookAtIt(stranger, link);
      await mailIt(owner);
      const toPartner = () => mailServer.mails.filter((mail) => mail.includes("To: partner@agency.example"));
      await soon(() => expect(toPartner()).toHaveLength(1));
      expect(toPartner()[0]).toContain("application/pdf");
      await endIt(owner);
      await stranger.page.reload();
      await stranger.page.getByRole("heading", { name: "This link shows nothing any more" }).waitFor();
      await stranger.look("report-ended", ["phone"]);
    });
  },
  240_000,
);

async function missOne({ network, look }: Town): Promise<void> {
  network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 5 }, { hangUp: true }] });
  await soon(async () => expect(await look("select id from ringback.callback")).toHaveLength(1));
}

async function share({ page }: Window): Promise<string> {
  await page.goto("/measure/figures?range=last-7-days");
  await page.getByRole("button", { name: "Send or save" }).press("Enter");
  await page.getByRole("menuitem", { name: "Share a link…" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Whom it is for").fill("Rita at the agency");
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = await dialog.getByLabel("The link").inputValue();
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  return new URL(link).pathname;
}

/** Nothing of the house but the report: no navigation, no caller. */
async function lookAtIt({ page, look }: Window, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Figures" }).waitFor();
  expect(await page.getByRole("navigation").count()).toBe(0);
  expect(await page.locator("body").innerText()).not.toContain("0117");
  await look("report-shared");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as PDF" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/-figures-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.pdf$/);
}

async function mailIt({ page, look }: Window): Promise<void> {
  await page.getByRole("button", { name: "Send or save" }).click();
  await page.getByRole("menuitem", { name: "Mail it regularly…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("And to others, by e-mail").fill("partner@agency");
  await dialog.getByRole("button", { name: "Mail it regularly" }).click();
  await dialog.getByText("“partner@agency” is no e-mail address.").waitFor();
  await dialog.getByLabel("And to others, by e-mail").fill("partner@agency.example");
  await look("report-schedule", ["phone"]);
  await dialog.getByRole("button", { name: "Mail it regularly" }).click();
  await page.getByText("It will be mailed regularly").waitFor();
  await page.goto("/settings");
  await page.getByText("Every Monday at 7:00 to").waitFor();
  await page.getByRole("button", { name: "Send now" }).click();
  await page
    .getByText(/on (its|their) way/i)
    .first()
    .waitFor();
}

async function endIt({ page, look }: Window): Promise<void> {
  await page.reload();
  await page.getByText("opened once").waitFor();
  await look("report-outlets", ["phone"]);
  await page.getByRole("button", { name: /^End it/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End it" }).click();
  await page.getByText("ended", { exact: true }).waitFor();
}
