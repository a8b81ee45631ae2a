import { INTENTS, type Intent } from "#classification/assessment.ts";
import { readTrade } from "#classification/trade.ts";
import { generalScripts } from "./general-scripts.ts";
import type { Script } from "./script.ts";
import { tradeScripts } from "./trade-scripts.ts";

export interface ScriptQuestion {
  readonly trade: string;
  /** The business's own, from its playbook; they replace the suggested one, not what the trade must never say. */
  readonly own: readonly Script[];
  /** As the callback holds it; a word nobody knows, or none, is unclear. */
  readonly intent: string | null;
  readonly isEmergency: boolean;
  readonly business: string;
  readonly caller: string | null;
  readonly me: string;
}

/** The suggested script for a call back, its names filled in. */
export function scriptFor(question: ScriptQuestion): Script {
  const intent = question.isEmergency ? "emergency" : (INTENTS.find((one) => one === question.intent) ?? "unclear");
  const { never } = tradeScripts[readTrade(question.trade)];
  const script = question.own.find((one) => one.intent === intent) ?? suggestedScript(question.trade, intent);
  return {
    ...script,
    opening: fillOpening(script.opening, question),
    avoid: [...new Set([...never, ...script.avoid])],
  };
}

/** What we suggest to a trade for an intent, names not filled in; the editor starts from it. */
export function suggestedScript(trade: string, intent: Intent): Script {
  const general = generalScripts.find((one) => one.intent === intent) ?? unknownMatter(intent);
  const change = tradeScripts[readTrade(trade)].changes.find((one) => one.intent === intent);
  return { ...general, ...change };
}

function unknownMatter(intent: Intent): Script {
  return {
    intent,
    opening: "Hi {caller?}, this is {me} from {business}. You called us. How can I help?",
    questions: [],
    avoid: [],
  };
}

/** The first sentence as it is said. A caller without a name disappears with the space before. */
export function fillOpening(
  opening: string,
  { business, caller, me }: Pick<ScriptQuestion, "business" | "caller" | "me">,
): string {
  const name = caller?.trim().split(/\s+/)[0] ?? "";
  return opening
    .replaceAll(/ ?\{caller\?\}/g, name === "" ? "" : ` ${name}`)
    .replaceAll("{business}", business)
    .replaceAll("{me}", me);
}
