import type { DoNotCallListBody } from "@ringback/contract/do-not-call.ts";

export type ListName = DoNotCallListBody["list"];

export const listWords: Readonly<
  Record<ListName, { readonly title: string; readonly about: string; readonly bring: string }>
> = {
  internal: {
    title: "Our own list",
    about: "Who asked you not to advertise to them, on the phone, by letter or at the door.",
    bring: "Add numbers",
  },
  national: {
    title: "The national list",
    about: "The National Do Not Call Registry, as you download it for your area codes. It counts for 31 days.",
    bring: "Bring the list",
  },
};

/** What a change of a list changes on the screen. */
export const doNotCallChanges = ["getDoNotCall"] as const;

/** A long text in pieces of whole lines, each at most `most` characters; a longer line is cut off. */
export function inPieces(text: string, most: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const line of text.split("\n")) {
    if (piece.length + line.length + 1 > most && piece !== "") {
      pieces.push(piece);
      piece = "";
    }
    piece += `${line.slice(0, most - 1)}\n`;
  }
  if (piece.trim() !== "") pieces.push(piece);
  return pieces;
}
