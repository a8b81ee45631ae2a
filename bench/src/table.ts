import { type Figure, keepsTarget } from "./bench.ts";

/** The figures as a table for the terminal: what, measured, target, and measured ÷ target. */
export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    `${round(figure.value)}${figure.unit === "" ? "" : ` ${figure.unit}`}`,
    target(figure),
    ratio(figure),
    { true: "kept", false: "MISSED", null: "" }[`${keepsTarget(figure)}`] ?? "",
    figure.note ?? "",
  ]);
  const all = [["what", "measured", "target", "ratio", "", "note"], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function target({ atMost, atLeast, unit }: Figure): string {
  const words = unit === "" ? "" : ` ${unit}`;
  if (atMost !== undefined) return `≤ ${atMost}${words}`;
  return atLeast === undefined ? "" : `≥ ${atLeast}${words}`;
}

function ratio({ value, atMost, atLeast }: Figure): string {
  const wanted = atMost ?? atLeast;
  return wanted === undefined || wanted === 0 ? "" : `×${(value / wanted).toFixed(2)}`;
}

function round(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
}
