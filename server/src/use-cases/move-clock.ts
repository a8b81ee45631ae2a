import { sql } from "kysely";
import { acrossAccounts } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/**
 * Moves the application clock of the whole installation forward; waiting jobs come nearer by as much. Answers how far it
 * is ahead of the machine's clock now. Only the demo may: the edge lets nobody here without a simulated phone.
 */
export async function moveClock({ db }: Pick<Context, "db">, byMinutes: number): Promise<{ offsetMs: number }> {
  const [row] = await acrossAccounts<{ offsetMs: number }>(
    db,
    sql`select ringback.move_clock(${byMinutes * 60_000}::bigint) as "offsetMs"`,
  );
  if (row === undefined) throw new Error("The clock answered nothing.");
  return row;
}
