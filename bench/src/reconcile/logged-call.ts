import { createHash } from "node:crypto";

/** The calls of the bench, made from their number alone, so that log and ledger agree without a table between them. */
export interface BenchCall {
  readonly sid: string;
  readonly legSid: string;
  readonly from: string;
  readonly startSeconds: number;
  readonly answered: boolean;
}

/** Call number `index` of a log over some days, `everySeconds` apart. */
export function benchCall(index: number, everySeconds: number): BenchCall {
  return {
    sid: `CA${hex(`call ${index}`)}`,
    legSid: `CA${hex(`leg ${index}`)}`,
    from: `+1773${String(2_000_000 + (index % 900_000))}`,
    startSeconds: Math.floor(index * everySeconds),
    answered: index % 2 === 0,
  };
}

function hex(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
