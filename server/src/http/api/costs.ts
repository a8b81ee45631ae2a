import type { CostSettings } from "@ringback/contract/costs.ts";
import { costAnswer } from "#db/queries/cost.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted } from "#http/refused.ts";
import { type CostChange, setCostInputs } from "#use-cases/set-cost-inputs.ts";
import type { ApiParts } from "./api-parts.ts";

/** What missed calls cost. */
export function costHandlers({ context }: ApiParts) {
  return {
    cost: async ({ session, query, now }) =>
      accepted(await costAnswer(context.db, session.accountId, now, query)).answer,
    putCostSettings: async ({ session, body }) => {
      await setCostInputs(context, session, toChange(body));
      return { ok: true as const };
    },
  } satisfies Partial<Handlers>;
}

function toChange({ currency, adSpend, ...typed }: CostSettings): CostChange {
  const keys = {
    missedPerMonth: "missed-per-month",
    conversion: "conversion",
    customerValueCents: "customer-value",
    repeatValueCents: "repeat-value",
    referralValueCents: "referral-value",
    minutesPerTry: "minutes-per-try",
    staffHourCents: "staff-hour",
  } as const;
  const inputs = Object.entries(keys).flatMap(([name, key]) => {
    const value = typed[name as keyof typeof keys];
    return value === undefined ? [] : [{ key, value }];
  });
  const spent = (adSpend ?? []).map(({ source, monthCents }) => ({
    key: "ad-spend" as const,
    source,
    value: monthCents,
  }));
  return { currency, inputs: [...inputs, ...spent] };
}
