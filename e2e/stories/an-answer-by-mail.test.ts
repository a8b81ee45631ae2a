import { startMailServer } from "@ringback/server/testing/mail-server.ts";
import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { makeItNoon } from "#make-it-noon.ts";
import { signInAt } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller } from "#town.ts";

story("the coordinator writes an e-mail, and its answer comes back into the thread", async () => {
  await using mailServer = await startMailServer();
  await using town = await buildTown({
    env: { RINGBACK_SMTP_URL: mailServer.url, RINGBACK_MAIL_REPLY_TO: "reply@in.ringback.test" },
  });
  await makeItNoon(town);
  town.network.sendText({ from: caller, to: businessNumber, body: "Can you mail me the offer? Ann Porter" });
  await soon(async () => expect(await town.look("select from ringback.conversation")).toHaveLength(1));
  await town.look("update ringback.contact set email = 'ann@porter.test', name = 'Ann Porter'");
  await browse(town.url, async (open) => {
    const { page, look } = await open({ refusals: [{ status: 401, path: "/api/v1/me" }] });
    await signInAt(page);
    await page.goto("/settings/conversations");
    const hook = await page.getByLabel("Address for incoming mail").inputValue();
    await page.goto("/inbox");
    await page.getByText("Can you mail me the offer?").first().waitFor();
    await page.keyboard.press("j");
    await page.getByRole("button", { name: "E-mail", exact: true }).click();
    await page.getByRole("textbox", { name: "Subject" }).fill("The offer for your tap");
    const box = page.getByRole("textbox", { name: "E-mail to Ann Porter" });
    await box.fill("Here is what we wrote down.");
    const picking = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Attach files" }).click();
    await (await picking).setFiles([
      { name: "offer.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 the offer") },
    ]);
    await page.getByRole("list", { name: "Attached" }).getByText("18 bytes").waitFor();
    await look("mail-written");
    await page.getByRole("button", { name: /^Send/ }).click();
    const mailTo = () => mailServer.mails.find((raw) => raw.includes("Subject: The offer for your tap")) ?? "";
    await soon(() => expect(mailTo()).not.toBe(""));
    const [, replyTo = ""] = /^Reply-To: .*?([\w+.-]+@in\.ringback\.test)/im.exec(mailTo()) ?? [];
    const [, messageId = ""] = /^Message-ID: (<[^>]+>)/im.exec(mailTo()) ?? [];
    const answer = await fetch(hook.replace(/^https?:\/\/[^/]+/, town.url), {
      method: "POST",
      headers: { "content-type": "message/rfc822" },
      body: [
        "From: Ann Porter <ann@porter.test>",
        `To: ${replyTo}`,
        "Subject: Re: The offer for your tap",
        "Message-ID: <answer@porter.test>",
        `In-Reply-To: ${messageId}`,
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Fine, go ahead.",
        "",
        "On Sat, Nov 21, 2026 at 12:05 PM Northside Heating wrote:",
        "> Here is what we wrote down.",
      ].join("\r\n"),
    });
    expect(await answer.json()).toEqual({ taken: true, as: "message" });
    const thread = page.getByRole("list", { name: "Messages and calls" });
    await thread.getByText("Fine, go ahead.").waitFor();
    await thread.getByText("Re: The offer for your tap").first().waitFor();
    expect(await thread.getByText("On Sat, Nov 21").isVisible()).toBe(false);
    await look("mail-answered");
    await thread.getByText("Show what they quoted").click();
    await thread.getByText("On Sat, Nov 21").waitFor();
  });
});
