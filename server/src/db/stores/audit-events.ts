import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** What the audit trail knows. */
export type AuditAction =
  | "contact-entered"
  | "contact-changed"
  | "contacts-merged"
  | "merge-undone"
  | "contact-setup-changed"
  | "contacts-exported"
  | "contact-exported"
  | "forgetting-started"
  | "contact-forgotten"
  | "do-not-call-brought"
  | "do-not-call-removed"
  | "account-created"
  | "signed-in"
  | "playbook-saved"
  | "scenario-applied"
  | "setup-finished"
  | "member-added"
  | "member-changed"
  | "member-removed"
  | "member-invited"
  | "invitation-accepted"
  | "api-key-created"
  | "api-key-revoked"
  | "connection-added"
  | "connection-changed"
  | "connection-token-rotated"
  | "connection-removed"
  | "ai-service-changed"
  | "ai-service-removed"
  | "sends-content-changed"
  | "number-added"
  | "number-changed"
  | "webhooks-installed"
  | "webhooks-restored"
  | "drill-started"
  | "reconciliation-started"
  | "gap-accepted"
  | "gap-reopened"
  | "cost-inputs-set"
  | "pilot-planned"
  | "pilot-started"
  | "pilot-canceled"
  | "report-schedule-set"
  | "report-schedule-removed"
  | "report-mailed"
  | "report-link-made"
  | "report-link-revoked"
  | "consent-noted"
  | "texting-place-set"
  | "texting-place-cleared"
  | "hold-resolved"
  | "hold-reopened"
  | "labels-corrected"
  | "import-started"
  | "import-undone";

/** Appends who did what to what. `detail` holds words, ids and roles, never personal data. */
export function appendAuditEvent(
  tx: Transaction,
  event: {
    id: string;
    by: string | null;
    action: AuditAction;
    subject?: string;
    detail?: Readonly<Record<string, unknown>>;
  },
): void {
  tx.write(sql`insert into ringback.audit_event (account_id, id, at, by_member, action, subject, detail)
    values (${tx.accountId}, ${event.id}, ${tx.now}, ${event.by}, ${event.action}, ${event.subject ?? null}, ${event.detail ?? {}})`);
}
