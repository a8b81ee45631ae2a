import type { Trade } from "#classification/trade.ts";
import { troubleWith } from "#classification/vocabulary/wishes/trouble.ts";
import { WISHES } from "#classification/vocabulary/wishes/wishes.ts";
import type { VocabularyRule } from "#classification/vocabulary-rule.ts";
import { CLINICAL_ADVICE, INSURANCE_ADVICE, LEGAL_ADVICE } from "./advice.ts";
import { BUILDING_DANGER } from "./building-danger.ts";
import { DANGER } from "./danger.ts";
import { DANGER_BY_PEOPLE } from "./danger-by-people.ts";
import { DANGER_OF_INJURY } from "./danger-of-injury.ts";
import { DANGER_TO_BODY } from "./danger-to-body.ts";
import { DENTAL } from "./dental.ts";
import { FINANCIAL } from "./financial.ts";
import { GENERAL } from "./general.ts";
import { HEALTHCARE } from "./healthcare.ts";
import { HEALTHCARE_DANGER } from "./healthcare-danger.ts";
import { HOME_SERVICES } from "./home-services.ts";
import { INSURANCE } from "./insurance.ts";
import { LEGAL } from "./legal.ts";
import { AGENCY, HOSPITALITY } from "./other-trades.ts";
import { PROPERTY } from "./property.ts";
import { SALON } from "./salon.ts";
import { SPANISH_PROPERTY, spanishBuildings } from "./spanish/buildings.ts";
import { SPANISH_DANGER } from "./spanish/danger.ts";
import { SPANISH_HEALTH } from "./spanish/health.ts";
import { SPANISH_HOSPITALITY, SPANISH_SALON } from "./spanish/hospitality.ts";
import { SPANISH_INTENTS } from "./spanish/intents.ts";
import { SPANISH_AGENCY, SPANISH_INSURANCE, SPANISH_LEGAL } from "./spanish/offices.ts";
import { SPANISH_PEOPLE } from "./spanish/people.ts";
import { SPANISH_URGENCY } from "./spanish/urgency.ts";
import { VETERINARY } from "./veterinary.ts";

/** Read in every trade. */
const EVERYWHERE = [
  ...DANGER,
  ...BUILDING_DANGER,
  ...DANGER_TO_BODY,
  ...DANGER_OF_INJURY,
  ...DANGER_BY_PEOPLE,
  ...GENERAL,
  ...WISHES,
  ...SPANISH_DANGER,
  ...SPANISH_URGENCY,
  ...SPANISH_INTENTS,
  ...SPANISH_PEOPLE,
];

const UPKEEP_LABELS = ["intent:support", "lane:existing-customer"] as const;
const TROUBLE_TO_MEND = troubleWith(["intent:booking"]);
/** Who is a client, a tenant or a guest already asks for help with what he has. */
const TROUBLE_OF_CLIENT = troubleWith(UPKEEP_LABELS);

/** In a rented home or a hotel, what breaks is not new work: it is help with what the caller already has. */
const UPKEEP = HOME_SERVICES.map((rule) => ({
  ...rule,
  labels: rule.labels.flatMap((label) => (label === "intent:booking" ? UPKEEP_LABELS : [label])),
}));

const SPANISH_WORK = spanishBuildings(["intent:booking"]);
/** Who lives there already asks for support. */
const SPANISH_UPKEEP = spanishBuildings(["intent:support", "lane:existing-customer"]);

/** What breaks in a building matters to everyone who lives or works in one; only there does it change the urgency. */
const VOCABULARIES: Readonly<Record<Trade, readonly VocabularyRule[]>> = {
  general: [...EVERYWHERE, ...TROUBLE_TO_MEND, ...HOME_SERVICES, ...SPANISH_WORK],
  "home-services": [...EVERYWHERE, ...TROUBLE_TO_MEND, ...HOME_SERVICES, ...SPANISH_WORK],
  healthcare: [
    ...EVERYWHERE,
    ...TROUBLE_TO_MEND,
    ...CLINICAL_ADVICE,
    ...HEALTHCARE,
    ...HEALTHCARE_DANGER,
    ...DENTAL,
    ...VETERINARY,
    ...SPANISH_HEALTH,
  ],
  legal: [...EVERYWHERE, ...TROUBLE_TO_MEND, ...LEGAL_ADVICE, ...LEGAL, ...SPANISH_LEGAL],
  property: [...EVERYWHERE, ...TROUBLE_OF_CLIENT, ...UPKEEP, ...PROPERTY, ...SPANISH_UPKEEP, ...SPANISH_PROPERTY],
  "real-estate": [
    ...EVERYWHERE,
    ...TROUBLE_TO_MEND,
    ...HOME_SERVICES,
    ...PROPERTY,
    ...SPANISH_WORK,
    ...SPANISH_PROPERTY,
  ],
  hospitality: [
    ...EVERYWHERE,
    ...TROUBLE_OF_CLIENT,
    ...UPKEEP,
    ...HOSPITALITY,
    ...SPANISH_UPKEEP,
    ...SPANISH_HOSPITALITY,
  ],
  salon: [...EVERYWHERE, ...TROUBLE_TO_MEND, ...SALON, ...SPANISH_SALON],
  insurance: [...EVERYWHERE, ...TROUBLE_OF_CLIENT, ...INSURANCE_ADVICE, ...INSURANCE, ...SPANISH_INSURANCE],
  financial: [
    ...EVERYWHERE,
    ...TROUBLE_OF_CLIENT,
    ...INSURANCE_ADVICE,
    ...FINANCIAL,
    ...INSURANCE,
    ...SPANISH_INSURANCE,
  ],
  agency: [...EVERYWHERE, ...TROUBLE_OF_CLIENT, ...AGENCY, ...SPANISH_AGENCY],
};

/** The rules whose words are read for a trade. */
export function vocabularyFor(trade: Trade): readonly VocabularyRule[] {
  return VOCABULARIES[trade];
}
