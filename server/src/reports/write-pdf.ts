import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cellWords, kindOfCell } from "@ringback/core/measurement/report/cell-words.ts";
import {
  forReading,
  type Report,
  type ReportChart,
  type ReportSection,
} from "@ringback/core/measurement/report/report-model.ts";
import { columnWidths } from "./column-widths.ts";
import { barsHeight, drawBars } from "./draw-bars.ts";
import { drawHeadline, headlineHeight } from "./draw-headline.ts";
import { drawHours, hoursHeight } from "./draw-hours.ts";
import { ink, line, margin, type Paper, soft, textWidth } from "./paper.ts";

const fonts = join(dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json")), "ttf");

/**
 * A report as a tagged PDF (headings, paragraphs, tables with header cells, pictures with words for whoever cannot see
 * them), with its charts drawn and its claim at the foot of every page. `madeAt` in words stands there too.
 */
export async function writePdf(report: Report, madeAtWords: string): Promise<Buffer> {
  // A fifth of a second to load, and few ask for it.
  const { default: PdfDocument } = await import("pdfkit");
  const document = new PdfDocument({
    size: "LETTER",
    margins: { top: margin, left: margin, right: margin, bottom: margin + 24 },
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    lang: "en-US",
    bufferPages: true,
    info: { Title: `${report.title}: ${report.subtitle}`, Author: "Ringback" },
  });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.on("end", () => resolve());
    document.on("error", reject);
  });
  document.registerFont("text", join(fonts, "DejaVuSans.ttf"));
  document.registerFont("bold", join(fonts, "DejaVuSans-Bold.ttf"));
  const root = document.struct("Document");
  document.addStructure(root);
  root.add(
    document.struct("H1", {}, () => {
      document.font("bold").fontSize(20).fillColor(ink).text(report.title, { width: textWidth });
    }),
  );
  root.add(
    document.struct("P", {}, () => {
      document.font("text").fontSize(10).fillColor(soft).text(report.subtitle, { width: textWidth });
    }),
  );
  for (const section of report.sections.map(forReading)) {
    const part = document.struct("Sect");
    root.add(part);
    drawSection(document, part, section);
    part.end();
  }
  root.end();
  footPages(document, report.claim, madeAtWords);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

type Part = ReturnType<Paper["struct"]>;

function drawSection(paper: Paper, part: Part, section: ReportSection): void {
  const { chart } = section;
  const chartHeight = chart === undefined ? 0 : heightOf(chart);
  // A heading alone at the foot of a page helps nobody.
  keepTogether(paper, 90 + chartHeight);
  paper.moveDown(1.4);
  part.add(
    paper.struct("H2", {}, () => {
      paper.font("bold").fontSize(12.5).fillColor(ink).text(section.title, margin, paper.y, { width: textWidth });
    }),
  );
  for (const sentence of section.words)
    part.add(
      paper.struct("P", {}, () => {
        paper
          .moveDown(0.25)
          .font("text")
          .fontSize(9.5)
          .fillColor(soft)
          .text(sentence, margin, paper.y, { width: textWidth });
      }),
    );
  if (chart !== undefined) {
    paper.moveDown(0.5);
    keepTogether(paper, chartHeight);
    part.add(drawChart(paper, chart, section.title));
  }
  // The week and the headline are drawn with their numbers in them: a row for each hour besides would fill pages. They tell them
  // to a screen reader, too.
  const isTold = chart !== undefined && chart.kind !== "bars";
  if (section.columns.length > 0 && section.rows.length > 0 && !isTold) drawTable(paper, part, section);
}

function heightOf(chart: ReportChart): number {
  switch (chart.kind) {
    case "bars":
      return barsHeight(chart.bars.length);
    case "headline":
      return headlineHeight;
    case "hours":
      return hoursHeight;
  }
}

function drawChart(paper: Paper, chart: ReportChart, title: string): Part {
  switch (chart.kind) {
    case "bars":
      return drawBars(paper, chart.bars);
    case "headline":
      return drawHeadline(paper, chart);
    case "hours":
      return drawHours(paper, chart, title);
  }
}

const rowPadding = 4;
const cellPadding = 6;
const fontSize = 8.5;

