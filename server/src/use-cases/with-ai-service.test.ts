import { afterAll, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { AiServiceError } from "#providers/ai-service.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "./context.ts";
import { type AiAnswer, type AskAiService, aiSecretPurpose, withAiService } from "./with-ai-service.ts";

const database: TestDatabase = await createTestDatabase();
const db: Database = openDatabase(database.connectionString);
const clock = new HandClock("2026-11-18T16:00:00Z");
const context: Context = { ...bareContext(db), clock };
let accountId = "";
let users = 0;

beforeEach(async () => {
  users += 1;
  const business = await openBusiness(context, `user-${users}`, `+1312555${String(1000 + users)}`, `Business ${users}`);
  accountId = business.accountId;
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const look = async <Row>(text: string, ...values: unknown[]) => (await db.pool.query(text, values)).rows as Row[];

async function addService(more: { budget?: number; baseUrl?: string; enabled?: boolean } = {}): Promise<void> {
  const secret = context.secretBox.seal(accountId, aiSecretPurpose("language-model"), "sk-test");
  await look(
    `insert into ringback.ai_service (account_id, kind, vendor, base_url, model, secret, enabled, daily_budget_microdollars, created_at, changed_at)
     values ($1, 'language-model', 'openai-compatible', $2, 'tiny', $3, $4, $5, now(), now())`,
    accountId,
    more.baseUrl ?? "https://api.example.com/v1",
    secret,
    more.enabled ?? true,
    more.budget ?? 1000,
  );
}

const usage = async () =>
  (
    await look<{ requests: number; failures: number; cost: number }>(
      "select requests, failures, cost_microdollars as cost from ringback.ai_usage where account_id = $1",
      accountId,
    )
  )[0];

function ask(
  run: (signal: AbortSignal) => Promise<AiAnswer<string>> = async () => ({ answer: "fine", cost: () => 7 }),
  more: Partial<AskAiService> = {},
) {
  const asked = { accountId, kind: "language-model", costMax: () => 100, deadlineMs: 10_000, ...more } as const;
  return withAiService(context, asked, (_, signal) => run(signal));
}
const fail = (failure: ConstructorParameters<typeof AiServiceError>[0], retryAfterMs: number | null = null) =>
  ask(async () => {
    throw new AiServiceError(failure, "it failed", { retryable: true, retryAfterMs });
  });

test("without a service nothing leaves", async () => {
  expect(await ask()).toMatchObject({ ok: false, refusal: "no-service" });
});

test("what is switched off is not asked, by the service's switch and by the account's", async () => {
  await addService({ enabled: false });
  expect(await ask()).toMatchObject({ refusal: "disabled" });
  await look("update ringback.ai_service set enabled = true where account_id = $1", accountId);
  await look("update ringback.account set sends_content = false where id = $1", accountId);
  expect(await ask()).toMatchObject({ refusal: "nothing-may-leave" });
});

test("a healthcare business sends nothing to a vendor without an agreement", async () => {
  await addService();
  await look(
    `update ringback.playbook_version set playbook = jsonb_set(playbook, '{trade}', '"dental"') where account_id = $1`,
    accountId,
  );
  expect(await ask()).toMatchObject({ refusal: "agreement-missing" });
  await look(
    `update ringback.ai_service set agreement = '{"date":"2026-01-01","product":"API"}' where account_id = $1`,
    accountId,
  );
  expect(await ask()).toEqual({ ok: true, answer: "fine" });
});

test("the key is opened for the request and the real cost takes the reserved one's place", async () => {
  await addService();
  const outcome = await withAiService(
    context,
    { accountId, kind: "language-model", costMax: () => 100, deadlineMs: 1000 },
    async ({ vendor, service }) => {
      expect(await usage()).toMatchObject({ cost: 100 });
      return { answer: { vendor, ...service }, cost: () => 12.2 };
    },
  );
  expect(outcome).toMatchObject({
    ok: true,
    answer: { vendor: "openai-compatible", apiKey: "sk-test", model: "tiny" },
  });
  expect(await usage()).toEqual({ requests: 1, failures: 0, cost: 13 });
});

test("twenty at once on two pools spend no more than the day's budget", async () => {
  await addService({ budget: 550 });
  const other = openDatabase(database.connectionString);
  try {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        withAiService(
          index % 2 === 0 ? context : { ...context, db: other },
          { accountId, kind: "language-model", costMax: () => 100, deadlineMs: 10_000 },
          async () => ({ answer: index, cost: () => 100 }),
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(5);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.refusal === "budget-used")).toHaveLength(15);
    expect(await usage()).toMatchObject({ requests: 5, cost: 500 });
  } finally {
    await other.close();
  }
});

test("a new day has its own budget", async () => {
  await addService({ budget: 100 });
  const spend = () => ask(async () => ({ answer: "fine", cost: () => 100 }));
  expect(await spend()).toMatchObject({ ok: true });
  const refused = await spend();
  expect(refused).toMatchObject({ refusal: "budget-used" });
  expect(refused.ok ? null : String(refused.retryAt)).toBe(
    String(clock.now().toZonedDateTimeISO("UTC").startOfDay().add({ days: 1 }).toInstant()),
  );
  clock.pass({ hours: 24 });
  expect(await spend()).toMatchObject({ ok: true });
});

test("a service in the house without a price works with a budget of nothing", async () => {
  await addService({ budget: 0, baseUrl: "http://127.0.0.1:11434/v1" });
  expect(await ask(async () => ({ answer: "fine", cost: () => 0 }), { costMax: () => 0 })).toMatchObject({ ok: true });
});

test("after five failures it is left alone, and then one at a time tries", async () => {
  await addService();
  for (let failed = 0; failed < 5; failed += 1)
    expect(await fail("unavailable")).toMatchObject({ refusal: "service-failed", failure: "unavailable" });
  const resting = await ask();
  expect(resting).toMatchObject({ refusal: "resting" });
  clock.pass({ seconds: 30 });
  const { promise: isAsked, resolve: begins } = Promise.withResolvers<void>();
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const probe = ask(async () => {
    begins();
    await mayEnd;
    return { answer: "fine", cost: () => 0 };
  });
  await isAsked;
  expect(await ask()).toMatchObject({ refusal: "resting" });
  end();
  expect(await probe).toMatchObject({ ok: true });
  expect(await ask()).toMatchObject({ ok: true });
  expect(await usage()).toMatchObject({ requests: 7, failures: 5 });
});

test("a refusal of the model does not count as a failure of the service, and is taken as paid", async () => {
  await addService({ budget: 10_000 });
  for (let failed = 0; failed < 8; failed += 1) expect(await fail("refused")).toMatchObject({ failure: "refused" });
  expect(await ask()).toMatchObject({ ok: true });
  expect(await usage()).toMatchObject({ cost: 807 });
});

test("an adapter that ignores its signal is not waited for", async () => {
  await addService();
  const outcome = await ask(() => new Promise(() => {}), { deadlineMs: 20 });
  expect(outcome).toMatchObject({ refusal: "service-failed", failure: "timeout" });
  expect(await usage()).toMatchObject({ failures: 1, cost: 100 });
});

test("a worker that stops blames nobody", async () => {
  await addService();
  const stop = new AbortController();
  const outcome = ask(
    async () => {
      stop.abort(new Error("stopping"));
      return await new Promise(() => {});
    },
    { signal: stop.signal },
  );
  await expect(outcome).rejects.toThrow("stopping");
  expect(
    await look("select 1 from ringback.ai_service where account_id = $1 and failures_in_row > 0", accountId),
  ).toEqual([]);
});
