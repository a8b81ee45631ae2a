import { defaultRetryRules } from "#callbacks/retry-rules.ts";
import { defaultConversationRules } from "#conversations/conversation-rules.ts";
import { plainRouting } from "#ownership/routing.ts";
import { type Ladder, type Playbook, playbookDefaults } from "./playbook.ts";
import { defaultTextingRules } from "./texting-rules.ts";

/** What a new business starts with: lawful, conservative and complete, so that nothing has to be filled in to be safe. */
export function defaultPlaybook(business: {
  businessName: string;
  trade: string;
  timeZone: string;
  ownerId: string;
}): Playbook {
  const { businessName, trade, timeZone, ownerId } = business;
  const emergencyLine = emergencyTrades.has(trade) ? "If this is an emergency, hang up and dial 911. " : "";
  const licensedLine =
    trade === "insurance"
      ? "Coverage cannot be bound, changed or cancelled by voicemail or text; a licensed agent must confirm. "
      : "";
  const notice =
    "Please leave a message after the tone; it will be recorded and transcribed. We may text you back at this number.";
  const day = [["08:00", "17:00"]] as const;
  return {
    businessName,
    trade,
    hours: {
      timeZone,
      weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
      holidays: [],
      specialHours: {},
    },
    answering: {
      ringMemberIds: [ownerId],
      alsoRing: playbookDefaults.alsoRing,
      overflow: playbookDefaults.overflow,
      ringSeconds: 20,
      requireAcceptKey: true,
      greeting: `${emergencyLine}${licensedLine}You have reached ${businessName}. Nobody could take your call just now. ${notice}`,
      afterHoursGreeting: `${emergencyLine}${licensedLine}You have reached ${businessName}. We are closed at the moment. ${notice}`,
      voicemailMaxSeconds: 120,
      lateAnswerSeconds: playbookDefaults.lateAnswerSeconds,
    },
    acknowledgement: {
      enabled: true,
      template:
        "Hi, this is {business}. Sorry we missed your call. Reply here with what you need and a person will call you back. Reply STOP to opt out.",
      afterHoursTemplate:
        "Hi, this is {business}. Sorry we missed your call. We are closed at the moment. Reply here with what you need and a person will call you back. Reply STOP to opt out.",
      emergencyTemplate:
        "This is {business}. If anyone is in danger, call 911. We have your message and a person here has been alerted. Reply STOP to opt out.",
      holdOffSeconds: 0,
      usefulForMinutes: 10,
      dedupeHours: 24,
    },
    ownership: { ownerId, backupId: null, fallbackId: ownerId, byNumber: [] },
    routing: plainRouting,
    sla: {
      targetMinutes: 15,
      highMinutes: 10,
      emergencyMinutes: 5,
      noTextMinutes: 10,
      warnBeforeMinutes: 5,
      emergencyIgnoresHours: true,
      conversationSeconds: playbookDefaults.conversationSeconds,
      targets: playbookDefaults.targets,
      snoozeDays: playbookDefaults.snoozeDays,
    },
    escalation: {
      steps: [
        { afterMinutes: 0, tell: "owner" },
        { afterMinutes: 5, tell: "backup" },
        { afterMinutes: 10, tell: "everyone" },
      ],
      repeatEveryMinutes: 15,
      repeatTimes: 4,
      byReason: { overdue: calmLadder, forgotten: calmLadder },
      handMinutes: playbookDefaults.handMinutes,
    },
    dispositions: standardDispositions,
    retries: defaultRetryRules,
    scripts: [],
    classification: { phrases: [] },
    texting: defaultTextingRules,
    conversation: defaultConversationRules,
  };
}

/**
 * For what is late and no more: a team that is told everything five times an hour switches it off. Everyone hears of it
 * once; from then on only the two whose matter it is, while the business is open.
 */
const calmLadder: Ladder = {
  steps: [
    { afterMinutes: 0, tell: "owner" },
    { afterMinutes: 15, tell: "backup" },
    { afterMinutes: 15, tell: "everyone", once: true },
  ],
  repeatEveryMinutes: 120,
  repeatTimes: 4,
  repeatClock: "open",
};

/** Trades whose callers may be in danger: their greetings say whom to dial (docs/rules.md E1). */
const emergencyTrades = new Set(["home_services", "healthcare", "property"]);

const standardDispositions: Playbook["dispositions"] = [
  { key: "reached-booked", label: "Reached, booked", recovered: true },
  { key: "reached-quote", label: "Reached, quote to follow", recovered: true },
  { key: "reached-solved", label: "Reached, solved", recovered: true },
  { key: "reached-not-needed", label: "Reached, not needed any more", recovered: true },
  { key: "went-elsewhere", label: "Went elsewhere", recovered: false },
  { key: "urgency-passed", label: "The urgency has passed", recovered: false },
  { key: "no-answer", label: "Tried, no answer", recovered: false },
  { key: "wrong-number", label: "Wrong number", recovered: false },
  { key: "vendor", label: "Vendor or sales call", recovered: false },
  { key: "spam", label: "Spam", recovered: false },
  { key: "do-not-contact", label: "Asked not to be contacted", recovered: false },
  { key: "duplicate", label: "Same matter as another callback", recovered: false },
];
