// Pictures and files of texts: the adapters and the fake phone network, one against the other, over real HTTP.
import type { TelephonyAccount, TelephonyProvider } from "@ringback/server/providers/telephony/provider.ts";
import { describe, expect, test } from "vitest";
import { business, caller, desk } from "./adapter-desk.ts";
import { telnyxDesk } from "./telnyx-desk.ts";

const png = Buffer.concat([Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"), Buffer.alloc(50, 3)]);
const pdf = Buffer.from("%PDF-1.7\n%%EOF");

const desks = {
  twilio: () => desk("twilio"),
  signalwire: () => desk("signalwire"),
  telnyx: () => telnyxDesk(),
} as const;

describe.each(Object.keys(desks) as (keyof typeof desks)[])("%s", (vendor) => {
  test("what came with a text is fetched in its order, and hostile places are left alone", async () => {
    await using at = await desks[vendor]();
    at.network.sendText({
      from: caller,
      to: business,
      body: "Look at this",
      media: [
        { contentType: "image/png", bytes: png },
        { contentType: "application/pdf", bytes: pdf },
        { contentType: "image/png", bytes: Buffer.alloc(10 * 1024 * 1024, 1) },
        { contentType: "image/png", bytes: png, redirectTo: "http://127.0.0.1:1/secret" },
      ],
    });
    await at.network.clock.advance(5);
    const notice = at.notices.find(({ kind }) => kind === "message-received");
    if (notice?.kind !== "message-received") throw new Error("No text came.");
    const { messageId, mediaCount, mediaIds } = notice;
    expect(mediaCount).toBe(4);
    expect(mediaIds).toHaveLength(4);
    const [picture, document, huge, away] = mediaIds.map((mediaId) =>
      outcomeOf(at.provider, at.account, { messageId, mediaId }),
    );
    expect(await picture).toEqual(png);
    expect(await document).toEqual(pdf);
    expect(await huge).toMatchObject({ code: "too-large", retryable: false });
    expect(await away).toMatchObject({ code: "redirect", retryable: false });
    const stranger = { ...at.account, secret: "another" };
    const [mediaId = ""] = mediaIds;
    expect(await outcomeOf(at.provider, stranger, { messageId, mediaId })).toMatchObject({ retryable: false });
  });
});

function outcomeOf(
  provider: TelephonyProvider,
  account: TelephonyAccount,
  which: Parameters<TelephonyProvider["fetchMedia"]>[1],
): Promise<unknown> {
  return provider.fetchMedia(account, which).catch((error: unknown) => error);
}
