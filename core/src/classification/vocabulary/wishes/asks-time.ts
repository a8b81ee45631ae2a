import type { VocabularyRule } from "#classification/vocabulary-rule.ts";

const DAYS =
  "today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|sat|sun|mon|tue|tues|wed|thu|thurs|fri|week|weekend|morning|afternoon|evening|now|soon|sooner|month|before|earlier|later|tonight|noon";

/** The caller wants to hear a time, a slot or an availability. */
export const ASKS_TIME: readonly VocabularyRule[] = [
  {
    rule: "asks-time",
    labels: ["asked:time"],
    phrases: [
      "when|whens ..2 can|could|will|would|do|does|are|is|should|be|you|might|your|next|the|he|they|she ..4 come|here|ready|done|back|available|available|free|start|in|by|see|get|be|expect|finished|next|soonest|earliest|appointment|opening|out|fit|coming|arrive|arriving|send|finish|hear|schedule|him|delivered|you|your|bring|pick",
      "know|tell|see|say|idea|ask|wondering ..2 when|what ..1 you|he|they|she|it|its|that|time|someone|somebody|im|we|my|ill|the|i|day",
      "how soon",
      "how quick*|fast",
      "how long ..6 before|until|till|for|wait|take|out|be|it|get|gonna|to",
      "how far ..2 out",
      "how much longer",
      "what|whats ..1 time|times ..2 do|does|can|could|is|are|will|would|should|works|work|have|you|they|he|available",
      "what|which day|days|times|dates|day*",
      "what|whats ..4 availability|available|opening*|open ..3 for|like|next|this|on|today|tomorrow|have|do",
      "what do|does ..2 have ..2 open|available|for|on|this|next|left",
      "any|have|got|other|anything|something|some|with|are|there|hear ..3 opening*|availability|appointments|slot*|spots|times|cancellation|cancellations|openings",
      "are|is ..2 you|they|he|she|dr|doctor|it|@worker|anybody|anyone ..3 available|free|open ..2 at|on|for|this|next|today|tomorrow|tonight|saturday|sunday|monday|tuesday|wednesday|thursday|friday|around|either|sat|sun",
      "availability",
      "anything|something|any ..3 open|available|sooner|earlier|left|free|today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|this|next",
      "earliest|soonest",
      "next|first available|opening|appointment|availability|slot",
      `can|could|would|any|way|possible|possibly|chance|able|possibility|will ..8 come|here|see|fit|make|do|squeeze|send|seen|get|in|out|be|have|by|schedule|book|move|take|appointment|swing|work ..6 ${DAYS}`,
      `do|does|would ..5 have|work|works|got ..6 ${DAYS}|<time>`,
      `is|are ..5 available|free|possible|good|open|okay|ok ..3 ${DAYS}|<time>`,
      `is|would ..3 ${DAYS} ..3 work|ok|okay|good|available|open|possible|fine|still`,
      "eta",
      "still coming|on ..1 today|way",
      "is|are ..3 @worker|you|someone|he|they|u still ..1 coming|on",
      "time frame|timeframe|timeline",
      "on ..2 way yet",
      "what|when|which ..2 works|work|suits",
      "when ..2 it|my|that|the|our|your ..4 ready|done|fixed|in|finished|appointment|is",
      "where ..3 @worker",
    ],
  },
];
