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
  loadLackingCalls,
  loadPilotMatters,
  loadRecordedCalls,
  type PilotScope,
  pilotFilter,
} from "./pilot-material.ts";
import { readinessFacts, type SystemAbilities } from "./readiness-facts.ts";

type LackingCalls = NonNullable<PilotAnswer["result"]>["lackingCalls"];

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
      result: found?.result ? { ...found.result, lackingCalls: found.lackingCalls } : null,
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
  readonly lackingCalls: LackingCalls;
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
  const lackingCalls = begun ? await loadLackingCalls(tx, scope) : [];
  const baseline = pilot.baseline === null ? null : (JSON.parse(pilot.baseline) as BaselineSnapshot); // written by `takeBaseline`
  return {
    result: taken?.result ?? null,
    lackingCalls,
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
  const figures = matters === null ? keepFigures(counts) : keepBaselineFigures(counts, matters);
  return { source, from, to, numberIds, figures };
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
