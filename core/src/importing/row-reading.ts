import type { CallField, ImportMapping, ResultMeaning } from "./mapping.ts";
import { wordKey } from "./mapping.ts";
import { readDuration } from "./read-duration.ts";
import { type Party, PartyReader } from "./read-party.ts";
import { readTime } from "./read-time.ts";
import type { RejectReason } from "./reject-reason.ts";
import { directionWords, otherKinds, resultWords } from "./word-meanings.ts";
import { ZoneClock } from "./zone-clock.ts";

/** One row of a log in neutral words. Plain data: it waits in the database for the other rows of its call. */
export interface RowReading {
  readonly row: number;
  /** What the rows of one call share; null: the log gives no ids. */
  readonly key: string | null;
  /** A leg of the call `key`, not the call itself: a phone that was rung for it. */
  readonly leg: boolean;
  readonly direction: "inbound" | "outbound";
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly from: Party;
  readonly to: Party;
  readonly callerName: string | null;
  readonly result: Exclude<ResultMeaning, "leave-out">;
  /** Whether times on the row show that somebody talked; null where it has no such times. */
  readonly talked: boolean | null;
  readonly ringSeconds: number | null;
  readonly talkSeconds: number | null;
  readonly durationSeconds: number | null;
  readonly answeredBy: string | null;
  /** Asterisk's own. */
  readonly app?: {
    readonly channel: string;
    readonly answeringChannel: string;
    readonly name: string;
    readonly timeoutSeconds: number | null;
  };
}

/** What a reader of rows knows beyond the mapping. */
export interface ReadingContext {
  readonly nowMs: number;
  /** The business's numbers, E.164: they tell who called whom. */
  readonly ownNumbers: ReadonlySet<string>;
}

const earliestMs = Date.UTC(1990, 0, 1);
const dayMs = 86_400_000;
const nameCharsMax = 120;
const idCharsMax = 200;

/** Reads rows of one log by its mapping. @throws RangeError for a time zone that does not exist. */
export class RowReader {
  readonly clock: ZoneClock;
  readonly #mapping: ImportMapping;
  readonly #header: readonly string[] | null;
  readonly #columns: number;
  readonly #context: ReadingContext;
  readonly #places: { readonly [Field in CallField]?: number };
  readonly #parties = new PartyReader();

  constructor(mapping: ImportMapping, header: readonly string[] | null, columns: number, context: ReadingContext) {
    this.clock = new ZoneClock(mapping.timeZone, mapping.ambiguousTimes, mapping.missingTimes);
    this.#mapping = mapping;
    this.#header = header;
    this.#columns = columns;
    this.#context = context;
    this.#places = placesOf(mapping, header);
  }

  /** The row's words for its direction and result, for the dictionary. */
  words(fields: readonly string[]): { readonly direction: string; readonly result: string; readonly reason: string } {
    return {
      direction: this.#cell(fields, "direction"),
      result: this.#cell(fields, "result"),
      reason: this.#cell(fields, "reason"),
    };
  }

