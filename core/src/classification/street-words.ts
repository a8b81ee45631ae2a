/** What a street is called after its name, as said and as written. Data for `find-address.ts`. */
export const STREET_KINDS: ReadonlySet<string> = new Set(
  "street st avenue ave av road rd drive dr lane ln boulevard blvd court ct place pl way circle cir terrace ter parkway pkwy highway hwy trail trl loop square sq plaza pike turnpike row alley path crossing expressway commons freeway route calle avenida".split(
    " ",
  ),
);
