// The whole loop at SignalWire: Twilio's shapes, but another root, other ids, another key that signs, and no word of bridges.
import { checkConnection } from "@ringback/server/use-cases/check-connection.ts";
import { reconcile } from "@ringback/server/use-cases/reconcile.ts";
import { expect, test } from "vitest";
import { signalWire } from "#signalwire-town.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller } from "#town.ts";

test("missed, texted once, voicemail heard; we answer STOP, because SignalWire does not; its log agrees", async () => {
  await using town = await buildTown(signalWire);
  const { network, look, staff } = town;
  const inbox = () => network.phone(caller).inbox.map(({ body }) => body);
  const call = network.placeCall({
    from: caller,
    to: businessNumber,
    script: [
      { say: "Hi this is Dana Ruiz, we've got no heat since last night. Please call me back." },
      { hangUp: true },
    ],
  });
  await soon(() => expect(inbox()).toEqual([expect.stringContaining("Sorry we missed your call")]));
  await soon(async () => expect(await look("select state from ringback.recording")).toEqual([{ state: "fetched" }]));
  await soon(async () =>
    expect(await look("select state, urgency, owner_id from ringback.callback")).toEqual([
      { state: "open", urgency: "emergency", owner_id: staff.maya.id },
    ]),
  );
  expect(await look("select provider_call_id as id, miss_reason as reason, state from ringback.call")).toEqual([
    { id: call.sid, reason: "no-answer", state: "ended" },
  ]);

  network.sendText({ from: caller, to: businessNumber, body: "STOP" });
  await soon(async () =>
    expect(await look("select kind from ringback.consent_event where kind = 'opt_out'")).toHaveLength(1),
  );
  await soon(() => expect(inbox()).toHaveLength(2));
  expect(inbox()[1]).toMatch(/unsubscribed|no more/i);

  const { accountId, connectionId } = town;
  await town.advance(5);
  const compared = await reconcile(town.ringback.context, { accountId, connectionId, kind: "manual" });
  expect(compared).toMatchObject({ ok: true });
  expect(await look("select calls, matched, gaps from ringback.reconciliation_run where kind = 'manual'")).toEqual([
    { calls: 1, matched: 1, gaps: 0 },
  ]);
  const refused = network.webhooks.filter(({ status }) => status !== undefined && status >= 400);
  expect(refused.map(({ url, status }) => `${status} ${url}`)).toEqual([]);
  expect(await checkConnection(town.ringback.context, town)).toMatchObject({ ok: true });
}, 60_000);

test("whoever picks up is asked to press 1, even where the rules would let them off: nothing else proves a person", async () => {
  await using town = await buildTown(signalWire);
  const { network, look, staff } = town;
  await town.changePlaybook((playbook) => ({
    ...playbook,
    answering: { ...playbook.answering, requireAcceptKey: false },
  }));
  network.phone(staff.maya.phone, { kind: "answers", afterSeconds: 2, presses: "1", talksForSeconds: 20 });
  const { sid } = network.placeCall({ from: caller, to: businessNumber });
  await soon(async () =>
    expect(await look("select outcome, state from ringback.call where provider_call_id = $1", [sid])).toEqual([
      { outcome: "answered", state: "ended" },
    ]),
  );
  expect(await look("select * from ringback.callback")).toEqual([]);
  expect(network.phone(caller).inbox).toEqual([]);
}, 60_000);
