import { readFile } from "node:fs/promises";
import { agencyFigures } from "@ringback/server/db/queries/agency-figures.ts";
import { createAccount } from "@ringback/server/use-cases/create-account.ts";
import type { Installation } from "./installation.ts";
import type { ScreenQuestion } from "./screens.ts";

const businesses = 10;

/** Makes the account one of ten of one person, each with the same sums, and answers what the agency's page asks of all. */
export async function agencyQuestions({ context, accountId, owner }: Installation): Promise<ScreenQuestion[]> {
  const others: string[] = [];
  for (let index = 1; index < businesses; index += 1) {
    const created = await createAccount(context, {
      name: `Northside Heating ${index + 1}`,
      timeZone: "America/Chicago",
      trade: "home_services",
      owner,
    });
    if (!created.ok) throw new Error(created.refusal);
    others.push(created.accountId);
  }
  const client = await context.db.pool.connect();
  try {
    await client.query("select set_config('bench.account', $1, false), set_config('bench.others', $2, false)", [
      accountId,
      others.join(),
    ]);
    await client.query(await readFile(new URL("./agency.sql", import.meta.url), "utf8"));
    await client.query("vacuum (analyze)");
  } finally {
    client.release(true);
  }
  const now = context.clock.now();
  const today = now.toZonedDateTimeISO("America/Chicago").toPlainDate();
  return [28, 365, 1095].map((days) => ({
    what: `figures of ${businesses} businesses of a million calls each, ${days} days and those before`,
    ask: () =>
      agencyFigures(context.db, owner.userId, now, {
        from: today.subtract({ days: days - 1 }).toString(),
        to: today.toString(),
        compare: "before",
        sort: "name",
        order: "up",
      }),
  }));
}
