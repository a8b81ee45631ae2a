import { currentPlaybook } from "@ringback/server/db/stores/playbooks.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import { addMember } from "@ringback/server/use-cases/add-member.ts";
import { removeMember } from "@ringback/server/use-cases/remove-member.ts";
import { savePlaybook } from "@ringback/server/use-cases/save-playbook.ts";
import type { FaultTown } from "#faults/fault-town.ts";

/** A person of the business as the simulation plays them. */
export interface Worker {
  readonly memberId: string;
  readonly phone: string;
  readonly role: "owner" | "coordinator" | "agent";
}

const hired = [
  { name: "Sam Ortiz", phone: "+13125550171", role: "agent" },
  { name: "Priya Nair", phone: "+13125550172", role: "agent" },
  { name: "Joe Banks", phone: "+13125550173", role: "coordinator" },
] as const;

/** Hires a few more people and opens the business by day on weekdays. */
export async function prepareTeam(town: FaultTown): Promise<Worker[]> {
  const { context, business } = town;
  const actor = { accountId: business.accountId, memberId: await ownerOf(town), role: "owner" } as const;
  for (const person of hired) {
    const added = await addMember(context, actor, { ...person, email: null, notifyBySms: true, notifyByEmail: false });
    if (!added.ok) throw new Error(added.refusal);
  }
  await context.db.pool.query(
    "update ringback.member set notify_by_sms = coalesce(phone, '') in ('+13125550142', '+13125550171', '+13125550172')",
  );
  await changePlaybook(town, (playbook) => {
    const day = [["08:00", "17:30"]] as const;
    return {
      ...playbook,
      hours: {
        ...playbook.hours,
        weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [["09:00", "12:00"]] as const, sun: [] },
      },
      ownership: { ...playbook.ownership, fallbackId: actor.memberId },
    };
  });
  return await presentTeam(town);
}

/** Who belongs to the business now and has a phone. */
export async function presentTeam({ context, business }: FaultTown): Promise<Worker[]> {
  const { rows } = await context.db.pool.query<Worker>(
    `select id as "memberId", phone, role from ringback.member where account_id = $1 and removed_at is null and phone is not null order by id`,
    [business.accountId],
  );
  return rows;
}

/** In the middle of the month the owner shortens the targets, while promises run under the old ones. */
export async function shortenTargets(town: FaultTown): Promise<void> {
  await changePlaybook(town, (playbook) => ({
    ...playbook,
    sla: { ...playbook.sla, targetMinutes: 20, highMinutes: 12, noTextMinutes: 10 },
  }));
}

/** Somebody leaves who owns callbacks. */
export async function letGo(town: FaultTown): Promise<void> {
  const memberId = await ownerOf(town);
  const { rows } = await town.context.db.pool.query<{ owner_id: string }>(
    `select owner_id from ringback.callback where account_id = $1 and owner_id <> $2 group by 1 order by count(*) desc limit 1`,
    [town.business.accountId, memberId],
  );
  const leaver = rows[0]?.owner_id;
  if (leaver === undefined) return;
  const actor = { accountId: town.business.accountId, memberId, role: "owner" } as const;
  const gone = await removeMember(town.context, actor, leaver);
  if (!gone.ok) throw new Error(gone.refusal);
  await changePlaybook(town, (playbook) =>
    playbook.ownership.ownerId === null
      ? { ...playbook, ownership: { ...playbook.ownership, ownerId: memberId } }
      : playbook,
  );
}

type Playbook = Awaited<ReturnType<typeof currentPlaybook>>["playbook"];

async function changePlaybook(town: FaultTown, change: (playbook: Playbook) => Playbook): Promise<void> {
  const { context, business } = town;
  const current = await transaction(context.db, business.accountId, context.clock.now(), currentPlaybook);
  const actor = { accountId: business.accountId, memberId: await ownerOf(town), role: "owner" } as const;
  const playbook = change(current.playbook);
  const saved = await savePlaybook(context, actor, { expectedVersion: current.version, playbook, note: null });
  if (!saved.ok) throw new Error(`${saved.refusal} ${"problems" in saved ? JSON.stringify(saved.problems) : ""}`);
}

async function ownerOf({ context, business }: FaultTown): Promise<string> {
  const { rows } = await context.db.pool.query<{ id: string }>(
    "select id from ringback.member where account_id = $1 and role = 'owner' and removed_at is null",
    [business.accountId],
  );
  const owner = rows[0]?.id;
  if (owner === undefined) throw new Error("The business has no owner.");
  return owner;
}
