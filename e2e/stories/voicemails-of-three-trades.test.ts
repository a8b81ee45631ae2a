// What callers of three trades left on the phone, as the coordinator finds it on Today, with the words that say why.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { giveSignIn, signInAt } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber } from "#town.ts";

const email = "maya@northside.test";
const voicemails = [
  {
    trade: "healthcare",
    from: "+13125550171",
    name: "Irene Castle",
    says: "This is Irene Castle, you pulled my husband's wisdom tooth on Monday and now he's having trouble breathing.",
    marked: "trouble breathing",
    label: "Urgency: emergency",
  },
  {
    trade: "property",
    from: "+13125550172",
    name: "Owen Park",
    says: "Hello, this is Owen Park in 212. The dishwasher isn't draining again, could maintenance take a look?",
    marked: "isn't draining",
    label: "Wants: support",
  },
  {
    trade: "salon",
    from: "+13125550173",
    name: "Zoe Lambert",
    says: "Hey, it's Zoe Lambert, how much do you charge for a balayage on long hair?",
    marked: "how much",
    label: "A price was asked",
  },
] as const;

story("a coordinator sees on Today which words made a voicemail of any trade what it is", async () => {
  await using town = await buildTown({ speed: 120 });
  await giveSignIn(town, town.staff.maya.id, email);
  for (const { trade, from, says } of voicemails) {
    await town.changePlaybook((playbook) => ({ ...playbook, trade }));
    town.network.placeCall({
      from,
      to: businessNumber,
      script: [{ waitFor: "beep" }, { say: says }, { hangUp: true }],
    });
    await soon(async () =>
      expect(
        await town.look("select 1 from ringback.assessment join ringback.call on call.id = call_id where caller = $1", [
          from,
        ]),
      ).toHaveLength(1),
    );
  }
  await browse(town.url, async (open) => {
    const { page, look } = await open({ refusals: [{ status: 401, path: "/api/v1/me" }] });
    await signInAt(page, email);

    // In the list, the emergency first, each with its words marked.
    const rows = page.locator("[data-callback]");
    await soon(async () => expect(await rows.count()).toBe(voicemails.length));
    expect(await rows.first().innerText()).toContain("Irene Castle");
    for (const { name, marked } of voicemails) {
      const words = rows.filter({ hasText: name }).locator("mark");
      expect((await words.allTextContents()).join(" … ")).toContain(marked);
    }
    await look("three-trades");

    // In the case the same words carry their labels, and a label shows its words.
    for (const voicemail of voicemails) await showsWhy(page, voicemail);
    await look("three-trades-case");
  });
});

async function showsWhy(page: Page, { name, marked, label }: (typeof voicemails)[number]): Promise<void> {
  await page.getByRole("link", { name }).first().click();
  const main = page.getByRole("main");
  await main.getByRole("heading", { level: 1, name }).waitFor();
  const words = main.locator("mark[data-labels]").filter({ hasText: label });
  expect((await words.allTextContents()).join(" … ")).toContain(marked);
  await main
    .getByRole("group", { name: "Labels and the words that led to them" })
    .getByRole("button", { name: label })
    .click();
  await main.getByRole("status").filter({ hasText: label }).getByText(marked).first().waitFor();
}
