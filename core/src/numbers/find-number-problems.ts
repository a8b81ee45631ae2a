// What is wrong with the numbers of a business: traffic without a route, routes without traffic, numbers nobody looks after.
import { kindOfNumber } from "#phone-number.ts";

export type NumberProblem =
  /** Calls come to it and nobody here answers or watches them. */
  | "traffic-and-no-route"
  /** Its calls would come here, and none does for a long time. */
  | "route-and-no-traffic"
  /** The provider's account no longer has it. */
  | "gone-at-provider"
  /** Somebody pointed its calls or texts elsewhere after we had installed ours. */
  | "webhooks-changed"
  /** The provider does not ask us about its calls, and never did. */
  | "webhooks-not-installed"
  /** The provider ignores the number's own addresses. */
  | "addresses-ignored"
  /** Missed callers cannot be texted from it until its registration is approved. */
  | "texting-not-registered"
  /** Nobody rings when it is called, though it is open. */
  | "rings-nobody";

/** One of our numbers, with what the provider says of it and its traffic. */
export interface InventoryNumber {
  readonly number: string;
  readonly retired: boolean;
  readonly simulated: boolean;
  readonly mode: "answers" | "forwarded";
  readonly role: string;
  readonly registration: "none" | "pending" | "approved" | "exempt";
  /** null: no phone system is connected for it. */
  readonly connection: { readonly numbers: boolean; readonly sms: boolean; readonly answersCalls: boolean } | null;
  readonly webhooks: "installed" | "not-installed" | "changed" | "unknown";
  /** What the provider's list says; null when its list was never read or it has none. */
  readonly atProvider: { readonly gone: boolean; readonly warnings: readonly string[] } | null;
  readonly addedAt: Temporal.Instant;
  readonly lastCallAt: Temporal.Instant | null;
  readonly callsLast30Days: number;
}

/** What the whole business does, as far as numbers depend on it. */
export interface InventoryRules {
  readonly acknowledgementEnabled: boolean;
  /** How many phones ring when a call comes in. */
  readonly ringingPhones: number;
}

/** Without a call for so long a number that should have some is worth a look; and a new one is given as much time. */
const quietDays = 60;

/** What is wrong with a number, worst first; a number taken out of service has no problem but traffic. */
export function findNumberProblems(
  number: InventoryNumber,
  rules: InventoryRules,
  now: Temporal.Instant,
): readonly NumberProblem[] {
  const { connection, webhooks, atProvider } = number;
  const routed = connection !== null && (!connection.numbers || number.simulated || webhooks === "installed");
  const traffic = number.callsLast30Days > 0;
  if (number.retired) return traffic ? ["traffic-and-no-route"] : [];
  const found: (NumberProblem | false)[] = [
    traffic && !routed && "traffic-and-no-route",
    atProvider?.gone === true && "gone-at-provider",
    connection?.numbers === true && !number.simulated && webhooks === "changed" && "webhooks-changed",
    connection?.numbers === true && !number.simulated && webhooks === "not-installed" && "webhooks-not-installed",
    (atProvider?.warnings.length ?? 0) > 0 && "addresses-ignored",
    connection?.answersCalls === true && number.mode === "answers" && rules.ringingPhones === 0 && "rings-nobody",
    rules.acknowledgementEnabled && connection?.sms === true && needsRegistration(number) && "texting-not-registered",
    routed && !traffic && isQuiet(number, now) && "route-and-no-traffic",
  ];
  return found.filter((problem) => problem !== false);
}

function isQuiet({ lastCallAt, addedAt, role }: InventoryNumber, now: Temporal.Instant): boolean {
  if (role === "test" || role === "fax" || role === "texts") return false;
  const since = lastCallAt ?? addedAt;
  return Temporal.Instant.compare(since.add({ hours: 24 * quietDays }), now) <= 0;
}

/** Local US numbers text through a registered campaign, toll-free ones after verification (docs/rules.md S17). */
function needsRegistration({ number, registration, simulated }: InventoryNumber): boolean {
  return !simulated && number.startsWith("+1") && registration !== "approved" && registration !== "exempt";
}

export type LocalOrTollFree = "local" | "toll-free" | "other";

/** Whether callers pay for calling this number. */
export function localOrTollFree(number: string): LocalOrTollFree {
  const kind = kindOfNumber(number);
  if (kind === "toll-free") return "toll-free";
  return kind === "ordinary" ? "local" : "other";
}

/** A problem in words: what it is, and what to do. */
export const numberProblemWords: Readonly<
  Record<NumberProblem, { readonly title: string; readonly todo: string; readonly grave: boolean }>
> = {
  "traffic-and-no-route": {
    title: "Calls come in and nobody looks after them",
    todo: "Install it here, forward it, or take it off your advertisements.",
    grave: true,
  },
  "gone-at-provider": {
    title: "Your phone provider no longer has this number",
    todo: "If it was moved or cancelled, take it out of service here.",
    grave: true,
  },
  "webhooks-changed": {
    title: "Somebody pointed its calls elsewhere",
    todo: "Repair puts our addresses back; undo keeps what is there now.",
    grave: true,
  },
  "webhooks-not-installed": {
    title: "Its calls do not come here yet",
    todo: "Install writes our addresses to the number and keeps the old ones for undo.",
    grave: true,
  },
  "addresses-ignored": {
    title: "The provider ignores the number's own addresses",
    todo: "See the note of the provider below.",
    grave: true,
  },
  "rings-nobody": {
    title: "It rings nobody",
    todo: "Choose under Team who is rung; until then every caller reaches the voicemail.",
    grave: true,
  },
  "texting-not-registered": {
    title: "Missed callers are not texted from it",
    todo: "Register the number at your provider, then mark the registration as approved.",
    grave: false,
  },
  "route-and-no-traffic": {
    title: "No call for two months",
    todo: "Call it once. If it is no longer advertised, you may be paying for nothing.",
    grave: false,
  },
};
