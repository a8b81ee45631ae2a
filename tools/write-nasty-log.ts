// Writes the log of nasty rows and what must become of them, for the test of imports and for looking at.
// Run after changing server/src/testing/nasty-log/make-nasty-log.ts: npx node tools/write-nasty-log.ts
import { writeFile } from "node:fs/promises";
import { makeNastyLog } from "@ringback/server/testing/nasty-log/make-nasty-log.ts";

const folder = new URL("../server/src/testing/nasty-log/", import.meta.url);
const { bytes, ...expected } = makeNastyLog();
await writeFile(new URL("nasty-log.csv", folder), bytes);
await writeFile(new URL("nasty-log.expected.json", folder), `${JSON.stringify(expected, null, 1)}\n`);
