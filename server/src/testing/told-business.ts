import { type Database, openDatabase } from "#db/database.ts";
import type { Context } from "#use-cases/context.ts";
import { bareContext } from "./bare-context.ts";
import { HandClock, openBusiness, type TestBusiness } from "./business.ts";
import { createTestDatabase } from "./database.ts";

/** One story's own business. */
export interface ToldBusiness extends AsyncDisposable {
  readonly db: Database;
  readonly clock: HandClock;
  readonly context: Context;
  readonly business: TestBusiness;
}

/** A business on a database of its own, at a moment that passes by hand, for as long as a test tells its story. */
export async function tellOfBusiness(start: string): Promise<ToldBusiness> {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString);
  const clock = new HandClock(start);
  const context = { ...bareContext(db), clock };
  const business = await openBusiness(context, "maya");
  return {
    db,
    clock,
    context,
    business,
    [Symbol.asyncDispose]: async () => {
      await db.close();
      await database.drop();
    },
  };
}
