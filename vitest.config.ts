import { defineConfig } from "vitest/config";

/** One project a room. Rooms that need PostgreSQL share one server, started once, with a cloned database a test file. */
const withDatabase = {
  globalSetup: ["./server/src/testing/global-setup.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    projects: [
      { test: { name: "core", include: ["core/src/**/*.test.ts"] } },
      { test: { name: "contract", include: ["contract/src/**/*.test.ts"] } },
      { test: { name: "tools", include: ["tools/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { name: "eval", include: ["eval/src/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { name: "web", include: ["web/src/**/*.test.ts", "web/src/**/*.test.tsx"] } },
      { test: { name: "dev", include: ["dev/src/**/*.test.ts"], ...withDatabase } },
      { test: { name: "server", include: ["server/src/**/*.test.ts"], ...withDatabase } },
      { test: { name: "cli", include: ["cli/src/**/*.test.ts"], ...withDatabase } },
      { test: { name: "loop", include: ["e2e/loop/**/*.test.ts"], ...withDatabase, testTimeout: 60_000 } },
      // Browsers and killed processes are heavy: one file at a time.
      {
        test: {
          name: "e2e",
          include: ["e2e/stories/**/*.test.ts", "e2e/crash/**/*.test.ts"],
          ...withDatabase,
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
