/** One webhook as the provider keeps it in its log. */
export interface WebhookRecord {
  readonly kind: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What the provider did and what became of it, for the count afterwards. */
export interface LoadReport {
  readonly callSids: readonly string[];
  readonly texts: number;
  /** Answered with 2xx at least once. */
  readonly acknowledged: readonly WebhookRecord[];
  /** Never answered with 2xx although sent again and again. */
  readonly waiting: readonly WebhookRecord[];
  /** Requests that got no 2xx, and those sent although they had one before. */
  readonly failedRequests: number;
  readonly duplicates: number;
  /** Answers other than 2xx: how often each status came; 0 is none at all. */
  readonly otherAnswers: Readonly<Record<string, number>>;
  /** The longest any answer took, in milliseconds. */
  readonly slowestAnswerMs: number;
}
