/** Where a text stands at the provider. `sent` may be final: many carriers never confirm. */
export type DeliveryState = "sent" | "delivered" | "undelivered" | "failed";

/** Delivery reports arrive in any order; a lower rank never replaces a higher one. */
const rank: Record<DeliveryState, number> = { sent: 1, undelivered: 2, failed: 2, delivered: 3 };

/** The state after a report: never back. */
export function advanceDelivery(current: DeliveryState, reported: DeliveryState): DeliveryState {
  return rank[reported] > rank[current] ? reported : current;
}
