import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { makeItNoon } from "#make-it-noon.ts";
import { gradient } from "#png.ts";
import { signInAt } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller } from "#town.ts";

story("the coordinator answers with a picture, which the caller's phone really gets", async () => {
  await using town = await buildTown();
  await makeItNoon(town);
  town.network.sendText({ from: caller, to: businessNumber, body: "Which part do I need for the tap? Ann Porter" });
  await soon(async () => expect(await town.look("select from ringback.conversation")).toHaveLength(1));
  await browse(town.url, async (open) => {
    const { page, look } = await open({
      refusals: [
        { status: 401, path: "/api/v1/me" },
        { status: 422, path: "/api/v1/media" },
      ],
    });
    await signInAt(page);
    await page.goto("/inbox");
    await page.getByRole("heading", { name: "Conversations", exact: true }).waitFor();
    await page.getByText("Which part do I need").first().waitFor();
    await page.keyboard.press("j");
    const box = page.getByRole("textbox", { name: /^Text to/ });
    await box.fill("This one, the part on the left");
    const picking = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Attach pictures" }).click();
    // A photo as a phone makes it, a drawing, and something that only calls itself a picture.
    await (await picking).setFiles([
      { name: "tap.png", mimeType: "image/png", buffer: photo },
      { name: "drawing.png", mimeType: "image/png", buffer: gradient(120, 90) },
      { name: "page.png", mimeType: "image/png", buffer: Buffer.from("<html><script>alert(1)</script>") },
    ]);
    const tray = page.getByRole("list", { name: "Attached" });
    await tray.getByText("It is neither a picture, a PDF nor sound.").waitFor();
    await soon(async () => expect(await tray.getByText(/\d kB$/).count()).toBe(2));
    const send = page.getByRole("button", { name: /^Send/ });
    expect(await send.getAttribute("aria-disabled")).toBe("true");
    await look("pictures-attached");
    await page.getByRole("button", { name: "Remove page.png" }).click();
    await send.click();
    await tray.waitFor({ state: "detached" });
    const thread = page.getByRole("list", { name: "Messages and calls" });
    const sent = thread.getByRole("button", { name: /^Picture 1 from Olive Owner, show it large$/ }).locator("img");
    await soon(async () => expect(await sent.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(2000));
    await soon(async () => expect(town.network.phone(caller).inbox).toHaveLength(1));
    const [message] = town.network.phone(caller).inbox;
    expect(message?.body).toBe("This one, the part on the left");
    expect(message?.pictures.map(({ contentType }) => contentType)).toEqual(["image/jpeg", "image/png"]);
    expect(message?.pictures[0]?.bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    expect(message?.pictures[1]?.bytes).toEqual(gradient(120, 90));
    await thread.getByText("Delivered").first().waitFor();
    await look("picture-sent");
    // What lies in the clipboard goes too.
    await box.click();
    await page.evaluate(
      async (dots) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(dots)], "shot.png", { type: "image/png" }));
        document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
      },
      [...gradient(40, 30)],
    );
    await tray.getByText("shot.png").waitFor();
    // It can be sent as soon as it has been brought to the server.
    await soon(async () => expect(await send.getAttribute("aria-disabled")).toBeNull());
    await page.keyboard.press("Control+Enter");
    await soon(async () => expect(town.network.phone(caller).inbox).toHaveLength(2));
    expect(town.network.phone(caller).inbox[1]).toMatchObject({ body: "" });
    await tray.waitFor({ state: "detached" });
  });
});

/** More dots than a text should carry, and so noisy that they do not pack well. */
const photo = gradient(2400, 1600, 7);
