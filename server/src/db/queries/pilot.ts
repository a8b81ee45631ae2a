// The Pilot screen: whether one can be run, where it stands, and what it has found.
import type { PilotAnswer, PilotBody } from "@ringback/contract/pilot.ts";
import {
  type ComparedRecords,
  compareRecords,
  differenceWords,
} from "@ringback/core/measurement/pilot/compare-records.ts";
import {
  callsMin,
  judgePilot,
  type PilotResult,
  passPercent,
  pilotDays,
} from "@ringback/core/measurement/pilot/judge-pilot.ts";
import {
  type BaselineSnapshot,
  compareSnapshots,
  judgedOf,
  keepBaselineFigures,
  keepFigures,
  pilotClaim,
  type ResultSnapshot,
} from "@ringback/core/measurement/pilot/pilot-snapshot.ts";
import { lastDayOf, pilotStage, verdictDayOf } from "@ringback/core/measurement/pilot/pilot-stage.ts";
import { judgeReadiness } from "@ringback/core/measurement/readiness/judge-readiness.ts";
import type { Disposition } from "@ringback/core/playbook/playbook.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { timeZoneOf } from "#db/stores/local-days.ts";
import { loadLatestPilot, type StoredPilot } from "#db/stores/pilots.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { loadCounts } from "./figures.ts";
import {
  baselineChoices,
  loadPilotMatters,
  loadRecordedCalls,
  type PilotScope,
  pilotFilter,
} from "./pilot-material.ts";
import { readinessFacts, type SystemAbilities } from "./readiness-facts.ts";

/** Calls listed because they lack something; more are counted, not listed. */
const lackingMax = 200;

/** A pilot as a screen shows it. */
export async function pilotAnswer(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  systems: SystemAbilities,
): Promise<PilotAnswer> {
  return await transaction(db, accountId, now, async (tx) => {
    const zone = await timeZoneOf(tx);
    const today = now.toZonedDateTimeISO(zone).toPlainDate().toString();
    const [{ facts, playbook }, latest, choices, numbers] = await Promise.all([
      readinessFacts(tx, systems),
      loadLatestPilot(tx),
      baselineChoices(tx, today),
      tx.rows<{ id: string; label: string }>(
        sql`select id, label from ringback.phone_number where account_id = ${accountId}`,
      ),
    ]);
    const { ready, checks } = judgeReadiness(facts);
    const stage = pilotStage(latest, ready, today);
    const found = latest === null ? null : await findings(tx, latest, { zone, today }, playbook.dispositions);
    return {
      timeZone: zone,
      today,
      ready,
      readiness: [...checks],
      stage,
      claim: pilotClaim,
      threshold: { percent: passPercent, days: pilotDays, callsMin },
      pilot: latest && toBody(latest, numbers),
      result: found?.result ? { ...found.result, ...found.lists } : null,
      figures: found?.figures ?? [],
      records: found?.records
        ? {
            places: [...found.records.places],
            differences: found.records.differences.map(({ kind, calls, examples }) => ({
              kind,
              title: differenceWords[kind],
              calls,
              examples: [...examples],
            })),
          }
        : null,
      choices,
    };
  });
}

interface Findings {
  readonly result: PilotResult | null;
  readonly lists: Pick<NonNullable<PilotAnswer["result"]>, "lackingCalls" | "listedToday">;
  readonly records: ComparedRecords | null;
  readonly figures: PilotAnswer["figures"];
}

