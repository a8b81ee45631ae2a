import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const cli = fileURLToPath(new URL("../main.ts", import.meta.url));

async function classify(input: string, given: readonly string[] = ["--input", "-"]) {
  const child = spawn(process.execPath, [cli, "classify", ...given], {
    env: { PATH: process.env["PATH"] ?? "", NODE_NO_WARNINGS: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.stdin.on("error", () => {}); // it may end without reading all
  child.stdin.end(input);
  const [out, complaint, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  const answers = out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { answers, complaint, exitCode };
}

const line = (fields: object) => `${JSON.stringify(fields)}\n`;

test("one line in gives one line out, with the words that show it at their place in what was given", async () => {
  const transcript =
    "Hi this is Dana Ruiz, my card is 4111 1111 1111 1111, water is coming through my kitchen ceiling, call 312 555 0142";
  const { answers, exitCode } = await classify(
    line({ id: "a", channel: "voicemail", trade: "plumbing", transcript }) +
      line({ id: "b", channel: "sms", trade: "salon", transcript: "STOP" }),
  );
  expect(exitCode).toBe(0);
  expect(answers.map(({ id }) => id)).toEqual(["a", "b"]);
  const [danger, stop] = answers;
  expect(danger).toMatchObject({
    intent: "emergency",
    urgency: "emergency",
    escalate: { tier: "immediate" },
    callerName: "Dana Ruiz",
    callbackNumber: "+13125550142",
    optOut: false,
    language: "en",
    method: "rules",
  });
  const evidence = danger?.["evidence"] as { label: string; text: string; start: number; end: number }[];
  expect(evidence.map(({ label }) => label)).toContain("urgency:emergency");
  for (const piece of evidence) expect(transcript.slice(piece.start, piece.end)).toBe(piece.text);
  expect(JSON.stringify(danger)).not.toContain("4111 1111");
  expect(danger?.["redactedTranscript"]).toContain("[card ••••1111]");
  expect(stop).toMatchObject({ optOut: true });
});

test("lines that cannot be read say why and lose none of the others", async () => {
  const { answers, complaint, exitCode } = await classify(
    `not json\n\n${line({ id: 7, channel: "fax", transcript: "hello" })}${line({ id: 8 })}${line(["x"])}${line({ id: 9, transcript: "x".repeat(1_100_000) })}`,
  );
  expect(exitCode).toBe(1);
  expect(complaint).toContain("4 lines could not be read");
  expect(answers).toMatchObject([
    { id: null, line: 1, error: "not JSON" },
    { id: 7, line: 3, error: expect.stringContaining("channel") },
    { id: 8, intent: "unclear", urgency: "unknown", speech: "no-speech" },
    { line: 5, error: expect.any(String) },
    { line: 6, error: expect.stringContaining("longer") },
  ]);
});

test("hostile and odd texts are answered like any other", async () => {
  const texts = [
    "",
    " ",
    "😀😀",
    "\u202eevil\u202c",
    "a\u200bb",
    "\ud800",
    "\u2028",
    "你好，我需要帮助",
    "x ".repeat(25_000),
  ];
  const { answers, exitCode } = await classify(texts.map((transcript, id) => line({ id, transcript })).join(""));
  expect(exitCode).toBe(0);
  expect(answers).toHaveLength(texts.length);
  expect(answers[7]).toMatchObject({ language: "zh", review: { needed: true } });
});

test("a file is read like standard input, and one that is not there is said so", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ringback-classify-"));
  try {
    const file = join(folder, "in.jsonl");
    await writeFile(file, line({ id: 1, transcript: "call me back" }));
    expect((await classify("", ["--input", file])).answers).toMatchObject([{ id: 1, intent: "unclear" }]);
    const missing = await classify("", ["--input", join(folder, "no.jsonl")]);
    expect(missing).toMatchObject({ answers: [], exitCode: 2 });
    expect(missing.complaint).toContain("no.jsonl cannot be read");
  } finally {
    await rm(folder, { recursive: true });
  }
});
