import { textingLimits } from "@ringback/core/playbook/texting-rules.ts";
import { sendMessageJob } from "@ringback/server/db/jobs.ts";
import { writeMessage } from "@ringback/server/db/stores/messages.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import { expect, test } from "vitest";
import { soon } from "#soon.ts";
import { buildTown, businessNumber } from "#town.ts";

test("webhooks that did not see each other's texts: the line still sends no more than its measure a minute", async () => {
  await using town = await buildTown({ staffTexts: false });
  const { context } = town.ringback;
  const callers = Array.from({ length: textingLimits.linePerMinute + 4 }, (_, n) => `+1312${555 + n}0117`);
  await transaction(context.db, town.accountId, context.clock.now(), async (tx) => {
    for (const toNumber of callers) {
      const id = context.ids.next();
      writeMessage(tx, {
        id,
        purpose: "acknowledgement",
        class: "responsive",
        state: "queued",
        connectionId: town.connectionId,
        fromNumber: businessNumber,
        toNumber,
        body: "Northside Heating: sorry we missed your call. Reply STOP to opt out.",
        decision: { decision: "allow" },
        reason: null,
        playbookVersion: 1,
        usefulUntil: tx.now.add({ minutes: 10 }),
      });
      tx.enqueue(sendMessageJob(tx.accountId, id, tx.now));
    }
  });
  await soon(async () =>
    expect(await town.look("select 1 from ringback.message where state in ('queued', 'sending')")).toEqual([]),
  );
  const sent = await town.look("select 1 from ringback.message where provider_message_id is not null");
  expect(sent).toHaveLength(textingLimits.linePerMinute);
  expect(await town.look("select reason from ringback.message where state = 'suppressed'")).toEqual(
    Array.from({ length: 4 }, () => ({ reason: "line-limit" })),
  );
});
