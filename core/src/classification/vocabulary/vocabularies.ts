import type { Trade } from "#classification/trade.ts";
import type { VocabularyRule } from "#classification/vocabulary-rule.ts";
import { DANGER } from "./danger.ts";
import { GENERAL } from "./general.ts";
import { HEALTHCARE } from "./healthcare.ts";
import { HOME_SERVICES } from "./home-services.ts";
import { LEGAL } from "./legal.ts";
import { AGENCY, HOSPITALITY, INSURANCE } from "./other-trades.ts";
import { PROPERTY } from "./property.ts";
import { SALON } from "./salon.ts";
import { SPANISH } from "./spanish.ts";

/** Read in every trade. */
const EVERYWHERE = [...DANGER, ...GENERAL, ...SPANISH];

/** What breaks in a building matters to everyone who lives or works in one; only there does it change the urgency. */
const VOCABULARIES: Readonly<Record<Trade, readonly VocabularyRule[]>> = {
  general: [...EVERYWHERE, ...HOME_SERVICES],
  "home-services": [...EVERYWHERE, ...HOME_SERVICES],
  healthcare: [...EVERYWHERE, ...HEALTHCARE],
  legal: [...EVERYWHERE, ...LEGAL],
  property: [...EVERYWHERE, ...HOME_SERVICES, ...PROPERTY],
  "real-estate": [...EVERYWHERE, ...HOME_SERVICES, ...PROPERTY],
  hospitality: [...EVERYWHERE, ...HOME_SERVICES, ...HOSPITALITY],
  salon: [...EVERYWHERE, ...SALON],
  insurance: [...EVERYWHERE, ...INSURANCE],
  financial: [...EVERYWHERE, ...INSURANCE],
  agency: [...EVERYWHERE, ...AGENCY],
};

/** The rules whose words are read for a trade. */
export function vocabularyFor(trade: Trade): readonly VocabularyRule[] {
  return VOCABULARIES[trade];
}