  read(row: number, fields: readonly string[]): RowReading | RejectReason {
    if (fields.length !== this.#columns && !onlyBlanksBeyond(fields, this.#columns)) return "wrong-column-count";
    if (otherKinds.has(wordKey(this.#cell(fields, "kind"))) || this.#isHeader(fields)) return "not-a-call";
    const startedMs = this.#started(fields);
    if (typeof startedMs === "string") return startedMs;
    const id = this.#cell(fields, "id").slice(0, idCharsMax);
    const group = this.#cell(fields, "group").slice(0, idCharsMax);
    const leg = this.#isLeg(fields, id, group);
    const parties = this.#readParties(fields, leg);
    if (typeof parties === "string") return parties;
    const lengths = this.#lengths(fields);
    if (typeof lengths === "string") return lengths;
    const result = this.#result(fields);
    if (result === "unknown-result" || result === "not-a-call") return result;
    const ended = this.#instant(this.#cell(fields, "endedAt"));
    if (typeof ended === "number" && ended < startedMs) return "ends-before-start";
    const app = this.#app(fields);
    const answeredAt = this.#cell(fields, "answeredAt");
    const { durationSeconds, talkSeconds, ringSeconds } = lengths;
    const talked =
      talkSeconds === null && this.#places.answeredAt === undefined
        ? null
        : (talkSeconds ?? 0) > 0 || answeredAt !== "";
    return {
      row,
      key: group || id || (app ? keyWithoutIds(app.channel, startedMs) : null),
      leg,
      ...parties,
      startedMs,
      endedMs: typeof ended === "number" ? ended : durationSeconds === null ? null : startedMs + durationSeconds * 1000,
      callerName: this.#name(this.#cell(fields, "callerName")),
      result,
      talked,
      ringSeconds,
      talkSeconds,
      durationSeconds,
      answeredBy: this.#cell(fields, "answeredBy").slice(0, nameCharsMax) || null,
      ...(app ? { app } : {}),
    };
  }

  #cell(fields: readonly string[], field: CallField): string {
    const place = this.#places[field];
    if (place === undefined) return "";
    const text = (fields[place] ?? "").trim();
    // A spreadsheet's way of keeping a number as text: ="+15551230001".
    return text.charCodeAt(0) === 61 ? text.replace(/^="?/, "").replace(/"$/, "") : text;
  }

  #isHeader(fields: readonly string[]): boolean {
    const header = this.#header;
    return (
      header !== null && fields[0]?.trim() === header[0] && fields.every((field, at) => field.trim() === header[at])
    );
  }

  #started(fields: readonly string[]): number | RejectReason {
    const { startedAt, date } = this.#places;
    const text =
      startedAt === undefined && date !== undefined ? this.#dateAndTime(fields) : this.#cell(fields, "startedAt");
    if (text === "") return /^totals?$/i.test(fields[0]?.trim() ?? "") ? "not-a-call" : "no-time";
    if (/^totals?\b/i.test(text)) return "not-a-call";
    const startedMs = this.#instant(text);
    if (startedMs === null) return "unreadable-time";
    if (typeof startedMs === "string") return startedMs;
    return startedMs < earliestMs || startedMs > this.#context.nowMs + dayMs ? "time-out-of-range" : startedMs;
  }

  #dateAndTime(fields: readonly string[]): string {
    const date = this.#cell(fields, "date");
    const time = this.#cell(fields, "time");
    if (date === "") return "";
    // Both as a spreadsheet's numbers: days, and a part of a day.
    if (/^\d+$/.test(date) && /^0?[.,]\d+$/.test(time)) return String(Number(date) + Number(time.replace(",", ".")));
    return `${date} ${time}`.trim();
  }

  /** null: nothing there, or it cannot be read. */
  #instant(text: string): number | null | RejectReason {
    if (text === "") return null;
    const written = readTime(text, this.#mapping.dateOrder);
    if (written.kind === "unreadable") return null;
    return written.kind === "instant" ? written.epochMs : this.clock.toEpochMs(written.localMs);
  }

