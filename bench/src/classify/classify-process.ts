// A process of its own, so that the memory measured is that of the rules and of nothing else.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Trade } from "@ringback/core/classification/trade.ts";
import { median } from "#statistics.ts";

export interface ClassifyFigures {
  readonly kind: "figures";
  readonly messages: number;
  readonly perSecond: number;
  readonly longestMs: number;
  readonly memoryMb: number;
}

interface Message {
  readonly transcript: string;
  readonly channel: "voicemail" | "sms";
  readonly trade: Trade;
}

const rounds = 5;
const roundMs = 1_000;
const longText = 50_000;

const messages = readMessages();
setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");
collect();
const before = memoryMb();
const { judgeMessage } = await import("@ringback/core/classification/judge-message.ts");
judgeFor(roundMs);
const perSecond = median(Array.from({ length: rounds }, () => judgeFor(roundMs)));
const longestMs = Math.max(...["4111 1111 1111 1111 123 ", "four one ", "no gas leak or if ", "stop "].map(msForLong));
// What is held while messages are judged, after the garbage of the judging is gone.
collect();
const figures: ClassifyFigures = {
  kind: "figures",
  messages: messages.length,
  perSecond,
  longestMs,
  memoryMb: memoryMb() - before,
};
process.send?.(figures);
process.disconnect?.();

function readMessages(): Message[] {
  const folder = join(import.meta.dirname, "../../../eval/corpus/development");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".jsonl"))
    .flatMap((file) => readFileSync(join(folder, file), "utf8").split("\n"))
    .filter((line) => line.trim() !== "")
    .map((line): Message => JSON.parse(line));
}

/** Messages a second of the processor's time, garbage collection included: what others do on the machine is not counted. */
function judgeFor(ms: number): number {
  const begunMs = performance.now();
  const begunCpu = process.cpuUsage();
  let judged = 0;
  while (performance.now() - begunMs < ms) {
    for (const { transcript, channel, trade } of messages) judgeMessage({ text: transcript, channel, trade });
    judged += messages.length;
  }
  const { user, system } = process.cpuUsage(begunCpu);
  return (judged * 1_000_000) / (user + system);
}

function msForLong(piece: string): number {
  const text = piece.repeat(Math.ceil(longText / piece.length)).slice(0, longText);
  const begunMs = performance.now();
  judgeMessage({ text, channel: "voicemail", trade: "general" });
  return performance.now() - begunMs;
}

function memoryMb(): number {
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_000_000;
}
