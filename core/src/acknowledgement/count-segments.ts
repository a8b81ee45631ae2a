/** How a text message travels: in GSM 03.38 septets or in UTF-16, and in how many parts it is billed. */
export type Segments = {
  readonly encoding: "GSM-7" | "UCS-2";
  readonly segments: number;
  /** Septets (an extended character takes two) or UTF-16 units. */
  readonly units: number;
  /** Units that still fit in the last segment. */
  readonly unitsLeft: number;
};

// 3GPP TS 23.038, basic character set and its extension table.
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("\f^{}\\[~]|€");

// 140 bytes a message; a part of a longer one gives six bytes to its header (3GPP TS 23.040).
const LIMITS = { "GSM-7": { single: 160, part: 153 }, "UCS-2": { single: 70, part: 67 } } as const;

/** Counts the segments of a text message. An empty text is one segment. A character is never cut between two parts. */
export function countSegments(text: string): Segments {
  const characters = [...text];
  const isGsm = characters.every((character) => BASIC.has(character) || EXTENDED.has(character));
  const encoding = isGsm ? "GSM-7" : "UCS-2";
  const sizes = characters.map((character) => (isGsm ? (EXTENDED.has(character) ? 2 : 1) : character.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { single, part } = LIMITS[encoding];
  if (units <= single) return { encoding, segments: 1, units, unitsLeft: single - units };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > part) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, segments, units, unitsLeft: part - used };
}
