// No heat at ten past two at night: who is on call sleeps, the next is told, an answer by text takes it in hand, and without
// a try the alarm comes back, until somebody at a screen has it and tries.
import { startMailServer } from "@ringback/server/testing/mail-server.ts";
import { expect } from "vitest";
import { browse, story } from "#browser.ts";
import { signInAt } from "#sign-in.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, type Town } from "#town.ts";

const voicemail = "This is Rosa Diaz. I smell gas in the basement and the heat is out, please send somebody now.";

/** Luis is on call; nobody who is not woken by it should be. */
async function setUpTheNight(town: Town): Promise<void> {
  await town.changePlaybook((playbook) => ({
    ...playbook,
    routing: {
      ...playbook.routing,
      rotations: [
        {
          id: town.ringback.context.ids.next(),
          name: "Nights",
          memberIds: [town.staff.luis.id],
          startsOn: "2026-01-05",
          handoverTime: "08:00",
          lengthDays: 7,
        },
      ],
    },
    escalation: {
      ...playbook.escalation,
      byReason: {
        emergency: {
          steps: [
            { afterMinutes: 0, tell: "on-call" },
            { afterMinutes: 5, tell: "owner" },
            { afterMinutes: 10, tell: "everyone" },
          ],
          repeatEveryMinutes: 10,
          repeatTimes: 6,
        },
      },
    },
  }));
  const now = town.ringback.context.clock.now().toZonedDateTimeISO("America/Chicago");
  const tonight = now.withPlainTime("02:10");
  const next = Temporal.ZonedDateTime.compare(tonight, now) > 0 ? tonight : tonight.add({ days: 1 });
  await town.advance(Math.ceil(now.until(next).total("minutes")));
}

const alarm = async (town: Town) =>
  (
    await town.look<{ reason: string; acknowledged_by: string | null; times_run_again: number }>(
      "select reason, acknowledged_by, times_run_again from ringback.escalation",
    )
  )[0];
const toldOf = (town: Town) =>
  town.look<{ member: string }>(
    `select jsonb_array_elements_text(detail->'memberIds') as member from ringback.callback_event where kind = 'told' order by at, id`,
  );
const alarmTexts = (town: Town, phone: string) =>
  town.network.phone(phone).inbox.filter(({ body }) => body.includes("Reply OK"));

story(
  "an emergency at night climbs the ladder until somebody has it in hand and tries",
  async () => {
    await using mail = await startMailServer();
    await using town = await buildTown({
      open: "office-hours",
      mode: "forwarded",
      env: { RINGBACK_SMTP_URL: mail.url },
    });
    const { luis, maya } = town.staff;
    await setUpTheNight(town);
    town.network.placeCall({
      from: caller,
      to: businessNumber,
      script: [{ waitFor: "beep" }, { say: voicemail }, { hangUp: true }],
    });
    await soon(() => expect(alarmTexts(town, luis.phone)).toHaveLength(1));
    await soon(() => expect(mail.mails.some((text) => text.includes("To: luis@northside.test"))).toBe(true));
    expect(await alarm(town)).toMatchObject({ reason: "emergency", acknowledged_by: null });
    expect(alarmTexts(town, maya.phone)).toEqual([]);

    await browse(town.url, async (open) => {
      const { page, look } = await open({ refusals: [{ status: 401, path: "/api/v1/me" }] });
      await signInAt(page);
      await page.getByRole("link", { name: "Rosa Diaz" }).first().click();
      const card = page.getByRole("region", { name: "Alarm" });
      await card.getByText("Alarm: emergency.").waitFor();
      await look("night-alarm");

      // Nobody answers: five minutes later the owner of the callback is told, and takes it by text.
      await town.advance(5);
      await soon(() => expect(alarmTexts(town, maya.phone)).toHaveLength(1));
      town.network.sendText({ from: maya.phone, to: businessNumber, body: "ok" });
      await soon(async () => expect((await alarm(town))?.acknowledged_by).toBe(maya.id));
      await card.waitFor({ state: "detached" });
      await look("night-in-hand");

      // She fell asleep over it: without a try in fifteen minutes the alarm is back at the first step.
      await town.advance(16);
      await soon(async () => expect(await alarm(town)).toMatchObject({ acknowledged_by: null, times_run_again: 1 }));
      await soon(() => expect(alarmTexts(town, luis.phone)).toHaveLength(2));
      await card.getByText("Alarm: emergency.").waitFor();
      await page.getByText(/Alarm runs again: Maya Chen had it in hand/).waitFor();
      await page.getByRole("heading", { name: "Why it was late" }).waitFor();
      await look("night-runs-again");

      await card.getByRole("button", { name: "I have it" }).click();
      await card.waitFor({ state: "detached" });
      const [owner] = await town.look<{ id: string }>("select id from ringback.member where role = 'owner'");
      expect((await alarm(town))?.acknowledged_by).toBe(owner?.id);
      await page.getByRole("button", { name: "Say why" }).click();
      await page.getByRole("textbox", { name: "In your words" }).fill("Luis had no signal");
      await look("night-say-why");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Said by Olive Owner").waitFor();
    });
    expect((await toldOf(town)).map(({ member }) => member)).toEqual([luis.id, maya.id, luis.id]);
    const kept = await town.look<{ kind: string }>("select distinct kind from ringback.decision order by kind");
    expect(kept.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["clock", "escalation"]));
  },
  240_000,
);
