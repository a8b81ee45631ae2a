import type { ReportChart } from "@ringback/core/measurement/report/report-model.ts";
import { ground, ink, late, margin, mixed, type Paper, soft, textWidth } from "./paper.ts";

type Hours = Extract<ReportChart, { kind: "hours" }>;

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const [cellHeight, gap, labelWidth] = [17, 2, 30];

/** How much room the week takes. */
export const hoursHeight = 36 + 7 * (cellHeight + gap);

/** The week by weekday and hour, coloured by the share that was missed, with the number missed in it; told hour by hour to a screen reader. */
export function drawHours(paper: Paper, { cells, fewerThan }: Hours, title: string): ReturnType<Paper["struct"]> {
  const rung = cells.filter(({ calls }) => calls > 0);
  const [first, last] = [Math.min(8, ...rung.map(({ hour }) => hour)), Math.max(17, ...rung.map(({ hour }) => hour))];
  const width = (textWidth - labelWidth) / (last - first + 1);
  const top = paper.y;
  const told = rung
    .filter(({ missed }) => missed > 0)
    .sort((a, b) => b.missed - a.missed)
    .map(({ weekday, hour, calls, missed }) => `${weekdays[weekday - 1]} ${hour}:00, ${missed} of ${calls}`);
  const alt = `${title}, most first: ${told.join("; ")}.`;
  const figure = paper.struct("Figure", { alt }, () => {
    paper.font("text").fontSize(7.5).fillColor(soft);
    for (let hour = first; hour <= last; hour += 1)
      paper.text(String(hour), margin + labelWidth + (hour - first) * width, top, {
        width,
        align: "center",
        lineBreak: false,
      });
    for (const [index, name] of weekdays.entries())
      paper.text(name, margin, top + 16 + index * (cellHeight + gap), { width: labelWidth, lineBreak: false });
    for (const { weekday, hour, calls, missed } of rung) {
      const [x, y] = [margin + labelWidth + (hour - first) * width, top + 12 + (weekday - 1) * (cellHeight + gap)];
      const isFew = calls < fewerThan;
      const share = isFew ? 0 : missed / calls;
      paper.roundedRect(x, y, width - gap, cellHeight, 2.5).fill(isFew ? "#f7f5f0" : mixed(ground, late, share));
      if (isFew && missed === 0) continue;
      paper
        .fontSize(7.5)
        .fillColor(isFew ? soft : share > 0.55 ? "#ffffff" : ink)
        .text(String(missed), x, y + 4.5, { width: width - gap, align: "center", lineBreak: false });
    }
    paper
      .fontSize(7.5)
      .fillColor(soft)
      .text(
        `Colour: share missed. Number: missed. Pale: fewer than ${fewerThan} calls.`,
        margin,
        top + 18 + 7 * (cellHeight + gap),
        { width: textWidth, lineBreak: false },
      );
  });
  paper.x = margin;
  paper.y = top + 32 + 7 * (cellHeight + gap);
  return figure;
}
