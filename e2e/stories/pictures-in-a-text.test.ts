import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { makeItNoon } from "#make-it-noon.ts";
import { gradient } from "#png.ts";
import { signInAt } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller } from "#town.ts";

story("a caller texts a picture of the leak, a PDF and something that is neither", async () => {
  await using town = await buildTown();
  await makeItNoon(town);
  town.network.sendText({
    from: caller,
    to: businessNumber,
    body: "This is under my sink. Ann Porter",
    media: [
      { contentType: "image/jpeg", bytes: gradient(320, 240) },
      { contentType: "application/pdf", bytes: Buffer.from("%PDF-1.7\n%%EOF") },
      { contentType: "image/png", bytes: Buffer.from("<html><script>alert(1)</script>") },
    ],
  });
  await soon(async () =>
    expect(await town.look("select state from ringback.message_media order by position")).toEqual([
      { state: "fetched" },
      { state: "fetched" },
      { state: "refused" },
    ]),
  );
  await browse(town.url, async (open) => {
    const { page, look } = await open({ refusals: [{ status: 401, path: "/api/v1/me" }] });
    await signInAt(page);
    await page.getByRole("link", { name: /^Conversations/ }).click();
    await page.getByRole("heading", { name: "Conversations", exact: true }).waitFor();
    await page.getByText("This is under my sink").first().waitFor();
    await page.keyboard.press("j");
    const thread = page.getByRole("list", { name: "Messages and calls" });
    await thread.getByText("neither a picture, a PDF nor sound").waitFor();
    const picture = thread.getByRole("button", { name: /^Picture 1 from .*, show it large$/ });
    const widthOf = (image: ReturnType<typeof page.locator>) =>
      image.evaluate((one) => (one instanceof HTMLImageElement ? one.naturalWidth : 0));
    await soon(async () => expect(await widthOf(picture.locator("img"))).toBe(320));
    await look("inbox-pictures");
    const saving = page.waitForEvent("download");
    await thread.getByRole("link", { name: /^Save Document 2\.pdf/ }).click();
    expect((await saving).suggestedFilename()).toBe("Document 2.pdf");
    await picture.click();
    const large = page.getByRole("dialog").getByRole("img", { name: /^Picture 1 from/ });
    await soon(async () => expect(await widthOf(large)).toBe(320));
    await look("inbox-picture-large");
    await page.keyboard.press("Escape");
    await large.waitFor({ state: "hidden" });
  });
});
