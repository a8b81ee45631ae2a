import { textingCountry } from "#acknowledgement/law/numbers.ts";
import type { FilesRefusal } from "./outgoing-files.ts";

/** Why pictures can go from this number to that one in no way at all; null where they can. MMS is a thing of North America. */
export function refusePictures(line: {
  readonly from: string;
  readonly to: string;
  /** Whether the phone system of the line sends pictures. */
  readonly sendsPictures: boolean;
}): FilesRefusal | null {
  if (!line.sendsPictures) return "line-sends-no-pictures";
  const reaches = (number: string) => ["US", "CA"].includes(textingCountry(number) ?? "");
  return reaches(line.from) && reaches(line.to) ? null : "country-takes-no-pictures";
}
