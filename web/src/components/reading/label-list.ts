import type { DiscountedPiece, EvidencePiece, Reading } from "@ringback/contract/readings.ts";
import { labelWords } from "#components/label-words.ts";
import { phoneWords } from "#components/phone-words.ts";

/** What a label is about; each has a colour and, since colour alone is not enough, every label a letter. */
export type LabelGroup = "urgency" | "wish" | "lane" | "facts" | "asked" | "stop" | "discounted";

/** A label of a reading with all that shows it. */
export interface ShownLabel {
  readonly key: string;
  /** `a`, `b`, …: stands at its words in the text. */
  readonly letter: string;
  readonly group: LabelGroup;
  readonly words: string;
  readonly pieces: readonly EvidencePiece[];
  /** Said, but not what was chosen: another intent, a lower urgency, words that were not counted. */
  readonly minor: boolean;
}

/**
 * The labels of a reading in the order of their weight: what was chosen, the facts said, what was asked, then what else was
 * heard, and last the words that were not counted.
 */
export function labelList(reading: Reading): readonly ShownLabel[] {
  const { labels } = reading;
  if (labels === null) return [];
  const chosen = [`urgency:${labels.urgency}`, `intent:${labels.intent}`, `lane:${labels.lane}`];
  const found = Map.groupBy(reading.evidence, ({ label }) => label);
  const keys = [...new Set([...chosen, ...found.keys()])];
  const shown = keys.map((key) => ({
    key,
    group: groupOf(key),
    words: wordsOf(key, found.get(key) ?? []),
    pieces: found.get(key) ?? [],
    minor: isKind(key) && !chosen.includes(key),
  }));
  const others = [...Map.groupBy(reading.discounted, ({ why }) => why)].map(([why, pieces]) => ({
    key: `discounted:${why}`,
    group: "discounted" as const,
    words: `Not counted: ${pieces[0]?.whyWords ?? why}`,
    pieces: onePerPlace(pieces),
    minor: true,
  }));
  return [...shown, ...others]
    .toSorted((a, b) => Number(a.minor) - Number(b.minor) || order.indexOf(a.group) - order.indexOf(b.group))
    .map((label, index) => ({ ...label, letter: letters[index] ?? "*" }));
}

const order: readonly LabelGroup[] = ["urgency", "wish", "lane", "asked", "stop", "facts", "discounted"];
const letters = [..."abcdefghijklmnopqrstuvwxyz"];

function isKind(key: string): boolean {
  return /^(urgency|intent|lane):/.test(key);
}

function groupOf(label: string): LabelGroup {
  const kind = label.split(":")[0] ?? "";
  return groups[kind] ?? "facts";
}
const groups: Readonly<Record<string, LabelGroup>> = {
  urgency: "urgency",
  "vulnerable-person": "urgency",
  exposure: "urgency",
  "high-value": "urgency",
  intent: "wish",
  lane: "lane",
  asked: "asked",
  advice: "asked",
  "opt-out": "stop",
  "opt-out-unsure": "stop",
};

function wordsOf(label: string, pieces: readonly EvidencePiece[]): string {
  const [kind = "", value = ""] = label.split(":");
  const said = pieces[0]?.quote ?? pieces[0]?.fact ?? null;
  switch (kind) {
    case "urgency":
      return `Urgency: ${labelWords(value).toLowerCase()}`;
    case "intent":
      return `Wants: ${labelWords(value).toLowerCase()}`;
    case "lane":
      return `Lane: ${labelWords(value).toLowerCase()}`;
    case "asked":
      return value === "price" ? "A price was asked" : "A time was asked";
    case "advice":
      return `${labelWords(value)} advice was asked`;
    case "caller-name":
      return said === null ? "Name" : `Name: ${said}`;
    case "callback-number":
      return said === null ? "Number said" : `Number: ${phoneWords(said)}`;
    case "address":
    case "service": {
      const name = kind === "address" ? "Address" : "About";
      return said === null ? name : `${name}: ${said}`;
    }
    default:
      return plain[kind] ?? labelWords(label);
  }
}
const plain: Readonly<Record<string, string>> = {
  "opt-out": "Wants no more contact",
  "opt-out-unsure": "Perhaps wants no more contact",
  "vulnerable-person": "Somebody vulnerable",
  exposure: "Out in cold or heat",
  "high-value": "High value to you",
};

/** The same words may look like two labels; they are struck once. */
function onePerPlace(pieces: readonly DiscountedPiece[]): readonly DiscountedPiece[] {
  return [...new Map(pieces.map((piece) => [`${piece.start}-${piece.end}`, piece])).values()];
}
