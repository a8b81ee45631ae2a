import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { completePlaybook } from "@ringback/core/playbook/playbook.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

type Answer = AnswerOf<Routes["getPlaybook"]>;

/** The rules now in force, when they were saved and by whom. */
export async function playbookInForce(db: Database, accountId: string, now: Temporal.Instant): Promise<Answer> {
  const row = await transaction(db, accountId, now, (tx) =>
    tx.first(sql<Omit<Answer, "changedAt"> & { changedAt: Temporal.Instant }>`
      select saved.version, saved.playbook, saved.created_at as "changedAt", member.name as "changedBy"
      from ringback.account
      join ringback.playbook_version saved on saved.account_id = account.id and saved.version = account.playbook_version
      left join ringback.member on member.account_id = saved.account_id and member.id = saved.created_by
      where account.id = ${tx.accountId}`),
  );
  if (row === null) throw new Error("The account has no rules in force.");
  return { ...row, playbook: completePlaybook(row.playbook), changedAt: row.changedAt.toString() };
}

/** The name texts go out under. */
export async function businessName(db: Database, accountId: string, now: Temporal.Instant): Promise<string> {
  const row = await transaction(db, accountId, now, (tx) =>
    tx.first(sql<{ name: string }>`select name from ringback.account where id = ${tx.accountId}`),
  );
  return row?.name ?? "";
}
