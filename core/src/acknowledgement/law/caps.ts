import type { OutboundQuestion } from "#acknowledgement/outbound-question.ts";
import type { OutboundRule } from "#acknowledgement/outbound-rule.ts";
import { textingLimits } from "#playbook/texting-rules.ts";
import type { Place } from "./places.ts";
import { rowsFor } from "./windows.ts";

/** The version of the caps. */
export const capsVersion = "2026-11-21";

/** Texts of automation within the hour to other numbers of the same thousand (docs/rules.md C5). */
export const neighboursPerHour = 5;

/** Health care texts without written consent: one a day, three a week, 160 characters (S15, 47 CFR 64.1200(a)(9)(iv)). */
const healthcare = { perDay: 1, perWeek: 3, characters: 160 } as const;

/** Whether as many texts have gone as may: to this person, from this line, to neighbouring numbers, and by the budget. */
export function capRules(
  textClass: "responsive" | "service" | "marketing",
  { message, line, traffic, texting, trade, now }: OutboundQuestion,
  places: readonly Place[],
): OutboundRule[] {
  const rules: OutboundRule[] = [];
  const most = (chosen: number, lawful: number) => Math.min(chosen, lawful);
  if (message.purpose === "reply") {
    if (
      traffic.repliesSinceInbound >= 1 ||
      traffic.repliesInThread >= most(texting.repliesPerThread, textingLimits.repliesPerThread)
    )
      rules.push("reply-cap");
  } else if (
    traffic.automatedLastDay >= most(texting.automatedPerDay, textingLimits.automatedPerDay) ||
    tooSoon(textClass, traffic.lastAutomatedAt, places, now) ||
    (trade === "healthcare" && textClass === "service" && exceedsHealthcare(message.wording.characters, traffic))
  )
    rules.push("daily-cap");
  if (
    textClass === "marketing" &&
    (traffic.marketingLastDay >= most(texting.marketingPerDay, textingLimits.marketingPerDay) ||
      traffic.marketingLast30Days >= most(texting.marketingPer30Days, textingLimits.marketingPer30Days))
  )
    rules.push("marketing-cap");
  if (
    traffic.lineLastMinute >= most(texting.linePerMinute, textingLimits.linePerMinute) ||
    traffic.lineLastDay >= most(texting.linePerDay, textingLimits.linePerDay)
  )
    rules.push("line-limit");
  // A peer without carriers (a simulated one) pays nobody, so there is nothing to pump.
  if (line.registration !== "exempt" && traffic.neighboursLastHour >= neighboursPerHour) rules.push("neighbour-limit");
  return rules;
}

/** Whether this text would cost more than what is left of the budget of 24 hours. */
export function exceedsBudget({ message, traffic, texting }: OutboundQuestion): boolean {
  const budget = Math.min(texting.dailyBudgetCents, textingLimits.dailyBudgetCents);
  return (traffic.segmentsLastDay + message.wording.segments) * texting.centsPerSegment > budget;
}

function exceedsHealthcare(characters: number, traffic: OutboundQuestion["traffic"]): boolean {
  return (
    characters > healthcare.characters ||
    traffic.automatedLastDay >= healthcare.perDay ||
    traffic.automatedLastWeek >= healthcare.perWeek
  );
}

/** Some states ask for hours between two texts of automation. */
function tooSoon(
  textClass: "responsive" | "service" | "marketing",
  last: Temporal.Instant | null,
  places: readonly Place[],
  now: Temporal.Instant,
): boolean {
  if (textClass === "responsive" || last === null) return false;
  const hours = places.flatMap(({ region }) => rowsFor(textClass, region)).map(({ hoursBetween }) => hoursBetween ?? 0);
  return Temporal.Instant.compare(now, last.add({ hours: Math.max(0, ...hours) })) < 0;
}
