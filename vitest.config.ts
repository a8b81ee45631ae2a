import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tools/longest-first.ts";

/** One project a room. Rooms that need PostgreSQL share one server, started once, with a cloned database a test file. */
const withDatabase = {
  globalSetup: ["./server/src/testing/global-setup.ts"],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

/**
 * What a file needs to start, above all loading the server, took half of all computing when each file had a process of its
 * own. So a process runs one file after the other of its project, and the files leave nothing behind in it.
 */
const oneAfterTheOther = { isolate: false };

export default defineConfig({
  test: {
    // Vitest would leave a core for itself. More than one a core starves the stories: each has a browser and a server besides.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { ...oneAfterTheOther, name: "core", include: ["core/src/**/*.test.ts"] } },
      { test: { ...oneAfterTheOther, name: "contract", include: ["contract/src/**/*.test.ts"] } },
      { test: { ...oneAfterTheOther, name: "tools", include: ["tools/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { ...oneAfterTheOther, name: "eval", include: ["eval/src/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { ...oneAfterTheOther, name: "web", include: ["web/src/**/*.test.ts", "web/src/**/*.test.tsx"] } },
      { test: { ...oneAfterTheOther, name: "dev", include: ["dev/src/**/*.test.ts"], ...withDatabase } },
      { test: { ...oneAfterTheOther, name: "server", include: ["server/src/**/*.test.ts"], ...withDatabase } },
      { test: { ...oneAfterTheOther, name: "cli", include: ["cli/src/**/*.test.ts"], ...withDatabase } },
      {
        test: {
          ...oneAfterTheOther,
          name: "loop",
          include: ["e2e/loop/**/*.test.ts"],
          ...withDatabase,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...oneAfterTheOther,
          name: "e2e",
          include: ["e2e/stories/**/*.test.ts", "e2e/crash/**/*.test.ts"],
          ...withDatabase,
          // Nobody waits for a story's end: this only ends what hangs, on a machine that does other things too.
          testTimeout: 240_000,
        },
      },
    ],
  },
});
