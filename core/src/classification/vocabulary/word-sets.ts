/**
 * Words that stand for the same thing in many phrases, written `@name` there. Same spelling as in a phrase: `repair*` is
 * every word that begins so. Everything is folded: lower case, no accents, no apostrophes.
 */
export const WORD_SETS = {
  /** The business or its people, as callers address them. */
  you: "you youd youll youre youve yall yous youse guys folks",
  /** Whoever works for the business and comes to the door or serves. */
  worker:
    "tech techs techni* plumber* electrician* guy guys fella* fellow* gentleman gentlemen lady ladies crew crews contractor* installer* repairman repairmen roofer* painter* driver* installer* adjuster* hygienist* stylist* locksmith* handyman worker* employee* staff receptionist* manager* nurse* doctor* dentist* dr waiter waitress server* bartender* hostess housekeep* associate* representative* rep assistant* secretary paralegal* attorney* lawyer* cleaner* mover* helper* apprentice* supervisor* therapist* barber* groomer* dispatcher* inspector*",
  someone: "someone somebody anyone anybody",
  /** A time in the book. */
  visit:
    "appointment* appt appts apppointment booking bookings reservation* consult consults consultation* session* checkup* cleaning cleanings tour tours showing* viewing* walkthrough* meeting slot visit visits tuneup maintenance service haircut trim color facial massage interview dinner brunch lunch party facetime zoom call inspection* estimate exam",
  day: "today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays mon tue tues wed thu thur thurs fri sat sun weekend week weeks month morning afternoon evening noon",
  /** What is asked to be paid. */
  bill: "bill bills invoice invoices statement statements balance receipt receipts copay copays charge charges fee fees folio deposit deposits premium premiums payment payments",
  /** The work or thing that is under way. */
  work: "job jobs repair repairs project projects order orders part parts case cases claim claims application applications request requests ticket work install* installation report reports paperwork papers permit permits quote* estimate* proposal* file files document* refund refunds check result* lab labs results crown car dress shipment delivery filing motion petition settlement loan mortgage offer contract design* logo site website draft drafts referral records taxes return unit",
  kin: "mom mommy mama mum momma dad daddy papa pop pops grandma grandpa granny nana gram gramps papaw mamaw aunt auntie uncle cousin",
  relative:
    "mother father wife husband brother sister son daughter cousin friend neighbor nephew niece roommate hubby wifey sis bro buddy",
  /** Parts of a building that must stay dry, whole and closed. */
  room: "basement cellar kitchen house home bathroom bathrooms restroom restrooms garage apartment apt unit units condo townhouse duplex room rooms floor floors office offices closet hallway hallways hall halls place lobby store shop attic crawlspace den bedroom bedrooms laundry downstairs upstairs stairwell stairs staircase nursery ballroom dining restaurant bar salon suite suites building foyer entryway pantry mudroom carpet carpets hardwood hardwoods cabinet cabinets corridor elevator warehouse clinic cafe kennel studio trailer cottage",
  /** Water in force. */
  pours:
    "pour pours pouring poured gush gushes gushing gushed spray sprays spraying sprayed sprayin spew* shoot shoots shooting shot stream streams streaming streamed cascad* squirt* blast* rush rushes rushing raining rains geyser fountain waterfall flood floods flooding flooded flowing flows blowing dumping jetting erupt* pourin gushin",
  /** Water that comes, slowly or not. */
  leaks:
    "leak leaks leaking leaked leakin drip drips dripping dripped drippin seep* trickl* coming comes come running runs ran bubbling bubbles dribbl* weeping falling ooz*",
  /** What carries water. */
  pipe: "pipe pipes piping line lines hose hoses main mains spigot spigots valve valves supply tank tanks hydrant fitting fittings joint coupling riser heater boiler radiator washer sprinkler sprinklers faucet fixture tubing bib sillcock dishwasher toilet meter",
  /** Where current is. */
  electric:
    "outlet outlets panel panels breaker breakers socket sockets plug plugs switch switches wire wires wiring receptacle* fusebox fuse junction cord cords box light lights fixture fixtures meter",
  /** Whoever cannot help themselves. */
  frail:
    "baby babies newborn newborns infant* toddler* preemie kid kids child children son daughter twins grandson granddaughter grandkids grandbaby girl boy",
  housepet: "dog dogs puppy puppies cat cats kitten kittens pet pets pup doggy",
  /** Degrees Fahrenheit at which a house without heat, or a person outside, is in danger. */
  cold: "zero minus below single negative two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen teens twenty twenties thirty thirties forty forties 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49",
  car: "car truck van suv vehicle minivan jeep",
  /** Somebody other than the caller, as callers name who is ill, hurt or dangerous. */
  other:
    "he hes she shes him her they theyre them mom moms mommy mama dad dads daddy father fathers mother mothers husband husbands wife wifes wives son sons daughter daughters baby babys kid kids child childs toddler toddlers infant newborn boy boys girl girls brother brothers sister sisters grandma grandmas grandpa grandpas grandmother grandfather granddaughter grandson nana papa gram granny aunt uncle friend boyfriend girlfriend roommate partner fiance coworker employee worker client customer guest guests patient resident tenant neighbor man mans woman lady guy gentleman somebody somebodys someone someones student teenager teen nephew niece cousin",
  /** Who is ill or hurt: he, she, family, the people in the caller's care. */
  patient:
    "he hes she shes mom moms mommy mama dad dads daddy father fathers mother mothers husband husbands wife wifes son sons daughter daughters baby babys kid kids child childs toddler toddlers infant newborn boy girl brother sister grandma grandmas grandpa grandpas grandmother grandfather granddaughter grandson nana papa gram granny aunt uncle boyfriend girlfriend patient resident guest coworker student lady gentleman client customer",
  /** The animals of a veterinarian. */
  animal:
    "dog dogs doggy doggie pup puppy puppies cat cats kitty kitten kittens pet lab labrador retriever golden beagle dane poodle bulldog frenchie chihuahua shepherd terrier husky dachshund weiner pug boxer pit pitbull rottweiler rottie doodle goldendoodle corgi collie mastiff yorkie shih tzu schnauzer spaniel hound heeler aussie calico tabby tomcat rabbit bunny bunnies hamster guinea ferret bird parrot cockatiel horse mare gelding colt foal goat goats cow heifer calf llama alpaca hen chicken chickens tortoise turtle lizard gecko snake",
  /** Within hours. */
  soon: "today tonight tomorrow midnight",
} as const;
