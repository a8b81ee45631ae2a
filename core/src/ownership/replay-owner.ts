import type { Replayer } from "#replay/replayers.ts";
import { chooseOwner } from "./choose-owner.ts";
import type { PersonNow } from "./duty.ts";
import type { OwnerQuestion } from "./fits-caller.ts";

/** A moment as it is kept. */
type AsText<Value> = Value extends Temporal.Instant ? string : Value;
type KeptPerson = { readonly [Fact in keyof PersonNow]?: AsText<PersonNow[Fact]> | undefined } & {
  readonly id: string;
};

/** Everything that the choice of an owner looked at besides the playbook, as it is kept: what is not so is left out. */
export interface OwnerInputs {
  readonly question: OwnerQuestion;
  readonly people: readonly KeptPerson[];
  readonly at: string;
}

/** The form in which a choice's inputs are kept. */
export function ownerInputs(question: OwnerQuestion, people: readonly PersonNow[], now: Temporal.Instant): OwnerInputs {
  return {
    question,
    at: now.toString(),
    people: people.map(({ id, awayUntil, busyUntil, openCount, lastGivenAt }) => ({
      id,
      awayUntil: awayUntil?.toString(),
      busyUntil: busyUntil?.toString(),
      openCount: openCount === 0 ? undefined : openCount,
      lastGivenAt: lastGivenAt?.toString(),
    })),
  };
}

/** Chooses again from what was kept. @throws RangeError for moments that are none. */
export const replayOwner: Replayer = (inputs, playbook) => {
  if (playbook === null) throw new RangeError("An owner is chosen by a playbook.");
  const { question, people, at } = inputs as OwnerInputs; // written by ownerInputs above
  return chooseOwner(question, playbook, people.map(readPerson), Temporal.Instant.from(at));
};

function readPerson({ id, awayUntil, busyUntil, openCount, lastGivenAt }: KeptPerson): PersonNow {
  const moment = (text: string | null | undefined) => (text == null ? null : Temporal.Instant.from(text));
  return {
    id,
    awayUntil: moment(awayUntil),
    busyUntil: moment(busyUntil),
    openCount: openCount ?? 0,
    lastGivenAt: moment(lastGivenAt),
  };
}
