import type { SecretBox } from "#secret-box.ts";

/**
 * What numbers are hashed with that stay on the list of those who are never texted after the person was forgotten (P3): 32
 * bytes, one key an account, known to this installation and never in its database. With another secret they are not found
 * again, so the secret belongs to the backup.
 */
export function numberKey(secretBox: Pick<SecretBox, "mark">, accountId: string): Uint8Array {
  return secretBox.mark(accountId, "forgotten-numbers", "");
}
