import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import type { Report } from "@ringback/core/measurement/report/report-model.ts";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { writeCsv } from "./write-csv.ts";
import { writePdf } from "./write-pdf.ts";
import { writeXlsx } from "./write-xlsx.ts";

const report: Report = {
  id: "figures",
  title: "Where calls leak",
  subtitle: "Northside Heating, 1–28 Oct 2026",
  claim: "For planning, not proof.",
  sections: [
    {
      id: "figures",
      title: "Figures: all [of] them",
      words: ["What counts stands beside each."],
      columns: [
        { title: "Figure", kind: "text" },
        { title: "Value", kind: "count" },
        { title: "Lost", kind: "money", currency: "USD" },
        { title: "Caller", kind: "phone" },
      ],
      rows: [
        ["Missed", 0.231, 240_050, "+13125550117"],
        ['=HYPERLINK("http://x")', 1204, null, "+442079460958"],
      ],
      rowKinds: ["share", "count"],
    },
    {
      id: "became",
      title: "What became of them",
      words: [],
      columns: [],
      rows: [],
      chart: { kind: "bars", bars: [{ label: "Called back — żółć", share: 0.84, words: "141" }] },
    },
    {
      id: "hours",
      title: "Missed calls by hour",
      words: [],
      columns: [
        { title: "Weekday", kind: "text" },
        { title: "Missed", kind: "count" },
      ],
      rows: [["Monday", 5]],
      chart: { kind: "hours", fewerThan: 4, cells: [{ weekday: 1, hour: 12, calls: 9, missed: 5 }] },
    },
  ],
};

test("the CSV keeps numbers as numbers, money in units, phone numbers readable, and runs nothing", () => {
  const rows: string[][] = parse(writeCsv(report), { bom: true, relax_column_count: true, skip_empty_lines: true });
  expect(rows).toContainEqual(["Missed", "0.231", "2400.50", "(312) 555-0117"]);
  const [words, count, money, phone] = rows.find(([first]) => first?.includes("HYPERLINK")) ?? [];
  expect([words, count, money]).toEqual([`'=HYPERLINK("http://x")`, "1204", ""]);
  expect(phone).not.toMatch(/^[=+\-@]/);
});

test("the workbook has a sheet for each section, numbers as numbers, and no formula", async () => {
  const files = unzip(await writeXlsx(report));
  const workbook = files.get("xl/workbook.xml") ?? "";
  expect([...workbook.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
    "About",
    "Figures  all  of  them",
    "What became of them",
    "Missed calls by hour",
  ]);
  const sheet = files.get("xl/worksheets/sheet2.xml") ?? "";
  expect(sheet).toContain("<v>0.231</v>");
  expect(sheet).toContain("<v>2400.5</v>");
  expect([...files.values()].join("")).not.toMatch(/<f>|<f /);
});

test("the PDF is tagged, has its title, tables, pictures with words, and the claim on every page", async () => {
  const many = Array.from({ length: 120 }, (_, index) => [`Figure ${index}`, index, null, null]);
  const [figures] = report.sections;
  if (figures === undefined) throw new Error("The report has no section.");
  const { rowKinds: _, ...plain } = figures;
  const pdf = await writePdf(
    { ...report, sections: [{ ...plain, rows: many }, ...report.sections.slice(1)] },
    "21 Nov 2026",
  );
  const raw = pdf.toString("latin1");
  expect(raw).toContain("/MarkInfo");
  for (const tag of ["H1", "H2", "P", "Table", "TR", "TH", "TD", "Figure"])
    expect(raw).toMatch(new RegExp(`/S /${tag}\\b`));
  expect(raw.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
  const text = pdfText(pdf);
  if (text === null) return; // poppler is not everywhere; what it reads is looked at where it is
  expect(
    text
      .split("\f")
      .filter((page) => page.trim() !== "")
      .every((page) => page.includes("For planning")),
  ).toBe(true);
  expect(text).toContain("żółć");
  expect(text).toContain("Figure 119");
  expect(text).not.toContain("Weekday");
});

test("the PDF begins with a few large figures, told with what stands beside them", async () => {
  const headline: Report["sections"][number] = {
    id: "headline",
    title: "At a glance",
    words: [],
    columns: [{ title: "Figure", kind: "text" }],
    rows: [["Not as a table too"]],
    chart: {
      kind: "headline",
      figures: [
        { label: "Missed by people", words: "26 %", beside: "from 19 %", tone: "worse" },
        { label: "Really recovered", words: "66 %", beside: "", tone: "same" },
      ],
    },
  };
  const pdf = await writePdf({ ...report, sections: [headline] }, "21 Nov 2026");
  expect(pdf.toString("latin1")).toMatch(/\/S \/Figure\b/);
  const text = pdfText(pdf);
  if (text === null) return;
  expect(text).toMatch(/26 %\s+66 %\s+from 19 %/);
  expect(text).not.toContain("Not as a table too");
});

test("no word of a table is broken on paper, its head included", async () => {
  const heads = ["Number", "Calls", "Missed", "Share missed", "Callers", "Tried in time", "Recovered", "Booked"];
  const pdf = await writePdf(
    {
      ...report,
      sections: [
        {
          id: "numbers",
          title: "By number",
          words: [],
          columns: heads.map((title, index) => ({ title, kind: index === 0 ? "text" : "count" })),
          rows: [["Google Ads · furnace and air conditioning, WASHINGTON D", 111, 25, 23, 23, 74, 57, 43]],
        },
      ],
    },
    "21 Nov 2026",
  );
  const text = pdfText(pdf);
  if (text === null) return;
  for (const word of [...heads.flatMap((head) => head.split(" ")), "WASHINGTON", "conditioning,"])
    expect(text.split(/\s+/), word).toContain(word);
});

function pdfText(pdf: Buffer): string | null {
  const tool = ["/usr/bin/pdftotext", "/usr/local/bin/pdftotext"].find(existsSync);
  if (tool === undefined) return null;
  const folder = mkdtempSync(join(tmpdir(), "ringback-pdf-"));
  try {
    writeFileSync(join(folder, "report.pdf"), pdf);
    return execFileSync(tool, [join(folder, "report.pdf"), "-"], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The files of a zip archive, by its central directory (APPNOTE 4.3.12). */
function unzip(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, nameLength] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 20),
      archive.readUInt16LE(at + 28),
    ];
    const local = archive.readUInt32LE(at + 42);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const data = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(data, data + size);
    files.set(name, (method === 8 ? inflateRawSync(packed) : packed).toString("utf8"));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}
