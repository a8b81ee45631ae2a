import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { acrossAccounts } from "#db/transaction.ts";
import { giveLine } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, someone, type Visitor } from "#testing/visitor.ts";

// The real fake phone network, as a process of its own; the server may not import it.
const networkMain = fileURLToPath(new URL("../../../../dev/src/fake-phone-network/main.ts", import.meta.url));
const line = "+15559870000";
let network: ChildProcess;
let url: string;
let http: TestHttp;
let owner: Visitor;
let memberId: string;

beforeAll(async () => {
  network = spawn(
    process.execPath,
    [
      networkMain,
      "--port",
      "0",
      "--account-sid",
      `AC${"1".repeat(32)}`,
      "--auth-token",
      "t".repeat(32),
      "--number",
      line,
    ],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  if (network.stdout === null) throw new Error("The network has no output.");
  const [ready] = await once(createInterface({ input: network.stdout }), "line");
  url = JSON.parse(String(ready)).url;
  http = await createTestHttp({ requestsPerMinute: 100_000, simulatorUrl: url });
  owner = await firstOwner(http);
  const account = (await owner.call("me")).body.accounts[0];
  memberId = account.memberId;
  await owner.call("changeMember", { params: { id: memberId }, body: { phone: "+13125560001" } });
  await giveLine(http.context, account.id, memberId, line);
  const bin = await control(
    "PUT",
    "twiml-bins/greeting",
    "<Response><Say>Leave a message</Say><Record maxLength='60'/></Response>",
  );
  await control("PUT", "numbers", { phoneNumber: line, voiceUrl: bin.url });
});
afterAll(async () => {
  await http[Symbol.asyncDispose]();
  network.kill("SIGTERM");
  await once(network, "exit");
});

async function control(method: string, path: string, body?: object | string) {
  const init =
    typeof body === "string"
      ? { body }
      : body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  return (await (await fetch(`${url}/control/${path}`, { method, ...init })).json()) as { url: string; now: string };
}
const show = async () => (await owner.call("simulator")).body;

test("a caller calls, hears the greeting, speaks after the beep and hangs up", async () => {
  const placed = await owner.call("simulateCall", { body: { from: "+15551230001", to: line } });
  expect(placed.status).toBe(200);
  const params = { callId: placed.body.callId };
  const call = async () => (await show()).calls.find((one: { id: string }) => one.id === params.callId);
  await vi.waitFor(async () => expect(await call()).toMatchObject({ state: "in-progress", recording: true }), {
    timeout: 15_000,
    interval: 100,
  });
  expect((await call()).heard.map((one: { kind: string }) => one.kind)).toEqual(
    expect.arrayContaining(["ringing", "say", "beep"]),
  );
  expect((await owner.call("simulateSay", { params, body: { text: "Please call me" } })).status).toBe(200);
  expect((await owner.call("simulateHangUp", { params })).status).toBe(200);
  await vi.waitFor(async () => expect((await call()).state).toBe("ended"), { timeout: 10_000, interval: 100 });
  expect(await owner.call("simulateHangUp", { params })).toMatchObject({
    status: 422,
    body: { code: "simulator-refused" },
  });
  const { phones, numbers } = await show();
  expect(numbers).toEqual([{ number: line, label: "Main line" }]);
  expect(phones).toContainEqual(expect.objectContaining({ number: "+15551230001", kind: "caller", ringing: null }));
});

test("a phone of the team does what it is told, and no other phone", async () => {
  const params = { number: "+13125560001" };
  expect((await owner.call("setSimulatedPhone", { params, body: { behaviour: "busy" } })).status).toBe(200);
  expect((await show()).phones).toContainEqual(
    expect.objectContaining({ number: "+13125560001", kind: "staff", behaviour: "busy" }),
  );
  expect((await owner.call("answerSimulatedPhone", { params, body: { action: "decline" } })).body.code).toBe(
    "simulator-refused",
  );
  const other = { number: "+13125569999" };
  expect((await owner.call("setSimulatedPhone", { params: other, body: { behaviour: "busy" } })).status).toBe(404);
});

test("the clock of the business and the network's move together", async () => {
  const before = Temporal.Instant.from((await control("GET", "clock")).now);
  const moved = await owner.call("moveClock", { body: { advanceMinutes: 90 } });
  expect(moved.status).toBe(200);
  const [clock] = await acrossAccounts<{ offset: number }>(
    http.context.db,
    sql`select offset_ms as offset from ringback.app_clock`,
  );
  expect(clock?.offset).toBe(90 * 60_000);
  const after = Temporal.Instant.from((await control("GET", "clock")).now);
  expect(before.until(after).total("minutes")).toBeGreaterThanOrEqual(90);
  await vi.waitFor(async () => expect((await show()).clockOffsetSeconds).toBe(5400));
});

test("a business that is not on the network sees none of it", async () => {
  const stranger = await someone(http, "eve@example.com");
  await stranger.openBusiness("Eve's");
  expect(await stranger.call("simulator")).toMatchObject({ status: 404, body: { code: "no-simulator" } });
  const call = await owner.call("simulateCall", { body: { from: "+15551230002", to: "+15550000000" } });
  expect(call).toMatchObject({ status: 404, body: { code: "not-found" } });
  const agent = await someone(http, "gus@example.com", owner, "agent");
  expect((await agent.call("moveClock", { body: { advanceMinutes: 5 } })).status).toBe(403);
});
