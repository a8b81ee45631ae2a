import type { VocabularyRule } from "#classification/vocabulary-rule.ts";

// Questions that only a licensed person may answer (docs/rules.md E6, E7). Hours, prices, papers to bring and the like are
// nobody's licence and are not asked here.

const ONE = "i|we|he|she|they|my|it|u";
const MEDICINE =
  "tylenol|advil|ibuprofen|aspirin|aleve|motrin|benadryl|melatonin|antibiotic|antibiotics|medicine|medication|meds|med|pill|pills|dose|doses|dosage|insulin|steroid|steroids|prednisone|inhaler|painkiller|painkillers|amoxicillin|metformin|milligrams|mg|cream|drops|vitamins|supplement|supplements|cbd|laxative|shot|vaccine|thinner|thinners";

export const CLINICAL_ADVICE: readonly VocabularyRule[] = [
  {
    rule: "asks-what-to-take-or-do",
    labels: ["advice:clinical"],
    phrases: [
      `should|can|could|may|do|did ${ONE} ..4 take|taking|skip|skipping|give|giving|double|mix|combine|drink|eat|eating|exercise|swim|fly|keep|wean|split|crush|rinse|ice|fast|breastfeed`,
      `should|can|could|may ${ONE} ..2 stop|switch ..3 taking|giving|using|it|them|${MEDICINE}`,
      "safe ..2 to|for|if",
      `ok|okay|safe|alright|fine|bad|dangerous|harmful ..2 to|if|for ..4 take|taking|give|giving|skip|stop|mix|drink|eat|use|exercise|drive|fly|swim|swallow|shower|breastfeed|wait|walk`,
      `can|could|should|may|is ..5 ${MEDICINE} ..3 safe|together|with|while|for|before|after|ok|okay|instead`,
      `how much|many|often|long ..5 ${MEDICINE}|ice|take|taking|give`,
      `what ..5 ${MEDICINE} ..3 take|give|use|safe|ok|okay|best|recommend|for`,
      "what ..2 i|we ..2 take|give|put|use ..4 for|on|it|him|her",
      "what should|can|could|do|would|shall i|we ..1 do",
      "anything i|we can|should ..1 take|give|do|use|put",
      "should i|we|he|she ..2 be ..2 worried|concerned|alarmed",
      "should i|we ..3 go|take|bring|come|rush ..4 er|hospital|emergency|urgent|specialist",
      "need ..1 worry|stitches|antibiotics|xray|surgery|tetanus",
      "wait it out",
      "can my|a|the dog|dogs|cat|puppy|kitten|bird|rabbit|pet|baby|toddler|son|daughter ..2 have|eat|take|drink",
      "home remed*",
    ],
  },
  {
    rule: "asks-what-it-is",
    labels: ["advice:clinical"],
    phrases: [
      "is it|this|that|my|his|her|the|there ..4 normal|infected|serious|contagious|broken|sprained|cancer|cancerous|fractured|dangerous|allergic|abscessed",
      "is ..4 this|that|it ..2 bad|normal|serious|infection|side",
      "is ..6 too high|low|much|fast|late",
      "could|can|might|does ..3 be|mean ..3 infection|infected|cancer|broken|sprain|reaction|stroke|flu|covid|strep|pregnant|dry|abscess|allergy|serious",
      "sound|sounds|look|looks ..2 like ..3 infection|infected|broken|serious|sprain|strep|flu|reaction|allergy|abscess|something",
      "does ..4 look|sound ..2 infected|serious|normal|right|bad|broken|ok|okay",
      "what ..4 results|labs|numbers|levels|test|scan|xray|biopsy|report ..3 mean|means|say|show",
      "what ..3 wrong with|causing|could ..2 me|him|her|my|this|it|be",
      "do you think ..5 infected|infection|broken|serious|normal|cancer|contagious|reaction|cavity|flu|covid",
      "side effect|effects",
      "am i|we contagious|pregnant|having|okay|dying",
    ],
  },
];

const LEGAL_ACT =
  "sue|sued|fire|fired|evict|evicted|kick|refuse|sign|plead|appeal|withhold|countersue|settle|accept|contest|record|arrest|arrested|deport|deported|garnish|seize|quit|leave|move|fight|press|enforce|void|break|terminate|deny|keep|file|drop|foreclose|repossess|search|enter|lock|disinherit|reject";

