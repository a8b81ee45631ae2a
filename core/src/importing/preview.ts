import { foldRows } from "./fold-rows.ts";
import type { ImportedCall } from "./imported-call.ts";
import { LogReader } from "./log-reader.ts";
import type { ImportMapping } from "./mapping.ts";
import { wordKey } from "./mapping.ts";
import type { Recognised } from "./recognise.ts";
import type { RejectReason } from "./reject-reason.ts";
import type { ReadingContext } from "./row-reading.ts";
import { directionWords, resultWords } from "./word-meanings.ts";

export interface PreviewedRow {
  readonly row: number;
  readonly fields: readonly string[];
  readonly reason: RejectReason | null;
}

/** A word of a column, how often it came, and what it is taken for; null: nothing. */
export interface FoundWord {
  readonly key: string;
  readonly word: string;
  readonly count: number;
  readonly meaning: string | null;
}

export interface LogPreview {
  readonly rows: number;
  readonly calls: number;
  readonly inbound: number;
  readonly outbound: number;
  readonly missed: number;
  readonly reasons: Readonly<Partial<Record<RejectReason, number>>>;
  readonly ambiguousTimes: number;
  readonly missingTimes: number;
  readonly firstCalls: readonly ImportedCall[];
  readonly firstRows: readonly PreviewedRow[];
  readonly firstRejected: readonly PreviewedRow[];
  readonly directions: readonly FoundWord[];
  readonly results: readonly FoundWord[];
}

const shownCalls = 25;
const shownRows = 5;
const wordsMax = 40;

/** Reads the beginning of a log (`text`) as it would be imported. `whole`: this is all of it. */
export function previewLog(
  layout: Recognised,
  mapping: ImportMapping,
  context: ReadingContext,
  { text, whole }: { readonly text: string; readonly whole: boolean },
): LogPreview {
  const reader = new LogReader(layout, mapping, context, true);
  const rows = reader.push(text, whole);
  const folded = foldRows(
    rows.flatMap((row) => ("reading" in row ? [row.reading] : [])),
    mapping,
  );
  const foldReasons = new Map(folded.rejected.map(({ row, reason }) => [row, reason]));
  const reasonOf = (row: (typeof rows)[number]) => ("reason" in row ? row.reason : (foldReasons.get(row.row) ?? null));
  const shown = (row: (typeof rows)[number]) => ({
    row: row.row,
    fields: row.fields ?? [row.line],
    reason: reasonOf(row),
  });
  const rejected = rows.filter((row) => reasonOf(row) !== null);
  const directions = new WordCount((key) => mapping.directions[key] ?? directionWords.get(key) ?? null);
  const results = new WordCount((key) => mapping.results[key] ?? resultWords.get(key) ?? null);
  for (const { fields } of rows) {
    if (fields === null) continue;
    const words = reader.rows.words(fields);
    directions.add(words.direction);
    results.add(words.result);
    results.add(words.reason);
  }
  const reasons: Partial<Record<RejectReason, number>> = {};
  for (const row of rejected) {
    const reason = reasonOf(row);
    if (reason !== null) reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  const inbound = folded.calls.filter((call) => call.direction === "inbound");
  return {
    rows: rows.length,
    calls: folded.calls.length,
    inbound: inbound.length,
    outbound: folded.calls.length - inbound.length,
    missed: inbound.filter((call) => call.outcome === "missed").length,
    reasons,
    ambiguousTimes: reader.rows.clock.ambiguousTimes,
    missingTimes: reader.rows.clock.missingTimes,
    firstCalls: folded.calls.slice(0, shownCalls),
    firstRows: rows.slice(0, shownRows).map(shown),
    firstRejected: rejected.slice(0, shownCalls).map(shown),
    directions: directions.list(),
    results: results.list(),
  };
}

class WordCount {
  readonly #words = new Map<string, { word: string; count: number }>();
  readonly #meaning: (key: string) => string | null;
  constructor(meaning: (key: string) => string | null) {
    this.#meaning = meaning;
  }
  add(word: string): void {
    const key = wordKey(word);
    if (key === "") return;
    const known = this.#words.get(key);
    if (known) known.count += 1;
    else this.#words.set(key, { word: word.slice(0, 80), count: 1 });
  }
  list(): FoundWord[] {
    return [...this.#words]
      .map(([key, { word, count }]) => ({ key, word, count, meaning: this.#meaning(key) }))
      .toSorted((a, b) => b.count - a.count)
      .slice(0, wordsMax);
  }
}
