// Questions that belong to no single account, asked past row security. Each names the person or the secret it is about,
// so that none of them can list what is not the asker's.
import type { ReportName } from "@ringback/core/measurement/report/report-names.ts";
import type { ReportRange } from "@ringback/core/measurement/report/report-range.ts";
import type { Role } from "@ringback/core/people/may.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import type { AskedReport } from "#db/queries/asked-report.ts";
import { acrossAccounts } from "#db/transaction.ts";

/** A person's place in a business. */
export async function loadMembership(
  db: Database,
  userId: string,
  accountId: string,
): Promise<{ memberId: string; role: Role } | null> {
  const [row] = await acrossAccounts<{ memberId: string; role: Role }>(
    db,
    sql`select id as "memberId", role from ringback.member
      where user_id = ${userId} and account_id = ${accountId} and removed_at is null`,
  );
  return row ?? null;
}

export interface NewAccountRows {
  readonly accountId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly trade: string;
  readonly demo: boolean;
  readonly at: Temporal.Instant;
  readonly owner: { readonly memberId: string; readonly userId: string; readonly name: string; readonly email: string };
  readonly playbook: Playbook;
  readonly auditId: string;
}

/** Writes a business, its owner, version 1 of its rules and the first line of its audit trail: all or nothing. */
export async function insertAccount(db: Database, account: NewAccountRows): Promise<void> {
  const { accountId, owner, at } = account;
  await acrossAccounts(
    db,
    sql`with new_account as (
        insert into ringback.account (id, name, time_zone, trade, playbook_version, demo, created_at)
        values (${accountId}, ${account.name}, ${account.timeZone}, ${account.trade}, 1, ${account.demo}, ${at})
      ), new_owner as (
        insert into ringback.member (account_id, id, user_id, name, email, role, created_at)
        values (${accountId}, ${owner.memberId}, ${owner.userId}, ${owner.name}, ${owner.email}, 'owner', ${at})
      ), new_playbook as (
        insert into ringback.playbook_version (account_id, version, playbook, created_at, created_by)
        values (${accountId}, 1, ${account.playbook}, ${at}, ${owner.memberId})
      )
      insert into ringback.audit_event (account_id, id, at, by_member, action, subject)
      values (${accountId}, ${account.auditId}, ${at}, ${owner.memberId}, 'account-created', ${accountId}::text)`,
  );
}

/** The businesses a person belongs to, with who they are there. */
export async function findAccountsOfUser(
  db: Database,
  userId: string,
): Promise<{ accountId: string; memberId: string }[]> {
  return await acrossAccounts(
    db,
    sql<{ accountId: string; memberId: string }>`select account_id as "accountId", id as "memberId"
      from ringback.member where user_id = ${userId} and removed_at is null`,
  );
}

export interface FoundInvitation {
  readonly accountId: string;
  readonly accountName: string;
  readonly memberId: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
}

/** The invitation behind a token, while it can be accepted. Whoever holds the token may know what it is for. */
export async function findInvitation(
  db: Database,
  tokenHash: string,
  now: Temporal.Instant,
): Promise<FoundInvitation | null> {
  const [row] = await acrossAccounts<FoundInvitation>(
    db,
    sql`select invitation.account_id as "accountId", account.name as "accountName", member.id as "memberId", member.name,
        member.email, member.role
      from ringback.invitation
      join ringback.member on member.account_id = invitation.account_id and member.id = invitation.member_id
      join ringback.account on account.id = invitation.account_id
      where invitation.token_hash = ${tokenHash} and invitation.accepted_at is null and invitation.expires_at > ${now}
        and member.removed_at is null and member.user_id is null`,
  );
  return row ?? null;
}

export interface FoundReportLink {
  readonly accountId: string;
  readonly id: string;
  readonly report: ReportName;
  readonly range: ReportRange | null;
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly filter: AskedReport;
  readonly expiresAt: Temporal.Instant;
}

/** The link behind a token, while it shows something. Whoever holds the token may see what it is for. */
export async function findReportLink(
  db: Database,
  tokenHash: string,
  now: Temporal.Instant,
): Promise<FoundReportLink | null> {
  const [row] = await acrossAccounts<FoundReportLink>(
    db,
    sql`select account_id as "accountId", id, report, range, from_day::text as "fromDay", to_day::text as "toDay", filter, expires_at as "expiresAt"
      from ringback.report_link where token_hash = ${tokenHash} and revoked_at is null and expires_at > ${now}`,
  );
  return row ?? null;
}

/** All businesses of the installation, by name; for the command line, which runs as the installation's operator. */
export async function accountsByName(db: Database): Promise<readonly { id: string; name: string; demo: boolean }[]> {
  return await acrossAccounts(
    db,
    sql<{ id: string; name: string; demo: boolean }>`select id, name, demo from ringback.account order by name, id`,
  );
}