async function findings(
  tx: Transaction,
  pilot: StoredPilot,
  { zone, today }: { readonly zone: string; readonly today: string },
  dispositions: readonly Disposition[],
): Promise<Findings> {
  const scope = scopeOf(pilot, zone);
  const begun = scope !== null && pilot.startsOn !== null && pilot.startsOn <= today;
  const kept = pilot.result === null ? null : (JSON.parse(pilot.result) as ResultSnapshot); // written by `takeResult`
  const taken = kept ?? (begun ? await takeResult(tx, scope, dispositions) : null);
  const judged = taken?.judged ?? (begun ? judgedOf(await loadPilotMatters(tx, scope)) : null);
  const lacking = judged?.lacking.slice(0, lackingMax) ?? [];
  const baseline = pilot.baseline === null ? null : (JSON.parse(pilot.baseline) as BaselineSnapshot); // written by `takeBaseline`
  return {
    result: taken?.result ?? null,
    lists: {
      lackingCalls: lacking.flatMap(({ callId: id, at, lacks }) =>
        id === null ? [] : [{ id, at, lacks: [...lacks] }],
      ),
      listedToday: kept !== null && kept.judged === undefined,
    },
    records: taken?.records ?? null,
    figures: baseline === null ? [] : figuresFor(baseline, taken),
  };
}

function figuresFor(baseline: BaselineSnapshot, pilot: ResultSnapshot | null): PilotAnswer["figures"] {
  return compareSnapshots(baseline, pilot).map(({ definition, baseline: before, pilot: now, caution }) => ({
    id: definition.id,
    title: definition.title,
    counts: definition.counts,
    leavesOut: definition.leavesOut,
    unit: definition.unit,
    better: definition.better,
    baseline: before?.value ?? null,
    baselineOf: before?.whole ?? null,
    pilot: now?.value ?? null,
    pilotOf: now?.whole ?? null,
    caution,
  }));
}

/** The fourteen days of a pilot that was started, with its numbers; null before. */
export function scopeOf({ startsOn, numberIds }: StoredPilot, zone: string): PilotScope | null {
  return startsOn === null ? null : { days: { from: startsOn, to: lastDayOf(startsOn) }, numberIds, zone };
}

/** What a pilot has found by now. */
export async function takeResult(
  tx: Transaction,
  scope: PilotScope,
  dispositions: readonly Disposition[],
): Promise<ResultSnapshot> {
  const { days, numberIds } = scope;
  const [matters, records, counts] = await Promise.all([
    loadPilotMatters(tx, scope),
    loadRecordedCalls(tx, scope, dispositions),
    loadCounts(tx, days, pilotFilter(numberIds)),
  ]);
  return {
    ...days,
    numberIds,
    result: judgePilot(matters),
    figures: keepFigures(counts),
    records: compareRecords(records),
    judged: judgedOf(matters),
  };
}

/** What is kept of a baseline's days. */
export async function takeBaseline(tx: Transaction, pilot: StoredPilot): Promise<BaselineSnapshot> {
  const { baselineSource: source, baselineFrom: from, baselineTo: to, numberIds } = pilot;
  const scope = { days: { from, to }, numberIds, zone: await timeZoneOf(tx) };
  const [counts, matters] = await Promise.all([
    loadCounts(tx, scope.days, pilotFilter(numberIds)),
    source === "imported" ? null : loadPilotMatters(tx, scope),
  ]);
  const about = { source, from, to, numberIds };
  if (matters === null) return { ...about, figures: keepFigures(counts) };
  return { ...about, figures: keepBaselineFigures(counts, matters), judged: judgedOf(matters) };
}

function toBody(pilot: StoredPilot, numbers: readonly { readonly id: string; readonly label: string }[]): PilotBody {
  const { startsOn } = pilot;
  const labels = new Map(numbers.map(({ id, label }) => [id, label]));
  return {
    id: pilot.id,
    numbers: pilot.numberIds?.map((id) => ({ id, label: labels.get(id) ?? "A number that is gone" })) ?? null,
    owner: { id: pilot.ownerId, name: pilot.ownerName },
    baselineSource: pilot.baselineSource,
    baseline: { from: pilot.baselineFrom, to: pilot.baselineTo },
    lockedAt: pilot.lockedAt?.toString() ?? null,
    baselineHash: pilot.baselineHash,
    startsOn,
    endsOn: startsOn === null ? null : lastDayOf(startsOn),
    verdictOn: startsOn === null ? null : verdictDayOf(startsOn),
    verdictAt: pilot.verdictAt?.toString() ?? null,
    verdictHash: pilot.resultHash,
    canceledAt: pilot.canceledAt?.toString() ?? null,
  };
}
