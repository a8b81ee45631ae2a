import type { Effect } from "./effect.ts";

/** What a rule answers: the next state with the effects it asks for, or a refusal the caller must answer for. */
export type Decision<State, Refusal extends string> =
  | { readonly ok: true; readonly state: State; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Accepts: the next state and what shall happen because of it. */
export function accept<State>(
  state: State,
  ...effects: Effect[]
): { ok: true; state: State; effects: readonly Effect[] } {
  return { ok: true, state, effects };
}

/** Refuses with a word from the rule's own union. */
export function refuse<Refusal extends string>(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal };
}