function drawTable(paper: Paper, part: Part, section: ReportSection): void {
  const table = paper.struct("Table");
  // What is not yet part of the document is drawn only once it is: on whatever page is the last by then.
  part.add(table);
  paper.moveDown(0.6);
  const headings = section.columns.map(({ title }) => title);
  const rows = section.rows.map((cells, row) =>
    cells.map((cell, column) => cellWords(cell, kindOfCell(section, row, column), section.columns[column]?.currency)),
  );
  const widths = widthsOf(paper, headings, rows);
  drawRow(paper, table, { cells: headings, widths, section, isHead: true });
  for (const words of rows) {
    const height = rowHeight(paper, { cells: words, widths, isHead: false });
    // The head again on every page, for eyes; to a screen reader it is one table.
    if (paper.y + height > bottomOf(paper)) {
      paper.addPage();
      drawRow(paper, null, { cells: headings, widths, section, isHead: true });
    }
    drawRow(paper, table, { cells: words, widths, section, isHead: false });
  }
  table.end();
}

interface DrawnRow {
  readonly cells: readonly string[];
  readonly widths: readonly number[];
  readonly section: ReportSection;
  readonly isHead: boolean;
}

/** `table` is null for what is on the paper a second time only. */
function drawRow(paper: Paper, table: Part | null, { cells, widths, section, isHead }: DrawnRow): void {
  const height = rowHeight(paper, { cells, widths, isHead });
  const top = paper.y;
  const row = table === null ? null : paper.struct("TR");
  if (row !== null) table?.add(row);
  let left = margin;
  for (const [column, words] of cells.entries()) {
    const width = widths[column] ?? 0;
    const isText = (section.columns[column]?.kind ?? "text") === "text";
    const write = () => {
      paper
        .font(isHead ? "bold" : "text")
        .fontSize(fontSize)
        .fillColor(isHead ? soft : ink)
        .text(words, left + 2, top + rowPadding, { width: width - cellPadding, align: isText ? "left" : "right" });
    };
    if (row === null) asArtifact(paper, "Pagination", write);
    else row.add(paper.struct(isHead ? "TH" : "TD", {}, write));
    left += width;
  }
  row?.end();
  asArtifact(paper, "Layout", () => {
    paper
      .moveTo(margin, top + height)
      .lineTo(margin + textWidth, top + height)
      .lineWidth(0.5)
      .strokeColor(line)
      .stroke();
  });
  paper.x = margin;
  paper.y = top + height + 1;
}

function rowHeight(paper: Paper, { cells, widths, isHead }: Omit<DrawnRow, "section">): number {
  paper.font(isHead ? "bold" : "text").fontSize(fontSize);
  const heights = cells.map((words, column) =>
    paper.heightOfString(words, { width: (widths[column] ?? 60) - cellPadding }),
  );
  return Math.max(...heights, 10) + 2 * rowPadding;
}

/** By what is written in each column, head and cells, all as wide as the head's bold letters: the others are narrower. */
function widthsOf(paper: Paper, headings: readonly string[], rows: readonly (readonly string[])[]): number[] {
  paper.font("bold").fontSize(fontSize);
  const columns = headings.map((heading, column) => [heading, ...rows.map((cells) => cells[column] ?? "")]);
  // A hair more than the text, so that rounding breaks nothing.
  return columnWidths(columns, {
    widthOf: (text) => paper.widthOfString(text),
    room: textWidth,
    padding: cellPadding + 1,
  });
}

function keepTogether(paper: Paper, height: number): void {
  if (paper.y + height > bottomOf(paper)) paper.addPage();
}

function bottomOf(paper: Paper): number {
  return paper.page.height - paper.page.margins.bottom;
}

/** The room for when it was made and the page's number, of which the claim keeps clear. */
const pageWords = 150;

/** What may be claimed, when it was made, and the page's number: on every page, and read aloud on none. */
function footPages(paper: Paper, claim: string, madeAtWords: string): void {
  const { start, count } = paper.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    paper.switchToPage(page);
    // Below the margin pdfkit would begin a new page.
    paper.page.margins.bottom = 0;
    const top = paper.page.height - margin - 6;
    asArtifact(paper, "Pagination", () => {
      paper.font("text").fontSize(7.5).fillColor(soft);
      paper.text(claim, margin, top - 12, { width: textWidth - pageWords - 12, height: 24, ellipsis: true });
      paper.text(`${madeAtWords} · page ${page + 1} of ${count}`, margin + textWidth - pageWords, top - 12, {
        width: pageWords,
        align: "right",
        lineBreak: false,
      });
    });
  }
}

/** Draws what no screen reader has to tell. */
function asArtifact(paper: Paper, type: "Pagination" | "Layout", draw: () => void): void {
  paper.markContent("Artifact", { type });
  draw();
  paper.endMarkedContent();
}
