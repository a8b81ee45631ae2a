// How a log is to be understood: which column is what, and what its words mean. A vendor's format is a mapping we wrote;
// any other log gets one from a person, kept for the next time its header comes.
import type { DateOrder } from "./read-time.ts";
import type { OddTimeChoice } from "./zone-clock.ts";

/** What a column can be. */
export type CallField =
  /** The call's own id, or that of one leg of it. */
  | "id"
  /** What the rows of one call share. */
  | "group"
  | "startedAt"
  | "date"
  | "time"
  | "answeredAt"
  | "endedAt"
  | "duration"
  | "talk"
  | "ring"
  | "direction"
  | "from"
  | "to"
  /** The person outside, whoever called whom. */
  | "otherParty"
  /** The number of the business. */
  | "ownNumber"
  | "result"
  /** Why it was not answered. */
  | "reason"
  | "answeredBy"
  | "callerName"
  /** Call, fax or text. */
  | "kind"
  // Asterisk's own.
  | "channel"
  | "answeringChannel"
  | "lastApp"
  | "lastData";

export type DirectionMeaning = "inbound" | "outbound" | "leg" | "internal" | "leave-out";

/** How a call ended, in the words all logs are brought to. */
export type ResultMeaning =
  | "answered"
  | "voicemail"
  | "no-answer"
  | "abandoned"
  | "abandoned-in-queue"
  | "abandoned-in-menu"
  | "after-hours"
  | "no-agent-on-duty"
  | "busy"
  | "failed"
  /** The word says nothing; that somebody talked does. */
  | "by-time"
  | "leave-out";

export type FormatName = "twilio" | "asterisk" | "ringcentral" | "quo" | "aircall" | "callrail" | "3cx" | "custom";

/** A column by its name in the header, as it stands there, or by its place from 0. */
export type ColumnRef = string | number;

export interface ImportMapping {
  readonly format: FormatName;
  readonly columns: { readonly [Field in CallField]?: ColumnRef };
  /** `many`: rows that share the group (else the id) are one call. */
  readonly rowsPerCall: "one" | "many";
  /** Of times that say none. */
  readonly timeZone: string;
  readonly dateOrder: DateOrder;
  readonly ambiguousTimes: OddTimeChoice;
  readonly missingTimes: OddTimeChoice;
  /** What words mean here, by `wordKey`, beyond what all logs mean by them. */
  readonly directions: Readonly<Record<string, DirectionMeaning>>;
  readonly results: Readonly<Record<string, ResultMeaning>>;
  /** Where no column says the direction and no number of the business tells it; null: such rows are left out. */
  readonly otherwise: "inbound" | "outbound" | null;
  /** The number of the business, E.164, where the log does not name it. */
  readonly ownNumber: string | null;
}

/** A word or a column's name without case, spaces and signs: `Call Sid`, `call_sid` and `CallSid` are one. */
export function wordKey(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** What makes two headers the same, so that a saved mapping fits both. */
export function headerKey(header: readonly string[]): string {
  return header.map(wordKey).join(" ").slice(0, 2_000);
}
