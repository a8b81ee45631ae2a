import type { DangerScript } from "#classification/vocabulary-rule.ts";

const whatToDo: Record<DangerScript, string> = {
  "911": "If anyone is in danger, call 911 now.",
  "988": "Please call or text 988 to talk with someone now; if anyone is in danger, call 911.",
  gas: "Leave the building now, and call 911 or your gas utility from outside.",
};

/**
 * The one fixed answer to a text with words of danger (docs/rules.md E1). It says whom to dial, and never that help is on
 * its way. `alerted`: whether an alarm runs because of this text; without one nobody is said to know.
 */
export function emergencyNotice(kind: DangerScript, business: string, alerted: boolean): string {
  return `This is ${business}. ${whatToDo[kind]}${alerted ? " A person here has been alerted." : ""}`;
}
