import { textingLimits } from "#playbook/texting-rules.ts";
import { placesOf } from "./decide-outbound.ts";
import type { MessageClass, OutboundQuestion } from "./outbound-question.ts";
import { readKeptQuestion } from "./replay-outbound.ts";

/** A fact the law looked at, for a person. */
export interface ExplainedFact {
  readonly label: string;
  readonly value: string;
}

const classWords: Record<MessageClass, string> = {
  control: "Answer to STOP, START or HELP, or a warning of danger",
  responsive: "Automatic answer to their own call or text",
  service: "Automatic text that informs without being asked",
  marketing: "Advertising",
  staff: "Typed by a person",
  internal: "To a person of the team",
};

const registrationWords: Record<OutboundQuestion["line"]["registration"], string> = {
  none: "not begun",
  pending: "waits for the carriers",
  approved: "approved",
  exempt: "not needed",
};

const trustWords = {
  verified: "vouched for by the network",
  partial: "partly vouched for by the network",
  failed: "false, says the network",
  none: "not checked by the network",
} as const;

/** What was looked at, in plain words and the zone of the business; `null` where what was kept cannot be read any more. */
export function explainOutbound(
  kept: unknown,
  textClass: MessageClass,
  timeZone: string,
): readonly ExplainedFact[] | null {
  let question: OutboundQuestion;
  try {
    question = readKeptQuestion(kept);
  } catch {
    return null;
  }
  const { to, traffic, texting, line } = question;
  const when = (at: Temporal.Instant) =>
    at
      .toZonedDateTimeISO(timeZone)
      .toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short" })
      .replaceAll("\u202f", " ");
  const facts: [string, string | null][] = [
    ["Kind of text", classWords[textClass]],
    ["Where they may be", to.number === null ? null : placeWords(question)],
    ["Asked for no texts", to.optedOutAt === null ? "never, or took it back" : `on ${when(to.optedOutAt)}`],
    ["Last called about this", to.consents.inboundCallAt === null ? null : when(to.consents.inboundCallAt)],
    ["Last texted us", to.consents.inboundSmsAt === null ? null : when(to.consents.inboundSmsAt)],
    ["Caller id", to.number === null ? "withheld, or none of a phone" : trustWords[to.callerIdTrust]],
    [
      "Last automatic text to them",
      traffic.lastAutomatedAt === null ? "none in 30 days" : when(traffic.lastAutomatedAt),
    ],
    [
      "Automatic texts to them in 24 hours",
      `${traffic.automatedLastDay} of ${most(texting.automatedPerDay, textingLimits.automatedPerDay)}`,
    ],
    [
      "From our number in a minute",
      `${traffic.lineLastMinute} of ${most(texting.linePerMinute, textingLimits.linePerMinute)}`,
    ],
    ["From our number in 24 hours", `${traffic.lineLastDay} of ${most(texting.linePerDay, textingLimits.linePerDay)}`],
    [
      "Spent on texts in 24 hours",
      `${dollars(traffic.segmentsLastDay * texting.centsPerSegment)} of ${dollars(texting.dailyBudgetCents)}`,
    ],
    ["Registration of our number", registrationWords[line.registration]],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

function most(chosen: number, lawful: number): number {
  return Math.min(chosen, lawful);
}

function dollars(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`;
}

function placeWords(question: OutboundQuestion): string {
  return placesOf(question)
    .map(({ region, zones }) => {
      const cities = zones.map((zone) => zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " "));
      return `${region ?? "state not known"} (time of ${cities.join(" and ")})`;
    })
    .join("; or ");
}
