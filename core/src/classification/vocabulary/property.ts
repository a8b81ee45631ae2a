import type { VocabularyRule } from "#classification/vocabulary-rule.ts";

// Tenants and owners. What breaks in a home is in home-services.ts and is read for this trade too.
export const PROPERTY: readonly VocabularyRule[] = [
  {
    rule: "stuck-in-elevator",
    labels: ["urgency:emergency", "intent:support"],
    script: "911",
    authority: "ASME A17.1: a passenger stuck in an elevator is answered at once",
    phrases: [
      "stuck|trapped ..4 elevator|lift",
      "elevator ..4 stuck|trapped|stopped|fell ..6 people|someone|person|inside|in|mom|us|me",
    ],
  },
  {
    rule: "unsafe-building",
    labels: ["urgency:high", "intent:support"],
    authority: "Habitability laws (implied warranty of habitability): locks, light on stairs, railings, vermin, mold",
    phrases: [
      "elevator ..4 out|broken|down|stuck",
      "railing ..3 loose|broke*|fell",
      "stairs ..3 broke*|collapsed|loose",
      "black mold",
      "mold",
      "bed bugs",
      "bedbugs",
      "no lights ..4 hall*|stair*|parking|garage",
      "front|main|entry|security door|gate ..4 broken|wont|doesnt|not|open",
    ],
  },
  {
    rule: "maintenance-request",
    labels: ["intent:support", "lane:existing-customer"],
    phrases: [
      "maintenance ..2 request|issue|problem|ticket|guy|person|man|team",
      "work order",
      "my ..2 unit|apartment|apt|lease|landlord",
      "im in|at unit|apartment|apt",
      "apartment|unit|apt <number>",
      "im ..2 tenant|resident|renter",
      "tenant at|in|from",
      "parking spot|permit|space",
      "noise complaint",
      "neighbor* ..6 loud|noise|noisy|music|party|smok*|barking",
      "key fob",
      "move|moving out",
      "notice to vacate",
      "renew* ..3 lease",
      "security deposit",
    ],
  },
  {
    rule: "viewing-wanted",
    labels: ["intent:booking", "lane:new-lead"],
    phrases: [
      "schedule|book|see|take|have|do|set ..4 tour|showing|viewing|walkthrough",
      "interested in ..5 apartment|unit|house|property|listing|place|home|condo|renting|bedroom|rental|leasing|buying|selling",
      "apartment|unit|house|place|property|condo ..4 available",
      "still available",
      "a tour|showing|viewing",
      "apply ..4 apartment|unit|rental|lease",
      "list|sell|selling ..2 house|home|property|condo",
      "looking ..3 rent|buy|lease|sell|apartment|house|bedroom",
      "saw|looking|calling|about ..3 listing",
      "see it|the|your ..2 this|place|unit|house",
    ],
  },
  {
    rule: "rent-question",
    labels: ["intent:billing", "lane:existing-customer"],
    phrases: ["my rent", "late fee*", "pay* ..2 rent", "rent ..3 payment|check|late|portal|due"],
  },
];
