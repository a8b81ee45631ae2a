/**
 * Words that stand for the same thing in many phrases, written `@name` there. Same spelling as in a phrase: `repair*` is
 * every word that begins so. Everything is folded: lower case, no accents, no apostrophes.
 */
export const WORD_SETS = {
  /** The business or its people, as callers address them. */
  you: "you yall yous youse guys folks yourself",
  /** Whoever works for the business and comes to the door or serves. */
  worker:
    "tech techs techni* plumber* electrician* guy guys man men fella* fellow* gentleman gentlemen lady ladies girl kid boy boys crew crews contractor* installer* repairman repairmen roofer* painter* driver* installer* adjuster* hygienist* stylist* locksmith* handyman worker* person people team employee* staff receptionist* manager* agent* nurse* doctor* dentist* dr waiter waitress server* bartender* hostess host housekeep* associate* representative* rep assistant* secretary paralegal* attorney* lawyer* cleaner* mover* helper* apprentice* supervisor* therapist* barber* groomer* dispatcher* inspector* cook",
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
} as const;

export type WordSetName = keyof typeof WORD_SETS;
