import { close } from "@ringback/server/use-cases/act-on-callback.ts";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { giveSignIn, signInAt } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, type Town } from "#town.ts";

const other = "+13125550133";
const voicemails = [
  [caller, "Hello, this is Aaron Blake. The upstairs toilet won't stop running, could someone book me in this week?"],
  [other, "Hi, my name is Nina Park. I would like a quote for a new water softener, please call me back."],
] as const;

story(
  "a technician loses the connection in the middle, works on, ends the app, and everything arrives once, in order",
  async () => {
    await using town = await buildTown();
    await employLuis(town);
    for (const [from, say] of voicemails)
      town.network.placeCall({ from, to: businessNumber, script: [{ waitFor: "beep" }, { say }, { hangUp: true }] });
    await soon(async () => expect(await town.look("select 1 from ringback.assessment")).toHaveLength(2));

    await browse(town.url, async (open) => {
      const { page, context, look } = await open({
        size: "phone",
        refusals: [
          { status: 409, path: /\/(claim|close)$/ },
          { status: 401, path: "/api/v1/me" },
        ],
        mayLoseConnection: true,
      });
      await signInAt(page, "luis@northside.test");
      // A technician's phone opens with their own.
      await page.waitForURL(/owner=/);
      await page.getByRole("link", { name: "Aaron Blake", exact: true }).waitFor();
      const main = page.getByRole("navigation", { name: "Main" });
      await soon(async () =>
        expect(await main.getByRole("link", { name: "Mine" }).getAttribute("aria-current")).toBe("page"),
      );
      await look("spot-mine", ["phone"]);
      // The app's files are on the phone now, and so are the cases of one's own.
      await page.evaluate(async () => {
        const { serviceWorker } = navigator;
        if (serviceWorker.controller === null)
          await new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
      });
      await soon(async () => expect(await keptCases(page)).toBe(2));

      // The dead spot begins. The call still works, by the phone itself.
      await context.setOffline(true);
      const strip = page.getByRole("button", { name: /^No connection · as of \d\d:\d\d/ });
      await strip.waitFor();
      await look("spot-lost", ["phone"]);
      await withoutDialing(page);
      const dialedFromMs = Date.now();
      const call = page.getByRole("link", { name: "Call back Aaron Blake" });
      expect(await call.getAttribute("href")).toBe(`tel:${caller}`);
      await call.tap();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("How did it go with Aaron Blake?").waitFor();
      const dialedToMs = Date.now();
      await dialog.getByRole("button", { name: "Left a voicemail" }).tap();
      await dialog.getByRole("textbox", { name: "Note" }).fill("Said I am back at five.");
      await look("spot-how-did-it-go", ["phone"]);
      await dialog.getByRole("button", { name: "Save" }).tap();
      await page.getByText("Attempt: left a voicemail: waiting to be sent").waitFor();

      await page.getByRole("button", { name: "More for Aaron Blake" }).tap();
      await dialog.getByRole("button", { name: "Note" }).tap();
      await dialog.getByRole("textbox", { name: "Note" }).fill("The valve is behind the washing machine.");
      await look("spot-note", ["phone"]);
      await dialog.getByRole("button", { name: "Keep it" }).tap();
      await page.getByText("2 actions waiting to be sent").waitFor();

      // Pressed for long, a row offers the rest.
      await longPress(page, "Nina Park");
      await dialog.getByText("Nina Park", { exact: true }).waitFor();
      await look("spot-row", ["phone"]);
      await dialog.getByRole("button", { name: "Claim: I take it" }).tap();
      await page.getByRole("button", { name: "More for Nina Park" }).tap();
      await dialog.getByRole("button", { name: "Close with outcome" }).tap();
      await dialog.getByRole("radio", { name: "Went elsewhere" }).check();
      await dialog.getByRole("textbox", { name: "Note" }).fill("Took the neighbour's plumber.");
      await look("spot-close", ["phone"]);
      await dialog.getByRole("button", { name: "Close it" }).tap();
      await page.getByRole("button", { name: "Today", exact: true }).tap();
      await page.getByRole("button", { name: /4 waiting to be sent$/ }).tap();
      await soon(async () => expect(await dialog.getByRole("listitem").allInnerTexts()).toHaveLength(4));
      await look("spot-tray", ["phone"]);

      // The phone ends the app. Opened again, still without a connection, it has everything.
      await page.close();
      const again = await context.newPage();
      await again.goto("/today");
      await again.getByRole("link", { name: "Aaron Blake", exact: true }).waitFor();
      await again.getByRole("button", { name: /No connection · as of \d\d:\d\d · 4 waiting to be sent/ }).waitFor();
      await soon(async () => expect(await again.getByText("2 actions waiting to be sent").count()).toBe(2));

      // Meanwhile somebody at the office closes one of them.
      await closeAtTheDesk(town, other);
      // Back in reach, the first answer is lost on its way, after the server had done it.
      let lost = 0;
      await context.route("**/attempts", async (route) => {
        lost += 1;
        if (lost > 1) return route.continue();
        await route.fetch();
        await route.abort("connectionreset");
      });
      await context.setOffline(false);
      await again.getByRole("button", { name: "2 need you" }).tap();
      expect(lost).toBe(2);
      const [called] = await town.look<{ at: Date; told: number }>(
        "select at, (select count(*)::int from ringback.attempt) as told from ringback.attempt where note = 'Said I am back at five.' and result = 'left-voicemail'",
      );
      expect(called?.told).toBe(1);
      const calledMs = Date.parse(String(called?.at));
      expect(calledMs).toBeGreaterThanOrEqual(dialedFromMs - 1000);
      expect(calledMs).toBeLessThanOrEqual(dialedToMs + 1000);

      // What could not be done says why, and nothing of it is lost.
      const needsYou = again.getByRole("dialog").getByRole("region", { name: "Needs you" });
      await soon(async () => expect(await needsYou.getByRole("listitem").count()).toBe(2));
      await look("spot-needs-you", ["phone"]);
      const refusedClose = needsYou.getByRole("listitem").filter({ hasText: "Close: Went elsewhere" });
      await refusedClose.getByText(/Somebody changed this/).waitFor();
      await refusedClose.getByRole("button", { name: "Keep as a note" }).tap();
      await needsYou.getByRole("listitem").filter({ hasText: "Claim" }).getByRole("button", { name: "Discard" }).tap();
      await again.getByRole("dialog").getByText("Everything is sent.").waitFor();
      await soon(async () => expect(await notes(town)).toHaveLength(2));
      const [own, kept] = await notes(town);
      expect(own).toMatchObject({ body: "The valve is behind the washing machine.", happened: true });
      expect(kept?.body).toMatch(
        /^Done without a connection at \d\d:\d\d, not carried out: Close: Went elsewhere\.\n.*\nTook the neighbour's plumber\.$/,
      );
      await again.getByRole("button", { name: "Close this dialog" }).tap();
      await again.getByText("1 attempt", { exact: true }).waitFor();
      await look("spot-over", ["phone"]);

      // Whoever signs out leaves nothing behind on the phone.
      await again.getByRole("button", { name: "More", exact: true }).tap();
      await again.getByRole("region", { name: "Messages on this device" }).waitFor();
      await look("spot-more", ["phone"]);
      expect(await keptCases(again)).toBe(2);
      await again.getByRole("button", { name: "Sign out" }).tap();
      await again.getByRole("textbox", { name: "E-mail" }).waitFor();
      await soon(async () => expect(await keptCases(again)).toBe(0));
    });
  },
  240_000,
);

