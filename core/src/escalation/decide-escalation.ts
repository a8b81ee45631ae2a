// A step of an alarm's ladder as a decision: everything the rule was told besides the playbook, and what it answered.
import type { Playbook } from "#playbook/playbook.ts";
import { type AlarmReason, alarmReasons } from "./alarm-reason.ts";
import { ladderFor, type NextEscalation, nextEscalation, type People } from "./next-escalation.ts";

export interface EscalationInputs {
  readonly reason: AlarmReason;
  readonly level: number;
  readonly round: number;
  readonly people: People;
  readonly now: Temporal.Instant;
}

/** Which release of the rule decides. */
export const escalationRulesVersion = "1";

/** Who is told next by the ladder of this reason, and when to look again. */
export function decideEscalation(
  { reason, level, round, people, now }: EscalationInputs,
  { escalation, hours }: Pick<Playbook, "escalation" | "hours">,
): NextEscalation {
  return nextEscalation({ level, round }, reason, ladderFor(reason, escalation), people, now, hours);
}

/** Decides again from the inputs as they were kept. @throws what reading inputs of another shape throws. */
export function replayEscalation(kept: unknown, playbook: Playbook | null): NextEscalation {
  if (playbook === null) throw new Error("A ladder's step needs the playbook it was made under.");
  return decideEscalation(readInputs(asRecord(kept)), playbook);
}

type Kept = Readonly<Record<string, unknown>>;

function readInputs(kept: Kept): EscalationInputs {
  const reason = alarmReasons.find((one) => one === kept["reason"]);
  const { level, round } = kept;
  if (reason === undefined || typeof level !== "number" || typeof round !== "number")
    throw new Error("An alarm has a reason, a level and a round.");
  return { reason, level, round, people: readPeople(asRecord(kept["people"])), now: instant(kept["now"]) };
}

function readPeople(kept: Kept): People {
  const quiet = Object.entries(asRecord(kept["quietUntil"]));
  return {
    ownerId: String(kept["ownerId"]),
    backupId: idOrNull(kept["backupId"]),
    fallbackId: idOrNull(kept["fallbackId"]),
    onCallIds: ids(kept["onCallIds"]),
    everyone: ids(kept["everyone"]),
    quietUntil: Object.fromEntries(quiet.map(([id, until]) => [id, until === null ? null : instant(until)])),
  };
}

function ids(kept: unknown): readonly string[] {
  return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
}

function idOrNull(kept: unknown): string | null {
  return typeof kept === "string" ? kept : null;
}

function asRecord(value: unknown): Kept {
  if (typeof value !== "object" || value === null) throw new Error("An object is kept here.");
  return { ...value };
}

function instant(value: unknown): Temporal.Instant {
  if (typeof value !== "string") throw new Error("A time is kept as text.");
  return Temporal.Instant.from(value);
}
