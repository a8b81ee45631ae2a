import { acrossAccounts, transaction } from "@ringback/server/db/transaction.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { type InstallWebhooksResult, installWebhooks } from "@ringback/server/use-cases/install-webhooks.ts";
import {
  forgetConnection,
  openConnection,
  telephonySecretPurpose,
} from "@ringback/server/use-cases/open-connection.ts";
import type { SimulatorAccess } from "./create-business.ts";

/** What became of one number. */
export interface AttachedNumber {
  readonly number: string;
  readonly result: InstallWebhooksResult;
}

export interface AttachedSimulator {
  readonly connectionId: string;
  readonly numbers: readonly AttachedNumber[];
}

/**
 * Joins the demo's connection to the simulated network that runs now: its address and token, the application clock's
 * offset, and our webhook URLs at its numbers, written as at a real provider. Null when there is no simulated connection
 * (no demo, or its owner removed it). Does nothing twice.
 */
export async function attachSimulator(context: Context, simulator: SimulatorAccess): Promise<AttachedSimulator | null> {
  const [found] = await acrossAccounts<{ id: string; accountId: string; apiBaseUrl: string }>(context.db, {
    text: `select connection.id, account_id as "accountId", api_base_url as "apiBaseUrl" from ringback.connection
      join ringback.account on account.id = account_id
      where account.demo and simulated and removed_at is null and external_account_id = $1 order by connection.created_at limit 1`,
    values: [simulator.accountSid],
  });
  if (found === undefined) return null;
  await renewAccess(context, found, simulator);
  await setClock(simulator.url, context.clock.offsetMs);
  const { id: connectionId, accountId } = found;
  const lines = await transaction(context.db, accountId, context.clock.now(), (tx) =>
    tx.rows<{ id: string; number: string }>({
      text: "select id, number from ringback.phone_number where account_id = $1 and connection_id = $2 order by number",
      values: [accountId, connectionId],
    }),
  );
  const numbers: AttachedNumber[] = [];
  for (const { id: numberId, number } of lines) {
    numbers.push({ number, result: await installWebhooks(context, { accountId, by: null, numberId }) });
  }
  return { connectionId, numbers };
}

/** The simulated network may have another port or token since; a real provider's address never changes, so no use case does this. */
async function renewAccess(
  context: Context,
  { id, accountId, apiBaseUrl }: { id: string; accountId: string; apiBaseUrl: string },
  simulator: SimulatorAccess,
): Promise<void> {
  const open = await openConnection(context, id);
  if (open !== null && apiBaseUrl === simulator.url && open.account.secret === simulator.authToken) return;
  const secret = context.secretBox.seal(accountId, telephonySecretPurpose, simulator.authToken);
  await transaction(context.db, accountId, context.clock.now(), async (tx) => {
    tx.write({
      text: "update ringback.connection set api_base_url = $3, secret = $4, previous_secret = null where account_id = $1 and id = $2",
      values: [accountId, id, simulator.url, secret],
    });
    tx.changed({ kind: "connection", id });
  });
  forgetConnection(context, id);
}

/** Brings the network to the application's time; it starts at the machine's. */
async function setClock(url: string, offsetMs: number): Promise<void> {
  if (offsetMs === 0) return;
  const answer = await fetch(new URL("/control/clock", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ offsetSeconds: offsetMs / 1000 }),
  });
  if (!answer.ok) throw new Error(`The simulated phone network would not move its clock: ${await answer.text()}`);
}
