import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { makeItNoon } from "#make-it-noon.ts";
import { signInAt } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller } from "#town.ts";

const unreachable = "+13125550128";

story(
  "somebody texts out of nothing, is answered, and automation is silent until handed back",
  async () => {
    await using town = await buildTown();
    await makeItNoon(town);
    town.network.phone(unreachable, undefined, "unreachable");
    town.network.sendText({ from: caller, to: businessNumber, body: "Hi, my furnace makes a loud noise. Ann Porter" });
    await soon(async () =>
      expect(await town.look("select kind, state from ringback.callback")).toEqual([{ kind: "text", state: "open" }]),
    );

    await browse(town.url, async (open) => {
      const { page, look } = await open({
        refusals: [
          { status: 401, path: "/api/v1/me" },
          { status: 409, path: /\/conversations\/[^/]+\/text$/ },
        ],
      });
      await signInAt(page);
      await page.getByText("My furnace", { exact: false }).or(page.getByText("my furnace")).first().waitFor();
      await page.getByRole("link", { name: /^Conversations/ }).click();
      await page.getByRole("heading", { name: "Conversations", exact: true }).waitFor();
      await look("inbox-list");

      // By keys alone: open, answer, send.
      await page.keyboard.press("j");
      await page.getByRole("article", { name: /^Conversation with/ }).waitFor();
      await page.getByRole("region", { name: "Open callback" }).getByText("They wrote").waitFor();
      await page.keyboard.press("r");
      const box = page.getByRole("textbox", { name: /^Text to/ });
      await soon(async () => expect(await box.evaluate((one) => one === document.activeElement)).toBe(true));
      await box.fill("We will be there at 3");
      await page.getByText("read like a promise").waitFor();
      await look("inbox-promise");
      await box.fill("Which model is it, and since when?");
      await page.keyboard.press("Control+Enter");
      await page.getByText("You have this conversation; automatic texts are off here.").waitFor();
      const thread = page.getByRole("list", { name: "Messages and calls" });
      await thread.getByText("Which model is it, and since when?").waitFor();
      await soon(() =>
        expect(town.network.phone(caller).inbox.map(({ body }) => body)).toEqual([
          "Which model is it, and since when?",
        ]),
      );
      await thread.getByText("Delivered").waitFor();
      await look("inbox-thread");

      // Their answer comes to the open screen by itself, and a missed call stands between the texts.
      town.network.sendText({ from: caller, to: businessNumber, body: "A Carrier, since last night" });
      await thread.getByText("A Carrier, since last night").waitFor();
      town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 2 }, { hangUp: true }] });
      await thread.getByRole("link", { name: "The call" }).waitFor({ timeout: 30_000 });

      await page.keyboard.press("Escape");
      await page.locator("body").press("t");
      await page.getByRole("button", { name: "Take over" }).first().waitFor();
    });

    expect(
      await town.look("select count(*)::int as callbacks from ringback.callback"),
      "the call joined the open matter",
    ).toEqual([{ callbacks: 1 }]);
    expect(
      await town.look(
        "select count(*)::int as automatic from ringback.message where class in ('responsive', 'service') and state <> 'suppressed'",
      ),
    ).toEqual([{ automatic: 0 }]);

    // What was not delivered says so, with what to do.
    town.network.sendText({ from: unreachable, to: businessNumber, body: "Do you also do boilers?" });
    await browse(town.url, async (open) => {
      const { page, look } = await open({ size: "phone", refusals: [{ status: 401, path: "/api/v1/me" }] });
      await signInAt(page);
      await page
        .getByRole("navigation", { name: "Main" })
        .getByRole("link", { name: /^Texts/ })
        .tap();
      await page.getByRole("link", { name: /555-0128/ }).tap();
      await page.getByRole("textbox", { name: /^Text to/ }).fill("Yes, which one do you have?");
      await page.getByRole("button", { name: "Send" }).tap();
      await page.getByText("the phone is off or out of reach").waitFor();
      await page.getByText("Call, or write again later.").waitFor();
      await look("inbox-failed", ["phone"]);
      await page.getByRole("button", { name: "Done" }).tap();
      await page.getByRole("button", { name: "Open again" }).waitFor();
      await page.getByRole("link", { name: "All conversations" }).tap();
      await page.getByRole("heading", { name: "Conversations", exact: true }).waitFor();
      expect(await page.getByRole("link", { name: /555-0128/ }).count()).toBe(0);
    });
  },
  240_000,
);
