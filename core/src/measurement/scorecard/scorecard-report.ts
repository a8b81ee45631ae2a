import type { Report, ReportSection } from "#measurement/report/report-model.ts";
import { checkDefinitions, levelWords } from "./check-definitions.ts";
import type { CheckResult, Scorecard } from "./judge-scorecard.ts";

/** What may be claimed from a scorecard. */
export const scorecardClaim =
  "Claim level: for planning. It says whether each stage held for the newest callers, not what the business earned by it.";

const colourWords = { green: "holds", amber: "shaky", red: "does not hold" } as const;

/** The scorecard as a report: a line for each check, then its question, thresholds and evidence. */
export function scorecardReport(
  { checks, score, words }: Scorecard,
  about: { readonly businessName: string; readonly since: string; readonly callers: number },
): Report {
  return {
    id: "scorecard",
    title: "Recovery scorecard",
    subtitle: `${about.businessName}, the newest ${about.callers.toLocaleString("en-US")} callers since ${about.since}`,
    claim: scorecardClaim,
    sections: [
      {
        id: "score",
        title: `${score} of 5`,
        words: [words],
        columns: [
          { title: "Check", kind: "text" },
          { title: "Level", kind: "text" },
          { title: "Verdict", kind: "text" },
          { title: "Passed", kind: "count" },
          { title: "Of", kind: "count" },
        ],
        rows: checks.map(({ check, level, colour, passed, judged }) => [
          checkDefinitions[check].title,
          level === null ? "not proven" : `${level} of 5`,
          colourWords[colour],
          passed,
          judged,
        ]),
      },
      ...checks.map(checkSection),
    ],
  };
}

function checkSection({ check, colour, evidence }: CheckResult): ReportSection {
  const { title, question, counts, leavesOut, shares, fix } = checkDefinitions[check];
  return {
    id: check,
    title,
    words: [
      question,
      `Counts: ${counts} Left out: ${leavesOut}`,
      levelWords(shares),
      ...evidence.map(({ words }) => words),
      ...(colour === "green" ? [] : [`To do: ${fix}`]),
    ],
    columns: [],
    rows: [],
  };
}
