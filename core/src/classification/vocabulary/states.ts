/** The states of the United States, folded; the short forms that are words ("in", "or", "me", "hi", "ok") only in capitals. */
export const STATES: ReadonlySet<string> = new Set(
  "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming al ak az ar ca co ct fl ga ia id il ks ky md mi mn ms mt nc nd ne nh nj nm nv ny pa ri sc sd tn tx ut va vt wa wi wv wy dc".split(
    " ",
  ),
);

/** Two-word names, by their first word. */
export const STATES_OF_TWO_WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["new", ["hampshire", "jersey", "mexico", "york"]],
  ["north", ["carolina", "dakota"]],
  ["south", ["carolina", "dakota"]],
  ["west", ["virginia"]],
  ["rhode", ["island"]],
]);
