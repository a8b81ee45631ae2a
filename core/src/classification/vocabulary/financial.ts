import type { VocabularyRule } from "#classification/vocabulary-rule.ts";

// Banks, advisors, lenders, bookkeepers and tax offices: money that is leaving, and dates that cannot be moved.
const FRAUD =
  "Consumer Financial Protection Bureau and FTC: tell the bank at once; a wire can be recalled within hours";
const DATE = "IRS and lenders: filing, payment and closing dates cannot be made up for";

export const FINANCIAL: readonly VocabularyRule[] = [
  {
    rule: "money-is-leaving",
    labels: ["urgency:emergency", "intent:support"],
    authority: FRAUD,
    phrases: [
      "someone|somebody|someones|somebodys|they|theyre|hacker*|scammer*|crook*|guy|thief ..5 in|inside|into|draining|emptying|emptied|cleaning|cleaned|moving|moved|taking|took|withdrawing|withdrew|transferring|transferred|stealing|wired|drained|hacked|accessed|logged|stole ..5 account*|accounts|money|savings|checking|balance|ira|401k|portfolio|funds|bank|out|card",
      "account*|savings|checking|money|balance|funds|ira|everything ..4 drained|emptied|emptying|draining|disappear*|dropping|wiped|cleaned|vanish*|gone|zero|leaving",
      "wire|wired|wires|transfer|transfers|transferred|withdraw*|zelle|ach|sent ..8 didnt|wasnt|never|not|unauthorized|scam*|fraud*|fake|wrong|recall|hacked|dont|stop|scammed",
      "stop|recall|reverse|cancel|freeze|lock|claw ..4 wire|transfer|zelle|account*|accounts|everything|ach|card|cards|withdrawal",
      "freeze|lock|shut ..3 account*|accounts|card|cards|everything|it ..2 down|now|immediately|before|right",
      "gave|give|given|told|typed|entered|sent|texted ..4 password|passcode|pin|code|login|social|ssn|account|card|access|info*|credentials|routing ..8 scam*|guy|caller|caller|said|pretend*|fake|link|man|he|they|bank|irs|claiming|who|somebody|someone",
      "remote|anydesk|teamviewer|control ..4 access|computer|screen|mouse|laptop",
      "moving|taking over ..3 my computer|mouse|screen",
      "clicked ..4 link ..8 account*|money|bank|password|now|gone|charges",
      "phone ..3 no|lost|without ..1 service|signal ..6 account*|bank|money|code*|login",
      "sim swap*|swapped",
      "scammed|scam ..6 money|wire*|sent|account*|thousand|grandson|gift|bitcoin|just|now|mom|dad|mother|father",
      "being|been|got|getting|just ..1 scammed|hacked|phished",
      "gift cards ..6 irs|bail|jail|grandson|read|numbers|he|they|tax*",
      "mom|dad|mother|father|grandma|grandpa|husband|wife ..6 sending|wiring|sent|wired|buying|bought|giving|withdraw* ..6 scam*|bitcoin|gift|online|stranger|man|guy|caller|irs|thousand",
      "taking|take|withdraw*|pulling|pull|getting ..2 out ..8 man|guy|caller|phone|bitcoin|government|stranger|agent|somebody|someone",
      "on ..1 the phone ..6 government|irs|microsoft|social|fbi|amazon|sheriff ..8 money|account*|bank|pay|gift|cash|card*|transfer*|wire",
      "wire|wiring|closing instructions|instruction ..5 changed|fake|different|hacked|email|new|wrong",
      "charges|transactions|withdrawals|transfers|purchases|payments|checks ..6 dont recognize|didnt|not|arent|never|unauthorized ..4 now|keep|coming|happening|still|minute|minutes|thousand",
    ],
  },
  {
    rule: "fraud-found",
    labels: ["urgency:high", "intent:support"],
    authority: FRAUD,
    phrases: [
      "fraud*",
      "unauthorized|suspicious|weird|strange charge*|transaction*|withdrawal*|transfer*|activity|login|purchase*",
      "charge*|transaction*|withdrawal*|purchase* ..8 never ..2 been|there|heard|shopped|bought",
      "charge*|transaction*|withdrawal*|transfer*|check|checks|purchase* ..5 dont|didnt|not|never|isnt|arent|wasnt|havent ..2 recognize|make|mine|authorize*|know|made|ours|me|do",
      "identity|card|account|checks|checkbook|purse|wallet|ssn ..4 stolen|hacked|stole|compromised|cloned|skimmed",
      "lost|stole|stolen ..3 card|wallet|purse|checkbook|debit|credit",
      "opened|opening|took|taken ..4 account|loan|card|credit|line ..4 my name",
      "locked|shut ..2 out ..3 account*|portal|login|online",
      "account* ..3 frozen|locked|froze|restricted|levied|garnished|overdrawn|negative",
      "declined|bounced|overdraft|overdrawn ..6 rent|payroll|mortgage|checks|today|grocery|now|twice|stranded",
    ],
  },
  {
    rule: "money-date-now",
    labels: ["urgency:high", "intent:support"],
    authority: DATE,
    phrases: [
      "wire|closing|payroll|transfer|funds|payment|deposit|rate|lock|loan|contribution|filing|return|taxes|extension|form|signature|trade|sell|estimate|quarterly|w2s|1099s|1099|deadline|check|offer|margin ..8 @soon|noon|cutoff|midnight|hours|hour ..2 and|or|but|it|so|by|close|still|is|i|we|the|noon|two|five",
      "wire|closing|payroll|deadline|extension|filing|taxes|return|margin|rate|lock|contribution ..6 @soon|noon|midnight|cutoff",
      "@soon ..6 wire|closing|payroll|deadline|extension|filing|taxes|margin|expires|due",
      "due|owe|owed ..2 @soon|midnight|noon",
      "rate|lock ..3 expire*|expires|ends|up ..4 @soon|friday|hours",
      "margin call",
      "close|closing|closes ..4 @soon|hours|morning",
      "payroll ..6 didnt|not|late|failed|bounced|wrong|tomorrow|friday|hasnt",
      "tax day",
      "irs ..6 levy|levied|garnish*|lien|seiz*|door|agent|office|notice|letter|days|audit*",
      "levy|levied|garnish*|lien",
      "audit* ..6 @soon|week|letter|monday|days|irs",
      "before ..2 market|bank ..1 close*|opens|closing",
      "sell ..3 everything|all|now|shares|stock",
      "last day ..6 file|contribute|pay|ira|enroll|deposit",
    ],
  },
];
