// Who calls back, as data of the playbook: rules in order, and what the business says about its people's time and skills.
import type { Span, Weekday } from "#business-hours/calendar.ts";

/** What a rule may ask about a caller. An empty list asks nothing; of a list one entry has to fit; all lists have to fit. */
export interface RuleConditions {
  readonly linesOfService: readonly string[];
  readonly numberIds: readonly string[];
  /** The campaigns (where a number is advertised). */
  readonly sources: readonly string[];
  readonly intents: readonly string[];
  readonly urgencies: readonly string[];
  readonly languages: readonly string[];
  readonly territoryIds: readonly string[];
  readonly tiers: readonly string[];
  readonly lanes: readonly string[];
}

/** How one of several is picked: in turn, or who has the fewest open callbacks. */
export type PickOrder = "round-robin" | "least-loaded";

/** Who gets the callbacks of a rule. */
export type RuleTarget =
  | { readonly kind: "person"; readonly memberId: string }
  /** Those of the group who have all the skills. */
  | {
      readonly kind: "group";
      readonly memberIds: readonly string[];
      readonly pick: PickOrder;
      readonly skills: readonly string[];
    }
  /** Whoever of the people with shifts works now and has all the skills. */
  | { readonly kind: "on-duty"; readonly pick: PickOrder; readonly skills: readonly string[] }
  | { readonly kind: "on-call"; readonly rotationId: string }
  /** Who has called this person back before. */
  | { readonly kind: "knows-them" };

export interface RoutingRule {
  readonly id: string;
  readonly name: string;
  readonly when: RuleConditions;
  readonly to: RuleTarget;
  readonly backupId: string | null;
}

/** A named area: postal codes, and the first digits of numbers ("312", "+4420"). A code ending in `*` means all that begin so. */
export interface Territory {
  readonly id: string;
  readonly name: string;
  readonly postalCodes: readonly string[];
  readonly areaCodes: readonly string[];
}

/** A person's working week on the business's clock. Who has none is always on duty. */
export interface Shift {
  readonly memberId: string;
  readonly weekly: Readonly<Record<Weekday, readonly Span[]>>;
}

/** People who are on call one after the other. */
export interface Rotation {
  readonly id: string;
  readonly name: string;
  readonly memberIds: readonly string[];
  /** The local date on which the first of them takes over, `YYYY-MM-DD`. */
  readonly startsOn: string;
  /** The local time at which one hands over to the next, `HH:MM`. */
  readonly handoverTime: string;
  readonly lengthDays: number;
}

export interface PersonSkills {
  readonly memberId: string;
  readonly skills: readonly string[];
}

export interface Routing {
  /** Before every rule: who has called this person back before does it again. */
  readonly knownFirst: boolean;
  readonly rules: readonly RoutingRule[];
  readonly territories: readonly Territory[];
  readonly shifts: readonly Shift[];
  readonly rotations: readonly Rotation[];
  readonly skills: readonly PersonSkills[];
}

/** No rules yet: the number's owner, then the general owner. */
export const plainRouting: Routing = {
  knownFirst: true,
  rules: [],
  territories: [],
  shifts: [],
  rotations: [],
  skills: [],
};

/** A rule's conditions that ask nothing: it fits everybody. */
export const noConditions: RuleConditions = {
  linesOfService: [],
  numberIds: [],
  sources: [],
  intents: [],
  urgencies: [],
  languages: [],
  territoryIds: [],
  tiers: [],
  lanes: [],
};

/** Whether a rule picks by what the people have on their lists; then that has to be loaded. */
export function picksAmongPeople(routing: Routing): boolean {
  return routing.rules.some(({ to }) => to.kind === "group" || to.kind === "on-duty");
}
