import { classifyByRules } from "@ringback/core/classification/classify-by-rules.ts";
import type { Bench } from "#bench.ts";
import { median } from "#statistics.ts";

const voicemails = [
  "Hi this is Dana Ruiz, we've got no heat since last night and the baby's room is fifty degrees. Please call me back.",
  "Hello, what would you charge for a yearly check of two units? It's for my mother's house on Elm Street. Thanks.",
  "This is the third time I'm calling. Nobody came on Tuesday and I want to speak to the manager.",
  "Hey, it's Tom from Acme Supply, your order of filters came in. Call me when you can, no hurry.",
  "I smell gas in the basement, please hurry.",
  "Uh, hi, sorry, wrong number I think.",
  "Good morning, I'd like to book an appointment for next week, mornings are best for us, and could you tell me whether you also do water heaters? My number is 312 555 0117. Thank you very much, bye.",
] as const;

const rounds = 5;
const roundMs = 600;

/** The rules classifier alone, on one core. */
export const classifier: Bench = {
  name: "classifier",
  about: "voicemails judged by the rules classifier, a second and core",
  run: async () => {
    judgeFor(roundMs);
    const perSecond = Array.from({ length: rounds }, () => judgeFor(roundMs));
    return {
      figures: [{ what: "voicemails classified by rules", value: median(perSecond), unit: "/s", atLeast: 5_000 }],
    };
  },
};

function judgeFor(ms: number): number {
  const begunMs = performance.now();
  let judged = 0;
  while (performance.now() - begunMs < ms) {
    for (const text of voicemails) {
      classifyByRules({
        text,
        channel: "voicemail",
        trade: "home-services",
        callFacts: { callerNumber: "+13125550117", existingCustomer: false, recordedName: null, openIssue: null },
      });
    }
    judged += voicemails.length;
  }
  return (judged * 1000) / (performance.now() - begunMs);
}
