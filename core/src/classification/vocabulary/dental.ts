import type { VocabularyRule } from "#classification/vocabulary-rule.ts";

// Teeth, gums and jaws.
const TOOTH =
  "American Dental Association and American Association of Endodontists: a knocked-out tooth is saved within the hour";
const SWELLING = "American Dental Association: swelling of face or jaw with fever may block the airway";
const BLEEDING = "American Dental Association: bleeding after an extraction that pressure does not stop";
const TRIAGE = "Ordinary dental telephone practice: same day";

const emergency = ["urgency:emergency", "intent:booking"] as const;
const high = ["urgency:high", "intent:booking"] as const;

export const DENTAL: readonly VocabularyRule[] = [
  {
    rule: "knocked-out-tooth",
    labels: emergency,
    authority: TOOTH,
    lasts: true,
    phrases: [
      "knock*|busted|elbowed|kicked|punched|hit ..5 tooth|teeth ..3 out|loose|clean|in|back|sideways",
      "knock*|busted ..5 tooth|teeth",
      "tooth|teeth ..5 knocked|popped|flew|shot ..2 out",
      "tooth|teeth ..3 knocked",
      "tooth|teeth ..2 fell|came ..2 out ..6 hit|fell|bike|ball|accident|playing|fight|trampoline|root|roots|clean",
      "lost|knocked ..3 tooth|teeth ..6 fell|fall|hit|ball|bike|accident|playing|trampoline|game|practice",
      "tooth|teeth|one|front ..4 in ..2 milk|napkin|hand|tissue|saliva|paper|cup",
      "holding|have|got|found|saved|put ..2 tooth|teeth ..4 milk|napkin|hand|tissue|bag|baggie|saliva|cup|here",
      "tooth|teeth ..5 pushed|shoved|jammed|hanging|dangling|sideways|shoved",
      "hanging|dangling ..4 tooth|teeth|thread|gum",
      "tooth|teeth ..4 root attached|still|and",
      "root and|n all",
      "baseball|softball|ball|puck|elbow|bat|fist|hockey|swing|handlebar*|curb|sidewalk|pavement|pool|concrete|faceplant*|trampoline|scooter|skateboard ..6 mouth|face|teeth|tooth|chin",
      "mouth|teeth|tooth|chin|face ..5 on|into|with|against|hit|by ..2 curb|sidewalk|pavement|concrete|handlebar*|puck|bat|baseball|elbow|coffee|table|counter|steps",
      "took|caught|got|hit ..6 to|in ..1 mouth|teeth|face",
      "tooth|teeth ..4 came|fell|popped ..1 all|clean|completely|right|whole|entire ..3 out",
      "fell|hit|tripped|crashed|bike|slide|scooter ..8 tooth|teeth ..4 out",
      "in a|some cup|glass|bag of|with milk",
    ],
  },
  {
    rule: "jaw-will-not-move",
    labels: emergency,
    authority: "American Association of Oral and Maxillofacial Surgeons: dislocated or broken jaw",
    lasts: true,
    phrases: [
      "jaw ..4 broken|broke|dislocated|fractured|stuck|locked|frozen",
      "broken|broke|dislocated|fractured ..2 jaw",
      "jaw ..4 wont|cant|doesnt|not|popped ..2 close|open|shut|move|closing|opening|out",
      "cant|couldnt|wont|barely ..2 open|close|shut ..2 mouth|jaw|teeth",
      "mouth ..4 stuck|wont|cant ..2 open|close|shut",
      "lockjaw",
    ],
  },
  {
    rule: "spreading-swelling",
    labels: emergency,
    authority: SWELLING,
    lasts: true,
    phrases: [
      "face|jaw|neck ..5 swollen|swelling|swelled|swole|blown|blew|ballooned|puff*|huge|twice|baseball|golf",
      "swollen|swelling|swelled|swole|puffy|puffed ..5 face|jaw|neck|eye|throat",
      "cheek ..5 swollen|swelling|swelled|swole|blown|blew|ballooned|puff* ..6 like|golf|baseball|softball|twice|huge|shut|fever|eye|spread*|chipmunk|hot|overnight|bigger|neck|tight",
      "swollen|swelling ..3 cheek ..6 eye|fever|jaw|neck|spread*|hot|like|bigger",
      "swelling|swollen|swelled|puffy ..6 spread*|bigger|eye|shut|neck|chin|tongue|under ..3 eye|jaw|tongue|chin|neck|now|fast",
      "under ..2 tongue|jaw|chin ..4 swollen|swelling|hard",
      "cant|cannot|trouble|hard|difficult*|hurts ..3 swallow*",
      "abscess ..8 fever|swollen|swelling|face|eye|neck|jaw",
      "fever ..6 swollen|swelling|abscess|tooth",
      "tooth|swollen|swelling|abscess ..8 fever|chills",
      "cheek|jaw|gum ..4 hard ..6 hot|neck|eye|spread*",
    ],
  },
  {
    rule: "bleeding-after-extraction",
    labels: emergency,
    authority: BLEEDING,
    lasts: true,
    phrases: [
      "extraction|pulled|wisdom|wisdoms|removed|tooth|surgery|implant ..8 still|wont|keeps|keep|hasnt|hours ..3 bleed*|stop*|filling",
      "still|keeps bleeding ..8 gauze|tea|hours|pulled|extraction|socket|filling",
      "bleeding ..8 gauze|socket ..4 soaked|hours|through|still|stop|changing|third|fourth",
      "gauze ..4 soaked|full|drenched|every|keeps|minutes",
      "socket ..4 bleeding|blood|gushing|filling",
    ],
  },
  {
    rule: "broken-dental-work",
    labels: high,
    weight: 4,
    authority: TRIAGE,
    lasts: true,
    phrases: [
      "tooth|molar|teeth ..3 broke|broken|cracked|chipped|split|snapped|fractured|loose",
      "broke|broken|cracked|chipped|split|snapped ..3 tooth|teeth|molar|crown|filling|denture*|bridge|retainer|partial",
      "denture*|partial|plate ..3 broke|broken|cracked|snapped|split|half",
      "crown|cap|filling|veneer|bridge|temporary|temp|implant ..4 fell|came|broke|popped|loose|off|out",
      "wire|bracket ..4 poking|stabbing|digging|cutting|sticking|loose|broke|popped|cheek|gum",
      "poking|stabbing|cutting|digging ..4 cheek|gum|gums|tongue",
      "lost ..3 crown|filling|cap|veneer",
      "toothache|toothaches",
      "tooth|teeth|molar|wisdom|gum|jaw ..4 hurts|hurt|hurting|killing|ache*|aching|throb*|pain*|sensitive ..2 when|bad|so|really|like|to|all|me",
      "molar|tooth|gum ..5 up|keeping|night|sleep|advil|ibuprofen|pain|unbearable",
      "throbbing",
      "dry socket",
      "gum|gums|cheek ..4 swollen|swelling|swelled|puffy|pus|bump|pimple|boil",
      "bubble|pimple|bump|boil ..4 gum|gums",
      "bit ..5 tooth|tongue|cracked|broke|snapped",
      "retainer|aligner|aligners|invisalign ..3 broke|broken|cracked|poking|cutting|lost",
      "poking|stabbing|cutting me",
      "wire|wires|bracket|brace ..8 jab*|poking|cutting|stabbing|digging|stuck",
      "tooth|teeth|molar|gum ..3 pulsing|pounding|throbbing|pulses|throbs",
      "wakes|waking|woke me ..2 up",
    ],
  },
  {
    rule: "dental-work-wanted",
    labels: ["intent:booking"],
    phrases: [
      "cavity|cavities",
      "wisdom tooth|teeth",
      "teeth cleaned|cleaning|pulled",
      "cleaning",
      "gums",
      "root canal",
      "whitening",
      "braces",
      "invisalign",
      "dentures",
      "new dentist",
    ],
  },
];
