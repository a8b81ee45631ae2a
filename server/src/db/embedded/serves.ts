import { realpath } from "node:fs/promises";
import { Client } from "pg";

/** Whether a server answers at the URL and works on exactly this cluster folder. */
export async function serves(connectionString: string, folder: string): Promise<boolean> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5000 });
  // A connection cut at this moment is an answer ("no"), not a crash.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
    const served = rows[0]?.data_directory;
    return served !== undefined && (await realpath(served)) === (await realpath(folder));
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
