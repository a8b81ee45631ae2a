import { sign } from "@ringback/server/providers/telephony/webhook/signature.ts";
import { expect } from "vitest";
import { browse, story, type Window } from "#browser.ts";
import { signInAt } from "#sign-in.ts";
import { buildTown, type Town } from "#town.ts";

const line = "+13125550166";

story(
  "a phone system that only tells of its calls: connected by its form, tried once, and its abilities respected",
  async () => {
    await using town = await buildTown();
    await browse(town.url, async (open) => {
      const window = await open();
      const { page } = window;
      await signInAt(page);
      const connected = await connect(window);
      await send(connected, "ping", {});
      await page.getByRole("article", { name: "front-desk" }).getByText("Healthy").waitFor();
      await window.look("numbers-with-a-webhook", ["desk"]);
      await renew(window);
      await missACall(town, connected);
      await workIt(window);
    });
  },
  240_000,
);

interface Connected {
  readonly url: string;
  readonly secret: string;
}

async function connect({ page, look }: Window): Promise<Connected> {
  await page.goto("/numbers");
  await page.getByRole("button", { name: "Connect a phone system" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Twilio/ }).waitFor();
  await look("connect-which");
  await dialog.getByRole("button", { name: /^Any other system/ }).click();
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await dialog.getByText("This is needed.").waitFor();
  await dialog.getByRole("textbox", { name: "Name of the system" }).fill("front-desk");
  await dialog.getByRole("textbox", { name: "Number" }).fill("(312) 555-0166");
  await dialog.getByRole("button", { name: /^More fields/ }).click();
  await look("connect-form", ["phone"]);
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await dialog.getByText("Any other system (webhook) is connected.").waitFor();
  const secret = await dialog.getByRole("textbox", { name: "Signing secret" }).inputValue();
  const url = await dialog.getByLabel("Send events to").inputValue();
  await dialog.getByText("A test event to send from a terminal").click();
  await look("connect-done", ["phone"]);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.getByText(secret).waitFor({ state: "detached" });
  return { url, secret };
}

async function renew({ page, look }: Window): Promise<void> {
  await page.getByRole("button", { name: "Change front-desk" }).click();
  const dialog = page.getByRole("dialog");
  await look("connection-change", ["phone"]);
  await dialog.getByRole("button", { name: "Make a new secret" }).click();
  await dialog.getByText("Copy it now").waitFor();
  await dialog.getByRole("button", { name: "Done" }).click();
}

/** Signed with the secret before the new one, as a sender does that has not been told yet. */
async function missACall({ ringback }: Town, connected: Connected): Promise<void> {
  const startedAt = ringback.context.clock.now();
  const call = { call_id: "c-1", from: "(312) 555-0171", to: line };
  await send(connected, "call.started", { ...call, started_at: startedAt.toString() });
  await send(connected, "call.ended", { call_id: "c-1", status: "canceled" });
}

async function workIt({ page, look }: Window): Promise<void> {
  await page.goto("/today");
  await page.getByRole("link", { name: "(312) 555-0171" }).first().click();
  const dial = page.getByRole("link", { name: /^Call back/ });
  expect(await dial.first().getAttribute("href")).toBe("tel:+13125550171");
  await page.getByText("you dial, then note how it went").waitFor();
  const text = page.getByRole("button", { name: /^Text/ }).first();
  expect(await text.getAttribute("aria-disabled")).toBe("true");
  await text.hover();
  await page.getByRole("tooltip").getByText("sends no texts").waitFor();
  await look("case-without-texts", ["desk"]);
}

let sent = 0;
async function send({ url, secret }: Connected, type: string, data: object): Promise<void> {
  const id = `msg_${++sent}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const body = Buffer.from(JSON.stringify({ type, data }));
  const answer = await fetch(url, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": sign(secret, { id, timestamp, body }),
    },
  });
  expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
}
