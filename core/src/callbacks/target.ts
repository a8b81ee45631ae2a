import type { Intent, Urgency } from "#classification/assessment.ts";
import type { Playbook } from "#playbook/playbook.ts";

/** What decides how soon a callback is due. */
export interface PromisedAbout {
  readonly urgency: Urgency;
  /** null until something was said. */
  readonly intent: Intent | null;
  /** The number the caller dialed. */
  readonly numberId: string | null;
  /** Whether a text may go to the caller; where none may, the callback moves up instead. */
  readonly mayText: boolean;
}

export interface Target {
  readonly minutes: number;
  /** Every minute counts, not only those in which the business is open. */
  readonly aroundTheClock: boolean;
  /** The rows that decided: `row-2` of the list, or `emergency`, `high`, `general`; and `no-text`. */
  readonly rules: readonly string[];
}

/**
 * The target of a callback: the row that names most of it wins, of equals the upper one; where no row fits, the general
 * targets by urgency. A row that does not name the urgency makes a high one or an emergency never later than the general
 * target does: "quotes in four hours" must not put off a quote with water running.
 */
export function chooseTarget(about: PromisedAbout, sla: Playbook["sla"]): Target {
  const general = generalTarget(about.urgency, sla);
  const row = fittingRow(about, sla.targets);
  const chosen = row === null ? general : fromRow(row);
  const presses = about.urgency === "emergency" || about.urgency === "high";
  const target = row !== null && row.rule.urgency === null && presses ? sooner(general, chosen) : chosen;
  if (about.mayText || target.minutes <= sla.noTextMinutes) return target;
  return { ...target, minutes: sla.noTextMinutes, rules: [...target.rules, "no-text"] };
}

function generalTarget(urgency: Urgency, sla: Playbook["sla"]): Target {
  if (urgency === "emergency")
    return { minutes: sla.emergencyMinutes, aroundTheClock: sla.emergencyIgnoresHours, rules: ["emergency"] };
  if (urgency === "high") return { minutes: sla.highMinutes, aroundTheClock: false, rules: ["high"] };
  return { minutes: sla.targetMinutes, aroundTheClock: false, rules: ["general"] };
}

interface Row {
  readonly rule: Playbook["sla"]["targets"][number];
  readonly index: number;
}

function fittingRow(about: PromisedAbout, rows: Playbook["sla"]["targets"]): Row | null {
  let best: Row | null = null;
  for (const [index, rule] of rows.entries()) {
    const fits =
      (rule.numberId === null || rule.numberId === about.numberId) &&
      (rule.urgency === null || rule.urgency === about.urgency) &&
      (rule.intent === null || rule.intent === about.intent);
    if (fits && (best === null || named(rule) > named(best.rule))) best = { rule, index };
  }
  return best;
}

function named({ numberId, urgency, intent }: Row["rule"]): number {
  return [numberId, urgency, intent].filter((part) => part !== null).length;
}

function fromRow({ rule, index }: Row): Target {
  return { minutes: rule.minutes, aroundTheClock: rule.clock === "always", rules: [`row-${index + 1}`] };
}

/** Of two targets the shorter, and around the clock where either is: never later than either of them. */
function sooner(general: Target, row: Target): Target {
  const aroundTheClock = general.aroundTheClock || row.aroundTheClock;
  const rules = row.minutes < general.minutes ? [...row.rules, ...general.rules] : general.rules;
  return { minutes: Math.min(general.minutes, row.minutes), aroundTheClock, rules };
}
