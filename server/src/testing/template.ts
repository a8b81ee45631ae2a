import { Client } from "pg";
import { migrate } from "#db/migrate.ts";

/** The migrated database that test databases are clones of. */
export const templateName = "ringback_template";

/** Makes the template, once a test run. */
export async function createTemplate(serverUrl: string): Promise<void> {
  await onServer(serverUrl, `CREATE DATABASE ${templateName}`);
  await migrate(urlOfDatabase(serverUrl, templateName));
}

/** Runs one statement of the server's administration, outside any test database. */
export async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The same server and user, another database. */
export function urlOfDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
