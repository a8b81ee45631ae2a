import { Refused } from "#http/refused.ts";

/** The place a cursor names, read by the list's own form; null for the first page. @throws Refused `bad-cursor`. */
export function placeFrom<Place>(cursor: string | undefined, read: (cursor: string) => Place | null): Place | null {
  if (cursor === undefined) return null;
  const place = read(cursor);
  if (place === null) throw new Refused("bad-cursor");
  return place;
}
