import type { Consents, MessageClass } from "#acknowledgement/outbound-question.ts";

/** How long each kind of consent holds (docs/rules.md S20). An opt-out never ends by itself. */
export const consentLasts = { inboundCallDays: 30, conversationDays: 548 } as const;

/**
 * Whether somebody has agreed to texts of this class (S1): to informing ones by calling about the same matter in the last
 * 30 days, by texting or telling us within 18 months, or in writing; to advertising only in writing.
 */
export function hasConsent(textClass: MessageClass, consents: Consents, now: Temporal.Instant): boolean {
  const since = (at: Temporal.Instant | null, days: number) =>
    at !== null && Temporal.Instant.compare(at.add({ hours: days * 24 }), now) > 0;
  if (textClass === "marketing") return consents.writtenMarketingAt !== null;
  if (textClass !== "service") return true;
  return (
    since(consents.inboundCallAt, consentLasts.inboundCallDays) ||
    [consents.inboundSmsAt, consents.verbalAt, consents.webFormAt, consents.writtenMarketingAt].some((at) =>
      since(at, consentLasts.conversationDays),
    )
  );
}
