import { Client } from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "./database.ts";

test("every test database is a separate one and is gone after use", async () => {
  await using one = await createTestDatabase();
  await using other = await createTestDatabase();
  const names = await Promise.all([one, other].map(({ connectionString }) => currentDatabase(connectionString)));
  expect(new Set(names).size).toBe(2);
  await one.drop();
  await expect(currentDatabase(one.connectionString)).rejects.toThrow(/does not exist/);
});

async function currentDatabase(connectionString: string): Promise<string | undefined> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>("SELECT current_database() AS name");
    return rows[0]?.name;
  } finally {
    await client.end();
  }
}
