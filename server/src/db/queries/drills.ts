import type { DrillBody } from "@ringback/contract/drills.ts";
import type { DrillChecks } from "@ringback/core/measurement/judge-drill.ts";
import type { Database } from "#db/database.ts";
import { listDrills, loadDrill, type StoredDrill } from "#db/stores/drills.ts";
import { transaction } from "#db/transaction.ts";

/** More than a screen shows; older drills are in the audit log. */
const shown = 20;

/** The latest drills of a business, newest first. */
export async function latestDrills(db: Database, accountId: string, now: Temporal.Instant): Promise<DrillBody[]> {
  return (await transaction(db, accountId, now, (tx) => listDrills(tx, shown))).map(toBody);
}

/** One drill; null when the business has none such. */
export async function findDrill(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  id: string,
): Promise<DrillBody | null> {
  const found = await transaction(db, accountId, now, (tx) => loadDrill(tx, id));
  return found && toBody(found);
}

function toBody({
  caller: _caller,
  givesUpAt: _givesUpAt,
  checks,
  startedAt,
  finishedAt,
  ...drill
}: StoredDrill): DrillBody {
  return {
    ...drill,
    startedAt: startedAt.toString(),
    finishedAt: finishedAt?.toString() ?? null,
    checks: checks && inOrder(checks),
  };
}

/** In the order of the loop: the database keeps no order of its own in JSON. */
function inOrder({ detect, acknowledge, urgency, ownership, loop }: DrillChecks): DrillChecks {
  return { detect, acknowledge, urgency, ownership, loop };
}
