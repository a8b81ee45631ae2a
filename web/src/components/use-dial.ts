import { useAccount } from "#api/use-account.ts";
import { noteDialed } from "#offline/dialed.ts";
import { callerWords } from "./phone-words.ts";

interface Callee {
  readonly id: string;
  readonly callerName: string | null;
  readonly callerNumber: string | null;
}

/** Dialing a caller with this phone, as a link's address and what its tap does; null where there is no number. */
export function useDial(callee: Callee): { readonly href: string; readonly onClick: () => void } | null {
  const { id: accountId } = useAccount();
  if (callee.callerNumber === null) return null;
  return {
    href: `tel:${callee.callerNumber}`,
    onClick: () => noteDialed({ accountId, callbackId: callee.id, who: callerWords(callee) }),
  };
}
