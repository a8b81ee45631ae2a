import { scriptedCalls } from "@ringback/dev/fake-asterisk/scripted-calls.ts";
import { bareSecret } from "@ringback/server/testing/bare-context.ts";
import { expect, test } from "vitest";
import { buildHouse, line } from "#asterisk-house.ts";
import { startServer } from "#processes.ts";
import { soon } from "#soon.ts";

test("kill -9 of the process that follows a phone system: another one takes over within seconds", async () => {
  await using house = await buildHouse();
  const { pbx } = house;
  const env = { DATABASE_URL: house.connectionString, RINGBACK_SECRET: bareSecret, RINGBACK_ROLE: "worker", PORT: "0" };
  await using first = await startServer(env);
  await soon(() => expect(pbx.listeners).toBe(1));
  await using _second = await startServer(env);
  const before = pbx.logins;
  first.child.kill("SIGKILL");
  const killedMs = Date.now();
  await soon(() => expect(pbx.logins).toBe(before + 1));
  expect(Date.now() - killedMs).toBeLessThan(10_000);
  await soon(() => expect(pbx.listeners).toBe(1));
  const id = scriptedCalls.noAnswer(pbx, { from: "+15551230001", to: line });
  await soon(async () =>
    expect(await house.look("select provider_call_id as id, outcome from ringback.call")).toEqual([
      { id, outcome: "missed" },
    ]),
  );
});
