import type { HourSpan, TextingRules } from "./texting-rules.ts";
import { textingLimits } from "./texting-rules.ts";
import type { PlaybookProblem } from "./validate-playbook.ts";

/**
 * What the owner may not choose about texts: anything wider than the law (docs/rules.md S13, S15, C5), or so narrow that no
 * text could ever go. Switching off is done by switching off.
 */
export function checkTexting(texting: TextingRules, today: Temporal.PlainDate): readonly PlaybookProblem[] {
  const problem = (field: string, message: string): PlaybookProblem => ({ field: `texting.${field}`, message });
  const within = (field: "serviceHours" | "marketingHours", { fromHour, toHour }: HourSpan) => {
    const widest = textingLimits[field];
    if (fromHour >= toHour) return [problem(field, "The hours must end after they begin.")];
    return fromHour < widest.fromHour || toHour > widest.toHour
      ? [problem(field, `The law allows ${widest.fromHour}:00 to ${widest.toHour}:00 at most.`)]
      : [];
  };
  const caps = (
    [
      "automatedPerDay",
      "marketingPerDay",
      "marketingPer30Days",
      "repliesPerThread",
      "linePerMinute",
      "linePerDay",
      "dailyBudgetCents",
    ] as const
  ).flatMap((field) =>
    texting[field] > textingLimits[field] ? [problem(field, `At most ${textingLimits[field]}.`)] : [],
  );
  const domains = texting.linkDomains.flatMap((domain, index) =>
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(domain)
      ? []
      : [problem(`linkDomains.${index}`, "Write only the name of the site, like northside.example.")],
  );
  const { marketing, quietHours } = texting;
  const compared = marketing.comparedOn === null ? null : Temporal.PlainDate.from(marketing.comparedOn);
  return [
    ...within("serviceHours", texting.serviceHours),
    ...within("marketingHours", texting.marketingHours),
    ...(quietHours !== null && quietHours.fromHour === quietHours.toHour
      ? [problem("quietHours", "Quiet hours that begin when they end are none. Switch them off instead.")]
      : []),
    ...caps,
    ...domains,
    ...(marketing.enabled && compared === null
      ? [problem("marketing.comparedOn", "Say when the numbers were compared with the Do-Not-Call list.")]
      : []),
    ...(compared !== null && Temporal.PlainDate.compare(compared, today) > 0
      ? [problem("marketing.comparedOn", "This day is still to come.")]
      : []),
  ];
}
