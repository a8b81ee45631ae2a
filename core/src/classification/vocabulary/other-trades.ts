import type { VocabularyRule } from "#classification/vocabulary-rule.ts";

/** Insurance and financial offices: a loss just happened, a card or account is being misused. */
export const INSURANCE: readonly VocabularyRule[] = [
  {
    rule: "loss-just-happened",
    labels: ["urgency:high", "intent:support"],
    worseWhenExposed: true,
    authority: "Insurance policies require prompt notice of loss",
    phrases: [
      "was|been|just|had|got ..3 accident",
      "rear ended",
      "file|filing|report|reporting|start|open ..3 claim",
      "car ..3 totaled|stolen",
      "hail|storm|tree|water|fire damage",
      "stranded",
      "tree|hail|branch|limb ..3 fell|hit ..4 car|house|roof|truck",
      "need a tow",
      "identity|card|account ..3 stolen|hacked|stole",
      "fraud*",
    ],
  },
  {
    rule: "policy-service",
    labels: ["intent:support", "lane:existing-customer"],
    phrases: [
      "my policy",
      "my coverage",
      "my ..1 claim",
      "my agent|adjuster|advisor",
      "proof of insurance",
      "id card*",
      "certificate of insurance",
      "add|remove ..5 policy",
      "my portfolio|ira|401k|taxes|refund|return",
    ],
  },
  {
    rule: "policy-wanted",
    labels: ["intent:quote", "lane:new-lead"],
    phrases: [
      "shopping ..3 insurance|coverage|rates",
      "need|want|looking|get ..4 insurance|policy|coverage",
      "switch* ..3 insurance|from",
    ],
  },
  {
    rule: "insurance-advice",
    labels: ["advice:insurance"],
    phrases: [
      "am i|we ..2 covered|insured",
      "is ..4 covered",
      "does|will|would ..5 cover*|insurance pay",
      "should i ..3 file|claim|drop|increase|raise|lower|invest|sell|buy|roll",
      "do i ..2 need ..4 coverage|insurance|policy|liability",
      "how much ..2 coverage|insurance ..3 need",
      "bind|cancel|change ..3 policy|coverage",
      "will my ..3 rates|premium ..2 go",
    ],
  },
];

export const HOSPITALITY: readonly VocabularyRule[] = [
  {
    rule: "stay-or-table-wanted",
    labels: ["intent:booking"],
    phrases: [
      "reserv* ..4 table|room|for|suite",
      "table for",
      "book|need|like|get ..3 room|table|suite",
      "party of <number>",
      "room|rooms ..3 available|tonight|weekend",
      "private event|dining|party",
      "catering",
      "check|checking in ..3 late|tonight|early",
    ],
  },
  {
    rule: "guest-in-house",
    labels: ["intent:support", "lane:existing-customer"],
    phrases: [
      "im in room",
      "room <number>",
      "im ..2 guest",
      "my reservation|room|stay",
      "left ..5 in|at ..3 room|table|restaurant|hotel",
      "lost and found",
      "wifi ..3 password|not|isnt",
      "extra towels",
    ],
  },
  {
    rule: "guest-locked-out",
    labels: ["urgency:high", "intent:support"],
    authority: "A guest without a room at night is alone outside",
    worseWhenExposed: true,
    phrases: [
      "locked out",
      "key ..3 not|isnt|doesnt|wont work*",
      "cant get ..2 in|into ..3 room|building|house|rental|airbnb",
      "door code",
    ],
  },
  {
    rule: "food-illness",
    labels: ["urgency:high", "intent:complaint"],
    authority: "CDC and local health departments: suspected food poisoning is reported at once",
    phrases: [
      "food poisoning",
      "got ..2 sick ..5 after|from|eating",
      "hair|bug|glass|plastic in ..2 food|salad|soup|meal",
    ],
  },
];

export const AGENCY: readonly VocabularyRule[] = [
  {
    rule: "client-system-down",
    labels: ["urgency:high", "intent:support", "lane:existing-customer"],
    authority: "Service-desk practice: a client's system down is priority one",
    phrases: [
      "website|site|server|email|emails|system|network|store|checkout ..4 down|crashed|hacked|offline|not|isnt|wont",
      "been hacked",
      "ransomware",
      "data breach",
      "locked out of ..3 account*",
    ],
  },
  {
    rule: "client-work-wanted",
    labels: ["intent:booking", "lane:new-lead"],
    phrases: [
      "need|want|looking|like|help ..5 website|branding|marketing|logo|campaign|consult*|strategy|seo|audit",
      "discovery call",
      "hire|work with ..2 you|agency|consultant",
      "discuss ..3 project",
    ],
  },
];
