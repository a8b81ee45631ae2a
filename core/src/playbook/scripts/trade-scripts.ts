import type { Trade } from "#classification/trade.ts";
import type { Script } from "./script.ts";

type Change = Pick<Script, "intent"> & Partial<Script>;

/** What a trade says otherwise than the general scripts, and what it must never say, whatever the call is about. */
export interface TradeScripts {
  readonly changes: readonly Change[];
  readonly never: readonly string[];
}

const nothing: TradeScripts = { changes: [], never: [] };

/** docs/rules.md E6: advice that only a licensed person may give is never given by whoever calls back. */
export const tradeScripts: Readonly<Record<Trade, TradeScripts>> = {
  general: nothing,
  "home-services": {
    changes: [
      {
        intent: "emergency",
        questions: [
          "Is anybody hurt, or do you smell gas? Then get out and dial 911.",
          "Can you reach the main shut-off for water, gas or power, without danger?",
          "What is the address, and how do we get in?",
        ],
      },
      {
        intent: "booking",
        questions: [
          "What is it doing, and since when?",
          "What is the address, and is somebody there?",
          "Which days and times suit you?",
        ],
      },
      {
        intent: "quote",
        questions: ["What is there now: kind, age, size?", "Can you send a picture?", "When would you like it done?"],
      },
    ],
    never: [],
  },
  healthcare: {
    changes: [
      {
        intent: "emergency",
        opening:
          "This is {me} from {business}, calling you back at once. If this is life-threatening, please hang up and dial 911.",
        questions: [
          "Are you alone, and can you breathe and speak normally?",
          "What happened, and when?",
          "Shall I put you through to a clinician now?",
        ],
      },
      {
        intent: "booking",
        questions: [
          "Are you a patient here already? Please tell me your date of birth.",
          "Which days and times suit you?",
          "Is it urgent for you?",
        ],
      },
    ],
    never: [
      "Make sure whom you speak with before you say anything about care.",
      "Give no medical advice; only a clinician may.",
    ],
  },
  legal: {
    changes: [
      {
        intent: "booking",
        questions: [
          "What is it about, in a sentence?",
          "Who is on the other side? (We must check for a conflict.)",
          "Is there a date in court or a deadline?",
        ],
      },
    ],
    never: [
      "Give no legal advice, and do not say that we take the matter.",
      "Make sure whom you speak with before you name a matter.",
    ],
  },
  property: {
    changes: [
      {
        intent: "emergency",
        questions: [
          "Is anybody in danger? Then dial 911.",
          "Which unit, and what is happening?",
          "May we enter if you are not there?",
        ],
      },
    ],
    never: ["Treat everybody alike: no word about who lives or should live where."],
  },
  "real-estate": {
    changes: [
      {
        intent: "quote",
        questions: [
          "Which property is it about?",
          "Do you work with an agent already?",
          "By when would you like to decide?",
        ],
      },
    ],
    never: ["Say nothing about the kind of people in a neighborhood."],
  },
  hospitality: {
    changes: [
      {
        intent: "booking",
        questions: ["For which day and time?", "How many are you?", "Are there allergies or something to celebrate?"],
      },
    ],
    never: [],
  },
  salon: {
    changes: [
      {
        intent: "booking",
        questions: ["Which service, and with whom?", "Have you been here before?", "Which days and times suit you?"],
      },
    ],
    never: [],
  },
  insurance: {
    changes: [
      {
        intent: "support",
        questions: ["Is everybody safe?", "What happened, and when?", "What is your policy number?"],
      },
    ],
    never: [
      "Nothing is bound, changed or cancelled by this call; a licensed agent must confirm.",
      "Do not say whether a loss is covered.",
    ],
  },
  financial: {
    changes: [],
    never: ["Give no advice on taxes or investments.", "Make sure whom you speak with before you name an account."],
  },
  agency: {
    changes: [
      {
        intent: "quote",
        questions: ["What would you like to achieve?", "By when, and with what budget?", "Who decides with you?"],
      },
    ],
    never: [],
  },
};
