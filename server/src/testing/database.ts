import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { onServer, templateName, urlOfDatabase } from "./template.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The PostgreSQL of this test run, as its superuser. Ask `createTestDatabase` for a database on it. */
    testServerUrl: string;
  }
}

/** A database of a test's own, with all migrations done. */
export type TestDatabase = {
  /** As the superuser. */
  readonly connectionString: string;
  /** Removes it, cutting connections that are still open. */
  drop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * Clones the migrated template: 30-50 ms where the disk is idle, so each test can have its own. Copying files takes about half as long as the
 * default strategy, which writes every page to the log.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject("testServerUrl");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onServer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${templateName} STRATEGY FILE_COPY`);
  const drop = () => onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  return { connectionString: urlOfDatabase(serverUrl, name), drop, [Symbol.asyncDispose]: drop };
}
