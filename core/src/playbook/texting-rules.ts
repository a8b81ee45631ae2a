/** Whole hours of a local day: from this one on, until before that one. */
export interface HourSpan {
  readonly fromHour: number;
  readonly toHour: number;
}

/** What the owner may choose about texts. Each choice only narrows what the law allows; the law is in core/acknowledgement/law. */
export interface TextingRules {
  /** Texts that inform without being asked go in these hours where the person is; at most 8 to 20. */
  readonly serviceHours: HourSpan;
  /** The same for advertising, within what the state allows; at most 8 to 21. */
  readonly marketingHours: HourSpan;
  /** No answers of automation from the first to the second hour, which may be of the next day; null: at any hour. */
  readonly quietHours: HourSpan | null;
  /** Texts of automation to one number in 24 hours that are no answers within a conversation. */
  readonly automatedPerDay: number;
  readonly marketingPerDay: number;
  readonly marketingPer30Days: number;
  /** Answers of automation in one conversation before it is a person's turn. */
  readonly repliesPerThread: number;
  readonly linePerMinute: number;
  readonly linePerDay: number;
  /** What texts may cost in 24 hours, in cents, and what one segment of 160 characters costs. */
  readonly dailyBudgetCents: number;
  readonly centsPerSegment: number;
  /** Other countries and territories whose numbers may be texted, as ISO codes; the line's own is always allowed. */
  readonly countries: readonly string[];
  /** Sites of the business that a text may link to. */
  readonly linkDomains: readonly string[];
  /** The business's own words that make a text an advertisement. */
  readonly advertisingWords: readonly string[];
  /** Whether YES opts in again where a person had opted out and no yes/no question is pending. */
  readonly yesOptsIn: boolean;
  readonly marketing: {
    readonly enabled: boolean;
    /** The day (ISO) somebody confirmed that the numbers were compared with the Do-Not-Call list. */
    readonly comparedOn: string | null;
  };
}

/** The widest that each choice may be (docs/rules.md S13, S15, C5). */
export const textingLimits = {
  serviceHours: { fromHour: 8, toHour: 20 },
  marketingHours: { fromHour: 8, toHour: 21 },
  automatedPerDay: 3,
  marketingPerDay: 1,
  marketingPer30Days: 4,
  repliesPerThread: 20,
  linePerMinute: 10,
  linePerDay: 200,
  dailyBudgetCents: 100_000,
  /** Do-Not-Call comparisons older than this do not count (S16). */
  comparedDays: 31,
  listMax: 100,
} as const;

export const defaultTextingRules: TextingRules = {
  serviceHours: textingLimits.serviceHours,
  marketingHours: textingLimits.marketingHours,
  quietHours: null,
  automatedPerDay: textingLimits.automatedPerDay,
  marketingPerDay: textingLimits.marketingPerDay,
  marketingPer30Days: textingLimits.marketingPer30Days,
  repliesPerThread: textingLimits.repliesPerThread,
  linePerMinute: textingLimits.linePerMinute,
  linePerDay: textingLimits.linePerDay,
  dailyBudgetCents: 2500,
  centsPerSegment: 1.3,
  countries: [],
  linkDomains: [],
  advertisingWords: [],
  yesOptsIn: true,
  marketing: { enabled: false, comparedOn: null },
};
