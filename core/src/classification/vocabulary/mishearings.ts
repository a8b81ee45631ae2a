/**
 * Words that speech-to-text writes for another that sounds like it. `near` names words of which one must stand within a few
 * words, because most of these are words of their own ("guess", "season"). Folded as in `phrase.ts`.
 */
export type Mishearing = {
  /** One word or two, as they are written. */
  readonly heard: readonly string[];
  /** As many words, or one for two. */
  readonly meant: string;
  readonly near?: string;
  /** Not right after one of these: "I guess", "this season". */
  readonly notAfter?: string;
};

const WATER =
  "water pipe pipes basement sink toilet ceiling roof valve faucet kitchen bathroom washer plumber dripping drip bucket tank drain heater";
const HURTS =
  "chest back belly stomach tooth teeth jaw ear leg knee severe bad sharp terrible awful arm shoulder neck head";

export const MISHEARINGS: readonly Mishearing[] = [
  // Gas, fire, carbon monoxide
  {
    heard: ["guess", "gus", "gaz", "gass"],
    meant: "gas",
    near: "smell smells smelling smelled stove leak leaking leaks league line furnace meter odor burner oven fumes rotten",
    notAfter: "i id ill my wild best just lets to we you can a our this that their another or so educated",
  },
  { heard: ["pro pain", "propain", "pro pane"], meant: "propane" },
  { heard: ["sulfer", "sulpher"], meant: "sulfur" },
  { heard: ["rotten legs", "rotten ags", "rotting legs"], meant: "rotten eggs" },
  { heard: ["kissing", "hessing"], meant: "hissing", near: "gas guess meter stove pipe line sound noise leak" },
  { heard: ["mon oxide", "monoxid", "manoxide", "monoxyde", "monocside", "mono oxide"], meant: "monoxide" },
  { heard: ["oxide"], meant: "monoxide", near: "carbon" },
  { heard: ["beating", "peeping", "bleeping"], meant: "beeping", near: "alarm detector carbon smoke monoxide" },
  { heard: ["smock", "smoak"], meant: "smoke" },
  { heard: ["spooking", "smocking"], meant: "smoking", near: "outlet panel furnace dryer oven engine wires" },
  { heard: ["buttery"], meant: "battery", near: "swallowed swallow ate button remote smoke detector" },
  // Water
  { heard: ["league", "leek", "leag", "leagues"], meant: "leak", near: `${WATER} gas guess smell` },
  { heard: ["blooded", "flooted", "flouded"], meant: "flooded", near: WATER },
  { heard: ["flud", "floud"], meant: "flood" },
  { heard: ["sue age", "soo age", "sew age", "sewedge"], meant: "sewage" },
  { heard: ["train", "drane"], meant: "drain", near: "floor sewage sewer backing backed clogged shower tub" },
  {
    heard: ["sealing", "seeling"],
    meant: "ceiling",
    near: "water leak leaking dripping drip drips pouring falling bulging caved",
  },
  { heard: ["ruff"], meant: "roof" },
  { heard: ["base mint", "base meant", "bass mint", "basemint"], meant: "basement" },
  { heard: ["toy let", "toilette"], meant: "toilet" },
  { heard: ["over flowing"], meant: "overflowing" },
  { heard: ["up stares", "down stares"], meant: "upstairs" },
  { heard: ["reign", "rein"], meant: "rain", near: "roof coming bed through threw ceiling window" },
  {
    heard: ["threw"],
    meant: "through",
    near: "came coming comes pouring leaking dripping backing",
    notAfter: "i he she they we you just up who",
  },
  { heard: ["some pump", "sum pump", "sub pump"], meant: "sump pump" },
  { heard: ["fossil", "fawcett"], meant: "faucet", near: "leak leaking drip dripping water kitchen sink running" },
  { heard: ["fern is", "fur nice", "furnance"], meant: "furnace" },
  // The body
  {
    heard: ["season", "caesar", "ceasar", "seizer", "ceasure"],
    meant: "seizure",
    near: "had having has shaking jerking floor unconscious foaming epilepsy wake",
    notAfter:
      "this the holiday busy next last tax flu every peak off allergy hunting wedding summer winter growing our in",
  },
  { heard: ["see sure", "sea sure", "seas her"], meant: "seizure" },
  {
    heard: ["breeding", "breading"],
    meant: "breathing",
    near: "lips blue barely trouble wheezing hard fast shallow stopped baby chest not",
  },
  { heard: ["bleating", "bleading"], meant: "bleeding" },
  { heard: ["pane", "payne"], meant: "pain", near: HURTS, notAfter: "window glass door broken cracked dr doctor" },
  {
    heard: ["hard attack", "hart attack", "heart attach"],
    meant: "heart attack",
    near: "having chest dad mom husband wife",
  },
  { heard: ["chist", "chess"], meant: "chest", near: "pain pane pains tight tightness pressure hurts hurting" },
  { heard: ["un conscious", "on conscious", "unconcious", "unconscience"], meant: "unconscious" },
  { heard: ["un responsive", "on responsive"], meant: "unresponsive" },
  {
    heard: ["chalking", "choaking"],
    meant: "choking",
    near: "food throat ate eating blue breathe swallow meat baby on",
  },
  { heard: ["over dose", "overdoze"], meant: "overdose" },
  { heard: ["over dosed"], meant: "overdosed" },
  { heard: ["sue aside", "soo aside", "sewicide"], meant: "suicide" },
  { heard: ["stoke", "strok"], meant: "stroke", near: "having face arm droop drooping speech slurring had" },
  { heard: ["swetting"], meant: "sweating" },
  {
    heard: ["hole"],
    meant: "whole",
    near: "bottle house family building thing",
    notAfter: "a big huge small giant little bullet nail drywall screw",
  },
  // Time and law
  { heard: ["two morrow", "to morrow", "too morrow", "tomorro"], meant: "tomorrow" },
  { heard: ["to night", "two night", "too night"], meant: "tonight" },
  {
    heard: ["to day", "two day", "too day"],
    meant: "today",
    near: "get can seen please somebody someone come hearing",
  },
  { heard: ["mourning"], meant: "morning", near: "this tomorrow morrow good yesterday every" },
  {
    heard: ["weight"],
    meant: "wait",
    near: "should cant dont",
    notAfter: "lose losing gained gain lost my his her the body",
  },
  { heard: ["a rested"], meant: "got arrested" },
];