  /** Twilio's rung phones name their parent; Asterisk's `Local/` channels are the other side of another row. */
  #isLeg(fields: readonly string[], id: string, group: string): boolean {
    const { format } = this.#mapping;
    if (format === "twilio") return group !== "" && group !== id;
    return format === "asterisk" && this.#cell(fields, "channel").startsWith("Local/");
  }

  #readParties(
    fields: readonly string[],
    leg: boolean,
  ): { readonly direction: "inbound" | "outbound"; readonly from: Party; readonly to: Party } | RejectReason {
    const own = this.#party(fields, "ownNumber") ?? this.#ownNumber();
    const other = this.#party(fields, "otherParty");
    const named = this.#party(fields, "from");
    const dialed = this.#party(fields, "to");
    if ([own, other, named, dialed].some((party) => party?.kind === "destroyed")) return "number-destroyed";
    // Who rang whom inside the house is not what such a row is for.
    if (leg) return { direction: "outbound", from: named ?? nobody, to: dialed ?? nobody };
    const direction = this.#direction(fields, named ?? other, dialed ?? own);
    if (direction !== "inbound" && direction !== "outbound") return direction;
    const inbound = direction === "inbound";
    const from = named ?? (inbound ? other : own) ?? nobody;
    // What the caller dialed, where the log says it apart from the phone that rang.
    const to =
      (inbound && this.#places.ownNumber !== undefined ? own : null) ?? dialed ?? (inbound ? own : other) ?? nobody;
    if (from.kind === "withheld" && to === nobody) return "no-number";
    if (inbound && isExtension(from) && (to.kind !== "number" || !this.#isOwn(to))) return "internal-call";
    if (!inbound && to.kind !== "number")
      return isExtension(to) ? "internal-call" : to === nobody ? "no-number" : "unreadable-number";
    return { direction, from, to };
  }

  #party(fields: readonly string[], field: "from" | "to" | "otherParty" | "ownNumber"): Party | null {
    if (this.#places[field] === undefined) return null;
    const text = this.#cell(fields, field);
    // An empty caller is a withheld one; an empty other column says nothing.
    return text === "" && field !== "from" && field !== "otherParty" ? null : this.#parties.read(text);
  }

  #ownNumber(): Party | null {
    const { ownNumber } = this.#mapping;
    return ownNumber === null ? null : { kind: "number", number: ownNumber };
  }

  #isOwn(party: Party | null): boolean {
    return (
      party?.kind === "number" &&
      (this.#context.ownNumbers.has(party.number) || party.number === this.#mapping.ownNumber)
    );
  }

  #direction(fields: readonly string[], from: Party | null, to: Party | null): "inbound" | "outbound" | RejectReason {
    const word = wordKey(this.#cell(fields, "direction"));
    if (word !== "") {
      const meaning = this.#mapping.directions[word] ?? directionWords.get(word);
      if (meaning === undefined) return "unknown-direction";
      if (meaning === "internal") return "internal-call";
      if (meaning === "leave-out") return "not-a-call";
      return meaning === "leg" ? "outbound" : meaning;
    }
    if (this.#isOwn(from) !== this.#isOwn(to)) return this.#isOwn(from) ? "outbound" : "inbound";
    // Asterisk says no direction: who placed the call sits at a phone of the house or at the trunk.
    const channel = this.#cell(fields, "channel");
    if (channel !== "" && !(isExtension(from) && isExtension(to)))
      return fromHousePhone(channel) ? "outbound" : "inbound";
    if (isExtension(from) !== isExtension(to)) return isExtension(from) ? "outbound" : "inbound";
    return isExtension(from) ? "internal-call" : (this.#mapping.otherwise ?? "unknown-direction");
  }

  #lengths(fields: readonly string[]) {
    const durationSeconds = readDuration(this.#cell(fields, "duration"));
    const talkSeconds = readDuration(this.#cell(fields, "talk"));
    const ringSeconds = readDuration(this.#cell(fields, "ring"));
    if (typeof durationSeconds === "string") return durationSeconds;
    if (typeof talkSeconds === "string") return talkSeconds;
    if (typeof ringSeconds === "string") return ringSeconds;
    return { durationSeconds, talkSeconds, ringSeconds };
  }

  #result(fields: readonly string[]): Exclude<ResultMeaning, "leave-out"> | "unknown-result" | "not-a-call" {
    const word = wordKey(this.#cell(fields, "result"));
    const meaning = word === "" ? "by-time" : this.#meaning(word);
    if (meaning === undefined) return "unknown-result";
    if (meaning === "leave-out") return "not-a-call";
    const reason = meaning === "answered" ? "" : wordKey(this.#cell(fields, "reason"));
    const because = reason === "" ? undefined : this.#meaning(reason);
    return because === undefined || because === "leave-out" || because === "by-time" ? meaning : because;
  }

  #meaning(word: string): ResultMeaning | undefined {
    return this.#mapping.results[word] ?? resultWords.get(word);
  }

  #name(text: string): string | null {
    const name = text
      .replace(/\s*<[^<>]*>\s*$/, "")
      .replaceAll('"', "")
      .trim();
    return name === "" || /^[\d\s()+-]+$/.test(name) ? null : name.slice(0, nameCharsMax);
  }

  #app(fields: readonly string[]): RowReading["app"] {
    if (this.#mapping.format !== "asterisk") return undefined;
    const timeout = this.#cell(fields, "lastData").split(",")[1] ?? "";
    return {
      channel: this.#cell(fields, "channel"),
      answeringChannel: this.#cell(fields, "answeringChannel"),
      name: this.#cell(fields, "lastApp"),
      timeoutSeconds: /^\d+$/.test(timeout) ? Number(timeout) : null,
    };
  }
}

const nobody: Party = { kind: "withheld" };

function placesOf(
  mapping: ImportMapping,
  header: readonly string[] | null,
): { readonly [Field in CallField]?: number } {
  const entries = Object.entries(mapping.columns).flatMap(([field, column]) => {
    const place =
      typeof column === "number" ? column : (header?.findIndex((name) => wordKey(name) === wordKey(column)) ?? -1);
    return place === -1 ? [] : [[field, place]];
  });
  return Object.fromEntries(entries);
}

function onlyBlanksBeyond(fields: readonly string[], columns: number): boolean {
  return fields.length > columns && fields.slice(columns).every((field) => field.trim() === "");
}

function isExtension(party: Party | null): boolean {
  return party?.kind === "inside" && (/^\d{1,6}$/.test(party.name) || /\(\d{1,6}\)$/.test(party.name));
}

/** `PJSIP/101-0000001a`: phones of the house are named by their extension, trunks by a word. */
function fromHousePhone(channel: string): boolean {
  return /^[^/]+\/\d{2,6}(?:@|-|$)/.test(channel);
}

/** Where Asterisk logs no ids, the channel's name is one until the next restart. */
function keyWithoutIds(channel: string, startedMs: number): string | null {
  return channel === "" ? null : `${channel} ${Math.floor(startedMs / dayMs)}`;
}
