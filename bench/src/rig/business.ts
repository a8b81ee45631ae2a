import { currentPlaybook, savePlaybook } from "@ringback/server/db/stores/playbooks.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import { addNumber } from "@ringback/server/use-cases/add-number.ts";
import { connectTwilio } from "@ringback/server/use-cases/connect-twilio.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { createAccount } from "@ringback/server/use-cases/create-account.ts";
import { installWebhooks } from "@ringback/server/use-cases/install-webhooks.ts";
import type { NetworkProcess } from "./children.ts";

export interface Business {
  readonly accountId: string;
  readonly connectionId: string;
  readonly numbers: readonly string[];
  readonly staffPhones: readonly string[];
}

export interface BusinessOptions {
  readonly numbers: readonly string[];
  /** Whether the staff's phones ring; else every call is a miss at once. */
  readonly mode: "answers" | "forwarded";
}

const staff = [
  { name: "Maya Chen", phone: "+13125550142" },
  { name: "Luis Romero", phone: "+13125550163" },
] as const;

/** One business, always open, two people with phones, its numbers connected to the phone network. */
export async function openBusiness(
  ctx: Context,
  network: Pick<NetworkProcess, "url" | "accountSid" | "authToken">,
  options: BusinessOptions,
): Promise<Business> {
  const owner = { userId: "bench", name: "Olive Owner", email: "owner@northside.test" };
  const account = await createAccount(ctx, {
    name: "Northside Heating",
    timeZone: "America/Chicago",
    trade: "home_services",
    owner,
  });
  if (!account.ok) throw new Error(account.refusal);
  const { accountId } = account;
  await addStaff(ctx, accountId);
  const connected = await connectTwilio(ctx, {
    accountId,
    by: null,
    accountSid: network.accountSid,
    authToken: network.authToken,
    apiBaseUrl: network.url,
  });
  if (!connected.ok) throw new Error(`${connected.refusal} ${connected.detail ?? ""}`);
  const { connectionId } = connected;
  for (const number of options.numbers) {
    const row = { number, label: number, connectionId, mode: options.mode, source: null, lineOfService: null } as const;
    const added = await addNumber(ctx, { accountId, by: null, ...row });
    if (!added.ok) throw new Error(added.refusal);
    const installed = await installWebhooks(ctx, { accountId, by: null, numberId: added.numberId });
    if (!installed.ok) throw new Error(installed.refusal);
  }
  // No carrier stands behind this network, so no registration is asked for.
  await ctx.db.pool.query("update ringback.phone_number set registration = 'exempt'");
  return { accountId, connectionId, numbers: options.numbers, staffPhones: staff.map((person) => person.phone) };
}

async function addStaff(ctx: Context, accountId: string): Promise<void> {
  const people = staff.map((person) => ({ ...person, id: ctx.ids.next() }));
  const [owner, backup] = people;
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    for (const person of people) {
      tx.write({
        text: `insert into ringback.member (account_id, id, name, phone, role, created_at)
          values ($1, $2, $3, $4, 'coordinator', $5)`,
        values: [accountId, person.id, person.name, person.phone, tx.now],
      });
    }
    const { version, playbook } = await currentPlaybook(tx);
    const allDay = [["00:00", "24:00"]] as const;
    const weekly = { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay };
    const open = {
      ...playbook,
      hours: { ...playbook.hours, weekly },
      answering: { ...playbook.answering, ringMemberIds: people.map((person) => person.id) },
      ownership: { ...playbook.ownership, ownerId: owner?.id ?? "", backupId: backup?.id ?? null },
    };
    savePlaybook(tx, { version: version + 1, playbook: open, note: null, by: null });
  });
}
