import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerDueLine, dueCommand } from "./due.ts";
import { longestLineCharacters } from "./read-lines.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ringback-due-"));
});
afterAll(() => rm(folder, { recursive: true }));

const question = {
  id: "a",
  tz: "America/Chicago",
  weekly: { mon: [["08:00", "17:00"]] },
  start_utc: "2026-03-06T22:30:00Z",
  minutes: 60,
};
const due = "2026-03-09T14:00:00Z";
const lineOf = (changes: object) => JSON.stringify({ ...question, ...changes });

async function run(path: string, stdin: Iterable<Buffer> = []) {
  const output = new PassThrough();
  const answered = text(output);
  let complaint = "";
  const program = new Command("ringback").exitOverride().configureOutput({ writeErr: (words) => (complaint += words) });
  dueCommand(program, { input: Readable.from(stdin), output });
  let exitCode = 0;
  try {
    await program.parseAsync(["due", "--input", path], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    exitCode = error.exitCode;
  }
  output.end();
  const lines = (await answered).split("\n");
  expect(lines.pop()).toBe("");
  return { answers: lines.map((line) => JSON.parse(line)), exitCode, complaint };
}

async function runOn(content: string | Buffer) {
  const path = join(folder, "input.jsonl");
  await writeFile(path, content);
  return run(path);
}

test("each line gets its answer, in order, whatever its neighbours are", async () => {
  const lines = [
    lineOf({}),
    "{broken",
    lineOf({ id: 2, tz: "Nowhere" }),
    "[]",
    lineOf({ id: 3, weekly: {} }),
    lineOf({ id: 4 }),
  ];
  expect(await runOn(`${lines.join("\n")}\n`)).toEqual({
    answers: [
      { id: "a", due_utc: due },
      { id: null, line: 2, error: "invalid_json", message: expect.any(String) },
      { id: 2, error: "invalid_timezone", message: expect.any(String) },
      { id: null, error: "invalid_request", message: expect.any(String) },
      { id: 3, error: "never_open", message: expect.any(String) },
      { id: 4, due_utc: due },
    ],
    exitCode: 0,
    complaint: "",
  });
});

test("a byte order mark, CRLF, blank lines and a missing last line end do no harm", async () => {
  const { answers } = await runOn(
    `\uFEFF${lineOf({})}\r\n\r\n  \r\n${lineOf({ id: "b" })}\r\n{\r\n${lineOf({ id: "c" })}`,
  );
  expect(answers).toMatchObject([
    { id: "a", due_utc: due },
    { id: "b" },
    { line: 5, error: "invalid_json" },
    { id: "c" },
  ]);
});

test("a line separator inside a JSON string breaks no line", async () => {
  const { answers } = await runOn(`${lineOf({ id: "one\u2028two" })}\n`);
  expect(answers).toEqual([{ id: "one\u2028two", due_utc: due }]);
});

test("an empty file has no answers", async () => {
  expect(await runOn("")).toEqual({ answers: [], exitCode: 0, complaint: "" });
});

test("- reads stdin, cut anywhere, inside a letter too", async () => {
  const bytes = Buffer.from(`${lineOf({ id: "Zoë" })}\n${lineOf({ id: "b" })}\n`);
  const { answers } = await run(
    "-",
    Array.from(bytes, (byte) => Buffer.from([byte])),
  );
  expect(answers).toEqual([
    { id: "Zoë", due_utc: due },
    { id: "b", due_utc: due },
  ]);
});

test("a line without end is answered and forgotten, and the next one counts", async () => {
  const chunk = Buffer.alloc(longestLineCharacters / 2, "x");
  const { answers } = await run("-", [chunk, chunk, chunk, chunk, Buffer.from(`\n${lineOf({})}\n`)]);
  expect(answers).toMatchObject([
    { id: null, line: 1, error: "line_too_long" },
    { id: "a", due_utc: due },
  ]);
});

test("deep nesting is a bad line, not a crash", async () => {
  const { answers } = await runOn(`${"[".repeat(400_000)}\n${lineOf({ weekly: { mon: [[[[]]]] } })}\n${lineOf({})}\n`);
  expect(answers).toMatchObject([{ error: "invalid_json" }, { error: "invalid_span" }, { due_utc: due }]);
});

test("an input that is not there, or is a folder, fails with 2 and its reason", async () => {
  const missing = await run(join(folder, "missing.jsonl"));
  expect(missing).toMatchObject({ answers: [], exitCode: 2, complaint: expect.stringContaining("ENOENT") });
  const directory = await run(folder);
  expect(directory).toMatchObject({ answers: [], exitCode: 2, complaint: expect.stringContaining("EISDIR") });
});

test("a line by itself is answered with its number where it has no id", () => {
  expect(answerDueLine(lineOf({}), 1)).toEqual({ id: "a", due_utc: due });
  expect(answerDueLine("nonsense", 7)).toMatchObject({ id: null, line: 7, error: "invalid_json" });
});

test("as a process, it answers a line as soon as it has come, and takes a reader who leaves early", async () => {
  const main = join(folder, "main.ts");
  const at = (path: string) => JSON.stringify(path);
  await writeFile(
    main,
    `import { Command } from ${at(import.meta.resolve("commander"))};
     import { dueCommand } from ${at(fileURLToPath(new URL("./due.ts", import.meta.url)))};
     const program = new Command();
     dueCommand(program);
     await program.parseAsync();`,
  );
  const child = spawn(process.execPath, [main, "due", "--input", "-"], { stdio: ["pipe", "pipe", "pipe"] });
  const complaint = text(child.stderr);
  const exited = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
  child.stdin.on("error", () => {});

  child.stdin.write(`${lineOf({})}\n`);
  const first = await new Promise((resolve) => child.stdout.once("data", (bytes) => resolve(String(bytes))));
  expect(first).toBe(`{"id":"a","due_utc":"${due}"}\n`);

  child.stdout.destroy();
  for (let count = 0; count < 1000; count++) child.stdin.write(`${lineOf({})}\n`);
  child.stdin.end();
  expect(await exited).toBe(0);
  expect(await complaint).toBe("");
});
