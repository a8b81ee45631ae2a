import { execFile } from "node:child_process";
import { join } from "node:path";
import { openDatabase } from "@ringback/server/db/database.ts";
import { bareContext, bareSecret } from "@ringback/server/testing/bare-context.ts";
import { openBusiness } from "@ringback/server/testing/business.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
// Only for what it declares: the database that the test run provides.
import type {} from "@ringback/server/testing/global-setup.ts";
import { languageModelPeer } from "@ringback/server/testing/language-model-peer.ts";
import { expect, test } from "vitest";

test("a model is set up, tried and listed from the terminal", async () => {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString);
  const peer = await languageModelPeer({
    does: "answers",
    content: '{"claims":[{"label":"service","quote":"kitchen faucet"}],"sentences":[]}',
  });
  try {
    await openBusiness(bareContext(db), "maya");
    const ai = (...args: string[]) => run(database.connectionString, "ai", ...args);
    const wanted = ["language-model", "--url", peer.url, "--model", "tiny-1", "--per-million-in", "0.15"];
    expect(await ai("set", ...wanted)).toEqual({ code: 0, out: "Done.\n" });
    expect(await ai("check", "language-model")).toEqual({
      code: 0,
      out: "It works. Claims about our sample: 1; quotes that stand in it: 1.\n",
    });
    expect(peer.questions[0]?.authorization).toBe("Bearer sk-from-the-environment");
    expect((await ai("list")).out).toMatch(/language-model +http:\S+ +tiny-1 +working/);
  } finally {
    await peer.close();
    await db.close();
    await database.drop();
  }
}, 60_000);

function run(databaseUrl: string, ...args: string[]): Promise<{ code: number; out: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    RINGBACK_SECRET: bareSecret,
    RINGBACK_AI_KEY: "sk-from-the-environment",
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(import.meta.dirname, "../main.ts"), ...args], { env }, (error, out) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out });
    });
  });
}
