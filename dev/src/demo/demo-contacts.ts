// People and firms the demo's business knew before the month began.

export interface KnownContact {
  readonly name: string;
  readonly number: string;
  readonly kind: "customer" | "lead" | "vendor";
  /** First served on this day. */
  readonly since?: string;
  readonly note?: string;
  /** Something we still owe them. */
  readonly openIssue?: string;
  /** An estimate that is out. */
  readonly openLead?: string;
}

/** The callers who have something open now; their stories are told in `open-stories.ts`. */
export const dana = {
  name: "Dana Ruiz",
  number: "+13125550117",
  kind: "lead",
  note: "Furnace is from 1998. Newborn in the house.",
  openLead: "Estimate EST-2087: furnace",
} as const satisfies KnownContact;
export const priya = {
  name: "Priya Natarajan",
  number: "+17735550136",
  kind: "customer",
  since: "2022-05-12",
  note: "Side door, dog in the yard.",
  openIssue: "Job 4471: kitchen faucet, second visit",
} as const satisfies KnownContact;
export const gloria = {
  name: "Gloria Stein",
  number: "+18475550129",
  kind: "customer",
  since: "2018-03-02",
  note: "Boiler service every October.",
} as const satisfies KnownContact;
export const greatLakes = {
  name: "Great Lakes Supply",
  number: "+18475550157",
  kind: "vendor",
  note: "Parts counter. Order numbers start with GL.",
} as const satisfies KnownContact;

const customers: readonly (readonly [name: string, number: string, since: string, note?: string])[] = [
  ["Martin Kowalczyk", "+17735550141", "2015-09-14", "Two flat, he manages both units."],
  ["Alice Freeman", "+13125550122", "2016-01-30"],
  ["The Lindqvist family", "+17735550123", "2016-11-08"],
  ["Hector Dominguez", "+17735550124", "2017-02-21", "Prefers Spanish."],
  ["Ruth Abrams", "+18475550125", "2017-06-19"],
  ["Kevin O'Malley", "+13125550126", "2017-10-03"],
  ["St. Brendan School", "+17735550127", "2018-08-27", "Ask for the janitor's office."],
  ["Wei Zhang", "+13125550128", "2018-12-11"],
  ["Carla Benedetti", "+17085550130", "2019-03-25"],
  ["Tyrone Jackson", "+17735550131", "2019-05-06", "Tankless heater, under warranty until next spring."],
  ["Monica Salas", "+13125550132", "2019-09-17"],
  ["Fred Petersen", "+17085550133", "2019-12-02"],
  ["Lakeview Dental Group", "+17735550134", "2020-02-10", "Only before eight or after five."],
  ["Jenna Park", "+13125550135", "2020-07-15"],
  ["Oleksandr Bondar", "+17735550137", "2020-10-28"],
  ["Denise Carter", "+17085550138", "2021-01-19"],
  ["Samir Haddad", "+13125550139", "2021-04-08"],
  ["Bridget Nolan", "+17735550140", "2021-08-23"],
  ["Joe Trevino", "+18475550142", "2021-11-30"],
  ["Aisha Mohammed", "+13125550143", "2022-03-14"],
  ["Paul and Ines Weber", "+17735550145", "2022-09-05", "Hydronic floor in the basement."],
  ["Corner Bakery Bistro", "+13125550146", "2022-12-16", "Grease trap every quarter."],
  ["Nadia Ivanova", "+17735550147", "2023-02-27"],
  ["Marcus Bell", "+17085550149", "2023-06-12"],
  ["Hannah Lewis", "+13125550150", "2023-10-09"],
  ["Gus Papadakis", "+17735550151", "2024-01-22", "Owns the diner and the flat above it."],
  ["Yolanda Price", "+18475550152", "2024-05-31"],
  ["Eric Sundberg", "+13125550153", "2024-09-18"],
  ["Farah Aziz", "+17735550154", "2025-01-13"],
];

export const knownContacts: readonly KnownContact[] = [
  dana,
  priya,
  gloria,
  ...customers.map(
    ([name, number, since, note]): KnownContact => ({
      name,
      number,
      kind: "customer",
      since,
      ...(note === undefined ? {} : { note }),
    }),
  ),
  { name: "Elaine Whitmore", number: "+17735550155", kind: "lead", openLead: "Estimate EST-2079: bathroom remodel" },
  { name: "Chidi Okafor", number: "+13125550156", kind: "lead", openLead: "Estimate EST-2091: tankless water heater" },
  greatLakes,
  { name: "Midwest Boiler Parts", number: "+17085550158", kind: "vendor" },
];

/** Customers whose phone at home takes no texts. */
export const landlines: ReadonlySet<string> = new Set(["+18475550125", "+17085550133"]);
