import { placeOfPostalCode } from "@ringback/core/acknowledgement/law/places.ts";
import { readWording } from "@ringback/core/acknowledgement/law/read-wording.ts";
import type {
  MessageClass,
  MessagePurpose,
  OutboundQuestion,
  Recipient,
  SendingLine,
} from "@ringback/core/acknowledgement/outbound-question.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import type { OutboundFacts } from "#db/stores/outbound-facts.ts";

/** A text and what is known besides the stored facts. */
export interface AskedText {
  readonly class: MessageClass;
  readonly purpose: MessagePurpose;
  readonly to: string | null;
  readonly body: string;
  /** Names that stand in the text as names besides the business's: a "Free Spirit Salon" promises nothing. */
  readonly names?: readonly string[] | undefined;
  readonly answersAt: Temporal.Instant | null;
  readonly usefulUntil: Temporal.Instant | null;
  /** Where there is no number: whether it was withheld; not known is withheld. */
  readonly withheld?: boolean | undefined;
  readonly callerIdTrust?: Recipient["callerIdTrust"] | undefined;
  readonly talkedSince?: boolean | undefined;
  /** A drill plays a stranger from a number of ours, and may be run again at once; every other wall stands. */
  readonly isDrill?: boolean | undefined;
}

/** The question to the sending law, from what one statement loaded. One place, so that all who ask it ask the same. */
export function outboundQuestion(
  text: AskedText,
  line: Pick<SendingLine, "number" | "connected" | "canText" | "registration">,
  facts: OutboundFacts,
  playbook: Playbook,
  now: Temporal.Instant,
): OutboundQuestion {
  const { texting, businessName, acknowledgement, trade, hours } = playbook;
  const isDrill = text.isDrill ?? false;
  const before = facts.to_number;
  return {
    message: {
      class: text.class,
      purpose: text.purpose,
      wording: readWording(text.body, { ...texting, names: [businessName, ...(text.names ?? [])] }),
      answersAt: text.answersAt,
      usefulUntil: text.usefulUntil,
    },
    to: {
      number: text.to,
      withheld: text.withheld ?? true,
      callerIdTrust: text.callerIdTrust ?? "none",
      optedOutAt: instant(facts.opted_out_at),
      consents: {
        // The call that is answered is consent to its answer, also before its matter is written down.
        inboundCallAt: instant(facts.episode_call_at) ?? (text.purpose === "acknowledgement" ? text.answersAt : null),
        inboundSmsAt: instant(facts.consents["inbound_sms"]),
        verbalAt: instant(facts.consents["verbal"]),
        webFormAt: instant(facts.consents["web_form"]),
        writtenMarketingAt: instant(facts.consents["written_marketing"]),
      },
      smsCapable: facts.sms_capable,
      isOwnNumber: facts.is_own_number && !isDrill,
      isStaff: facts.is_staff,
      doNotContact: facts.contacts.some(({ kind }) => kind === "do-not-contact"),
      doNotCall: facts.do_not_call,
      takenByPerson: facts.taken,
      addresses: facts.contacts.flatMap(({ postal_code }) => placeOfPostalCode(postal_code) ?? []),
      override: facts.override === null ? null : { region: facts.override.region, zones: [facts.override.time_zone] },
    },
    line: { ...line, acknowledgementEnabled: acknowledgement.enabled, timeZone: hours.timeZone },
    traffic: {
      lastAcknowledgementAt: isDrill ? null : instant(before.last_acknowledgement_at),
      dedupeHours: acknowledgement.dedupeHours,
      episodeAcknowledged: before.episode_acknowledged,
      talkedSince: text.talkedSince ?? false,
      lastAutomatedAt: instant(before.last_automated_at),
      automatedLastDay: isDrill ? 0 : before.automated_day,
      automatedLastWeek: isDrill ? 0 : before.automated_week,
      marketingLastDay: before.marketing_day,
      marketingLast30Days: before.marketing_month,
      repliesSinceInbound: before.replies_since_inbound,
      repliesInThread: before.replies_in_thread,
      lineLastMinute: facts.recent.line_minute,
      lineLastDay: facts.recent.line_day,
      neighboursLastHour: facts.recent.neighbours_hour,
      segmentsLastDay: facts.recent.segments_day,
    },
    texting,
    trade,
    now,
  };
}

function instant(text: string | null | undefined): Temporal.Instant | null {
  return text === null || text === undefined ? null : Temporal.Instant.from(text);
}
