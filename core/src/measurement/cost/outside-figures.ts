// What others say elsewhere. Never an input of anything: a range with where it is from and what it is worth, so that an owner
// who has read it can place it (requirements S2-13, S2-27, S2-31, S2-131).

export interface OutsideFigure {
  readonly id: "share-missed" | "missed-call-value" | "lifetime-value" | "never-call-back";
  readonly title: string;
  /** The range that is going round. */
  readonly range: string;
  readonly source: string;
  readonly url: string | null;
  /** How far it can be trusted, and for what. */
  readonly caution: string;
  readonly confidence: "medium" | "low";
}

export const outsideFigures: readonly OutsideFigure[] = [
  {
    id: "share-missed",
    title: "Calls missed",
    range: "20 to 45 % of inbound calls; under about 8 % is called top performance",
    source: "Trade articles; call platforms report 27 % (Invoca) and 34 % (Service Direct) for home services",
    url: "https://justnevermissai.com/resources/missed-call-statistics-home-services",
    caution:
      "Samples of the vendors' own customers, each with its own meaning of missed. Yours is counted from your calls.",
    confidence: "medium",
  },
  {
    id: "missed-call-value",
    title: "Worth of one missed call",
    range: "about $1,200 (home services); BT once named £1,200 for the UK",
    source: "Trade articles; a press release of BT Business, what decision-makers in small firms estimated",
    url: "https://www.btplc.com/BTToday/NewsList/MissedcallsmeanmissedbusinesssaysBT/index.htm",
    caution:
      "An opinion of those asked, repeated until it looked like a measurement. There is no universal average: it depends on what a call turns into.",
    confidence: "low",
  },
  {
    id: "lifetime-value",
    title: "Worth of a customer over the years",
    range: "$5,000 to $15,000",
    source: "Trade articles; no study is named",
    url: null,
    caution: "A range to compare your own figure with, no more. What repeat orders are worth to you, only you know.",
    confidence: "low",
  },
  {
    id: "never-call-back",
    title: "Callers who never call back",
    range: "85 %, often quoted",
    source: "Repeated by vendors; a search for the study behind it found none",
    url: "https://pennyassistant.com/learn/missed-call-statistics",
    caution: "Not a universal number. Yours is under Called again: callers who rang more than once.",
    confidence: "low",
  },
];
