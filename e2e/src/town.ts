// A small town for tests: a real server on a real database, and a phone network that rings it through signed webhooks.
import { createServer } from "node:net";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { runningClock } from "@ringback/dev/fake-phone-network/clock.ts";
import { PhoneNetwork, type PhoneNetworkOptions } from "@ringback/dev/fake-phone-network/network.ts";
import { type Config, readConfig } from "@ringback/server/config.ts";
import { type Ringback, startRingback } from "@ringback/server/main.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
import { type ConnectProvider, connectProvider } from "@ringback/server/use-cases/connect-provider.ts";
import { connectTwilio } from "@ringback/server/use-cases/connect-twilio.ts";
import { createAccount } from "@ringback/server/use-cases/create-account.ts";
import { installWebhooks } from "@ringback/server/use-cases/install-webhooks.ts";
import { addStaff, changePlaybook, type Staff } from "./staff.ts";

export const businessNumber = "+13125550199";
export const caller = "+13125550117";
export const ownerEmail = "owner@northside.test";
export const password = "a sentence nobody else has thought of";

export interface TownOptions {
  /** How fast the phone network's time runs; rings of twenty seconds take one at 20. */
  readonly speed?: number;
  readonly network?: Partial<PhoneNetworkOptions>;
  readonly env?: Readonly<Record<string, string>>;
  /** Always open by default, so that tests do not depend on the hour they run at. */
  readonly open?: "always" | "office-hours";
  readonly mode?: "answers" | "forwarded";
  readonly trade?: string;
  /** Whether the team gets texts; off where a test counts what the provider was asked. */
  readonly staffTexts?: boolean;
  /** Connects the number as another vendor's; as Twilio's by default. */
  readonly vendor?: (town: Pick<EmptyTown, "network" | "customer">) => Pick<ConnectProvider, "provider" | "fields">;
}

/** A server where nobody has signed up yet, and a phone network with a number that could be connected. */
export interface EmptyTown extends AsyncDisposable {
  readonly ringback: Ringback;
  readonly network: PhoneNetwork;
  /** The account at the phone network that has {@link businessNumber}. */
  readonly customer: { readonly sid: string; readonly authToken: string };
  readonly url: string;
  readonly connectionString: string;
  /** Rows of a query as the database's owner, for looking behind the screen. */
  look<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Moves the application clock and the phone network's together. */
  advance(minutes: number): Promise<void>;
}

export interface Town extends EmptyTown {
  readonly accountId: string;
  readonly staff: { readonly maya: Staff; readonly luis: Staff };
  readonly connectionId: string;
  /** Saves a new version of the rules. */
  changePlaybook(change: (playbook: Playbook) => Playbook): Promise<void>;
}

/** Builds the town before anybody lives in it. */
export async function buildEmptyTown(options: Pick<TownOptions, "speed" | "network" | "env"> = {}): Promise<EmptyTown> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await createTestDatabase());
  const network = new PhoneNetwork({
    clock: runningClock({ speed: options.speed ?? 20 }),
    ids: "town",
    delays: { transcriptionSeconds: 2 },
    ...options.network,
  });
  await network.listen(0);
  stack.defer(() => network.close());
  const ringback = await startRingback(await testConfig(database.connectionString, options.env));
  stack.defer(() => ringback.stop());
  const customer = network.addAccount({});
  network.addNumber(customer, businessNumber);
  const look = async <Row>(text: string, values: readonly unknown[] = []) =>
    (await ringback.context.db.pool.query(text, [...values])).rows as Row[];
  const kept = stack.move();
  return {
    ringback,
    network,
    customer,
    url: ringback.url ?? "",
    connectionString: database.connectionString,
    look,
    advance: async (minutes) => {
      await look("select ringback.move_clock($1)", [minutes * 60_000]);
      await network.advance(minutes * 60);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Builds the town: one business, two people with phones, one number that rings here. */
export async function buildTown(options: TownOptions = {}): Promise<Town> {
  await using stack = new AsyncDisposableStack();
  const town = stack.use(await buildEmptyTown(options));
  const { ringback, network, customer, look } = town;
  const { context, auth } = ringback;

  const signIn = await auth.createSignIn({ name: "Olive Owner", email: ownerEmail, password });
  if (!signIn.ok) throw new Error(signIn.refusal);
  const account = await createAccount(context, {
    name: "Northside Heating",
    timeZone: "America/Chicago",
    trade: options.trade ?? "home_services",
    owner: { userId: signIn.userId, name: "Olive Owner", email: ownerEmail },
  });
  if (!account.ok) throw new Error(account.refusal);
  const { accountId } = account;
  const staff = await addStaff(context, accountId, options.open ?? "always");

  const who = { accountId, by: null, number: businessNumber };
  const { sid: accountSid, authToken } = customer;
  const connected = options.vendor
    ? await connectProvider(context, { ...who, ...options.vendor(town) })
    : await connectTwilio(context, { ...who, accountSid, authToken, apiBaseUrl: network.url });
  if (!connected.ok) throw new Error(`${connected.refusal} ${connected.detail ?? ""}`);
  if (options.staffTexts === false) await look("update ringback.member set notify_by_sms = false");
  if (options.mode === "forwarded") await look("update ringback.phone_number set mode = 'forwarded'");
  const installed = await installWebhooks(context, { accountId, by: null, numberId: connected.numberId ?? "" });
  if (!installed.ok) throw new Error(installed.refusal);

  const kept = stack.move();
  return {
    ...town,
    accountId,
    staff,
    connectionId: connected.connectionId,
    changePlaybook: (change) => changePlaybook(context, accountId, change),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The environment of a test's server: a free port on loopback, quiet. */
export async function testConfig(
  connectionString: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Config> {
  return readConfig({
    DATABASE_URL: connectionString,
    PORT: String(await freePort()),
    LOG_LEVEL: process.env["TEST_LOG"] ?? "silent",
    RINGBACK_SECRET: "a secret for tests that is long enough, 7d1f03b2",
    ...env,
  });
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