/** Luis is a technician, and the calls of this town are his. */
async function employLuis(town: Town): Promise<void> {
  const { luis, maya } = town.staff;
  await town.look("update ringback.member set role = 'agent' where id = $1", [luis.id]);
  await town.changePlaybook((playbook) => ({
    ...playbook,
    ownership: { ...playbook.ownership, ownerId: luis.id, backupId: maya.id },
  }));
  await giveSignIn(town, luis.id, "luis@northside.test");
}

async function closeAtTheDesk({ ringback, accountId, staff, look }: Town, number: string): Promise<void> {
  const [found] = await look<{ id: string }>("select id from ringback.callback where caller = $1", [number]);
  const closed = await close(ringback.context, {
    accountId,
    actor: { memberId: staff.maya.id, role: "coordinator" },
    callbackId: found?.id ?? "",
    disposition: "urgency-passed",
  });
  if (!closed.ok) throw new Error(closed.refusal);
}

function notes({ look }: Town): Promise<{ body: string; happened: boolean }[]> {
  return look("select body, happened_at < at as happened from ringback.callback_note order by at, id");
}

function keptCases(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open("ringback-kept");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    const all = await new Promise<unknown[]>((resolve) => {
      const asked = database.transaction("screens").objectStore("screens").getAll();
      asked.onsuccess = () => resolve(asked.result);
    });
    database.close();
    return JSON.stringify(all).split('"getCallback"').length - 1;
  });
}

async function longPress(page: Page, name: string): Promise<void> {
  const box = await page.getByRole("link", { name, exact: true }).boundingBox();
  if (box === null) throw new Error(`${name} is not on the screen`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const session = await page.context().newCDPSession(page);
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
  await page.getByRole("dialog").waitFor();
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

/** There is no phone behind this browser: the link is followed, the dialing is not. */
async function withoutDialing(page: Page): Promise<void> {
  await page.evaluate(() =>
    document.addEventListener(
      "click",
      (event) => {
        if (event.target instanceof Element && event.target.closest('a[href^="tel:"]') !== null) event.preventDefault();
      },
      true,
    ),
  );
}
