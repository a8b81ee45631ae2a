// Pictures that go out with a text: the adapters and the fake phone network, which fetches them as the vendor does.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { business, caller, desk } from "./adapter-desk.ts";
import { telnyxDesk } from "./telnyx-desk.ts";

const png = Buffer.concat([Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"), Buffer.alloc(50, 3)]);
const desks = {
  twilio: () => desk("twilio"),
  signalwire: () => desk("signalwire"),
  telnyx: () => telnyxDesk(),
} as const;

let house = "";
const server = createServer((request, response) => {
  const isPage = request.url?.startsWith("/page") ?? false;
  if (request.url?.startsWith("/gone")) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": isPage ? "text/html" : "image/png" }).end(png);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  house = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe.each(Object.keys(desks) as (keyof typeof desks)[])("%s", (vendor) => {
  test("pictures are fetched by the vendor, and reach the phone in their order", async () => {
    await using at = await desks[vendor]();
    const text = { from: business, to: caller, body: "", validitySeconds: 900 };
    const sent = await at.provider.sendMessage(at.account, { ...text, mediaUrls: [`${house}/1`, `${house}/2`] });
    if (sent.outcome !== "accepted") throw new Error(sent.outcome);
    await at.network.clock.advance(20);
    const [message] = at.network.phone(caller).inbox;
    expect(message?.mediaUrls).toEqual([`${house}/1`, `${house}/2`]);
    expect(message?.pictures.map(({ bytes }) => bytes)).toEqual([png, png]);
    expect(at.notices.at(-1)).toMatchObject({ kind: "message-status", messageId: sent.messageId, state: "delivered" });
  });

  test("a picture that cannot be had fails the text, which is said", async () => {
    await using at = await desks[vendor]();
    for (const url of [`${house}/gone`, `${house}/page`]) {
      await at.provider.sendMessage(at.account, {
        from: business,
        to: caller,
        body: "Look",
        validitySeconds: 900,
        mediaUrls: [url],
      });
      await at.network.clock.advance(20);
      expect(at.notices.at(-1)).toMatchObject({ kind: "message-status", state: "failed" });
    }
    expect(at.network.phone(caller).inbox).toEqual([]);
  });

  test("a look-up tells the text with a picture from the one without", async () => {
    await using at = await desks[vendor]();
    const text = { from: business, to: caller, body: "The part", validitySeconds: 900 };
    const plain = await at.provider.sendMessage(at.account, text);
    await at.network.clock.advance(20);
    const since = at.network.clock.now().subtract({ minutes: 5 });
    const sought = { from: business, to: caller, body: "The part", since };
    expect(await at.provider.findSentMessage(at.account, { ...sought, hasPictures: true })).toBeNull();
    expect(await at.provider.findSentMessage(at.account, sought)).toMatchObject({
      messageId: plain.outcome === "accepted" ? plain.messageId : "",
    });
    const shown = await at.provider.sendMessage(at.account, { ...text, mediaUrls: [`${house}/1`] });
    await at.network.clock.advance(20);
    expect(await at.provider.findSentMessage(at.account, { ...sought, hasPictures: true })).toMatchObject({
      messageId: shown.outcome === "accepted" ? shown.messageId : "",
    });
  });
});
