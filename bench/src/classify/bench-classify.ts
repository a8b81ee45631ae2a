import type { Bench } from "#bench.ts";
import { startChild } from "#rig/children.ts";
import type { ClassifyFigures } from "./classify-process.ts";

/** The rules alone, as `judgeMessage` runs them (redaction included), over the messages of the development corpus. */
export const classify: Bench = {
  name: "classify",
  about: "messages of the corpus redacted, classified and decided by the rules, a second and core",
  run: async (say) => {
    const child = startChild(new URL("./classify-process.ts", import.meta.url), []);
    const { perSecond, longestMs, messages, memoryMb } = await child.next<ClassifyFigures>("figures");
    await child.exited;
    say(`${messages} messages`);
    return {
      figures: [
        { what: "messages judged by rules", value: perSecond, unit: "/s", atLeast: 5_000 },
        { what: "the longest of the worst 50 kB texts", value: longestMs, unit: "ms" },
        { what: "memory the rules take", value: memoryMb, unit: "MB", atMost: 50 },
      ],
    };
  },
};
