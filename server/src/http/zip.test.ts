import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type ZippedFile, zip } from "./zip.ts";

const run = promisify(execFile);
const at = Temporal.PlainDateTime.from("2026-11-18T10:20:30");

test("another program reads the archive: names, bytes and times", async () => {
  const files: ZippedFile[] = [
    { name: "person.json", bytes: Buffer.from('{"name":"Zoë"}'), at },
    { name: "recordings/2026-11-18 Zoë.wav", bytes: Buffer.alloc(200_000, 7), at },
    { name: "empty.txt", bytes: Buffer.alloc(0), at },
  ];
  const folder = await mkdtemp(join(tmpdir(), "ringback-zip-"));
  try {
    const pieces = await Array.fromAsync(
      zip(
        (async function* () {
          yield* files;
        })(),
      ),
    );
    await writeFile(join(folder, "all.zip"), Buffer.concat(pieces));
    const script = `import zipfile,json
z=zipfile.ZipFile("all.zip"); assert z.testzip() is None; z.extractall("out")
print(json.dumps([[i.filename,i.file_size,list(i.date_time)] for i in z.infolist()]))`;
    const { stdout } = await run("python3", ["-c", script], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual(
      files.map(({ name, bytes }) => [name, bytes.length, [2026, 11, 18, 10, 20, 30]]),
    );
    expect(await readFile(join(folder, "out", "recordings/2026-11-18 Zoë.wav"))).toEqual(Buffer.alloc(200_000, 7));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
