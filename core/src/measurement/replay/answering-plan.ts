import type { RingableMember } from "#answering/choose-route.ts";
import { whoRings } from "#answering/who-rings.ts";
import { isInWindow } from "#playbook/also-ring.ts";
import { overflowOf } from "#playbook/overflow.ts";
import type { Playbook } from "#playbook/playbook.ts";
import type { ScenarioRules } from "./apply-changes.ts";
import type { OpeningTimes } from "./opening-times.ts";
import type { PastCall } from "./past-call.ts";

/** What rules do with a call: who rings for how long, and who after that. */
export interface AnsweringPlan {
  /** null: phones ring. Else the call goes to voicemail, because… */
  readonly voicemail: "after-hours" | "no-agent-on-duty" | "forwarded" | null;
  /** Another phone system routes the call: the phones that rang then ring again. */
  readonly elsewhere: boolean;
  readonly memberIds: readonly string[];
  readonly ringSeconds: number;
  /** People beyond the team who are there just to answer, by a name of their own. */
  readonly extraIds: readonly string[];
  /** Who rings when those do not answer; `afterSeconds` is how long those ring. */
  readonly overflow: {
    readonly memberIds: readonly string[];
    readonly afterSeconds: number;
    readonly ringSeconds: number;
  } | null;
}

/** A person with a phone; `leftMs` is when they left the business, absent while they are in it. */
export interface TeamMember extends RingableMember {
  readonly leftMs?: number | undefined;
}

/** More phones cannot be rung at once. */
const mostPhones = 10;

/**
 * What the rules do with a call: the same as `chooseRoute`, with openings that were worked out beforehand, and with people
 * whom only a scenario can name. For a call that another phone system routes, the people the rules add ring there too.
 */
export function planOf(
  call: Pick<PastCall, "arrivedMs" | "numberId" | "caller" | "route">,
  { playbook, extraStaff }: ScenarioRules,
  team: readonly TeamMember[],
  openings: OpeningTimes,
): AnsweringPlan {
  const at = Temporal.Instant.fromEpochMilliseconds(call.arrivedMs);
  const elsewhere = call.route.kind === "elsewhere";
  const none = { elsewhere, memberIds: [], ringSeconds: 0, extraIds: [], overflow: null };
  if (call.route.kind === "voicemail" && call.route.because === "forwarded") return { ...none, voicemail: "forwarded" };
  if (!openings.isOpen(call.arrivedMs)) return { ...none, voicemail: elsewhere ? null : "after-hours" };
  const phones = (ids: ReadonlySet<string>) =>
    team
      .filter(
        ({ id, phone, leftMs = Number.POSITIVE_INFINITY }) =>
          ids.has(id) && phone !== null && phone !== call.caller && leftMs > call.arrivedMs,
      )
      .map(({ id }) => id)
      .slice(0, mostPhones);
  const memberIds = phones(whoRings(playbook, call.numberId, at));
  const extraIds = extraStaff.flatMap(({ people, window }, index) =>
    window === null || isInWindow(window, playbook.hours.timeZone, at)
      ? Array.from({ length: people }, (_, person) => `extra-${index}-${person}`)
      : [],
  );
  const over = overflowOf(playbook.answering, call.numberId);
  const spare = over === undefined ? [] : phones(new Set(over.memberIds));
  const { ringSeconds } = playbook.answering;
  const plan = { voicemail: null, elsewhere, memberIds, ringSeconds, extraIds, overflow: null };
  const isNobody = memberIds.length === 0 && extraIds.length === 0 && !elsewhere;
  if (over === undefined || spare.length === 0) return isNobody ? { ...none, voicemail: "no-agent-on-duty" } : plan;
  if (isNobody) return { ...plan, memberIds: spare, ringSeconds: over.ringSeconds };
  const afterSeconds = Math.min(over.afterSeconds, ringSeconds);
  const overflow = { memberIds: spare, afterSeconds, ringSeconds: over.ringSeconds };
  return { ...plan, ringSeconds: afterSeconds, overflow };
}

/** Two calls with one text are treated alike by the rules. */
export function planKey(plan: AnsweringPlan): string {
  return JSON.stringify([plan.voicemail, plan.memberIds, plan.ringSeconds, plan.extraIds, plan.overflow]);
}

/** A playbook as the rules of a scenario that changes nothing. */
export function plainRules(playbook: Playbook): ScenarioRules {
  return { playbook, extraStaff: [] };
}
