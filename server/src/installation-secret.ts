import { randomBytes } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The key that sealed values and sessions hang on: RINGBACK_SECRET, or one made once and kept in the data folder,
 * readable by its owner alone. Losing it loses every sealed secret and recording, so backups hold it too.
 */
export async function installationSecret(given: string | null, dataDir: string): Promise<string> {
  if (given !== null) return given;
  const path = join(dataDir, "secret");
  await mkdir(dataDir, { recursive: true });
  try {
    const file = await open(path, "wx", 0o600);
    await file.writeFile(`${randomBytes(32).toString("base64url")}\n`);
    await file.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const secret = (await readFile(path, "utf8")).trim();
  if (secret.length < 32)
    throw new Error(
      `The secret in ${path} is damaged. Put it back from a backup, or remove it and connect your phone provider again.`,
    );
  return secret;
}
