/**
 * How an outside service has done lately. `closedUntil` is set after several failures in a row: until then nobody asks,
 * after it one request at a time tries whether the service works again.
 */
export type ServiceHealth = { readonly failuresInRow: number; readonly closedUntil: Temporal.Instant | null };

/** A service that fails this often in a row is left alone for a while. */
export const FAILURES_IN_ROW_MAX = 5;

const FIRST_PAUSE_SECONDS = 30;
const LONGEST_PAUSE_SECONDS = 30 * 60;

export const HEALTHY: ServiceHealth = { failuresInRow: 0, closedUntil: null };

/** `ask`: as usual. `probe`: one may try, the others wait. `wait`: nobody asks before `closedUntil`. */
export type AskDecision = "ask" | "probe" | "wait";

/** Whether a service may be asked now. */
export function mayAsk(health: ServiceHealth, now: Temporal.Instant): AskDecision {
  if (health.closedUntil === null) return "ask";
  return Temporal.Instant.compare(now, health.closedUntil) < 0 ? "wait" : "probe";
}

/**
 * What is written down before the probe starts: the others wait until it must have ended. If the process dies meanwhile,
 * the next one probes then.
 */
export function startProbe(health: ServiceHealth, now: Temporal.Instant, deadlineMs: number): ServiceHealth {
  return { ...health, closedUntil: now.add({ milliseconds: deadlineMs }) };
}

/**
 * After a failure of the service itself. Requests that were on their way when the pause began say nothing new and do not
 * lengthen it; every failed probe doubles it, up to half an hour. `retryAfterMs` is what the service asked for.
 */
export function afterFailure(
  health: ServiceHealth,
  now: Temporal.Instant,
  failed: { readonly wasProbe: boolean; readonly retryAfterMs?: number | null },
): ServiceHealth {
  if (mayAsk(health, now) === "wait" && !failed.wasProbe) return health;
  const failuresInRow = health.failuresInRow + 1;
  const asked = Math.min(Math.max(failed.retryAfterMs ?? 0, 0), LONGEST_PAUSE_SECONDS * 1000);
  const own = failuresInRow < FAILURES_IN_ROW_MAX ? 0 : pauseSeconds(failuresInRow) * 1000;
  const pauseMs = Math.max(asked, own);
  return { failuresInRow, closedUntil: pauseMs === 0 ? null : now.add({ milliseconds: Math.ceil(pauseMs) }) };
}

/** One success and the service is as good as new. */
export function afterSuccess(): ServiceHealth {
  return HEALTHY;
}

function pauseSeconds(failuresInRow: number): number {
  return Math.min(FIRST_PAUSE_SECONDS * 2 ** Math.min(failuresInRow - FAILURES_IN_ROW_MAX, 20), LONGEST_PAUSE_SECONDS);
}
