import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { currentPlaybook, savePlaybook } from "@ringback/server/db/stores/playbooks.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";

export interface Staff {
  readonly id: string;
  readonly phone: string;
}

/** Two people with phones: Maya owns callbacks, Luis backs her up; both ring. */
export async function addStaff(
  ctx: Context,
  accountId: string,
  open: "always" | "office-hours",
): Promise<{ maya: Staff; luis: Staff }> {
  const maya = { id: ctx.ids.next(), phone: "+13125550142" };
  const luis = { id: ctx.ids.next(), phone: "+13125550163" };
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    for (const [person, name] of [
      [maya, "Maya Chen"],
      [luis, "Luis Romero"],
    ] as const) {
      tx.write({
        text: `insert into ringback.member (account_id, id, name, email, phone, role, created_at)
          values ($1, $2, $3, $4, $5, 'coordinator', $6)`,
        values: [
          accountId,
          person.id,
          name,
          `${name.split(" ")[0]?.toLowerCase()}@northside.test`,
          person.phone,
          tx.now,
        ],
      });
    }
  });
  await changePlaybook(ctx, accountId, (playbook) => withStaff(playbook, maya.id, luis.id, open));
  return { maya, luis };
}

/** Saves a new version of the business's rules. */
export async function changePlaybook(
  ctx: Context,
  accountId: string,
  change: (playbook: Playbook) => Playbook,
): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const { version, playbook } = await currentPlaybook(tx);
    savePlaybook(tx, { version: version + 1, playbook: change(playbook), note: null, by: null });
  });
}

function withStaff(playbook: Playbook, ownerId: string, backupId: string, open: "always" | "office-hours"): Playbook {
  const allDay = [["00:00", "24:00"]] as const;
  const always = { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay };
  return {
    ...playbook,
    hours: open === "always" ? { ...playbook.hours, weekly: always } : playbook.hours,
    answering: { ...playbook.answering, ringMemberIds: [ownerId, backupId] },
    ownership: { ...playbook.ownership, ownerId, backupId },
  };
}
