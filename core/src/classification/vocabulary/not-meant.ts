/**
 * Wordings in which a danger word means something else: names, idioms, products, other people's news. What overlaps one
 * of these is not counted. `only` limits it to some rules, so that "water heater" stops "no heat" and nothing else.
 */
export type NotMeant = {
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly phrases: readonly string[];
};

export const NOT_MEANT: readonly NotMeant[] = [
  {
    phrases: [
      // names and places
      "fire|gas street|st|road|rd|lane|ln|avenue|ave|dr|island|creek|mountain|station",
      "<number> ..2 fire|flood|chest|burst|gas|flint street|st|road|rd|lane|ln|avenue|ave|drive|court|way",
      "fire|smoke pit|pits|place|places|sale|hydrant|stick|wood|tv|works|wall|proof|starter|escape|drill|marshal|inspection|code|door|doors|sprinkler*|extinguisher*|safety|watch|shop|free|inspector|chief",
      "firefighter*",
      "gas station|stations|bill|grill|grills|fireplace|prices|mileage|card|pump|log|logs|insert",
      "gas line ..2 install*|run|hookup|added|extended",
      "run|install|add|extend|installing|running ..3 gas line|lines|pipe",
      "emergency contact|contacts|exit|exits|fund|kit|lighting|lights|brake|preparedness|plan|plans|medicine|generator",
      "emergency room bill|visit|last",
      "family|personal|work ..1 emergency ..6 came|come|had|have|happened|and|so|need|cancel|reschedule|miss*|cant",
      "had|have|due|because|to|was|of ..3 family|personal|work emergency",
      "after hours emergency number",
      // idioms
      "flooded with|by calls|emails|work|orders|requests|messages|inquiries|applications",
      "flooded in|by work|paperwork",
      "fired|firing ..2 me|him|her|them|from|up|you|my",
      "fire him|her|them|up|away|you|my",
      "under fire",
      "burst|bursting into|out laughing|tears|crying|song",
      "drowning in work|paperwork|debt|emails|calls|orders|bills|messages|laundry|stuff",
      "heart attack ..5 bill|price|quote|invoice|cost",
      "almost|nearly|gave|giving|about ..4 heart attack",
      "killing it|time",
      "dying to|for ..3 know|see|try|hear|haircut|get|meet|cut|a|some|new",
      "to die for",
      "dead|drop|die laughing|hard",
      "phone|battery|batteries|plant|plants|tree|trees|grass|lawn|houseplant* ..2 dying|dead",
      "smell* ..3 great|good|amazing|lovely",
      "shot in the",
      "give|take|worth ..2 shot",
      "flu|vaccine|booster|covid|tetanus|rabies shot*",
      "nail|heat|glue|caulk|staple|massage|spray|paint gun*",
      "gun|weapon|assault|knife ..1 charge*|case|violation|safe|trust|permit|shop|sharpen*",
      "kitchen|pocket|butter|hunting|steak knife|knives",
      "on fire ..3 lately|recently|business|season",
      "business|sales|team|youre|theyre|reviews|instagram|page ..2 on fire",
      "chest freezer|hair|wax*",
      "chest of drawers",
      "hair|wax* ..3 chest",
      "stroke of",
      "different strokes",
      "choking|drowning hazard",
      "breaking|break|broke ..1 in ..2 shoes|boots|period",
      "bath bomb*",
      "blue ..1 hair|paint|color|nails|highlights",
      "turning|turned|going blue ..3 hair|color",
      "pass|passed out flyers|cards|papers|samples",
      "sewage line inspection|camera",
      "sewer ..1 scope|inspection|camera",
      "explosion proof",
      "sales|price explosion",
      "explosion of",
      "labor cost*|rate*|day|charge*",
      "hot flashes",
      "breath* of fresh",
      "hold|holding ..2 breath",
      "out of breath ..3 running|stairs",
      "suicide prevention|awareness ..2 training|class|walk|event",
      "suicide squad|doors|knob",
      "suicide|overdose ..2 class|training|awareness",
      "cpr|aid ..2 class|training|course|recert*|certif*",
      "choking|seizure|fire|drowning part|class|course|training|poster|lesson|drill|drills|module",
      "domestic violence case|charge|lawyer|attorney|class",
      "bleeding ..1 brakes|brake|radiator*|edge|heart",
      "bleed* ..2 radiator*|brakes|air|line*",
      "pot|vape|cigarette|weed|cigar ..3 smok*",
      "smell* ..3 smoke ..4 cigarette*|weed",
      "cigarette|weed|cigar ..2 smoke|smell",
      // tests and capability questions
      "alarm|drill test|testing",
      "false alarm",
      "do|does|did you|guys|yall|they ..3 emergency ..1 service*|plumb*|appointment*|repair*|call*|visit*|hours|work|dent*|care|rates|line|number",
      "do|does you|guys|yall ..1 handle|take|do|cover emergency|emergencies",
      "do|does you|guys|yall ..1 handle|do|fix|repair|work|service|detect|test ..3 leak*|flood*|fire|gas|burst|sewage|sewer|boiler*|furnace*|lockout*",
      "flood|fire|water|smoke damage ..3 restoration|cleanup|remediation|insurance|claim",
      "flood insurance|zone|plain|lights|light",
      "gas|water|leak leak|detection|detector* test*|inspection",
      "on the news",
      "saw|heard|read|watching|watched ..6 news|movie|article|documentary",
      "emergencia familiar",
      "estacion|gasolinera ..2 gas|gasolina?",
    ],
  },
  // Products that are bought, tested or installed; an alarm that sounds is no product, whatever was done to it before.
  {
    except: ["alarm-sounding"],
    phrases: [
      "install*|replac*|test*|inspect*|add|hardwire|mount|buy ..5 smoke|carbon|co|fire|gas|burglar|security alarm*|detector*|monoxide|extinguisher*|system",
      "install*|replac*|new|quote|price|estimate ..4 carbon monoxide",
      "smoke|fire|carbon|co|security alarm*|detector* ..3 install*|replac*|test*|inspect*|tested|check*|battery|batteries|chirp*",
    ],
  },
  {
    only: ["says-emergency"],
    phrases: [
      "is|would|was it|this|that ..1 be? ..1 an? emergency",
      "emergency room|department|vet took|said|told|gave|ran|did|discharged|sent|was|and|for|last|where|back|note|notes",
      "emergency room ..4 last|visit|bill|records|doctor|told|said|follow",
      "from|in|to the emergency room",
      "emergency exam|custody|hearing|motion|petition|order|filing|fee|charge|surcharge|number|line|contact|rate|rates|services|dentist|vet|clinic|hospital|shutoff|valve",
      "emergency ..1 call|service|after|visit ..3 fee|charge|charged|rate|rates|surcharge",
      "how|know ..8 in|during an? emergency",
      "in case of ..1 emergency",
      "in|during an? emergency can|do|who|what|situation|situations|how|would|should",
      "hair|nail|nails|brow|lash|fashion|wardrobe|design|branding|decor|wallpaper ..2 emergency",
    ],
  },
  {
    only: ["says-urgent", "es-says-urgent"],
    phrases: [
      "cant|wont|not|unable|couldnt ..4 come|make|be|get ..4 today|tonight|now",
      "room|rooms|table|reservation|dinner|suite|check|booking ..5 tonight|today",
      "really bad for",
      "was|were ..3 today",
    ],
  },
  {
    only: ["fire"],
    phrases: ["on fire with", "fire in ..2 fireplace|pit|place|belly|stove", "light|build|start|make ..2 fire in"],
  },
  {
    except: ["alarm-sounding", "danger-sign-at-home"],
    phrases: [
      "move|relocate|have|need|want|buy|buying|provide|require|required ..4 smoke|carbon|co ..1 monoxide? detector*|alarm*",
    ],
  },
  {
    only: ["leak"],
    phrases: ["old ..2 stain|leak|damage|spot", "stain|spot|damage ..6 paint|painted|repaint|touch|patch"],
  },
  {
    only: ["no-power"],
    phrases: [
      "electric stove|range|dryer|heat|heater|car|fence|bike|gate|blanket|shaver",
      "to|from ..1 electric",
      "in|during|for|of|case a|an? power? outage|outages|blackout",
    ],
  },
  { only: ["badly-hurt"], phrases: ["snake ..1 bite|venom ..1 vaccine|vaccines|shot|kit|class|training"] },
  {
    only: ["heating-fails", "no-cooling", "no-hot-water", "no-power"],
    phrases: ["turned|turns|turn out to|that|fine|it|just|ok|okay|great"],
  },
  {
    only: ["fire"],
    phrases: ["work|works|inbox|calendar|schedule|week|day|market|life|job|jobs ..2 on fire"],
  },
  {
    only: ["explosion"],
    phrases: ["boss|head|client|clients|team|wife|inbox|phone ..5 explode|exploded|exploding"],
  },
  {
    only: ["water-pouring"],
    phrases: [
      "water wall|walls|feature|features|fountain|fountains|slide|garden|bowl ..4 thing|things|pours|pouring|flows",
    ],
  },
  { only: ["water-pouring"], phrases: ["flood building|lofts|tower|apartments|hall|museum|park"] },
  {
    // An alarm that chirps for its battery; one that sounds says more.
    phrases: [
      "detector*|alarm* ..4 chirp*|beep* ..5 minute|minutes|battery|batteries|seconds|low|hour",
      "chirp* ..8 battery|batteries|minute|minutes",
      "battery|batteries ..5 chirp*",
      "low battery",
      "fire|gas|smoke|flood|blaze|ember tower|station|hill|ridge|creek|mountain|lake|run|house|light|lamp|rock|thorn|pit|lookout|weed|brand ..1 street|st|road|rd|lane|ln|avenue|ave|drive|dr|court|way|circle|trail|pike",
    ],
  },
  {
    // Papers about a damage that was.
    only: ["burst-pipe", "water-pouring", "leak", "fire", "sewage", "struck-or-failing-building"],
    phrases: [
      "pipe|leak|flood|fire|sewage|water|tree|storm ..1 damage? ..1 repair? estimate|claim|job|invoice|report|paperwork|project|bill|case|adjuster",
      "estimate|claim|invoice|report|paperwork|bill|quote|receipt ..2 for|from|on ..2 pipe|leak|flood|fire|flooding|sewage|tree",
    ],
  },
  // What only looks like a danger of a building.
  {
    only: ["no-water"],
    phrases: [
      "any ..1 water ..2 on|in|under|around|leak* ..3 floor|basement|ground|anything|house|crawlspace",
      "any ..1 water anywhere|damage|leak*",
      "no water damage|leak*|marks|stain*|anywhere|issues|problem*|coming",
    ],
  },
  {
    only: ["water-pouring", "water-at-electricity"],
    phrases: [
      "water heater ..5 light|lights|panel|electric|breaker|outlet",
      "pilot light*",
      "light|lights fixture? ..2 install*|replac*",
      "water ..1 line|lines|filter|softener|bill|damage|stain*|pressure|proof*|meter",
    ],
  },
  {
    only: ["burst-pipe"],
    phrases: [
      "sprinkler* ..6 yard|lawn|grass|garden|timer|zone|zones|season|winterize*",
      "yard|lawn|garden|irrigation sprinkler*",
      "before|so|from|prevent|keep ..4 freez*|froze|burst*",
      "pipe|pipes ..3 might|could|would|dont|doesnt|from|may ..2 burst*|freeze*|split",
    ],
  },
  {
    only: ["leak"],
    phrases: [
      "garden|outdoor|outside|yard|irrigation|sprinkler ..2 hose|spigot|faucet|line|head|system ..3 leak*|drip*",
      "leak*|drip* ..3 garden|outdoor|outside|hose|spigot|irrigation|sprinkler",
      "faucet|showerhead|spigot|shower ..1 head? ..3 leak*|drip*",
      "leak*|drip* ..3 faucet|showerhead|tap",
    ],
  },
  {
    only: ["no-cooling"],
    phrases: ["cool* ..1 that|very|as|so|great ..1 well|great|good|much"],
  },
  {
    only: ["locked-out"],
    phrases: [
      "locked ..1 out ..1 of ..3 account|portal|email|app|system|website|phone|login|profile|computer|quickbooks",
      "lost|left|forgot ..3 key|keys ..3 mailbox|mail|gym|pool|storage",
      "mailbox|mail|gym|pool|storage key|keys|fob",
    ],
  },
  {
    only: ["gas-smell", "gas-without-the-word"],
    phrases: [
      "water ..3 smell*|stink*|odor ..5 egg|eggs|sulfur|sulphur|rotten",
      "smell|odor ..2 in|from ..2 water",
      "sewer ..1 gas",
      "smell* ..2 skunk ..4 deck|porch|yard|under|shed|outside",
    ],
  },
  {
    only: ["heat-at-outlet-or-panel", "fire", "fire-without-the-word"],
    phrases: [
      "light|lights|bulb|bulbs|fixture|motor|element|fuse ..3 burned|burnt|burns|burn out",
      "spark plug*",
      "smoke|fire ..1 alarm|alarms|detector|detectors",
      "smoke|smoked ..2 brisket|ribs|meat|salmon|bbq|shop",
    ],
  },
  {
    only: ["someone-shut-in-or-pinned"],
    phrases: ["shower|sprinkler|faucet head", "toy|ball|phone|ring ..3 stuck|trapped"],
  },
  {
    only: ["break-in-or-prowler"],
    phrases: [
      "break ..1 in ..2 shoes|boots|period|new",
      "someone|somebody ..2 come|be|get ..2 in|out|to",
      "touch ..1 with",
      "knife|gun ..2 shop|store|safe|show|license|range|owner",
    ],
  },
  {
    phrases: [
      "dying of|from embarrassment|boredom|curiosity|laughter|shame",
      "life savings|insurance|story|changing|partner|lessons|sentence",
      "hearing aid|aids|test|tests|loss|impaired",
      "moving forward|ahead|out|in|on|to|next",
      "confused ..1 about|by|on ..5 bill|statement|charge*|invoice|policy|coverage|website|form|forms|paperwork|portal|appointment*|dates|instructions",
      "live ..1 in|at|near|there|next|across|downtown",
      "be here|around ..1 when|while|for|during|until|all|if|by|that|at",
      "custody case|battle|agreement|arrangement|schedule|dispute|papers|paperwork|evaluation|modification",
      "ambulance ..1 bill|claim|charge|ride|coverage|company",
      "arm|leg|eye cast|wear|warmers|rest|lift|lifts",
    ],
  },
  {
    only: ["crash-with-danger", "badly-hurt"],
    phrases: [
      "no|nobody|nobodys|noone|one|everybody|everybodys|everyone|everyones ..3 hurt|injured|injuries|fine|okay|ok",
    ],
  },
  {
    only: ["bleeding-that-will-not-stop", "bleeding", "animal-hurt"],
    phrases: ["blood pressure|work|test|tests|draw|draws|panel|bank|drive|lab|labs|count|thinner|thinners|sugar|type"],
  },
  { only: ["seizure"], phrases: ["seizure|seizures medication|medicine|meds|pills|disorder|free|drug*|clinic|log"] },
  { only: ["court-or-lockout-now"], phrases: ["day after tomorrow"] },
  { phrases: ["dying|dead|die ..4 lol|lmao|haha|hahaha|laughing", "dying ..1 here"] },
  {
    only: ["heating-fails", "no-cooling", "no-heat"],
    phrases: ["furnace|ac|air|heater filter|filters", "water heater"],
  },
  {
    only: ["water-pouring", "burst-pipe", "fire", "gas-smell"],
    phrases: [
      "flood|burst|waters|fountain|fire|river|lake street|st|road|rd|lane|ln|avenue|ave|drive|court|way|circle|boulevard|place",
    ],
  },
  {
    phrases: [
      "bleeding customers|money|cash|clients|leads|sales|red",
      "crushed|killed|hammered ..1 by ..2 competitor*|competition|taxes|prices|it",
    ],
  },
  { only: ["no-heat"], phrases: ["water heater", "heat pump ..4 quote|estimate|install*", "out ..2 of warranty|date"] },
  { only: ["leak"], phrases: ["can|could|might|may ..3 leak"] },
  { only: ["leak", "water-pouring"], phrases: ["leak proof|free", "no longer leak*", "data leak*"] },
  {
    only: ["no-water"],
    phrases: ["no|without ..1 hot water", "no ..1 water ..1 pressure|damage|leak*|coming ..4 ceiling|through"],
  },
  { only: ["cannot-breathe"], phrases: ["breath ..2 mint*"] },
  {
    only: ["says-urgent", "es-says-urgent"],
    phrases: [
      "urgent care",
      "not|no|any|isnt|arent|aint ..3 hurry|rush",
      "can|cant wait to|for ..5 see|meet|try|hear|get",
    ],
  },
  { only: ["complains"], phrases: ["not|never|no ..2 complain*", "upset stomach|tummy|belly", "noise complaint*"] },
  {
    only: ["offers-to-businesses"],
    phrases: ["need|want|looking|help|interested ..6 seo|website|marketing|advertising|branding"],
  },
  // People are called Price.
  {
    only: ["asks-price", "price-alone", "names-what-to-price"],
    phrases: ["this is ..2 price", "name is ..2 price", "mr|mrs|ms|miss|dr price"],
  },
  // To be called is what everybody wants; it says nothing of the matter.
  {
    only: ["expresses-wish", "asks-anything", "wants-someone-to-come", "wants-to-talk"],
    phrases: [
      "need|want|like|love|wanted|needs|wants|hoping|please ..4 call|calls|callback|ring|text|message|hear ..1 me|us|back|from|him|her",
      "need|want|like ..3 callback|call ..1 back|please",
      "need|want|like|please ..3 give ..1 me|us ..2 call|ring|shout|buzz|callback",
      "need|want|like|needs ..3 speak|talk ..1 to|with ..1 someone|somebody|you|him|her|owner|manager",
      "can|could|would|will you|someone|somebody ..2 call|ring|text|reach|phone|contact|get ..2 me|us|back",
    ],
  },
  { only: ["robocall-keys"], phrases: ["press|pressed <number> ..6 nothing|doesnt|menu"] },
  {
    only: ["in-custody-now"],
    phrases: ["arrested ..3 years|months|weeks ago", "arrested ..2 last year|month", "arrested <number> years"],
  },
];
