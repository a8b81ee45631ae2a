/** What the address of the simulated phone may carry: who calls, and which side of the phone shows. */
export interface PhoneSearch {
  /** An E.164 number, or `withheld`. */
  readonly as?: string;
  readonly side?: "messages";
}

/** Reads the search part of the address; what is not understood is left out. */
export function phoneSearch(raw: Record<string, unknown>): PhoneSearch {
  // The router reads digits as a number; a lost plus is put back.
  const asked = typeof raw["as"] === "number" ? `+${raw["as"]}` : raw["as"];
  return {
    ...(typeof asked === "string" && /^(\+\d{7,15}|withheld)$/.test(asked) ? { as: asked } : {}),
    ...(raw["side"] === "messages" ? { side: "messages" as const } : {}),
  };
}
