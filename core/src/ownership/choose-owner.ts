import type { Playbook } from "#playbook/playbook.ts";
import { type Duty, dutyOf, type PersonNow } from "./duty.ts";
import { type OwnerQuestion, type Unfit, unfitCondition } from "./fits-caller.ts";
import { onCallOrder } from "./on-call.ts";
import type { PickOrder, Routing, RuleTarget } from "./routing.ts";

/** Which release of this rule decided, for the record. */
export const ownerRulesVersion = "owner-1";

/** What decided, for the record: `rule:<id>` is a rule of the playbook. */
export type OwnerRule = "known-owner" | `rule:${string}` | "by-number" | "general-owner" | "fallback" | "any-member";

/** Why a rule's person did not get it. */
export interface PassedOver {
  readonly memberId: string;
  readonly why: "gone" | "lacks-skill" | "off-duty" | "busy" | "away";
  readonly until: Temporal.Instant | null;
}

/** A rule that was asked before the one that decided, and why it did not. */
export type RulePassed =
  | ({ readonly rule: OwnerRule; readonly because: "unfit" } & Unfit)
  /** It fits the caller, and none of its people can have it now. */
  | { readonly rule: OwnerRule; readonly because: "nobody"; readonly people: readonly PassedOver[] };

export interface ChosenOwner {
  readonly ownerId: string;
  /** Never the owner. Null where the rules name nobody else who is still there. */
  readonly backupId: string | null;
  readonly rule: OwnerRule;
  /** False: nobody whom the rules name is on duty, and this is who comes first. */
  readonly onDuty: boolean;
  /** No rule resolved; a review hold says so. */
  readonly needsReview: boolean;
  /** What was asked before, in order. */
  readonly passed: readonly RulePassed[];
}

/** One thing that may decide: who it names, best first, and whom it would have told besides. */
interface Entry extends Named {
  readonly rule: OwnerRule;
  readonly backupId: string | null;
  readonly unfit: Unfit | null;
}
interface Candidate {
  readonly id: string;
  readonly duty: Duty;
}

/**
 * Exactly one owner, always. Order: who already knows the caller, the playbook's rules, the number's owner, the general
 * owner. First those on duty are asked, through all of them; then, in the same order, those who are not on duty but not
 * away. Then the fallback, and if the playbook names nobody who is still there, who has been here longest, so that no
 * callback is ever without one. The order in which people are given does not matter.
 * @throws Error for a business without any member, which cannot exist: its creator is one.
 */
export function chooseOwner(
  question: OwnerQuestion,
  playbook: Playbook,
  people: readonly PersonNow[],
  now: Temporal.Instant,
): ChosenOwner {
  const { ownership, routing, hours } = playbook;
  const present = new Map(people.map((person) => [person.id, person]));
  const duties = new Map(people.map((person) => [person.id, dutyOf(person, routing, hours.timeZone, now)]));
  const entries = entriesFor(question, playbook, { present, duties, now });

  const passed: RulePassed[] = [];
  for (const entry of entries) {
    const ready = entry.candidates.find(({ duty }) => duty.state === "on-duty");
    if (entry.unfit === null && ready !== undefined) return chosen(entry, ready.id, true);
    passed.push(whyPassed(entry));
  }
  for (const entry of entries) {
    const later = entry.candidates.find(({ duty }) => duty.state !== "away");
    if (entry.unfit === null && later !== undefined) return chosen(entry, later.id, false);
  }
  const last = { backupId: ownership.backupId, candidates: [], unfit: null, gone: [] };
  if (ownership.fallbackId !== null && present.has(ownership.fallbackId))
    return chosen({ ...last, rule: "fallback" }, ownership.fallbackId, isReady(ownership.fallbackId), true);
  // Ids are made in the order of time.
  const [anybody] = [...present.keys()].sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  if (anybody === undefined) throw new Error("A business has no member who could own a callback.");
  return chosen({ ...last, rule: "any-member" }, anybody, isReady(anybody), true);

  function chosen(entry: Entry, ownerId: string, onDuty: boolean, needsReview = false): ChosenOwner {
    const mates = entry.candidates.map(({ id }) => id);
    const named = [entry.backupId, ownership.backupId, ownership.fallbackId, ...mates];
    const others = named.filter((id): id is string => id !== null && id !== ownerId && present.has(id));
    // Of those named, who can act now comes first.
    const backupId = others.toSorted((one, other) => rank(one) - rank(other))[0] ?? null;
    return { ownerId, backupId, rule: entry.rule, onDuty, needsReview, passed };
  }
  function isReady(id: string): boolean {
    return duties.get(id)?.state === "on-duty";
  }
  function rank(id: string): number {
    return dutyRank[duties.get(id)?.state ?? "away"];
  }
}

const dutyRank: Readonly<Record<Duty["state"], number>> = { "on-duty": 0, busy: 1, "off-duty": 1, away: 2 };

interface Team {
  readonly present: ReadonlyMap<string, PersonNow>;
  readonly duties: ReadonlyMap<string, Duty>;
  readonly now: Temporal.Instant;
}

