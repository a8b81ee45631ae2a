import type { PlaybookBody, TimeWindow } from "@ringback/contract/playbook.ts";
import type { ScenarioChange } from "@ringback/contract/scenarios.ts";

/** The changes one can put together by hand. */
export const changeKinds = [
  { value: "ring-also", label: "More people ring" },
  { value: "ring-group", label: "Other people ring" },
  { value: "overflow", label: "Somebody else rings if nobody answers" },
  { value: "ring-seconds", label: "Ring longer or shorter" },
  { value: "open-also", label: "Open at more times" },
  { value: "hours", label: "Change opening hours" },
  { value: "extra-staff", label: "More people on the phones" },
  { value: "targets", label: "Other callback targets" },
] as const satisfies readonly { value: ScenarioChange["kind"]; label: string }[];
export type ChangeKind = (typeof changeKinds)[number]["value"];

const noon: TimeWindow = { weekdays: ["mon", "tue", "wed", "thu", "fri"], from: "12:00", to: "13:00" };

/** Whether a change names people whose phones ring. */
export function ringsSomebody(kind: ChangeKind): boolean {
  return kind === "ring-also" || kind === "ring-group" || kind === "overflow";
}

/** A change as the form begins it: the usual one of its kind, hours as they are now. */
export function emptyChange(
  kind: ChangeKind,
  memberIds: string[],
  { hours, answering }: Pick<PlaybookBody, "hours" | "answering">,
): ScenarioChange {
  switch (kind) {
    case "ring-also":
      return { kind, memberIds, numberId: null, window: noon };
    case "ring-group":
      return { kind, memberIds };
    case "overflow":
      return { kind, memberIds, numberId: null, afterSeconds: Math.min(15, answering.ringSeconds), ringSeconds: 20 };
    case "ring-seconds":
      return { kind, seconds: 30 };
    case "hours":
      return { kind, weekly: hours.weekly };
    case "open-also":
      return { kind, window: { ...noon, from: "17:00", to: "20:00" } };
    case "extra-staff":
      return { kind, people: 1, window: noon };
    case "targets":
      return { kind, targetMinutes: 15 };
  }
}
