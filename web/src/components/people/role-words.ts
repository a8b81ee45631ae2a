import type { Role } from "@ringback/contract/common.ts";

/** The roles as one chooses them, with what each may do. */
export const roleChoices: readonly { readonly value: Role; readonly label: string; readonly may: string }[] = [
  { value: "owner", label: "Owner", may: "Everything, the rules and the team included" },
  { value: "coordinator", label: "Coordinator", may: "Works callbacks and gives them to people" },
  { value: "agent", label: "Agent", may: "Calls back and closes with an outcome" },
  { value: "viewer", label: "Viewer", may: "Looks, changes nothing" },
];
