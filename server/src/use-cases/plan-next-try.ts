import { bestHours } from "@ringback/core/callbacks/best-hours.ts";
import { nextAttempt } from "@ringback/core/callbacks/next-attempt.ts";
import { loadTryMaterial, saveNextTry } from "#db/stores/next-tries.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import type { Transaction } from "#db/transaction.ts";

/**
 * Works out anew when a callback is to be tried again, after its attempts have changed, by the playbook it was opened under.
 * It only orders the list: no job waits for it, and no clock stops.
 */
export async function planNextTry(tx: Transaction, callbackId: string): Promise<void> {
  const material = await loadTryMaterial(tx, callbackId);
  if (material === null) return;
  const { retries, hours, sla, dispositions } = await loadPlaybook(tx, material.playbookVersion);
  const next = nextAttempt({
    tries: material.tries,
    lastHeardAt: material.lastHeardAt,
    rules: retries,
    hours,
    isEmergency: material.urgency === "emergency",
    emergencyIgnoresHours: sla.emergencyIgnoresHours,
    bestHours: bestHours(material.moments, tx.now, hours.timeZone),
    dispositions: dispositions.filter(({ retired }) => retired !== true).map(({ key }) => key),
  });
  saveNextTry(tx, callbackId, next);
}
