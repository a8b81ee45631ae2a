import type { VocabularyRule } from "#classification/vocabulary-rule.ts";

/** Words by which a caller comes to the point. What is wished right after them outweighs what is only told. */
export const REQUEST_CUE: readonly VocabularyRule[] = [
  {
    rule: "comes-to-the-point",
    labels: [],
    phrases: [
      "calling|call|calls|texting|reaching ..1 because|about|regarding|to|for|out|in|on",
      "im|am|was ..1 calling",
      "reason ..2 calling|for|is|call",
      "i|we|id|wed ..1 need|want|wanted|like|hoping|hope|love|wondering|wonder|trying|looking",
      "i|we would|was|were|am|are ..1 like|love|hoping|wondering|looking|trying|calling",
      "im|were|id|wed ..1 like|love|hoping|wondering|looking|trying|calling|interested",
      "just|was|only ..1 need|want|wanted|wondering|hoping|checking|looking|calling",
      "wanted|want|need|like|hoping|trying|looking to|for|know",
      "can|could|would|will|may @you|someone|somebody|i|we|u",
      "please",
      "what i ..2 need|want|wanted|asking",
      "so anyway|basically|long|bottom",
      "anyway|anyways|basically",
      "let me know",
      "question is",
      "is there ..1 way|any",
      "the thing is",
      "wondering|hoping|asking if|whether|about",
    ],
  },
  {
    rule: "corrects-themselves",
    labels: [],
    phrases: [
      "no|oh|actually wait|actually|sorry|hold|scratch",
      "wait ..1 no|actually|sorry|scratch",
      "scratch that",
      "i mean ..1 the|my|not|to|i",
      "no sorry|actually|wait",
      "sorry no|i meant|not",
      "correction",
      "let me ..1 start over|rephrase|back up",
      "what i ..1 meant",
      "never mind ..1 that",
    ],
  },
];
