import { type ChannelChoices, defaultChoices } from "@ringback/core/people/notice-channels.ts";
import { noQuietHours, type QuietHours } from "@ringback/core/people/quiet-hours.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import type { TeamMember } from "./team.ts";

/** What a person chose about being told things. */
export interface NoticeSettings {
  readonly choices: ChannelChoices;
  readonly quiet: QuietHours;
  /** null: the business's. */
  readonly timeZone: string | null;
  /** Local "HH:MM"; null: when the business opens. */
  readonly morningAt: string | null;
  readonly morningDigest: boolean;
  readonly eveningDigest: boolean;
  readonly emptyDigests: boolean;
}

/** A person of the team with all that leads to them. */
export interface Staff extends TeamMember {
  readonly settings: NoticeSettings;
  readonly businessTimeZone: string;
  /** When they came to the team. */
  readonly since: Temporal.Instant;
  /** Browsers that may be pushed to. */
  readonly devices: number;
  readonly hasChat: boolean;
}

interface Row extends TeamMember {
  readonly channels: Partial<ChannelChoices> | null;
  readonly quiet: QuietHours | null;
  readonly time_zone: string | null;
  readonly morning_at: string | null;
  readonly morning_digest: boolean | null;
  readonly evening_digest: boolean | null;
  readonly empty_digests: boolean | null;
  readonly business_time_zone: string;
  readonly since: Temporal.Instant;
  readonly devices: number;
  readonly has_chat: boolean;
}

/** The team, or these of it, in the order they came. */
export async function loadStaff(tx: Transaction, memberIds?: readonly string[]): Promise<readonly Staff[]> {
  const rows = await tx.rows(sql<Row>`
    select m.id, m.name, m.email, m.phone, m.role, m.notify_by_sms, m.notify_by_email, a.time_zone as business_time_zone, m.created_at as since,
      n.channels, n.quiet, n.time_zone, n.morning_at, n.morning_digest, n.evening_digest, n.empty_digests,
      (select count(*)::int from ringback.push_subscription p where p.account_id = m.account_id and p.member_id = m.id) as devices,
      exists (select from ringback.chat_webhook c where c.account_id = m.account_id and c.member_id = m.id) as has_chat
    from ringback.member m join ringback.account a on a.id = m.account_id
    left join ringback.member_notice n on n.account_id = m.account_id and n.member_id = m.id
    where m.account_id = ${tx.accountId} and m.removed_at is null
      ${memberIds === undefined ? sql`` : sql`and m.id = any(${[...memberIds]}::uuid[])`}
    order by m.created_at, m.id`);
  return rows.map(toStaff);
}

function toStaff(row: Row): Staff {
  const { id, name, email, phone, role, notify_by_sms, notify_by_email, devices, has_chat } = row;
  const leads = role === "owner" || role === "coordinator";
  return {
    ...{ id, name, email, phone, role, notify_by_sms, notify_by_email, devices },
    businessTimeZone: row.business_time_zone,
    since: row.since,
    hasChat: has_chat,
    settings: {
      choices: { ...defaultChoices, ...row.channels },
      quiet: row.quiet ?? noQuietHours,
      timeZone: row.time_zone,
      morningAt: row.morning_at,
      // Who looks after the day gets its summaries until they say otherwise.
      morningDigest: row.morning_digest ?? leads,
      eveningDigest: row.evening_digest ?? leads,
      emptyDigests: row.empty_digests ?? false,
    },
  };
}

/** Keeps what a person chose. When their digests are due is planned anew. */
export function saveNoticeSettings(tx: Transaction, memberId: string, settings: NoticeSettings): void {
  const { choices, quiet, timeZone, morningAt, morningDigest, eveningDigest, emptyDigests } = settings;
  tx.write(sql`
    insert into ringback.member_notice (account_id, member_id, channels, quiet, time_zone, morning_at, morning_digest, evening_digest, empty_digests, next_digest_at, changed_at)
    values (${tx.accountId}, ${memberId}, ${choices}, ${quiet}, ${timeZone}, ${morningAt}, ${morningDigest}, ${eveningDigest}, ${emptyDigests}, null, ${tx.now})
    on conflict (account_id, member_id) do update set channels = excluded.channels, quiet = excluded.quiet, time_zone = excluded.time_zone,
      morning_at = excluded.morning_at, morning_digest = excluded.morning_digest, evening_digest = excluded.evening_digest,
      empty_digests = excluded.empty_digests, next_digest_at = null, changed_at = excluded.changed_at`);
}