export const LEGAL_ADVICE: readonly VocabularyRule[] = [
  {
    rule: "asks-for-legal-advice",
    labels: ["advice:legal"],
    phrases: [
      `can|could|should|may|would i|we|they|he|she ..1 legally? ..2 ${LEGAL_ACT}`,
      `can|could|may ..1 my|the|a|our landlord|tenant|boss|employer|ex|wife|husband|company|police|cop|cops|officer|bank|neighbor|hoa|roommate|school ..3 ${LEGAL_ACT}|do|make|take|force`,
      "can|could they|he|she|landlord|boss|police ..2 do that|this",
      "do|does|would|did i|we|he|she ..3 have ..3 case|grounds|claim|leg|right|rights|recourse|defense",
      "is|was|would ..5 legal|illegal|enforceable|lawful|unlawful|binding",
      "is ..3 allowed to",
      "are they|we|you allowed to",
      "against the law",
      "what ..3 my|our rights|options|chances|odds",
      "am|are i|we ..2 liable|responsible|entitled|obligated|guilty|required|protected|screwed",
      "what happens|happen|would|will ..3 if i|we|he|she ..2 dont|plead|sign|refuse|miss|break|fight|lose|ignore|stop|quit|leave|say|tell",
      "how much ..3 could|can|would|will|should i|we|he ..2 get|win|recover|receive|expect|sue",
      "how much ..3 case|claim|injury ..2 worth",
      "do you think ..6 case|claim|chance|chances|win|worth|sue",
      "how much ..7 worth",
      "on the hook for|if",
      "is it worth ..2 suing|fighting|it|filing",
      "will|would|could i|we|he|she ..2 lose|win|go|get|be ..3 jail|prison|custody|kids|house|deported|license|record|case",
      "do|does i|we|he|she ..2 have to ..3 pay|sign|tell|answer|let|testify|talk|respond|leave|move|appear|report|disclose|speak|go",
      "what ..1 should|do|can|could i|we ..2 say|do|tell|plead|write|sign|file",
      "should i|we|he|she ..2 plead|take|accept|sign|settle|talk|tell|sue|respond|fight|file|go|just",
      "how long ..3 to file|sue|appeal|respond|answer",
      "how long ..3 i|we|he have ..2 to",
      "statute of limitations",
      "how long ..5 jail|prison",
      "legal advice|opinion",
      "advise me|us",
      "your advice|opinion",
    ],
  },
];

export const INSURANCE_ADVICE: readonly VocabularyRule[] = [
  {
    rule: "asks-for-insurance-advice",
    labels: ["advice:insurance"],
    phrases: [
      "am|are|is|was|were|would|will i|we|he|she|they|that|this|it|my|the ..5 covered|insured",
      "do|does|will|would|did ..6 cover|covers|covering",
      "do|does i|we ..2 have ..4 coverage|cover|collision|comprehensive|liability|glass|roadside|flood|rental",
      "will|would|does|do insurance|policy|they|you|yall|company|it|my ..4 pay|reimburse|total|replace ..3 for|my|the|it|this|that",
      "what ..3 does ..3 policy|insurance|plan|coverage cover|include|pay",
      "what ..1 is|are|am i|we ..1 covered for",
      "should i|we ..2 file|claim|drop|increase|raise|lower|get|add|keep|switch|buy|take|cancel|report|carry|bundle|accept",
      "is it worth ..1 filing|claiming|it|having",
      "do|does i|we|he|she ..2 need ..5 coverage|insurance|policy|liability|umbrella|flood|rider|collision|full",
      "how much|what ..3 coverage|insurance|liability ..3 need|should|recommend|enough",
      "is ..5 enough coverage|insurance|liability",
      "will|would|does|do|going my|the|our|it ..3 rate|rates|premium|premiums|payment|insurance ..3 go|increase|raise|up",
      "will|would ..4 raise|increase|affect|hurt ..3 rate|rates|premium|premiums",
      "what happens if i|we ..2 dont|cancel|lapse|tell|miss|file",
      "bind|binding|cancel|canceling|cancelling|reinstate ..3 policy|coverage|insurance",
      "does|do|will|would|is ..5 take|takes care of",
      "will|would|does|is ..4 premium|premiums|rate|rates ..2 jump|go|increase|spike|double|change|climb|rise",
      "would|is|are|will ..4 included|protected",
      "which plan|policy|coverage|deductible",
      "what|which ..1 deductible ..3 should|best|recommend",
      "recommend ..4 coverage|plan|policy|deductible",
    ],
  },
];
