// Canadian area codes by province (numbering plan of Canada, as in libphonenumber 9.0.35) and their zones.
const codes: Readonly<Record<string, string>> = {
  AB: "368 403 587 780 825",
  BC: "236 250 257 604 672 778",
  MB: "204 431 584",
  NB: "428 506",
  NL: "709 879",
  NS: "782 902",
  ON: "226 249 289 343 365 382 387 416 437 519 548 613 647 683 705 742 753 807 905 942",
  QC: "263 354 367 418 438 450 468 514 579 581 819 873",
  SK: "306 474 639",
  // Yukon, the Northwest Territories and Nunavut.
  NT: "867",
};

const eastern = "America/Toronto";
const zonesByProvince: Readonly<Record<string, readonly string[]>> = {
  AB: ["America/Edmonton"],
  BC: ["America/Vancouver"],
  MB: ["America/Winnipeg"],
  NB: ["America/Moncton"],
  NL: ["America/St_Johns", "America/Halifax"],
  NS: ["America/Halifax"],
  ON: [eastern],
  QC: [eastern],
  SK: ["America/Regina", "America/Edmonton"],
  NT: ["America/Whitehorse", "America/Edmonton", "America/Winnipeg", eastern, "America/Halifax"],
};

const zonesBeyond: readonly (readonly [codes: string, zones: readonly string[]])[] = [
  ["250 778 236 672", ["America/Vancouver", "America/Edmonton"]],
  ["807", [eastern, "America/Winnipeg"]],
  ["418 581 367", [eastern, "America/Halifax"]],
];

/** The province of a Canadian area code. */
export const provinceByAreaCode: ReadonlyMap<string, string> = new Map(
  Object.entries(codes).flatMap(([province, list]) => list.split(" ").map((code) => [code, province] as const)),
);

/** All zones in which a Canadian area code is used. */
export const canadianZonesByAreaCode: ReadonlyMap<string, readonly string[]> = new Map([
  ...[...provinceByAreaCode].map(([code, province]) => [code, zonesByProvince[province] ?? [eastern]] as const),
  ...zonesBeyond.flatMap(([list, zones]) => list.split(" ").map((code) => [code, zones] as const)),
]);
