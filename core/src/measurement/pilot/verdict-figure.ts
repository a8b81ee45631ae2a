import type { FigureDefinition, FigureValue } from "#measurement/figures/definitions.ts";
import { figureWords } from "#measurement/figures/figure-words.ts";
import { type PilotResult, passPercent } from "./judge-pilot.ts";

/** A figure as it is told; its value comes from wherever it is counted. */
export type ToldFigure = Omit<FigureDefinition, "value">;

/**
 * What the verdict counts, as a figure among the others of a pilot, by the rule of `lackingOf`. It is counted from a pilot's
 * matters, not from the roll-ups, so it stands in no other list of figures.
 */
export const verdictFigure: ToldFigure = {
  id: "pilot.acted-on-in-time",
  title: "Acted on in time",
  counts:
    "Missed calls that got an owner, an outcome and a try before the promise was due. Whoever rang again by then and got a person was owed no try. Of all missed calls.",
  leavesOut: "Drills, imported logs, and matters that a text began: nothing was missed.",
  clock: "none",
  unit: "share",
  better: "more",
  opens: "matters",
  sources: ["S1-48"],
};

/** Why two figures that sound alike differ; it stands wherever both do. */
export const verdictFigureNote = `The verdict is by “${verdictFigure.title}”: ${passPercent} % of the missed calls. “Called back in time” counts callers, and only those whom somebody tried: it is lower where callers rang again by themselves and got a person.`;

/** The verdict's own count as a figure. */
export function verdictFigureOf({ calls, kept }: Pick<PilotResult, "calls" | "kept">): FigureValue {
  return { value: calls === 0 ? null : kept / calls, part: kept, whole: calls };
}

/** Its share in words; never rounded up to the goal, so that no reader sees 90 % that failed. */
export function verdictShareWords(share: number | null): string {
  const missesTheGoal = share !== null && share * 100 < passPercent && Math.round(share * 100) >= passPercent;
  return missesTheGoal ? `${Math.floor(share * 1000) / 10} %` : figureWords(share, "share");
}
