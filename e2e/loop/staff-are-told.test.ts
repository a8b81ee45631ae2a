import { startMailServer } from "@ringback/server/testing/mail-server.ts";
import { expect, test } from "vitest";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller } from "#town.ts";

test("the owner is told by text and e-mail, once each, also when the mail server was down", async () => {
  await using mail = await startMailServer();
  await using town = await buildTown({ env: { RINGBACK_SMTP_URL: mail.url } });
  mail.state.down = true;
  const call = town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 24 }, { hangUp: true }] });
  await soon(() => expect(call.state).toMatch(/completed|no-answer/));
  await soon(() => expect(town.network.phone(town.staff.maya.phone).inbox).toHaveLength(1));
  await soon(async () =>
    expect(await town.look("select state from ringback.notification where error is not null")).toHaveLength(1),
  );
  mail.state.down = false;
  await town.look(
    "select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'send-email'), run_at := now())",
  );
  await soon(() => expect(mail.mails).toHaveLength(1));
  expect(mail.mails[0]).toContain("To: maya@northside.test");
  expect(mail.mails[0]).toContain("Missed call");
  await soon(async () =>
    expect(await town.look("select state from ringback.notification")).toEqual([{ state: "sent" }]),
  );
});

test("in healthcare no name and no number leaves the sign-in", async () => {
  await using mail = await startMailServer();
  await using town = await buildTown({ env: { RINGBACK_SMTP_URL: mail.url }, trade: "healthcare" });
  town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 24 }, { hangUp: true }] });
  await soon(() => expect(mail.mails).toHaveLength(1));
  await soon(() => expect(town.network.phone(town.staff.maya.phone).inbox).toHaveLength(1));
  const told = `${mail.mails[0]} ${town.network.phone(town.staff.maya.phone).inbox[0]?.body}`;
  expect(told).not.toContain("555-0117");
  expect(told).not.toContain("5550117");
});