/** Everything that may decide, in order. */
function entriesFor(question: OwnerQuestion, { ownership, routing, hours }: Playbook, team: Team): Entry[] {
  const oneOf = (rule: OwnerRule, id: string | null, backupId: string | null): Entry => ({
    rule,
    backupId,
    unfit: null,
    ...inOrder(id === null ? [] : [id], team),
  });
  const known =
    routing.knownFirst && question.knownOwnerId !== null && team.present.has(question.knownOwnerId)
      ? [oneOf("known-owner", question.knownOwnerId, null)]
      : [];
  const rules = routing.rules.map((rule): Entry => {
    const unfit = unfitCondition(rule.when, question, routing.territories);
    const named = unfit === null ? candidatesOf(rule.to, question, routing, hours.timeZone, team) : nobody;
    return { rule: `rule:${rule.id}`, backupId: rule.backupId, unfit, ...named };
  });
  const byNumber = ownership.byNumber
    .filter(({ numberId }) => numberId === question.numberId)
    .map((rule) => oneOf("by-number", rule.ownerId, rule.backupId));
  const general = ownership.ownerId === null ? [] : [oneOf("general-owner", ownership.ownerId, ownership.backupId)];
  return [...known, ...rules, ...byNumber, ...general];
}

interface Named {
  readonly candidates: readonly Candidate[];
  readonly gone: readonly PassedOver[];
}
const nobody: Named = { candidates: [], gone: [] };

function candidatesOf(to: RuleTarget, question: OwnerQuestion, routing: Routing, timeZone: string, team: Team): Named {
  switch (to.kind) {
    case "person":
      return inOrder([to.memberId], team);
    case "knows-them":
      return inOrder(question.knownOwnerId === null ? [] : [question.knownOwnerId], team);
    case "on-call": {
      const rotation = routing.rotations.find(({ id }) => id === to.rotationId);
      if (rotation === undefined) return nobody;
      const { candidates, gone } = inOrder(onCallOrder(rotation, timeZone, team.now), team);
      // Being on call is a duty of its own: the shifts of the day do not count.
      const ready = (duty: Duty): Duty => (duty.state === "off-duty" ? { state: "on-duty" } : duty);
      return { candidates: candidates.map(({ id, duty }) => ({ id, duty: ready(duty) })), gone };
    }
    case "group":
      return picked(to.memberIds, to, question, routing, team);
    case "on-duty":
      return picked(
        routing.shifts.map(({ memberId }) => memberId),
        to,
        question,
        routing,
        team,
      );
  }
}

/** Those of several who have the skills, whose turn it is first; those not on duty by when they will be. */
function picked(
  memberIds: readonly string[],
  { pick, skills }: { readonly pick: PickOrder; readonly skills: readonly string[] },
  question: OwnerQuestion,
  routing: Routing,
  team: Team,
): Named {
  const able = (id: string) => {
    const has = routing.skills.find(({ memberId }) => memberId === id)?.skills.map(plain) ?? [];
    return skills.every((skill) => has.includes(plain(skill)));
  };
  const { candidates, gone } = inOrder(
    [...new Set(memberIds)].filter((id) => !team.present.has(id) || able(id)),
    team,
  );
  const unable = memberIds.filter((id) => team.present.has(id) && !able(id));
  const order = pickOrder(pick, question.holderId, team.present);
  return {
    candidates: candidates.toSorted(
      (one, other) =>
        Number(one.duty.state !== "on-duty") - Number(other.duty.state !== "on-duty") ||
        untilOf(one) - untilOf(other) ||
        order(one.id, other.id),
    ),
    gone: [...gone, ...unable.map((memberId) => ({ memberId, why: "lacks-skill", until: null }) as const)],
  };
}

function untilOf({ duty }: Candidate): number {
  if (duty.state === "on-duty") return 0;
  return duty.until?.epochMilliseconds ?? Number.MAX_SAFE_INTEGER;
}

/**
 * Round robin: who was given a callback longest ago is next. Both read what was committed before, and neither locks: of two
 * calls in one moment both may go to one person, and the next one then goes to another.
 */
function pickOrder(pick: PickOrder, holderId: string | null, present: ReadonlyMap<string, PersonNow>) {
  const load = (id: string) => present.get(id)?.openCount ?? 0;
  const last = (id: string) => present.get(id)?.lastGivenAt?.epochMilliseconds ?? Number.NEGATIVE_INFINITY;
  const compare = (one: number, other: number) => (one === other ? 0 : one < other ? -1 : 1);
  return (one: string, other: string): number => {
    const byLoad = compare(load(one), load(other));
    const byTurn = compare(last(one), last(other));
    return (
      Number(other === holderId) - Number(one === holderId) ||
      (pick === "least-loaded" ? byLoad || byTurn : byTurn || byLoad) ||
      (one < other ? -1 : 1)
    );
  };
}

function inOrder(ids: readonly string[], { present, duties }: Team): Named {
  return {
    candidates: ids.flatMap((id) => {
      const duty = duties.get(id);
      return duty === undefined ? [] : [{ id, duty }];
    }),
    gone: ids.filter((id) => !present.has(id)).map((memberId) => ({ memberId, why: "gone", until: null }) as const),
  };
}

function whyPassed({ rule, unfit, candidates, gone }: Entry): RulePassed {
  if (unfit !== null) return { rule, because: "unfit", ...unfit };
  const people = candidates.flatMap(({ id, duty }): PassedOver[] =>
    duty.state === "on-duty" ? [] : [{ memberId: id, why: duty.state, until: duty.until }],
  );
  return { rule, because: "nobody", people: [...gone, ...people] };
}

function plain(skill: string): string {
  return skill.trim().toLowerCase();
}
