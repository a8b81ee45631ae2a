// Pages go by keyset: a cursor is the place of the last row in the list's order, so that rows which come or go in between
// neither repeat nor hide others.

/** A row's place in a list that goes by time, then id. */
export interface Place {
  readonly at: Temporal.Instant;
  readonly id: string;
}

/** A cursor: opaque to the caller. */
export function writeCursor(parts: readonly string[]): string {
  return Buffer.from(parts.join("|")).toString("base64url");
}

/** The parts of a cursor, if there are as many as expected and each has its form; else null. */
export function readCursor(cursor: string, forms: readonly RegExp[]): string[] | null {
  const parts = Buffer.from(cursor, "base64url").toString("utf8").split("|");
  return parts.length === forms.length && forms.every((form, index) => form.test(parts[index] ?? "")) ? parts : null;
}

export const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
export const uuidForm = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export function writePlace({ at, id }: Place): string {
  return writeCursor([at.toString(), id]);
}

/** The place a cursor names; null when it is none of ours. */
export function readPlace(cursor: string): Place | null {
  const [at, id] = readCursor(cursor, [instantForm, uuidForm]) ?? [];
  return at === undefined || id === undefined ? null : { at: Temporal.Instant.from(at), id };
}

/** One page of rows that were asked for with one more than `limit`. */
export function pageOf<Row>(rows: readonly Row[], limit: number, placeOf: (row: Row) => Place) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, nextCursor: rows.length > limit && last !== undefined ? writePlace(placeOf(last)) : null };
}
