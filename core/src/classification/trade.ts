/** The trades whose words the classifier knows. `general` holds for every business. */
export const TRADES = [
  "general",
  "home-services",
  "healthcare",
  "legal",
  "property",
  "real-estate",
  "hospitality",
  "salon",
  "insurance",
  "financial",
  "agency",
] as const;

export type Trade = (typeof TRADES)[number];

/** What owners, presets and import files call their trade, by the trade whose words fit. */
const OTHER_NAMES: Readonly<Record<string, Trade>> = {
  plumbing: "home-services",
  plumber: "home-services",
  hvac: "home-services",
  electrical: "home-services",
  electrician: "home-services",
  roofing: "home-services",
  locksmith: "home-services",
  contractor: "home-services",
  "pest-control": "home-services",
  dental: "healthcare",
  dentist: "healthcare",
  medical: "healthcare",
  clinic: "healthcare",
  veterinary: "healthcare",
  vet: "healthcare",
  law: "legal",
  "law-office": "legal",
  attorney: "legal",
  "property-management": "property",
  realtor: "real-estate",
  hotel: "hospitality",
  restaurant: "hospitality",
  beauty: "salon",
  spa: "salon",
  barber: "salon",
  finance: "financial",
  consultant: "agency",
  marketing: "agency",
};

/** Reads a trade from an owner's or a file's word (`home_services`, `Dental`); a word nobody knows is `general`. */
export function readTrade(word: string): Trade {
  const name = word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, "-");
  const known = TRADES.find((trade) => trade === name);
  return known ?? (Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined) ?? "general";
}
