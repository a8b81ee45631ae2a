import { readTrade, type Trade } from "#classification/trade.ts";

const opening = "Hello, this is a Ringback drill, a test call.";
const ending = "Please call me back as soon as possible. Thank you.";

/** Urgent enough to be judged, and no emergency: a drill must not wake anybody. */
const middle: Partial<Record<Trade, string>> = {
  "home-services": "Our water heater is broken and we have no hot water.",
  healthcare: "I have a toothache and would like an appointment today.",
  legal: "I have a court date soon and need to talk to somebody today.",
  property: "Our dishwasher is leaking and somebody should look at it today.",
  salon: "I need to reschedule my appointment of today.",
};

/** What a drill says to the voicemail of a trade; one without words of its own just asks for help today. */
export function drillWords(trade: string): string {
  return `${opening} ${middle[readTrade(trade)] ?? "It is urgent, I need help today."} ${ending}`;
}
