import type { PilotAnswer } from "@ringback/contract/pilot.ts";
import { type FigureValue, figureDefinitions } from "@ringback/core/measurement/figures/definitions.ts";
import type { ComparedRecords } from "@ringback/core/measurement/pilot/compare-records.ts";
import { pilotReport, unplannedPilotReport } from "@ringback/core/measurement/pilot/pilot-report.ts";
import { verdictFigure } from "@ringback/core/measurement/pilot/verdict-figure.ts";
import type { Report } from "@ringback/core/measurement/report/report-model.ts";

/** A pilot as it stands, as a report; `ownerName` where another name is to stand there than its owner's. */
export function reportOfPilot(answer: PilotAnswer, businessName: string, ownerName?: string): Report {
  const { pilot, readiness, result, records } = answer;
  if (pilot === null) return unplannedPilotReport(businessName, readiness);
  return pilotReport({
    businessName,
    ownerName: ownerName ?? pilot.owner.name,
    numbers: pilot.numbers?.map(({ label }) => label) ?? null,
    baseline: pilot.baseline,
    baselineSource: pilot.baselineSource,
    baselineHash: pilot.baselineHash,
    days: pilotDays(answer),
    readiness,
    result,
    final: pilot.verdictAt !== null,
    resultHash: pilot.verdictHash,
    figures: answer.figures.flatMap((figure) => {
      const definition = [verdictFigure, ...figureDefinitions].find(({ id }) => id === figure.id);
      if (definition === undefined) return [];
      const { baseline, baselineOf, pilot: during, pilotOf, caution } = figure;
      return [{ definition, baseline: toValue(baseline, baselineOf), pilot: toValue(during, pilotOf), caution }];
    }),
    // The answer names kinds and places in plain strings.
    records: records as ComparedRecords | null,
  });
}

/** The days a pilot ran; null before it was started. */
export function pilotDays({ pilot }: PilotAnswer): { from: string; to: string } | null {
  return pilot?.startsOn == null || pilot.endsOn === null ? null : { from: pilot.startsOn, to: pilot.endsOn };
}

function toValue(value: number | null, whole: number | null): FigureValue | null {
  return value === null ? null : { value, part: null, whole };
}
