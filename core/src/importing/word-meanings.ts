import type { DirectionMeaning, ResultMeaning } from "./mapping.ts";

function dictionary<Meaning extends string>(words: Readonly<Record<Meaning, string>>): ReadonlyMap<string, Meaning> {
  return new Map(
    (Object.entries(words) as [Meaning, string][]).flatMap(([meaning, list]) =>
      list.split(" ").map((word): [string, Meaning] => [word, meaning]),
    ),
  );
}

/** What logs mean by their words for directions, by `wordKey`. */
export const directionWords = dictionary<Exclude<DirectionMeaning, "leave-out">>({
  inbound:
    "inbound incoming in received inboundcall incomingcall inboundqueue trunkingoriginating inboundanswered eingehend entrante",
  outbound:
    "outbound outgoing out placed dialed dialled outboundcall outgoingcall outboundapi outgoingapi trunkingterminating ausgehend saliente",
  leg: "outbounddial outgoingdial",
  internal: "internal intercom internalcall",
});

/** What logs mean by their words for results and reasons, by `wordKey`. */
export const resultWords = dictionary<ResultMeaning>({
  answered:
    "answered answeredcall accepted callaccepted callconnected connected success successful yes true 1 talked aicall",
  voicemail: "voicemail vm voicemailleft leftvoicemail leftvm machine",
  "no-answer":
    "missed missedcall noanswer unanswered notanswered no false 0 rejected declined ipphoneoffline blocked agentsdidnotanswer notanswer noanswered redirected",
  abandoned: "abandoned abandonedcall hangup hungup cancelled canceled cancel shortabandoned abandonedinclassic",
  "abandoned-in-queue": "abandonedinqueue abandonedqueue waiting",
  "abandoned-in-menu": "abandonedinivr abandonedinmenu",
  "after-hours": "afterhours outofbusinesshours outofopeninghours outsidebusinesshours closed",
  "no-agent-on-duty": "noavailableagent noagent noagents noagentavailable",
  busy: "busy linebusy userbusy",
  failed:
    "failed callfailed callfailure internalerror congestion error poorlinequality suspendedaccount restrictednumber internationaldisabled wrongnumber",
  "by-time": "completed complete ended finished outbound outgoing inbound incoming unknown resultempty",
  "leave-out":
    "inprogress resultinprogress queued ringing initiated received sent reply stopped faxondemand receiveerror senderror partialreceive partiallysent nofaxmachine faxreceipterror faxsenderror",
});

/** Words that say that a row is no call. */
export const otherKinds: ReadonlySet<string> = new Set(
  "fax sms mms text message textmessage voicemailmessage incomingfax outgoingfax chat meeting totals total".split(" "),
);
