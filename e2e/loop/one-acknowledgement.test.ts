import { expect, test } from "vitest";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, type Town } from "#town.ts";

/** Rings until nobody answers and the caller hangs up. */
async function missedCall(town: Town, from = caller) {
  const call = town.network.placeCall({ from, to: businessNumber, script: [{ wait: 24 }, { hangUp: true }] });
  await soon(() => expect(call.state).toMatch(/completed|no-answer/));
  return call;
}

const texts = (town: Town, number = caller) => town.network.phone(number).inbox.map((text) => text.body);
const quiet = (town: Town) =>
  soon(async () => {
    await town.network.settled();
    expect(await town.look("select 1 from graphile_worker.jobs where run_at <= now() and last_error is null")).toEqual(
      [],
    );
  });

test("every webhook twice and out of order: one call, one callback, one text", async () => {
  await using town = await buildTown({ staffTexts: false });
  town.network.setFaults({ seed: 1, webhooks: [{ fault: "twice" }, { fault: "swap", fraction: 0.4 }] });
  await missedCall(town);
  await soon(() => expect(texts(town)).toHaveLength(1));
  await quiet(town);
  expect(texts(town)).toHaveLength(1);
  expect(await town.look("select outcome, state from ringback.call")).toEqual([{ outcome: "missed", state: "ended" }]);
  expect(await town.look("select state from ringback.callback")).toHaveLength(1);
  const keys = await town.look<{ provider_key: string }>("select provider_key from ringback.provider_event");
  expect(new Set(keys.map((row) => row.provider_key)).size).toBe(keys.length);
});

test("ten copies of each webhook at once: still one of everything", async () => {
  await using town = await buildTown({ staffTexts: false });
  town.network.setFaults({ seed: 2, webhooks: [{ fault: "ten-times" }] });
  await missedCall(town);
  await soon(() => expect(texts(town)).toHaveLength(1));
  await quiet(town);
  expect(texts(town)).toHaveLength(1);
  expect(await town.look("select 1 from ringback.callback")).toHaveLength(1);
  expect(await town.look("select 1 from ringback.call")).toHaveLength(1);
});

test("a caller who rings three times is one matter with one text and the first call's clock", async () => {
  await using town = await buildTown({ staffTexts: false });
  await missedCall(town);
  await soon(async () => expect(await town.look("select 1 from ringback.callback")).toHaveLength(1));
  const [first] = await town.look<{ due_at: Temporal.Instant }>("select due_at from ringback.callback");
  await missedCall(town);
  await missedCall(town);
  await soon(async () =>
    expect(await town.look("select call_count from ringback.episode")).toEqual([{ call_count: 3 }]),
  );
  await quiet(town);
  expect(await town.look("select due_at from ringback.callback")).toEqual([first]);
  expect(texts(town)).toHaveLength(1);
});

test("the provider takes the text and loses its answer: looked up, not sent again", async () => {
  await using town = await buildTown({ staffTexts: false });
  town.network.setFaults({
    seed: 3,
    rest: [{ fault: "performed-then-dropped", method: "POST", pathContains: "Messages", times: 1 }],
  });
  await missedCall(town);
  await soon(() => expect(texts(town)).toHaveLength(1));
  await town.advance(1);
  await soon(async () => {
    expect(await town.look("select state from ringback.message where purpose = 'acknowledgement'")).toEqual([
      { state: expect.stringMatching(/sent|delivered/) },
    ]);
  });
  expect(texts(town)).toHaveLength(1);
  const asked = town.network.requests.filter(
    (one) => one.path.endsWith("/Messages.json") && one.form.some(([, value]) => value === caller),
  );
  expect(asked).toHaveLength(1);
  expect(town.network.requests.some((one) => one.method === "GET" && one.path.endsWith("/Messages.json"))).toBe(true);
});

test("the provider drops the request unseen: the outcome stays unknown and nothing is sent blindly", async () => {
  await using town = await buildTown({ staffTexts: false });
  town.network.setFaults({
    seed: 4,
    rest: [{ fault: "dropped", method: "POST", pathContains: "Messages", times: 1 }],
  });
  await missedCall(town);
  await soon(async () =>
    expect(await town.look("select state from ringback.message where purpose = 'acknowledgement'")).toEqual([
      { state: "unknown" },
    ]),
  );
  for (let minutes = 1; minutes <= 64; minutes *= 2) {
    await town.advance(minutes);
    await quiet(town);
  }
  expect(await town.look("select state, reason from ringback.message where purpose = 'acknowledgement'")).toEqual([
    { state: "unknown", reason: "outcome-never-known" },
  ]);
  expect(texts(town)).toEqual([]);
});

test("the provider is busy (429) for a while: the text goes once it is not", async () => {
  await using town = await buildTown({ staffTexts: false });
  town.network.setFaults({ seed: 5, rest: [{ fault: "429", method: "POST", pathContains: "Messages", times: 3 }] });
  await missedCall(town);
  await soon(() => expect(texts(town)).toHaveLength(1));
  expect(town.network.messages.filter((message) => message.to === caller)).toHaveLength(1);
});

test("the provider is busy until the text is of no use any more: it is not sent", async () => {
  await using town = await buildTown({ staffTexts: false });
  town.network.setFaults({ seed: 6, rest: [{ fault: "429", method: "POST", pathContains: "Messages" }] });
  await missedCall(town);
  await soon(async () =>
    expect(
      await town.look(
        "select 1 from ringback.message where purpose = 'acknowledgement' and state = 'queued' and reason is not null",
      ),
    ).toHaveLength(1),
  );
  await town.advance(11);
  town.network.setFaults({});
  await soon(async () => {
    expect(await town.look("select state, reason from ringback.message where purpose = 'acknowledgement'")).toEqual([
      { state: "expired", reason: "too-late-to-be-useful" },
    ]);
  });
  expect(texts(town)).toEqual([]);
});
