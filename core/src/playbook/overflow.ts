import type { Playbook } from "./playbook.ts";

/** Who rings when nobody of the ring group answers within some seconds, before the voicemail. */
export interface OverflowRule {
  /** The number it is for; null: every number that has none of its own. */
  readonly numberId: string | null;
  readonly memberIds: readonly string[];
  /** So long the group rings. */
  readonly afterSeconds: number;
  /** So long these ring then. */
  readonly ringSeconds: number;
}

/** Shorter than this nobody gets a phone out of a pocket. */
export const overflowSeconds = { least: 5, most: 60 } as const;

/** The overflow of a number: its own, else the one of all numbers; undefined where there is none. */
export function overflowOf({ overflow }: Pick<Playbook["answering"], "overflow">, numberId: string | null) {
  const own = overflow.find((rule) => rule.numberId !== null && rule.numberId === numberId);
  return own ?? overflow.find((rule) => rule.numberId === null);
}

/** Rules that ring nobody, never, or beside another of the same number. */
export function overflowProblems({
  overflow,
  ringSeconds,
}: Playbook["answering"]): { field: string; message: string }[] {
  return overflow.flatMap((rule, index) => {
    const field = `answering.overflow.${index}`;
    if (rule.memberIds.length === 0)
      return [{ field: `${field}.memberIds`, message: "Choose who shall ring when nobody answers." }];
    if (overflow.findIndex(({ numberId }) => numberId === rule.numberId) !== index)
      return [{ field: `${field}.numberId`, message: "A number can have one overflow only. Put its people together." }];
    const { least, most } = overflowSeconds;
    const isIn = (seconds: number) => Number.isInteger(seconds) && seconds >= least && seconds <= most;
    if (!isIn(rule.ringSeconds))
      return [{ field: `${field}.ringSeconds`, message: `Let the overflow ring for ${least} to ${most} seconds.` }];
    if (!isIn(rule.afterSeconds) || rule.afterSeconds > ringSeconds)
      return [
        {
          field: `${field}.afterSeconds`,
          message: `Phones ring for ${ringSeconds} seconds, so the overflow has to begin after ${least} to ${ringSeconds} seconds.`,
        },
      ];
    return [];
  });
}
