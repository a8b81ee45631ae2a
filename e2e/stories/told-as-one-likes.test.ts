// How one person is told: the channels and the quiet hours that they choose are what their phone and their mailbox get.
import { startMailServer } from "@ringback/server/testing/mail-server.ts";
import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { makeItNoon } from "#make-it-noon.ts";
import { giveSignIn, signInAt } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, type Town } from "#town.ts";

const later = "+13125550118";
const onlyTheTest = ["Ringback: this is the test you asked for. Notices reach you by text."];

const missed = (town: Town, from: string) =>
  town.network.placeCall({ from, to: businessNumber, script: [{ wait: 26 }, { hangUp: true }] });
const happened = (town: Town, kind: string) => town.look("select from ringback.callback_event where kind = $1", [kind]);

story(
  "a coordinator is told by the channels and at the hours that she chose",
  async () => {
    await using mail = await startMailServer();
    await using town = await buildTown({ env: { RINGBACK_SMTP_URL: mail.url } });
    const { maya } = town.staff;
    await giveSignIn(town, maya.id, "maya@northside.test");
    // Nothing is due while the story is told: an alarm would come by text, as she left it.
    await town.changePlaybook((playbook) => ({
      ...playbook,
      sla: { ...playbook.sla, highMinutes: 240, targetMinutes: 240, noTextMinutes: 240 },
    }));
    await makeItNoon(town);
    const texts = () => town.network.phone(maya.phone).inbox.map(({ body }) => body);
    const mails = (about: string) =>
      mail.mails.filter((raw) => raw.includes("To: maya@northside.test") && raw.includes(about)).length;

    await browse(town.url, async (open) => {
      const { page, look } = await open({ refusals: [{ status: 401, path: "/api/v1/me" }] });
      await signInAt(page, "maya@northside.test");
      await page.goto("/settings");
      await page.getByRole("link", { name: "Channels, quiet hours, tests" }).click();
      await page.getByRole("heading", { level: 1, name: "How I am told" }).waitFor();
      const byText = page.getByRole("checkbox", { name: "Ordinary by Text" });
      const save = page.getByRole("button", { name: "Save", exact: true });

      // Dropped, it is as it was; saved, it is so for whoever opens the page again.
      await byText.uncheck();
      await page.getByRole("button", { name: "Drop the changes" }).click();
      expect(await byText.isChecked()).toBe(true);
      await byText.uncheck();
      await save.click();
      await soon(async () => expect(await save.getAttribute("aria-disabled")).toBe("true"));
      await page.reload();
      await byText.waitFor();
      expect(await byText.isChecked()).toBe(false);
      expect(await page.getByRole("checkbox", { name: "Ordinary by E-mail" }).isChecked()).toBe(true);

      // A test is the real thing: her phone gets it, and the page says what the network said.
      await page.getByRole("button", { name: "Test Text" }).click();
      await page.getByRole("status").getByText("Delivered").waitFor();
      expect(texts()).toEqual(onlyTheTest);

      missed(town, caller);
      await soon(() => expect(mails("555-0117")).toBe(1));
      await page.getByText(/^Missed call, yours to call back: \(312\) 555-0117/).waitFor();
      expect(texts()).toEqual(onlyTheTest);

      await page.getByRole("button", { name: "Be quiet at night" }).click();
      for (const [label, time] of [
        ["Quiet from", "11:00"],
        ["Quiet until", "12:30"],
      ] as const) {
        await page.getByRole("textbox", { name: label }).fill(time);
        await page.getByRole("textbox", { name: label }).press("Enter");
      }
      await page.getByRole("button", { name: "Sunday", pressed: true }).waitFor();
      await look("told-quiet");
      await save.click();
      await soon(async () => expect(await save.getAttribute("aria-disabled")).toBe("true"));

      // In her quiet half hour nothing comes; when it is over, what is still hers.
      missed(town, later);
      await soon(async () => expect(await happened(town, "notice-held")).toHaveLength(1));
      expect(mails("555-0118")).toBe(0);
      await town.advance(31);
      await soon(() => expect(mails("555-0118")).toBe(1));
      expect(texts()).toEqual(onlyTheTest);
      await page.getByText(/^Missed call, yours to call back: \(312\) 555-0118/).waitFor();
      await look("told-lately", ["phone"]);
    });
  },
  240_000,
);
