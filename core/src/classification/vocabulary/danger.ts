import type { VocabularyRule } from "#classification/vocabulary-rule.ts";

// Danger from fire, gas, current and heat, in every trade. Sudden illness stands in danger-to-body.ts,
// wounds and poison in danger-of-injury.ts, from people in danger-by-people.ts.
// Smell of rotten eggs, hissing: leave, then call 911 and the utility. The same advice by US gas utilities and PHMSA.
const GAS = "US gas utilities and PHMSA: smell of gas or rotten eggs, hissing: leave, then 911 and the utility";
const FIRE = "NFPA and US Fire Administration: fire, smoke, alarm sounding: get out, then 911";
const CO = "CPSC and CDC: carbon monoxide alarm or symptoms: fresh air, then 911";

const emergency = ["urgency:emergency"] as const;

export const DANGER: readonly VocabularyRule[] = [
  {
    rule: "fire",
    labels: emergency,
    script: "911",
    mayBeOver: true,
    authority: FIRE,
    phrases: [
      "on fire",
      "put ..3 fire out",
      "still smoking|burning",
      "caught|catching|catches fire",
      "theres|is|have|having|had|started|another|see|electrical|grease|small|big ..2 fire ..3 in|at|on|by|near|inside",
      "fire ..3 broke|started|spreading|burning",
      "theres|have|having a fire",
      "electrical|grease|kitchen|dryer|chimney|attic|brush fire",
      "flames",
      "smoke ..3 coming|filling|pouring|everywhere|billowing",
      "smell* ..3 smoke",
      "see|seeing|theres ..2 smoke",
      "smell* ..2 something|like burning",
      "burning ..2 smell|odor",
      "smell* ..3 electrical|plastic|wires|wiring ..2 burning",
      "smell* ..1 burning|burnt ..2 plastic|wire*|wiring|electrical|rubber",
      "outlet|panel|breaker|socket|plug|switch|wire*|furnace|dryer|microwave ..4 spark*|smoking|melt*|arcing",
      "spark* ..5 outlet|panel|breaker|socket|plug|switch|wire*|furnace",
      "building|house|apartment|kitchen|garage|car|stove|oven|tablecloth|curtain|curtains|trash|dumpster|couch|carpet|mattress|shed|deck|bush|bushes|engine is|was|are burning",
    ],
  },
  {
    rule: "gas-smell",
    labels: emergency,
    script: "gas",
    mayBeOver: true,
    authority: GAS,
    phrases: [
      "smell* ..4 gas|propane",
      "gas|propane ..1 smell*|odor|leak*|fumes",
      "gas ..2 line|pipe|main|meter|valve ..3 leak*|broke*|hit|cut|rupture*|hissing",
      "leak* ..2 gas|propane",
      "smell*|odor|stink*|reek* ..4 rotten|rotting|bad ..1 egg*",
      "rotten egg*",
      "smell* ..4 sulfur|sulphur",
      "sulfur|sulphur ..1 smell*|odor",
      "hiss* ..5 gas|stove|meter",
      "gas|stove|meter ..3 hissing",
    ],
  },
  {
    rule: "carbon-monoxide",
    labels: emergency,
    script: "911",
    mayBeOver: true,
    authority: CO,
    phrases: [
      "carbon ..1 monoxide? ..1 alarm*|detector*|alert*|monitor|sensor|thing|thingy ..5 going|went|goes|sounding|beep*|chirp*|blar*|screaming|reading|reads|says|said|showing|shows|red|triggered|tripped|keeps|wont|off|alert*|number*|up",
      "carbon monoxide ..4 leak*|poison*|high|level*|reading|buildup|house|apartment|building|exposure|coming",
      "carbon thing|alarm|detector|unit|monitor ..4 going|goes|went|beep*|yell*|scream*|blar*|sound*|off|squeal*|shriek*",
      "going|goes|went|beep*|sounding|chirp* ..4 carbon monoxide",
      "alarm|detector ..2 says|for|of|reading|showing|saying ..2 carbon monoxide",
      "think|have|has|theres|got|smell|full|filling|high|possible|maybe|found|detected|poisoned|of ..3 carbon monoxide",
    ],
  },
  {
    rule: "alarm-sounding",
    labels: emergency,
    script: "911",
    mayBeOver: true,
    authority: CO,
    phrases: [
      "co|co2|c02 alarm*|detector*|monitor ..4 going|went|goes|sounding|beep*|chirp*|blar*|screaming|reading",
      "monoxide ..2 alarm*|detector*|monitor ..4 going|went|goes|sounding|beep*|blar*|screaming|reading",
      "smoke|fire alarm*|detector* ..4 going|went|goes|sounding|blar*|screaming",
    ],
  },
  {
    rule: "electrocution-or-downed-line",
    labels: emergency,
    script: "911",
    authority: "Electrical Safety Foundation International: stay away from downed lines, call 911 and the utility",
    phrases: [
      "electrocut*",
      "power|electric|electrical|live|wire* line|lines|wire|wires ..2 down|fell|fallen|hanging",
      "down|downed power|electric|electrical line*",
      "live wire*",
    ],
  },
  {
    rule: "explosion",
    labels: emergency,
    script: "911",
    authority: FIRE,
    phrases: [
      "explosion",
      "something|it|stove|oven|boiler|furnace|heater|panel|transformer|tank ..2 exploded|exploding",
    ],
  },
  {
    rule: "trapped-in-danger",
    labels: emergency,
    script: "911",
    authority: "National Highway Traffic Safety Administration: a child in a hot car: call 911",
    phrases: [
      "baby|kid|child|kids|son|daughter|toddler|dog|infant ..4 locked|stuck|trapped ..3 car|truck|van|vehicle",
      "locked ..2 baby|kid|child|son|daughter|toddler|dog ..4 car|truck|van",
      "baby|kid|child|kids|son|daughter|toddler|dog|infant|grandson|puppy ..8 in ..2 car|truck|van|bathroom|closet|trunk ..8 locked|keys|hot|degrees|sun",
      "keys ..3 locked ..6 baby|kid|child|son|daughter|toddler|dog",
      "trapped|stuck in|inside ..2 elevator|vault|freezer|cooler|walkin",
    ],
  },
  {
    rule: "calls-911",
    labels: emergency,
    script: "911",
    authority: "The caller's own word that emergency services are needed",
    phrases: [
      "call|calling|called|dial|need|send ..2 911|ambulance|paramedic*",
      "call|calling|called|dial nine one one",
      "call|calling|called|dial 9 1 1",
      "call|calling|called|need the? fire department",
      "call|calling|need|send ..2 police|cops",
      "ambulance|paramedics|ems ..3 here|coming|way|took|taking",
      "life or death",
      "dying",
    ],
  },
];
