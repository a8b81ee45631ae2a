import { useState } from "react";

/**
 * Something being edited: what is saved until the first change, then the person's own until saved or dropped. News from
 * the server never overwrites what somebody is typing.
 */
export function useDraft<Value>(saved: Value) {
  const [draft, setDraft] = useState<Value | null>(null);
  return {
    value: draft ?? saved,
    changed: draft !== null && JSON.stringify(draft) !== JSON.stringify(saved),
    set: setDraft,
    reset: () => setDraft(null),
  } as const;
}
