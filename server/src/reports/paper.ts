/** A sheet being drawn on. */
export type Paper = PDFKit.PDFDocument;

/** In points, 72 to the inch; a letter sheet is 612 wide. */
export const margin = 48;
export const textWidth = 612 - 2 * margin;

/** The palette of the screens, in its light form: paper is white. */
export const ink = "#1d1f24";
export const soft = "#5f636d";
export const accent = "#0f766e";
export const late = "#b42318";
export const ok = "#127337";
export const line = "#e6e3dc";
export const ground = "#f1eee8";

/** Between two colours `#rrggbb`, `share` of the way to the second. */
export function mixed(from: string, to: string, share: number): string {
  const part = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  const mix = (at: number) => Math.round(part(from, at) + (part(to, at) - part(from, at)) * share);
  return `#${[1, 3, 5].map((at) => mix(at).toString(16).padStart(2, "0")).join("")}`;
}
