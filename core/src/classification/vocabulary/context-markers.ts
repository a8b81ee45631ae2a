/**
 * English wordings that say in which time or whose story the words around them are told. They show nothing themselves;
 * `context/` reads them to tell whether a danger is here and now. Notation: `phrase.ts`. Spanish: `spanish/context.ts`.
 */
export type ContextMarker = {
  /**
   * `past` long ago or before · `recent` some days ago · `present` it is or goes on now, or the story returns to now ·
   * `over` it ended · `contained` it is caught or small · `news` told by the news or a story · `others` somebody else had it · `lesson` why somebody else's
   * story is told · `correction` what was just said is taken back · `question` asks what is done, not for it to be done.
   */
  readonly kind:
    | "past"
    | "recent"
    | "present"
    | "over"
    | "contained"
    | "news"
    | "others"
    | "lesson"
    | "correction"
    | "question";
  readonly phrases: readonly string[];
};

export const CONTEXT_MARKERS: readonly ContextMarker[] = [
  {
    kind: "past",
    phrases: [
      "last|previous|past ..1 winter|summer|spring|fall|autumn|year|month|season|christmas|thanksgiving|january|february|march|april|may|june|july|august|september|october|november|december",
      "years|year|months|month|weeks|decade|decades ago|back|earlier|prior",
      "previously|formerly",
      "used to",
      "history of",
      "back in|when",
      "already ..3 paid|settled|approved|reimbursed",
      "way back",
      "in|from|since|of|around january|february|march|april|june|july|august|september|october|november|december",
      "bill|invoice|charge|charges|claim|check|paperwork|receipt|photos|estimate ..2 for|from ..1 when|after",
      "in the past",
      "last|first time",
      "the|that ..1 last|big|recent|previous storm|hurricane|freeze|tornado|outage|flood",
      "over|during ..1 the|last summer|winter|spring|fall|holidays",
      "one time",
      "once before",
      "the other week|month|year",
      "when ..2 was|were ..3 kid|kids|child|children|young|younger|little|teenager|boy|girl|college|growing|school|puppy|pup|kitten|small",
      "growing up",
      "as a kid|child",
      "in college",
      "in 19*|200*|201*|202*",
      "of 19*|200*|201*|202*",
      "winter|summer|spring|fall|january|february|march|april|may|june|july|august|september|october|november|december 19*|200*|201*|202*",
      "before ..1 i|we moved|bought|owned|lived|rented",
      "before i|we ..2 moved|bought|owned|lived|rented",
      "previous|prior|former|last|old ..1 owner|owners|tenant|tenants|landlord|apartment|place",
      "my|our|their|her|his old|first|last|previous|other house|home|apartment|place|condo|building|rental|office|shop",
      "after ..2 flood|fire|freeze|hurricane|storm|leak|backup|breakin ..3 last|year|years|ago|had|back|in",
    ],
  },
  {
    kind: "recent",
    phrases: [
      "last week|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
      "weeks|week|days ago",
      "couple|few days|weeks|nights ago",
      "earlier this|in ..1 week|month",
      "the other day|night",
      "yesterday",
      "this past week|weekend",
      "over the weekend|holidays|holiday",
    ],
  },
  {
    kind: "present",
    phrases: [
      "now",
      "today|tonight",
      "currently|presently",
      "again",
      "still leak*|drip*|com*|run*|happen*|doing|does|going|goes|smell*|stink*|have|has|no|not|isnt|doesnt|wont|cant|there|here|out|down|pour*|flood*|on|is|without|smok*|hiss*|ris*|fill*|spark*|hot|wet|trapped|stuck|inside|bleed*|hurt*|swollen|beep*|gas|water",
      "keeps|keep",
      "ongoing|happening|constantly",
      "getting|got|becoming|much worse",
      "worse",
      "started|starting|begins|began",
      "since",
      "ever since",
      "at the moment",
      "as we speak",
      "this morning|afternoon|evening",
      "came|come|coming|is back",
      "just now",
      "right here",
      "has been|have been|been ..1 leaking|out|off|without|dripping|running",
    ],
  },
  {
    kind: "over",
    phrases: [
      "all clear",
      "flipped|shut|turned|switched|cut|killed|tripped ..3 breaker|power|main|electricity ..2 off|it",
      "flipped|shut|turned|switched|cut|killed off ..2 breaker|power|electricity",
      "breaker ..2 off",
      "all ..2 good|better|fine|set|okay|ok|normal|safe ..1 now",
      "under control",
      "taken care of",
      "took care of",
      "contained it",
      "is|was|got|has|had|been|its|thats|were|are|gotten|get|have ..3 fixed|repaired|resolved|cleared|handled|patched|sealed|capped|replaced|restored|corrected|settled",
      "is|was|got|has|had|been|its|thats|were|are|have|seems ..2 gone|stopped",
      "you|yall|they|he|she|guys|guy|plumber|company|tech|department|dad|husband|neighbor|landlord|electrician|super ..2 fixed|repaired|resolved|cleared|handled|patched|sealed|capped|replaced|restored|stopped",
      "i|we|it ..1 fixed|resolved|cleared|handled|patched|stopped|quit ..4 itself|now|already|myself|temporarily|it",
      "it ..1 stopped|quit",
      "stopped ..2 by|on its|it",
      "stopped on|by",
      "went away",
      "turned|turns out ..3 nothing|fine|just|only|false|okay|ok",
      "false alarm",
      "is|are|im|were|its|everythings|everybodys|everyones|seems ..2 fine|okay|ok|safe|good ..1 now",
      "back on|up|to ..1 now|again|normal|running|working",
      "came back on",
      "leak|leaks|toilet|heat|heater|power|water|ac|furnace|smell fixed|repaired|stopped|gone|resolved",
      "working|works|work ..1 now|again|fine",
      "no longer|more",
      "doesnt|dont|isnt|not|havent|hasnt|didnt ..4 anymore|since",
      "put ..3 out ..2 quick*|fast|ourselves|myself|already|before|right|now",
      "fire ..2 department|dept|company ..6 out|clear|cleared|fine|okay|ok|safe",
      "gas ..1 company|people|utility ..6 shut|cleared|fixed|said|capped|off|tagged",
      "off|down ..3 so|and ..2 its|everything|thats ..1 stopped|fine|dry|okay|ok|safe",
      "dried|dry ..1 out|now",
      "cleaned|mopped|vacuumed ..2 up",
    ],
  },
  {
    kind: "contained",
    phrases: [
      "bucket|buckets|pan|pans|bowl|bowls|pot|pots|towel|towels|trashcan|tupperware",
      "little|small|tiny|slight|minor|slow|tad|bit ..1 of? ..1 drip|drips|leak|puddle|trickle|dribble|water|seep|wet|damp|dripping|leaking",
      "drip|drips|leak|leaks|puddle|dripping|leaking ..2 little|slow|slowly|slight|slightly|bit|occasionally|sometimes",
      "overflow* ..1 a bit|little",
      "fifty|in fifties|sixties|five|six|seven|eight|nine ..1 degrees|inside|in",
      "its|is|at|about|around|like sixty|sixties|seventy|60|61|62|63|64|65|66|67|68|69|70|55|56|57|58|59",
      "sixty ..2 in|inside|degrees",
      "space heater|heaters",
      "fireplace|woodstove ..3 keep*|warm|fine|okay|going|running",
      "not ..1 that|too|very|really cold|chilly",
      "mild",
      "only|just|mostly ..1 drip|drips|dripping|drop|drops|damp|trickle",
      "few drops",
      "when|whenever|every ..1 time? ..1 it|its rains|raining|rain",
      "only when|if",
      "not ..1 much|bad|lot|major|huge|big|crazy|gushing|pouring",
      "stain|stains|stained|spot|spots|discolored|discoloration",
      "turned|shut|shutting|got|cut|turn|have ..5 water|main|valve|it ..3 off",
      "shut|turned|cut off ..4 water|main|valve|supply|it",
      "water|main|valve ..2 is|its|was|has ..1 shut|turned|off ..1 off|now",
      "not an emergency",
      "no rush",
    ],
  },
  {
    kind: "news",
    phrases: [
      "saw|heard|read|watched|watching|reading|hearing|seen ..6 news|movie|article|documentary|story|stories|tv|channel|online|facebook|nextdoor|paper|youtube|internet|report|podcast|radio|tiktok|show",
      "on|in the news",
      "news story|stories|article|report|segment",
      "keep|keeps hearing|reading|seeing about",
      "heard|read|reading|hearing ..1 about",
      "book|movie|play|story|paper|essay|article about|on",
      "school project|report|paper",
    ],
  },
  {
    kind: "others",
    phrases: [
      "neighbor|neighbors|neighbour|neighbours|friend|friends|buddy|buddies|coworker|coworkers|boss|bosses|colleague|colleagues|roommates|cousin|cousins|uncle|uncles|aunt|aunts|classmate had",
      "neighbor|neighbors|neighbour|neighbours|friend|friends|buddy|coworker|coworkers|boss|bosses|colleague|cousin|cousins|uncle|aunt ..3 burned|flooded|burst|froze|blew|caught|died|collapsed|exploded|broke|got|lost|backed|fell|went",
      "neighbor|neighbors|people|family|house|guy|lady|woman|couple|folks|place|unit|shop|store|business|restaurant|building|office next ..1 door ..2 had|got|was|were|flooded|burned|caught|lost",
      "neighbor|neighbors|friend|friends|people|family|house|guy|lady|woman|couple|folks|place|somebody|someone ..2 across|down|up|on|behind ..2 street|road|block|hall ..2 had|burned|flooded|lost|blew|caught|got|died|was|were",
      "guy|lady|woman|man|girl|person|somebody|someone ..1 at|from|i ..2 work|church|school|know|gym|office ..2 had|got|burned|lost|died|flooded|whose|was|told",
      "friend|neighbor|neighbors|coworker|buddy ..1 told|says|said|was telling",
      "sister|brother|mother|father|mom|dad|parents|son|daughter|inlaws|grandma|grandpa|grandmother|grandfather|niece|nephew|law|wife|husband had|nearly|almost|lost|died|got",
      "sisters|brothers|mothers|fathers|moms|dads|parents|sons|daughters|inlaws|grandmas ..2 burned|flooded|burst|froze|blew|caught|died|exploded",
    ],
  },
  {
    kind: "lesson",
    phrases: [
      "so|and ..2 i|we|im|were|id ..2 want|wanted|need|like|figured|thought|decided|looking|worried|nervous|scared|thinking",
      "got|gets|has|made|makes|had ..1 me|us ..1 worried|thinking|nervous|scared|paranoid|wondering|want",
      "worried|nervous|scared|paranoid|anxious|concerned|careful|picky|cautious about",
      "dont want",
      "make|making|be sure",
      "just in case",
      "ours|mine",
      "happen* to us|me|ours|mine",
      "ever happens",
      "anyway|anyways",
      "recommended|recommend|used you|your|you",
      "you|yall|guys ..1 helped|fixed|did|came|took|handled|saved",
    ],
  },
  {
    kind: "question",
    phrases: [
      "would|could|can|does|do ..5 cause|create|lead|produce",
      "what|which ..2 count|counts|qualify|qualifies ..1 as",
      "what|do|would ..2 you ..1 consider|call|count",
      "does|do|did|has|have|had|was|were|is ..5 ever",
      "any|any|is history|chance of|that",
      "is|are ..4 prone|known to",
    ],
  },
  {
    kind: "correction",
    phrases: [
      "scratch that",
      "strike that",
      "correction",
      "no wait",
      "wait no",
      "i meant",
      "let me correct",
      "make that",
      "take that back",
      "i misspoke",
      "or rather",
      "er|uh|um|hang|wait ..1 no? not",
      "i mean",
      "sorry|oops|actually|well|no|wait|i ..1 mean? no|not",
      "sorry|oops|actually|well|rather",
    ],
  },
];
