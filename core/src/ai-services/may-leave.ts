import type { Trade } from "#classification/trade.ts";

/** Why content of an account is not sent to a service; nothing has left the house then. */
export type StaysInHouse = "no-service" | "disabled" | "nothing-may-leave" | "agreement-missing";

export type LeavingFacts = {
  /** The account's switch above all services. */
  readonly sendsContent: boolean;
  readonly trade: Trade;
  readonly service: {
    readonly enabled: boolean;
    /** The service runs on the business's own network: nobody else gets to see what was said. */
    readonly isInTheHouse: boolean;
    readonly hasAgreement: boolean;
  } | null;
};

/**
 * Whether what callers say may go to a service; null when it may. A vendor that processes health information for a
 * healthcare business needs a business associate agreement first, however well it encrypts (docs/rules.md E3); a service
 * on the business's own machines is no vendor.
 */
export function whyStaysInHouse({ sendsContent, trade, service }: LeavingFacts): StaysInHouse | null {
  if (service === null) return "no-service";
  if (!service.enabled) return "disabled";
  if (!sendsContent) return "nothing-may-leave";
  if (trade === "healthcare" && !service.isInTheHouse && !service.hasAgreement) return "agreement-missing";
  return null;
}
