// The table that the conformance suite writes: what each phone system can do, and what it was seen to do. Only tests import
// this.
import { endings } from "./conformance.ts";
import type { TelephonyAbilities } from "./provider.ts";

export const abilityWords = {
  answersCalls: "Ringback answers its calls",
  bridgedFlag: "it says whether two phones were connected",
  sms: "texts",
  mms: "pictures with a text",
  recordings: "recordings of voicemails",
  startsCalls: "call back through it",
  callLog: "its own log can be compared",
  numbers: "its numbers can be listed and pointed here",
} as const satisfies Partial<Record<keyof TelephonyAbilities, string>>;

/** Rows beside the abilities and the endings. */
export const eventsWords = "its events come by";
export const logWords = "ways a call ends of which its log has the same call, and agrees";
export const troubles = {
  busy: "its API is too busy",
  revoked: "its API refuses the key",
  garbage: "its API sends garbage, or nothing",
} as const;

export interface ConformanceTable {
  /** Puts a cell into a phone system's column. */
  readonly note: (name: string, row: string, cell: string) => void;
  /** The whole document; a cell nobody noted says that its test failed. */
  readonly write: (columns: readonly (readonly [name: string, title: string])[]) => string;
}

/** An empty table. */
export function createTable(): ConformanceTable {
  const cells = new Map<string, Map<string, string>>();
  return {
    note: (name, row, cell) => void cells.set(row, (cells.get(row) ?? new Map<string, string>()).set(name, cell)),
    write: (columns) => {
      const rows = rowOrder.map((row) => [row, ...columns.map(([name]) => cells.get(row)?.get(name) ?? "FAILED")]);
      return heading + markdown(["", ...columns.map(([, title]) => title)], rows);
    },
  };
}

const rowOrder = [
  ...Object.values(abilityWords),
  eventsWords,
  ...Object.keys(endings),
  logWords,
  ...Object.values(troubles),
];

const heading = `# What each phone system can do

Written by the conformance suite (\`server/src/providers/telephony/conformance.test.ts\`), which every adapter of the registry
passes. The upper rows are abilities that the screens respect; the lower ones are the ways a call ends, and what Ringback
makes of them: one meaning everywhere. *cannot tell*: this system does not let one see it.

`;

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return `${[line(head), rule, ...rows.map(line)].join("\n")}\n`;
}
