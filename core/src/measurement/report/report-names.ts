// The reports there are, and what each can be asked for.

export const reportNames = ["figures", "leaks", "cost", "scorecard", "pilot", "weekly"] as const;
export type ReportName = (typeof reportNames)[number];

export const reportFormats = ["pdf", "xlsx", "csv"] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const reportTitles: Readonly<Record<ReportName, string>> = {
  figures: "Figures",
  leaks: "Where calls leak",
  cost: "What missed calls cost",
  scorecard: "Recovery scorecard",
  pilot: "Recovery pilot",
  weekly: "Weekly review",
};

/** Reports of days that can be chosen. The others are of the newest callers, of a pilot's own days, or of a week. */
export function isOfDays(name: ReportName): boolean {
  return name === "figures" || name === "leaks" || name === "cost";
}

/** `northside-plumbing-figures-2026-10-01-to-2026-10-31.pdf`: a name that every system can keep. */
export function reportFileName(
  {
    business,
    name,
    days,
  }: { readonly business: string; readonly name: ReportName | "agency"; readonly days: ReportDays | null },
  ending: string,
): string {
  const plain = business
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, "");
  const which = days === null ? [] : days.from === days.to ? [days.from] : [days.from, "to", days.to];
  return `${[plain === "" ? "ringback" : plain, name, ...which].join("-")}.${ending}`;
}

interface ReportDays {
  readonly from: string;
  readonly to: string;
}
