import { appendConsent, setSmsCapable } from "#db/stores/contacts.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/** Errors after which this number never gets a text from us again (docs/rules.md T3.3). */
const landlineCodes = new Set(["30006", "21614", "21635", "40001"]);
const optOutCodes = new Set(["21610", "40300"]);

/** What the carrier knows of a number becomes our own knowledge: it takes no texts, or its owner wants none. */
export function heedDeliveryError(
  ctx: Pick<Context, "ids">,
  tx: Transaction,
  message: { readonly id: string; readonly to_number: string | null },
  errorCode: string | null,
): void {
  if (errorCode === null || message.to_number === null) return;
  if (landlineCodes.has(errorCode)) setSmsCapable(tx, message.to_number, false);
  if (optOutCodes.has(errorCode))
    appendConsent(tx, {
      id: ctx.ids.next(),
      number: message.to_number,
      kind: "opt_out",
      source: "provider",
      sourceId: message.id,
      detail: { errorCode },
    });
}
