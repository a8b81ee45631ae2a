import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestHttp } from "@ringback/server/testing/http.ts";
import type { CDPSession, Page } from "playwright-core";
import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { soon } from "#soon.ts";

const built = join(import.meta.dirname, "../../web/dist");

story(
  "the app can be installed, offers its next version instead of changing under one's hands, and shows a push",
  async () => {
    const webFolder = await mkdtemp(join(tmpdir(), "ringback-web-"));
    try {
      await cp(built, webFolder, { recursive: true });
      await using app = await createTestHttp({ webFolder });
      const url = await app.server.listen({ host: "127.0.0.1", port: 0 });
      await browse(url, async (open) => {
        const { page, context, look } = await open({ size: "phone", refusals: [{ status: 401, path: "/api/v1/me" }] });
        await context.grantPermissions(["notifications"]);
        await page.goto("/welcome");
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
        const session = await context.newCDPSession(page);
        const { errors } = await session.send("Page.getAppManifest");
        expect(errors).toEqual([]);
        const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
        expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);

        // The next version lies on the server; an open app goes on with its own until its person wants the other.
        const before = await entryOf(page);
        const after = await releaseAnother(webFolder, before);
        await page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found?.update()));
        await page.getByText("A new version is here").waitFor();
        expect(await entryOf(page)).toBe(before);
        await look("installed-new-version", ["phone"]);
        await page.getByRole("button", { name: "Reload" }).tap();
        await soon(async () => expect(await entryOf(page)).toBe(after));
        await soon(async () => expect(await page.evaluate(() => caches.keys())).toHaveLength(1));

        // A push is shown as it was sent, and a tap on it leads there in the window that is open.
        const told = { title: "Call back now", body: "Due in 3 min", url: "/sign-in", tag: "callback-1" };
        await deliver(session, url, JSON.stringify(told));
        const shown = () =>
          page.evaluate(async () => {
            const registration = await navigator.serviceWorker.ready;
            const all = await registration.getNotifications();
            return all.map(({ title, body, tag, data }) => ({ title, body, tag, url: data.url }));
          });
        await soon(async () => expect(await shown()).toEqual([told]));
        const [worker] = context.serviceWorkers();
        await worker?.evaluate(async () => {
          // The worker's own global, which TypeScript takes for a page's here.
          const scope = self as unknown as { registration: ServiceWorkerRegistration; NotificationEvent: typeof Event };
          const [notification] = await scope.registration.getNotifications();
          const init: object = { notification };
          self.dispatchEvent(new scope.NotificationEvent("notificationclick", init));
        });
        await page.waitForURL("**/sign-in");
      });
    } finally {
      await rm(webFolder, { recursive: true });
    }
  },
);

async function entryOf(page: Page): Promise<string> {
  const src = await page.locator('script[type="module"][src]').first().getAttribute("src");
  return src ?? "";
}

/** Gives the entry another name everywhere, as a changed build has. Answers its new address. */
async function releaseAnother(folder: string, entry: string): Promise<string> {
  const name = entry.split("/").at(-1)?.replace(/\.js$/, "") ?? "";
  const assets = await readdir(join(folder, "assets"));
  const files = [
    "index.html",
    "sw.js",
    ...assets.filter((file) => file.endsWith(".js")).map((file) => `assets/${file}`),
  ];
  for (const file of files) {
    const text = await readFile(join(folder, file), "utf8");
    const place = file === `assets/${name}.js` ? "assets/index-another1.js" : file;
    if (place !== file || text.includes(name))
      await writeFile(join(folder, place), text.replaceAll(name, "index-another1"));
  }
  const worker = join(folder, "sw.js");
  const text = await readFile(worker, "utf8");
  await writeFile(worker, text.replace(/version:`\w{12}`/, "version:`another00001`"));
  return "/assets/index-another1.js";
}

/** As the push service of this browser would. */
async function deliver(session: CDPSession, origin: string, data: string): Promise<void> {
  const registration = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const found = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(origin) && !isDeleted);
      if (found !== undefined) resolve(found.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.deliverPushMessage", { origin, registrationId: await registration, data });
}
