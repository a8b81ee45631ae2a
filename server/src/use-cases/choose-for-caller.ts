import { type ChosenOwner, chooseOwner, ownerRulesVersion } from "@ringback/core/ownership/choose-owner.ts";
import type { PersonNow } from "@ringback/core/ownership/duty.ts";
import type { OwnerQuestion } from "@ringback/core/ownership/fits-caller.ts";
import { ownerInputs } from "@ringback/core/ownership/replay-owner.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { keepDecision } from "#db/stores/decisions.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/** A choice to make: for which callback, under which version of the rules, and everything they look at. */
export interface OwnerChoice {
  readonly callbackId: string;
  readonly version: number;
  readonly playbook: Playbook;
  readonly question: OwnerQuestion;
  readonly people: readonly PersonNow[];
}

/** Chooses the owner by the rules and keeps the choice with everything it looked at (promise 12). */
export function chooseForCaller(ctx: Pick<Context, "ids">, tx: Transaction, choice: OwnerChoice): ChosenOwner {
  const chosen = chooseOwner(choice.question, choice.playbook, choice.people, tx.now);
  keepChoice(ctx, tx, choice, chosen);
  return chosen;
}

/** Keeps a choice that was made. */
export function keepChoice(ctx: Pick<Context, "ids">, tx: Transaction, choice: OwnerChoice, chosen: ChosenOwner): void {
  keepDecision(tx, {
    id: ctx.ids.next(),
    kind: "owner",
    subjectId: choice.callbackId,
    playbookVersion: choice.version,
    rulesVersion: ownerRulesVersion,
    inputs: ownerInputs(choice.question, choice.people, tx.now),
    outcome: chosen,
    rules: [chosen.rule],
  });
}
