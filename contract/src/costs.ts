// What missed calls cost: the formula, its inputs and where each of them comes from.
import { z } from "zod";
import { id } from "./common.ts";
import { dayRange, figureQuery } from "./figures.ts";
import { route } from "./route.ts";

/** A cautious, a middle and a high reading. */
const scenarios = z.object({ low: z.number().int(), middle: z.number().int(), high: z.number().int() });
/** Callers a month need not be whole. */
const readings = z.object({ low: z.number(), middle: z.number(), high: z.number() });
const formulas = z.object({ low: z.string(), middle: z.string(), high: z.string() });

const costInput = z.object({
  value: scenarios,
  kind: z.enum(["own", "typed", "guess"]),
  /** `yours, from 41 callers reached`. */
  source: z.string(),
  confidence: z.enum(["high", "medium", "low"]),
});
export type CostInputBody = z.infer<typeof costInput>;

const costSums = z.object({
  monthCents: scenarios,
  yearCents: scenarios,
  callerCents: scenarios,
  confidence: z.enum(["high", "medium", "low"]),
  formula: formulas,
});
export type CostSumsBody = z.infer<typeof costSums>;

/** What may be typed in. Money in whole cents, shares in hundredths of a percent; null takes it back. */
export const costSettings = z.object({
  /** ISO 4217. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "Give a currency by its three letters, like USD.")
    .optional(),
  /** Missed calls a month, for whoever has no log to count from. */
  missedPerMonth: z.number().int().min(0).max(1_000_000).nullable().optional(),
  conversion: z.number().int().min(0).max(10_000).nullable().optional(),
  customerValueCents: z.number().int().min(0).max(10_000_000_00).nullable().optional(),
  repeatValueCents: z.number().int().min(0).max(10_000_000_00).nullable().optional(),
  referralValueCents: z.number().int().min(0).max(10_000_000_00).nullable().optional(),
  minutesPerTry: z.number().int().min(0).max(120).nullable().optional(),
  staffHourCents: z.number().int().min(0).max(100_000_00).nullable().optional(),
  /** What an advertised source costs a month. */
  adSpend: z
    .array(
      z.object({
        source: z.string().trim().min(1).max(200),
        monthCents: z.number().int().min(0).max(10_000_000_00).nullable(),
      }),
    )
    .max(100)
    .optional(),
});
export type CostSettings = z.infer<typeof costSettings>;

const group = z.object({
  callers: z.number().int(),
  lost: scenarios,
  /** By the formula that is used for all; null where no worth is known. */
  monthCents: scenarios.nullable(),
});

export const costAnswer = z.object({
  range: dayRange,
  /** Days of the range that have passed or begun, within the time there are calls of: what a month is worked out from. */
  days: z.number().int(),
  timeZone: z.string(),
  currency: z.string(),
  rounding: z.string(),
  inputs: z.object({
    /** Callers lost in the range, or a month where they were typed in. */
    lost: costInput,
    conversion: costInput,
    worth: costInput.nullable(),
    repeat: costInput.nullable(),
    referral: costInput.nullable(),
  }),
  /** What the business's own records say, whether or not something else was typed in. */
  own: z.object({ conversion: costInput.nullable(), worth: costInput.nullable() }),
  /** From callers missed to callers lost; empty where the number was typed in. */
  lines: z.array(z.object({ row: z.string(), callers: z.number().int(), left: scenarios, words: z.string() })),
  callersAMonth: readings,
  simple: costSums.nullable(),
  realistic: costSums.nullable(),
  numbers: z.array(
    group.extend({
      id: id.nullable(),
      label: z.string(),
      number: z.string().nullable(),
      source: z.string().nullable(),
    }),
  ),
  sources: z.array(
    group.extend({
      source: z.string(),
      /** All calls to it and those missed. */
      calls: z.number().int(),
      missed: z.number().int(),
      spendMonthCents: z.number().int().nullable(),
      /** The part of the spend that paid for callers who were lost. */
      wastedMonthCents: scenarios.nullable(),
    }),
  ),
  phoneTag: z.object({
    /** Tries beyond the first of each caller, in the range. */
    extraTries: z.number().int(),
    minutesAMonth: z.number().int().nullable(),
    monthCents: z.number().int().nullable(),
  }),
  typed: z.object({
    missedPerMonth: z.number().int().nullable(),
    conversion: z.number().int().nullable(),
    customerValueCents: z.number().int().nullable(),
    repeatValueCents: z.number().int().nullable(),
    referralValueCents: z.number().int().nullable(),
    minutesPerTry: z.number().int().nullable(),
    staffHourCents: z.number().int().nullable(),
  }),
  outside: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      range: z.string(),
      source: z.string(),
      url: z.string().nullable(),
      caution: z.string(),
      confidence: z.enum(["medium", "low"]),
    }),
  ),
});
export type CostAnswer = z.infer<typeof costAnswer>;

export const costRoutes = {
  cost: route({
    method: "GET",
    path: "/cost",
    access: "viewer",
    summary: "What the callers lost in a range cost a month and a year, by both formulas, with every input's source",
    query: figureQuery.pick({ range: true, from: true, to: true, number: true, source: true, line: true }),
    ok: costAnswer,
  }),
  putCostSettings: route({
    method: "PUT",
    path: "/cost/settings",
    access: "coordinator",
    summary: "Type in what the cost is worked out with; what is left out stays, null takes it back",
    body: costSettings,
    ok: z.object({ ok: z.literal(true) }),
  }),
};
