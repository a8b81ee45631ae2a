import type { VocabularyRule } from "#classification/vocabulary-rule.ts";

export const SALON: readonly VocabularyRule[] = [
  {
    rule: "reaction-to-treatment",
    labels: ["urgency:high", "intent:complaint"],
    worseWhenExposed: true,
    authority: "FDA, hair dye and cosmetics: burning, swelling or blisters need care the same day",
    phrases: [
      "allergic reaction",
      "scalp|skin|face|head|eyes ..4 burn*|blister*|peeling|itch*|bleeding",
      "burn* ..3 scalp|skin|face|head",
      "blister*",
      "hair ..3 falling|breaking|fell|coming out|off",
      "chemical burn",
    ],
  },
  {
    rule: "event-today",
    labels: ["urgency:high", "intent:booking"],
    authority: "The day of the event cannot be moved",
    phrases: [
      "wedding|prom|event|party ..3 today|tonight|tomorrow",
      "getting married ..2 today|tomorrow",
      "today|tonight|tomorrow ..3 wedding|prom",
    ],
  },
  {
    rule: "treatment-wanted",
    labels: ["intent:booking"],
    phrases: [
      "hair cut",
      "cut and color",
      "haircut|trim|highlights|balayage|blowout|perm|keratin|extensions|braids",
      "hair|nails|lashes|brows|makeup|color ..1 done|appointment",
      "manicure|pedicure|facial|massage|wax|waxing|microblading|botox|updo|gel",
      "beard trim",
      "book|schedule ..4 cut|color|facial|massage",
    ],
  },
  {
    rule: "unhappy-with-treatment",
    labels: ["intent:complaint", "lane:existing-customer"],
    phrases: [
      "hate ..4 hair|color|cut|nails",
      "dont like ..4 hair|color|cut|nails",
      "not happy ..4 hair|color|cut|nails",
      "color|hair|cut|nails ..4 wrong|orange|uneven|ruined|terrible|awful|chipped|patchy",
      "fix my hair|color|nails|cut",
    ],
  },
];
