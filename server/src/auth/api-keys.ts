import type { Role } from "@ringback/core/people/may.ts";
import type pg from "pg";
import { z } from "zod";

/** What a valid key stands for. It acts for the member who created it, and never with more than that member's role. */
export interface CheckedKey {
  readonly id: string;
  readonly accountId: string;
  readonly role: Role;
  readonly memberId: string;
  readonly userId: string;
}

/** A key in the owner's list; the key itself is not kept. */
export interface AccountKey {
  readonly id: string;
  readonly name: string;
  /** The first characters, so that people can tell their keys apart. */
  readonly start: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const role = z.enum(["owner", "coordinator", "agent", "viewer"]);
const metadata = z.object({ accountId: z.uuid(), role, memberId: z.uuid() });

/** The part of the library that makes and checks keys. */
interface KeyLibrary {
  createApiKey(input: {
    body: { name: string; userId: string; metadata: z.infer<typeof metadata> };
  }): Promise<{ id: string; key: string }>;
  verifyApiKey(input: { body: { key: string } }): Promise<{
    valid: boolean;
    key: { id: string; referenceId: string; metadata?: unknown } | null;
  }>;
}

/** See `Auth.checkKey`. */
export async function checkKey(library: KeyLibrary, key: string): Promise<CheckedKey | null> {
  // Spares the database what cannot be a key of ours.
  if (!/^rb_\w{20,200}$/.test(key)) return null;
  const answer = await library.verifyApiKey({ body: { key } });
  if (!answer.valid || answer.key === null) return null;
  const parsed = metadata.safeParse(answer.key.metadata);
  return parsed.success ? { id: answer.key.id, userId: answer.key.referenceId, ...parsed.data } : null;
}

/** See `Auth.createKey`. */
export async function createKey(
  library: KeyLibrary,
  {
    accountId,
    role,
    memberId,
    userId,
    name,
  }: { accountId: string; role: Role; memberId: string; userId: string; name: string },
): Promise<{ id: string; key: string }> {
  const { id, key } = await library.createApiKey({ body: { name, userId, metadata: { accountId, role, memberId } } });
  return { id, key };
}

/** The keys of an account, newest first. The library lists by person only, hence our own question. */
export async function listKeys(pool: pg.Pool, accountId: string): Promise<AccountKey[]> {
  const { rows } = await pool.query<AccountKey>(
    `select id, coalesce(name, '') as name, coalesce(start, '') as start, metadata::jsonb->>'role' as role,
       "createdAt", "lastRequest" as "lastUsedAt"
     from auth.apikey where metadata::jsonb->>'accountId' = $1 order by "createdAt" desc, id limit 200`,
    [accountId],
  );
  return rows;
}

/** See `Auth.deleteKey`. */
export async function deleteKey(pool: pg.Pool, accountId: string, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    "delete from auth.apikey where id = $1 and metadata::jsonb->>'accountId' = $2",
    [id, accountId],
  );
  return rowCount === 1;
}
