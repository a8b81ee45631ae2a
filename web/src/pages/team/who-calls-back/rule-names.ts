import type { PhoneNumberBody } from "@ringback/contract/connections.ts";
import type { Member } from "@ringback/contract/members.ts";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import type { RuleNames } from "@ringback/core/ownership/rule-words.ts";

/** How the people, numbers, areas and rotations in the rules are called. */
export function ruleNames(
  { territories, rotations }: PlaybookBody["routing"],
  members: readonly Member[],
  numbers: readonly PhoneNumberBody[],
): RuleNames {
  const nameOf = (all: readonly { readonly id: string; readonly name: string }[]) => (id: string) =>
    all.find((one) => one.id === id)?.name ?? null;
  return {
    person: nameOf(members),
    number: (id) => numbers.find((one) => one.id === id)?.label ?? null,
    territory: nameOf(territories),
    rotation: nameOf(rotations),
  };
}
