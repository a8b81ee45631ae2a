import { chooseOwner } from "@ringback/core/ownership/choose-owner.ts";
import type { PersonNow } from "@ringback/core/ownership/duty.ts";
import type { OwnerQuestion } from "@ringback/core/ownership/fits-caller.ts";
import { ownerReasons, ownerRuleName } from "@ringback/core/ownership/owner-words.ts";
import { findRoutingGaps, type RoutedNumber, type WeekTime } from "@ringback/core/ownership/routing-gaps.ts";
import { answerWords, type RuleNames } from "@ringback/core/ownership/rule-words.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { validatePlaybook } from "@ringback/core/playbook/validate-playbook.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { loadPeople } from "#db/stores/people-now.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";

/** Rules that are being written. */
type Draft = Pick<Playbook, "ownership" | "routing">;

/** A caller who is thought of. */
export interface ThoughtCaller {
  readonly draft?: Draft | undefined;
  readonly numberId: string | null;
  readonly intent: string | null;
  readonly urgency: string;
  readonly language: string | null;
  readonly postalCode: string | null;
  readonly areaCode: string | null;
  readonly tier: string | null;
  readonly lane: string;
  readonly knownOwnerId: string | null;
  readonly at: Temporal.Instant;
}

interface Person {
  readonly id: string;
  readonly name: string;
}
type Line = RoutedNumber & { readonly label: string };

/** Who would get a caller at a time, and why. With the load of now, for nobody knows that of tomorrow. Nothing is kept. */
export async function whoWouldGet(db: Database, accountId: string, now: Temporal.Instant, caller: ThoughtCaller) {
  return await transaction(db, accountId, now, async (tx) => {
    const { at } = caller;
    const { playbook, members, lines, people } = await surroundings(tx, caller.draft, at);
    const chosen = chooseOwner(questionOf(caller, lines), playbook, people, at);
    const names = {
      ...namesIn(playbook, members, lines),
      routing: playbook.routing,
      now: at,
      timeZone: playbook.hours.timeZone,
    };
    const person = (id: string): Person => ({ id, name: names.person(id) ?? "" });
    const { ownerId, backupId, rule, onDuty, needsReview } = chosen;
    return {
      owner: person(ownerId),
      backup: backupId === null ? null : person(backupId),
      rule,
      onDuty,
      needsReview,
      ...ownerReasons(chosen, names),
    };
  });
}

/** What keeps a draft from being saved, and what may be meant. */
export async function checkOwners(db: Database, accountId: string, now: Temporal.Instant, draft: Draft) {
  return await transaction(db, accountId, now, async (tx) => {
    const { playbook, members, lines } = await surroundings(tx, draft, now);
    const problems = validatePlaybook(playbook, new Set(members.map(({ id }) => id)), now).filter(
      ({ field }) => field.startsWith("ownership") || field.startsWith("routing"),
    );
    return { problems, warnings: gapWarnings(playbook, members, lines) };
  });
}

async function surroundings(tx: Transaction, draft: Draft | undefined, at: Temporal.Instant) {
  const [current, members, lines, people]: [{ playbook: Playbook }, Person[], Line[], PersonNow[]] = await Promise.all([
    currentPlaybook(tx),
    tx.rows(
      sql<Person>`select id, name from ringback.member where account_id = ${tx.accountId} and removed_at is null`,
    ),
    tx.rows(
      sql<Line>`select id, label, line_of_service as "lineOfService", source from ringback.phone_number where account_id = ${tx.accountId}`,
    ),
    loadPeople(tx, at, true),
  ]);
  return { playbook: { ...current.playbook, ...draft }, members, lines, people };
}

function questionOf(caller: ThoughtCaller, lines: readonly Line[]): OwnerQuestion {
  const line = lines.find(({ id }) => id === caller.numberId);
  const { areaCode, intent, urgency, language, postalCode, tier, lane, knownOwnerId } = caller;
  return {
    numberId: line?.id ?? null,
    lineOfService: line?.lineOfService ?? null,
    source: line?.source ?? null,
    callerArea: areaCode === null ? null : areaCode.startsWith("+") ? areaCode : `+1${areaCode}`,
    holderId: null,
    ...{ intent, urgency, language, postalCode, tier, lane, knownOwnerId },
  };
}

function namesIn({ routing }: Playbook, members: readonly Person[], lines: readonly Line[]): RuleNames {
  const called = (all: readonly Person[]) => (id: string) => all.find((one) => one.id === id)?.name ?? null;
  return {
    person: called(members),
    number: (id) => lines.find((line) => line.id === id)?.label ?? null,
    territory: called(routing.territories),
    rotation: called(routing.rotations),
  };
}

function gapWarnings(playbook: Playbook, members: readonly Person[], lines: readonly Line[]) {
  const { routing } = playbook;
  const names = namesIn(playbook, members, lines);
  const gaps = findRoutingGaps(playbook, lines);
  const called = (ruleId: string) => ownerRuleName(`rule:${ruleId}`, routing);
  return [
    ...(gaps.hole === null
      ? []
      : [
          {
            ruleId: null,
            message: `Only the last resort would have such a caller: ${exampleWords(gaps.hole, names)}.`,
          },
        ]),
    ...gaps.neverFires.map(({ ruleId, earlier }) => ({
      ruleId,
      message:
        earlier.length === 0
          ? `${called(ruleId)} never decides: no caller of your numbers fits it.`
          : `${called(ruleId)} decides only while others have time off or are busy: ${earlier.map(called).join(" and ")} ${earlier.length === 1 ? "fits" : "fit"} all its callers before.`,
    })),
    ...gaps.unstaffed.map(({ ruleId, spans }) => ({
      ruleId,
      message: `Nobody of ${called(ruleId)} is on duty ${spansWords(spans)}. Then the next rule that fits is asked.`,
    })),
  ];
}

/** A kind of caller in words; what no rule tells apart is left out. */
function exampleWords(caller: OwnerQuestion, names: RuleNames): string {
  const known = [
    caller.numberId === null ? null : answerWords("numberIds", caller.numberId, names),
    caller.urgency === "unknown" ? null : answerWords("urgencies", caller.urgency, names),
    caller.intent === null ? null : answerWords("intents", caller.intent, names),
    caller.lane === "unknown" ? null : answerWords("lanes", caller.lane, names),
    caller.language === null ? null : answerWords("languages", caller.language, names),
  ].filter((words) => words !== null);
  return known.length === 0 ? "nothing is known of them yet, and no rule asks for nothing" : known.join(", ");
}

const spansShown = 3;

function spansWords(spans: readonly { readonly from: WeekTime; readonly until: WeekTime }[]): string {
  const shown = spans.slice(0, spansShown).map(({ from, until }) => `${timeWords(from)} to ${timeWords(until)}`);
  const more = spans.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more times a week` : ""}`;
}

function timeWords({ day, time }: WeekTime): string {
  return `${day.charAt(0).toUpperCase()}${day.slice(1)} ${time.replace(/^0/, "")}`;
}
