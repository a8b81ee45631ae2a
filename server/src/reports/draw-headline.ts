import type { ReportChart } from "@ringback/core/measurement/report/report-model.ts";
import { ink, late, line, margin, ok, type Paper, soft, textWidth } from "./paper.ts";

type Headline = Extract<ReportChart, { kind: "headline" }>;

const [boxHeight, gap, padding] = [58, 8, 9];
const tones = { better: ok, worse: late, same: soft } as const;

/** How much room the figures take. */
export const headlineHeight = boxHeight + 14;

/** A few figures, large, in a box each. Told aloud as `Missed by people: 23 %, from 31 %`. */
export function drawHeadline(paper: Paper, { figures }: Headline): ReturnType<Paper["struct"]> {
  const top = paper.y;
  const width = (textWidth - gap * (figures.length - 1)) / figures.length;
  const room = { width: width - 2 * padding, lineBreak: false, ellipsis: true } as const;
  const alt = figures.map(({ label, words, beside }) => [`${label}: ${words}`, beside].filter(Boolean).join(", "));
  const figure = paper.struct("Figure", { alt: alt.join(". ") }, () => {
    for (const [index, { label, words, beside, tone }] of figures.entries()) {
      const left = margin + index * (width + gap);
      const x = left + padding;
      paper.roundedRect(left, top, width, boxHeight, 5).lineWidth(0.75).strokeColor(line).stroke();
      paper
        .font("text")
        .fontSize(8)
        .fillColor(soft)
        .text(label, x, top + 8, room);
      paper
        .font("bold")
        .fontSize(17)
        .fillColor(ink)
        .text(words, x, top + 19, room);
      paper
        .font("text")
        .fontSize(8)
        .fillColor(tones[tone])
        .text(beside, x, top + 42, room);
    }
  });
  paper.x = margin;
  paper.y = top + headlineHeight;
  return figure;
}
