import type { Script } from "./script.ts";

/** For every business: what to say about each thing a caller may want. */
export const generalScripts: readonly Script[] = [
  {
    intent: "booking",
    opening: "Hi {caller?}, this is {me} from {business}. You called us about an appointment. Is now a good moment?",
    questions: [
      "What do you need done?",
      "Which days and times suit you?",
      "Where, and how do we reach you on the day?",
    ],
    avoid: ["Do not name a time before you have looked at the calendar.", "Do not name a final price."],
  },
  {
    intent: "quote",
    opening: "Hi {caller?}, this is {me} from {business}. You called about a piece of work. May I ask two questions?",
    questions: ["What exactly is it about?", "When would you like it done?", "Do you have other offers, or a limit?"],
    avoid: ["Do not name a fixed price by phone; say what it depends on.", "Do not promise a discount."],
  },
  {
    intent: "reschedule-or-cancel",
    opening:
      "Hi {caller?}, this is {me} from {business}. You called about your appointment. What would suit you better?",
    questions: [
      "Which appointment is it?",
      "Which other days and times suit you?",
      "May we keep you in mind if something opens earlier?",
    ],
    avoid: ["Do not mention a fee that is not in your terms."],
  },
  {
    intent: "job-status",
    opening:
      "Hi {caller?}, this is {me} from {business}. You wanted to know how things stand. I have it in front of me.",
    questions: ["Which order or visit is it?", "By when do you need it?"],
    avoid: ["Do not promise an hour you cannot keep; say when you will call again."],
  },
  {
    intent: "support",
    opening:
      "Hi {caller?}, this is {me} from {business}. You called because something is not working. Tell me what happens.",
    questions: [
      "Since when, and what have you tried?",
      "Is anybody or anything in danger?",
      "When did we work on it last?",
    ],
    avoid: ["Do not say it is covered before you have looked it up."],
  },
  {
    intent: "billing",
    opening: "Hi {caller?}, this is {me} from {business}. You called about a bill. Let me look at it with you.",
    questions: ["Which bill, and what about it?", "What did you expect it to be?"],
    avoid: [
      "Do not take a card number over the phone or write one down.",
      "Do not promise a refund before it is approved.",
    ],
  },
  {
    intent: "complaint",
    opening: "Hi {caller?}, this is {me} from {business}. You were not happy with us, and I want to hear it from you.",
    questions: ["What happened?", "What would put it right for you?", "When may I call you with an answer?"],
    avoid: ["Do not argue or explain it away.", "Do not admit fault or promise money before the owner has said so."],
  },
  {
    intent: "emergency",
    opening: "This is {me} from {business}, calling you back at once. Is everybody safe right now?",
    questions: [
      "Is anybody hurt or in danger? Then hang up and dial 911.",
      "What is happening, and where exactly?",
      "What is the best number to stay in touch?",
    ],
    avoid: ["Do not say it can wait.", "Do not promise an arrival time before somebody is on the way."],
  },
  {
    intent: "question",
    opening: "Hi {caller?}, this is {me} from {business}. You had a question for us. What can I tell you?",
    questions: ["What would you like to know?", "Is there something we can do for you?"],
    avoid: ["Do not guess. Say that you will find out, and by when."],
  },
  {
    intent: "vendor",
    opening: "Hello, this is {me} from {business}. You called us. What is it about?",
    questions: ["Who are you with?", "Is it about an order of ours?"],
    avoid: ["Do not agree to anything by phone."],
  },
  {
    intent: "wrong-number",
    opening: "Hi, this is {me} from {business}. We had a call from this number. Did you mean to reach us?",
    questions: ["Was there something we can help with?"],
    avoid: [],
  },
  {
    intent: "personal",
    opening: "Hi, this is {me} from {business}. You asked for somebody here. May I take a message?",
    questions: ["Whom did you want to reach?", "How can they reach you?"],
    avoid: ["Do not give out a colleague's number or whereabouts."],
  },
  {
    intent: "unclear",
    opening:
      "Hi {caller?}, this is {me} from {business}. You called us a moment ago and we missed you. How can I help?",
    questions: ["What did you need?", "Is it urgent?"],
    avoid: ["Do not promise a time or a price before you know what it is about."],
  },
];
