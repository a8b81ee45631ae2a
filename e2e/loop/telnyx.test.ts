// The whole loop at Telnyx: calls by TeXML, texts by its own API, everything signed with Ed25519.
import { checkConnection } from "@ringback/server/use-cases/check-connection.ts";
import { expect, test } from "vitest";
import { soon } from "#soon.ts";
import { buildTelnyxTown } from "#telnyx-town.ts";
import { businessNumber, caller } from "#town.ts";

test("missed, texted once, delivered, voicemail heard; STOP ends the texts; pressing 1 connects", async () => {
  await using town = await buildTelnyxTown();
  const { network, look, staff } = town;
  const acknowledgements = () =>
    look<Record<string, unknown>>(
      "select state, decision->'rules' as rules from ringback.message where purpose = 'acknowledgement' order by created_at",
    );
  const call = network.placeCall({
    from: caller,
    to: businessNumber,
    script: [
      { say: "Hi this is Dana Ruiz, we've got no heat since last night. Please call me back." },
      { hangUp: true },
    ],
  });

  await soon(async () => expect(await acknowledgements()).toMatchObject([{ state: "delivered" }]));
  expect(network.phone(caller).inbox.map(({ body }) => body)).toEqual([
    expect.stringContaining("Sorry we missed your call"),
  ]);
  await soon(async () => expect(await look("select state from ringback.recording")).toEqual([{ state: "fetched" }]));
  await soon(async () =>
    expect(await look("select state, urgency, owner_id from ringback.callback")).toEqual([
      { state: "open", urgency: "emergency", owner_id: staff.maya.id },
    ]),
  );
  expect(await look("select provider_call_id as id, miss_reason as reason, state from ringback.call")).toEqual([
    { id: call.sid, reason: "no-answer", state: "ended" },
  ]);
  const sent = network.requests.filter(({ method, path }) => method === "POST" && path === "/v2/messages");
  expect(sent.length).toBeGreaterThan(0);

  // Telnyx answers STOP itself; we heed it.
  network.sendText({ from: caller, to: businessNumber, body: "STOP" });
  await soon(async () =>
    expect(await look("select kind from ringback.consent_event where kind = 'opt_out'")).toHaveLength(1),
  );
  await soon(() => expect(network.phone(caller).inbox).toHaveLength(2));
  await look(
    "update ringback.callback set state = 'closed', closed_at = now(), disposition = 'no-answer', close_kind = 'person'",
  );
  await look("update ringback.episode set closed_at = now()");
  network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 3 }, { hangUp: true }] });
  await soon(async () =>
    expect(await acknowledgements()).toMatchObject([
      { state: "delivered" },
      { state: "suppressed", rules: expect.arrayContaining(["opted-out"]) },
    ]),
  );
  expect(network.phone(caller).inbox.map(({ body }) => body)).toEqual([
    expect.stringContaining("Sorry we missed your call"),
    expect.stringContaining("unsubscribed"),
  ]);

  // Somebody takes the next one.
  network.phone(staff.maya.phone, { kind: "answers", afterSeconds: 2, presses: "1", talksForSeconds: 10 });
  const answered = network.placeCall({ from: "+13125550118", to: businessNumber });
  await soon(async () =>
    expect(await look("select outcome from ringback.call where provider_call_id = $1", [answered.sid])).toEqual([
      { outcome: "answered" },
    ]),
  );
  const refused = network.webhooks.filter(({ status }) => status !== undefined && status >= 400);
  expect(refused.map(({ url, status }) => `${status} ${url}`)).toEqual([]);
  expect(await checkConnection(town.ringback.context, town)).toMatchObject({ ok: true });
}, 60_000);
