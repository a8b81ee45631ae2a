/** What a street is called after its name, as said and as written. Data for `find-address.ts`. */
export const STREET_KINDS: ReadonlySet<string> = new Set(
  "street st avenue ave av road rd drive dr lane ln boulevard blvd court ct place pl way circle cir terrace ter parkway pkwy highway hwy trail trl loop square sq plaza pike turnpike row alley path crossing expressway commons freeway route calle avenida".split(
    " ",
  ),
);

/** Points of the compass before or after a name. */
export const DIRECTIONS: ReadonlySet<string> = new Set(
  "north south east west northeast northwest southeast southwest n s e w ne nw se sw norte sur este oeste".split(" "),
);
/** "2 cars in the drive", "a 10 minute drive", "3 bedroom place": no name of a street. */
export const NO_STREET_NAME: ReadonlySet<string> = new Set(
  "and or is are was on in at to i my we a an the for by with from minute minutes hour hours day days week weeks month months year years people dollars times miles mile blocks block story bedroom bedrooms bed bath car cars foot feet inch inches door doors level family person man am pm oclock of no not number percent degrees bucks pounds lbs psi watts volts amps mph one but so".split(
    " ",
  ),
);

/** What stands before the name in Spanish. */
export const SPANISH_KINDS: ReadonlySet<string> = new Set(
  "calle avenida av bulevar boulevard carrera camino callejon privada calzada paseo".split(" "),
);
