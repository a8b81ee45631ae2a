import type { TimeWindow } from "@ringback/contract/playbook.ts";
import type { ScenarioChange } from "@ringback/contract/scenarios.ts";

/** The changes one can put together by hand. Whole weekly hours are changed where hours are: here they come from a finding. */
export const changeKinds = [
  { value: "ring-also", label: "More people ring" },
  { value: "ring-group", label: "Other people ring" },
  { value: "overflow", label: "A backup rings after some seconds" },
  { value: "ring-seconds", label: "Ring longer or shorter" },
  { value: "open-also", label: "Open at more times" },
  { value: "extra-staff", label: "More people on the phones" },
  { value: "targets", label: "Other callback targets" },
] as const satisfies readonly { value: ScenarioChange["kind"]; label: string }[];
export type ChangeKind = (typeof changeKinds)[number]["value"];

const noon: TimeWindow = { weekdays: ["mon", "tue", "wed", "thu", "fri"], from: "12:00", to: "13:00" };

/** A change as the form begins it: the usual one of its kind. */
export function emptyChange(kind: ChangeKind, memberId: string): ScenarioChange {
  const memberIds = [memberId];
  switch (kind) {
    case "ring-also":
      return { kind, memberIds, numberId: null, window: noon };
    case "ring-group":
      return { kind, memberIds };
    case "overflow":
      return { kind, memberIds, numberId: null, afterSeconds: 15, ringSeconds: 20 };
    case "ring-seconds":
      return { kind, seconds: 30 };
    case "open-also":
      return { kind, window: { ...noon, from: "17:00", to: "20:00" } };
    case "extra-staff":
      return { kind, people: 1, window: noon };
    case "targets":
      return { kind, targetMinutes: 15 };
  }
}
