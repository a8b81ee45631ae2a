import type { Reachable } from "@ringback/core/people/how-to-tell.ts";
import type { NoticeChannel } from "@ringback/core/people/notice-channels.ts";
import { sql } from "kysely";
import type { Staff } from "#db/stores/staff.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/** A line of the business that can do something, and how it is reached. */
export interface StaffLine {
  readonly number: string;
  readonly connectionId: string;
}

/** The lines by which staff can be told; null where no line can. */
export interface StaffLines {
  readonly text: StaffLine | null;
  readonly call: StaffLine | null;
}

type Able = Pick<Context, "telephony">;

/**
 * The lines for telling staff: the one the matter came by where it can, else another of the business. Texts need a
 * registered line (docs/rules.md S17), calls do not.
 */
export async function staffLines(ctx: Able, tx: Transaction, numberId: string | null = null): Promise<StaffLines> {
  const able = Object.values(ctx.telephony);
  const texting = able.flatMap(({ name, abilities }) => (abilities.sms ? [name] : []));
  const calling = able.flatMap(({ name, abilities }) => (abilities.startsCalls ? [name] : []));
  const line = (providers: readonly string[], registered: boolean) => sql`
    select jsonb_build_object('number', n.number, 'connectionId', n.connection_id) from ringback.phone_number n
    join ringback.connection p on p.account_id = n.account_id and p.id = n.connection_id and p.removed_at is null
      and p.provider = any(${[...providers]}::text[])
    where n.account_id = ${tx.accountId} and n.retired_at is null
      and (n.id is not distinct from ${numberId}::uuid or ${!registered} or n.registration in ('approved', 'exempt'))
    order by n.id is distinct from ${numberId}::uuid, n.created_at, n.id limit 1`;
  const row = await tx.first<StaffLines>(
    sql`select (${line(texting, true)}) as text, (${line(calling, false)}) as call`,
  );
  return row ?? { text: null, call: null };
}

/** A person of the team as the rules of telling see them. */
export function toReachable(ctx: Pick<Context, "email" | "push" | "chat">, staff: Staff, lines: StaffLines): Reachable {
  const leads: Readonly<Record<NoticeChannel, boolean>> = {
    push: staff.devices > 0 && ctx.push !== null,
    sms: staff.notify_by_sms && staff.phone !== null && lines.text !== null,
    voice: staff.phone !== null && lines.call !== null,
    email: staff.notify_by_email && staff.email !== null && ctx.email !== null,
    chat: staff.hasChat && ctx.chat !== null,
  };
  return {
    memberId: staff.id,
    timeZone: staff.settings.timeZone ?? staff.businessTimeZone,
    choices: staff.settings.choices,
    quiet: staff.settings.quiet,
    available: (Object.keys(leads) as NoticeChannel[]).filter((channel) => leads[channel]), // a Record's keys are its key type
  };
}
