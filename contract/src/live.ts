/** What the server tells open screens by server-sent events at `GET /api/v1/live`: only that something changed, never content. */
export type LiveEvent =
  | { readonly kind: "callback"; readonly id: string }
  | { readonly kind: "call"; readonly id: string }
  /** Somebody opened, works on or left the callback of this id. */
  | { readonly kind: "presence"; readonly id: string }
  | { readonly kind: "message"; readonly id: string }
  /** Taken, handed back, read or done. */
  | { readonly kind: "conversation"; readonly id: string }
  | { readonly kind: "contact"; readonly id: string }
  | { readonly kind: "hold"; readonly id: string }
  | { readonly kind: "connection"; readonly id: string }
  | { readonly kind: "reconciliation"; readonly id: string }
  /** A replay went on or ended. */
  | { readonly kind: "scenario"; readonly id: string }
  /** Leaks were worked out anew; the id is the account's. */
  | { readonly kind: "leaks"; readonly id: string }
  | { readonly kind: "team"; readonly id: string }
  | { readonly kind: "clock"; readonly id: string };
