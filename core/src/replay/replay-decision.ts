import type { Playbook } from "#playbook/playbook.ts";
import { type DecisionKind, type Replayer, replayers } from "./replayers.ts";

/** A decision as it was kept. */
export interface KeptDecision {
  readonly kind: DecisionKind;
  readonly inputs: unknown;
  readonly outcome: unknown;
}

export type Replay =
  | { readonly result: "same" }
  | { readonly result: "different"; readonly outcome: unknown }
  /** The rule cannot read what was kept, or there is none for this kind. */
  | { readonly result: "unreadable"; readonly why: string };

/** Decides a kept decision again under the playbook it was made under, and compares (promise 12). */
export function replayDecision(
  { kind, inputs, outcome }: KeptDecision,
  playbook: Playbook | null,
  known: { readonly [kind in DecisionKind]?: Replayer } = replayers,
): Replay {
  const replayer = known[kind];
  if (replayer === undefined) return { result: "unreadable", why: `no rule decides "${kind}"` };
  try {
    const again = asKept(replayer(inputs, playbook));
    return canonical(again) === canonical(outcome) ? { result: "same" } : { result: "different", outcome: again };
  } catch (error) {
    return { result: "unreadable", why: error instanceof Error ? error.message : String(error) };
  }
}

/** The form in which the database would give it back: no undefined, instants as text. */
function asKept(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** The same text for the same value, in whatever order its fields were written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
