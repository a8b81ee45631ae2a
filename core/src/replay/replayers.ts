// Each kind of decision that is kept, and the rule that made it, told from what was kept.
import { replayOutbound } from "#acknowledgement/replay-outbound.ts";
import { replayClock } from "#callbacks/decide-clock.ts";
import { replayEscalation } from "#escalation/decide-escalation.ts";
import { replayOwner } from "#ownership/replay-owner.ts";
import type { Playbook } from "#playbook/playbook.ts";

/** What is kept: whether and when a text goes, who owns a callback, when it is due, who is told next. */
export type DecisionKind = "outbound" | "owner" | "clock" | "escalation";

/**
 * Decides again from the kept inputs (JSON: instants are text) and the playbook of the kept version.
 * Answers the outcome as it would be kept now.
 * @throws what reading inputs of a shape the rule no longer knows throws.
 */
export type Replayer = (inputs: unknown, playbook: Playbook | null) => unknown;

export const replayers: { readonly [kind in DecisionKind]?: Replayer } = {
  outbound: replayOutbound,
  owner: replayOwner,
  clock: replayClock,
  escalation: replayEscalation,
};
