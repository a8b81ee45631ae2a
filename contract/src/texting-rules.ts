import { z } from "zod";

const hour = z.number().int().min(0).max(24);
const hourSpan = z.object({ fromHour: hour, toHour: hour });

/** What the owner chose about texts; core/src/playbook/texting-rules.ts holds its meaning and its limits. */
export const textingRules = z.object({
  serviceHours: hourSpan,
  marketingHours: hourSpan,
  quietHours: hourSpan.nullable(),
  automatedPerDay: z.number().int().min(0).max(3),
  marketingPerDay: z.number().int().min(0).max(1),
  marketingPer30Days: z.number().int().min(0).max(4),
  repliesPerThread: z.number().int().min(0).max(20),
  linePerMinute: z.number().int().min(1).max(10),
  linePerDay: z.number().int().min(1).max(200),
  dailyBudgetCents: z.number().int().min(0).max(100_000),
  centsPerSegment: z.number().min(0).max(100),
  countries: z.array(z.string().regex(/^[A-Z]{2}$/, "Write the two letters of the country, like CA.")).max(100),
  linkDomains: z.array(z.string().max(253)).max(100),
  advertisingWords: z.array(z.string().trim().min(2).max(80)).max(100),
  yesOptsIn: z.boolean(),
  marketing: z.object({ enabled: z.boolean(), comparedOn: z.iso.date().nullable() }),
});

/** What applies until the owner chooses: the law's own limits. */
export const lawfulTexting: z.infer<typeof textingRules> = {
  serviceHours: { fromHour: 8, toHour: 20 },
  marketingHours: { fromHour: 8, toHour: 21 },
  quietHours: null,
  automatedPerDay: 3,
  marketingPerDay: 1,
  marketingPer30Days: 4,
  repliesPerThread: 20,
  linePerMinute: 10,
  linePerDay: 200,
  dailyBudgetCents: 2500,
  centsPerSegment: 1.3,
  countries: [],
  linkDomains: [],
  advertisingWords: [],
  yesOptsIn: true,
  marketing: { enabled: false, comparedOn: null },
};
