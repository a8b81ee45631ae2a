import type { VocabularyRule } from "#classification/vocabulary-rule.ts";

// Damage that grows by the minute, or a house that cannot be lived in.
const WATER = "Insurance Information Institute and plumbers' practice: running water ruins a building within hours";
const SEWAGE = "CDC, cleanup after sewage: contact makes people ill";
const COLD =
  "CDC, hypothermia: infants and the old in a cold house; habitability laws treat no heat in winter as an emergency";
const HEAT = "CDC, extreme heat: infants, the old and the ill without cooling";
const STRUCTURE = "FEMA: leave a structure that moves, sags or was struck";

const emergency = ["urgency:emergency", "intent:booking"] as const;
const high = ["urgency:high", "intent:booking"] as const;
const booking = ["intent:booking"] as const;

export const HOME_SERVICES: readonly VocabularyRule[] = [
  {
    rule: "burst-pipe",
    labels: emergency,
    authority: WATER,
    mayBeOver: true,
    phrases: [
      "pipe*|hose|line|main|tank|spigot|valve|supply ..6 burst*|busted|bursting|exploded|ruptured|blew",
      "burst*|busted|ruptured|broken|broke ..2 pipe*|main|hose|line",
      "water main ..2 broke*|break|leak*",
      "pipe* ..2 broke|broken|split|cracked ..5 water",
    ],
  },
  {
    rule: "water-pouring",
    labels: emergency,
    authority: WATER,
    mayBeOver: true,
    phrases: [
      "basement|kitchen|house|bathroom|garage|apartment|unit|condo|room|floor|floors|office|closet|hallway|home|place|lobby|store|shop|everything ..4 flood*",
      "flood* ..4 basement|kitchen|house|bathroom|garage|apartment|unit|condo|room|floor|floors|office|hallway|home|place|downstairs|store",
      "water|waters ..5 everywhere|pouring|gushing|spraying|rushing|shooting|pooling|raining|streaming|cascading",
      "gushing|spraying|pouring|shooting|dumping|streaming ..4 water",
      "pouring|gushing|streaming|raining|coming ..3 through|from|out|down ..2 ceiling|wall*|light*",
      "water|waters ..6 ceiling|light|lights|fixture*|outlet*|panel",
      "ceiling ..4 leak*|drip*|caving|caved|collaps*|sagging|bulging|bubbling|falling|fell|pouring|soaked|wet",
      "leak* ..5 ceiling|fixture*|panel",
      "drip* ..4 ceiling|fixture*",
      "inch*|foot|feet ..2 water",
      "standing water ..4 basement|house|kitchen|floor",
      "cant|wont|unable|dont ..4 shut|turn|stop ..4 water",
      "water ..3 wont|doesnt|isnt|not ..2 stop|stopping|shut|turn|turning",
      "leak* ..4 wont|cant|not ..2 stop|stopping",
      "under water",
      "we|were|im|its flooding",
      "flooding ..2 out|in|here|now|everywhere",
      "flood in|at my|our|the",
    ],
  },
  {
    rule: "sewage",
    labels: emergency,
    authority: SEWAGE,
    phrases: [
      "sewage",
      "sewer ..4 back*|coming|overflow*",
      "toilet*|tub|shower|drain* ..4 overflow*",
      "poop|feces|waste ..4 coming|backing|floor|tub|shower",
      "septic ..4 back*|overflow*",
      "back* up ..4 basement|tub|shower|floor|house",
    ],
  },
  {
    rule: "no-heat",
    labels: emergency,
    authority: COLD,
    coldSeasonOnly: true,
    phrases: [
      "no ..1 heat|heating",
      "without ..1 heat|heating",
      "lost|losing ..1 heat",
      "dont|doesnt|didnt|havent ..2 have ..2 heat",
      "heat|heater|heating|furnace|boiler|radiator* ..5 out|quit|died|dead|broke|broken|off",
      "heat|heater|heating|furnace|boiler|radiator* ..4 not|isnt|wont|stopped|wasnt|doesnt|dont|cant ..2 work*|turn*|start*|kick*|come|coming|run*|ignite|light|fire|heat*|stay*",
      "its|is|house|freezing ..2 freezing ..2 in here|house|inside",
      "house|apartment|unit|bedroom|inside ..2 is ..1 freezing",
      "blowing cold air ..5 heat|furnace|heater",
      "heat|furnace|heater ..4 blowing ..1 cold",
    ],
  },
  {
    rule: "struck-or-open-building",
    labels: emergency,
    authority: STRUCTURE,
    phrases: [
      "tree|branch|limb|car|truck ..4 fell|fallen|hit|through|crashed|on|into ..4 house|roof|garage|home|porch|wires",
      "roof ..3 caved|collapsed|collapsing|blew|blown|gone|off",
      "hole in ..2 roof",
      "wall ..3 collapsed|collapsing",
    ],
  },
  {
    rule: "locked-out",
    labels: high,
    worseWhenExposed: true,
    authority: COLD,
    phrases: [
      "locked ..3 out",
      "lock* ..2 keys ..2 in|inside",
      "lost ..2 keys ..5 in|inside|home|house|car",
      "cant get ..2 in|into|inside ..2 house|home|apartment|unit|car",
    ],
  },
  {
    rule: "no-hot-water",
    labels: high,
    worseWhenExposed: true,
    authority: COLD,
    phrases: [
      "no ..1 hot water",
      "without|lost ..1 hot water",
      "dont have ..2 hot water",
      "hot water ..4 out|not|isnt|wont|stopped|quit",
      "water heater ..5 out|not|isnt|wont|stopped|quit|died|broke*|leak*",
    ],
  },
  {
    rule: "no-water",
    labels: high,
    worseWhenExposed: true,
    authority: "Habitability laws: running water is an essential service",
    phrases: [
      "no ..1 water",
      "isnt|dont|not|arent ..2 any water",
      "no ..1 water pressure",
      "without ..1 water",
      "dont have ..1 water",
      "water ..2 shut off|is off",
    ],
  },
  {
    rule: "no-power",
    labels: high,
    worseWhenExposed: true,
    authority: "Ready.gov, power outages: medical devices, food, heat",
    phrases: [
      "no|lost|without ..1 power|electricity",
      "power|electricity ..3 out|off|went",
      "breaker ..4 tripping|trips|trip|wont",
      "half ..3 house ..4 power|out|dark",
    ],
  },
  {
    rule: "no-cooling",
    labels: high,
    worseWhenExposed: true,
    authority: HEAT,
    phrases: [
      "no ac|air|cooling|aircon",
      "no cold|cool air",
      "ac|aircon|air|conditioner|conditioning ..4 out|quit|died|dead|broke|broken|down",
      "ac|aircon|air|conditioner|conditioning|unit ..4 not|isnt|wont|stopped|doesnt ..2 work*|cool*|turn*|start*|kick*|com*|blow*|run*",
      "ac|air|conditioner|unit ..3 blowing ..1 hot|warm",
      "blowing ..1 hot|warm air",
    ],
  },
  {
    rule: "leak",
    labels: high,
    worseWhenExposed: true,
    authority: WATER,
    phrases: [
      "leak|leaks|leaking|leaked|leaky",
      "dripping ..4 pipe|ceiling|sink|floor|water",
      "water ..3 damage|stain*|basement",
      "frozen pipe*|line*",
      "pipe* ..3 froze*|frozen",
    ],
  },
  {
    rule: "toilet-or-drain-unusable",
    labels: high,
    authority: SEWAGE,
    phrases: [
      "toilet* ..4 clog*|back*|wont|not|isnt|stopped|plugged",
      "only toilet|bathroom",
      "main ..2 line|drain ..3 clog*|back*",
      "drains ..3 back*|clog*",
      "backed up",
      "backing up",
    ],
  },
  {
    rule: "cannot-secure-home",
    labels: high,
    authority: "A home that cannot be closed is open to anyone",
    phrases: [
      "door|lock|garage|window|gate ..4 wont|cant|doesnt|not ..2 close*|lock*|shut",
      "broken|smashed|shattered ..2 window|door|lock",
      "garage door ..3 stuck|off|broke*",
    ],
  },
  {
    rule: "food-or-fixture-failing",
    labels: ["urgency:high", "intent:booking"],
    authority: "USDA: food above 40 °F for four hours is not safe",
    phrases: ["fridge|refrigerator|freezer|cooler ..4 not|isnt|stopped|quit|died|warm|out|broke*"],
  },
  {
    rule: "something-does-not-work",
    labels: booking,
    phrases: [
      "isnt|not|stopped|wont|doesnt|quit ..2 working|work|drain*|flush*|turn|turning|start|starting|heating|cooling|running|open*|close*|spinning",
      "broken|broke|clog*|jammed|making|stuck|running",
      "low water pressure",
      "wont stop running",
      "weird|strange|loud|funny|grinding|banging noise*|sound*",
      "mice|mouse|rats|rat|roach*|termite*|ants|wasp*|bedbugs|bees|raccoon|squirrel*|bats",
      "keeps tripping|running|leaking|clogging|shutting",
    ],
  },
  {
    rule: "trade-work-wanted",
    labels: booking,
    phrases: [
      "tune up|tuneup",
      "need|want|like|looking|get|getting|have ..5 fix*|repair*|replac*|install*|unclog*|snake*|servic*|paint*|mow*|clean*|inspect*|remodel*|rewire*|mount*|hauled|removed|serviced",
      "can|could|would|will you|someone|somebody|yall|guys ..3 fix|repair|replace|install|unclog|help|look",
      "maintenance ..3 visit|check|appointment|due",
      "water heater ..3 replac*|install*",
      "new ..1 water|furnace|ac|roof|faucet|toilet|sink|panel|heater|outlet*|thermostat",
    ],
  },
];
