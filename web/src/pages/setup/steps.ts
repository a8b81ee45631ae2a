/** The steps of the set-up in their order. Each saves by itself, so one may leave at any and come back. */
export const steps = [
  { key: "business", label: "Business", lead: "What your callers hear and read." },
  { key: "hours", label: "Hours", lead: "Callback clocks run only while you are open." },
  { key: "people", label: "People", lead: "Who answers, who has a missed call, who backs up." },
  { key: "number", label: "Number", lead: "How calls reach Ringback." },
  { key: "text", label: "Text", lead: "The one text a missed caller gets." },
  { key: "finish", label: "Finish", lead: "Try it." },
] as const;

export type StepKey = (typeof steps)[number]["key"];

/** The step named in the address, if it is one. */
export function stepOf(text: string | undefined): StepKey | null {
  return steps.find((step) => step.key === text)?.key ?? null;
}

/** The step after this one; the last stays the last. */
export function stepAfter(key: StepKey): StepKey {
  const index = steps.findIndex((step) => step.key === key);
  return steps[Math.min(index + 1, steps.length - 1)]?.key ?? "finish";
}
