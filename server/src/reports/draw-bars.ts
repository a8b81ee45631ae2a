import { accent, ink, margin, type Paper, textWidth } from "./paper.ts";

const [rowHeight, labelWidth, valueWidth] = [17, 150, 60];

/** How much room so many bars take. */
export function barsHeight(bars: number): number {
  return bars * rowHeight + 8;
}

/** Named bars, a row each, with the value behind. Told aloud as `Called back: 141`. */
export function drawBars(
  paper: Paper,
  bars: readonly { readonly label: string; readonly share: number; readonly words: string }[],
): ReturnType<Paper["struct"]> {
  const top = paper.y;
  const alt = bars.map(({ label, words }) => `${label}: ${words}`).join(". ");
  const room = textWidth - labelWidth - valueWidth;
  const figure = paper.struct("Figure", { alt }, () => {
    for (const [index, { label, share, words }] of bars.entries()) {
      const y = top + index * rowHeight;
      paper
        .font("text")
        .fontSize(9)
        .fillColor(ink)
        .text(label, margin, y + 2, { width: labelWidth - 8, lineBreak: false });
      if (share > 0)
        paper.roundedRect(margin + labelWidth, y, Math.max(1, room * Math.min(1, share)), 12, 3).fill(accent);
      paper
        .font("bold")
        .fillColor(ink)
        .text(words, margin + textWidth - valueWidth, y + 2, { width: valueWidth, align: "right", lineBreak: false });
    }
  });
  paper.x = margin;
  paper.y = top + bars.length * rowHeight + 4;
  return figure;
}
