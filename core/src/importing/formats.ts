// The logs that are recognised by their header. Names are written as `wordKey` makes them. Vendors change their exports
// without telling anybody, and most document no column names at all: `source` says where ours are from. A column that is
// not found is simply not used; what must be there is what makes a row a call (a time, two parties or one, a result).
import type { CallField, DirectionMeaning, FormatName, ResultMeaning } from "./mapping.ts";

export interface CallLogFormat {
  readonly name: Exclude<FormatName, "custom">;
  /** As people write it. */
  readonly title: string;
  /** Where a person finds the log. */
  readonly whereToFind: string;
  readonly source: "run here" | "vendor's documents" | "others' programs" | "unverified";
  /** Sets of columns; a header that holds all of one set is this log's. */
  readonly marks: readonly (readonly string[])[];
  readonly columns: { readonly [Field in CallField]?: readonly string[] };
  readonly rowsPerCall: "one" | "many";
  /** Of times that say no zone, where the vendor always writes the same. */
  readonly timeZone?: string;
  readonly directions?: Readonly<Record<string, DirectionMeaning>>;
  readonly results?: Readonly<Record<string, ResultMeaning>>;
}

export const callLogFormats: readonly CallLogFormat[] = [
  {
    name: "twilio",
    title: "Twilio",
    whereToFind: "Console → Monitor → Logs → Calls → Export to CSV. Logs made from the REST API are read as well.",
    source: "vendor's documents",
    marks: [
      ["callsid", "from", "to", "status"],
      ["sid", "from", "to", "status", "direction"],
      ["sid", "parentcallsid"],
    ],
    columns: {
      id: ["callsid", "sid"],
      group: ["parentcallsid"],
      startedAt: ["starttime", "startdate", "datecreated"],
      endedAt: ["endtime", "enddate"],
      duration: ["duration", "callduration", "durationseconds", "durationinseconds"],
      direction: ["direction"],
      from: ["from", "fromnumber", "caller"],
      to: ["to", "tonumber", "called"],
      result: ["status", "callstatus"],
      callerName: ["callername"],
    },
    rowsPerCall: "many",
    timeZone: "UTC",
  },
  {
    name: "asterisk",
    title: "Asterisk, FreePBX",
    whereToFind: "/var/log/asterisk/cdr-csv/Master.csv, or the CDR report of FreePBX as CSV.",
    source: "run here",
    marks: [
      ["calldate", "src", "dst", "disposition"],
      ["start", "src", "dst", "disposition"],
    ],
    columns: {
      id: ["uniqueid"],
      group: ["linkedid"],
      startedAt: ["start", "calldate"],
      answeredAt: ["answer"],
      endedAt: ["end"],
      duration: ["duration"],
      talk: ["billsec"],
      from: ["src"],
      to: ["dst"],
      ownNumber: ["did"],
      result: ["disposition"],
      callerName: ["clid"],
      channel: ["channel"],
      answeringChannel: ["dstchannel"],
      lastApp: ["lastapp"],
      lastData: ["lastdata"],
    },
    rowsPerCall: "many",
  },
  {
    name: "callrail",
    title: "CallRail",
    whereToFind: "Activity → Calls → Export → CSV.",
    source: "unverified",
    marks: [
      ["callstatus", "trackingnumber"],
      ["trackingphonenumber", "customerphonenumber"],
      ["numbername", "trackingnumber", "starttime"],
    ],
    columns: {
      id: ["callid", "id", "resourceid"],
      startedAt: ["starttime", "calldate", "datetime"],
      duration: ["durationseconds", "duration"],
      direction: ["direction", "calldirection"],
      otherParty: ["customerphonenumber", "phonenumber", "callernumber", "customernumber"],
      ownNumber: ["trackingnumber", "trackingphonenumber"],
      result: ["callstatus", "answered"],
      answeredBy: ["agentname", "agent"],
      callerName: ["name", "customername", "callername"],
    },
    rowsPerCall: "one",
  },
  {
    name: "aircall",
    title: "Aircall",
    whereToFind: "Analytics → Call history → Download, or Statistics → Export calls.",
    source: "vendor's documents",
    marks: [
      ["datetimeutc", "missedcallreason"],
      ["calldirection", "unansweredcallreason"],
      ["calliduuid", "calldirection"],
      ["startedat", "missedcallreason", "direction"],
    ],
    columns: {
      id: ["callidinternal", "callid", "id", "calliduuid"],
      startedAt: ["datetimeutc", "startedat", "callstarted", "calldateutc", "calldatetimeutc", "starttimeutc"],
      answeredAt: ["answeredat"],
      endedAt: ["endedat"],
      duration: ["durationtotal", "duration", "totalduration", "callduration"],
      talk: ["durationincall", "incallduration", "talktime"],
      ring: ["timetoanswer", "waitingtime"],
      direction: ["direction", "calldirection"],
      from: ["from"],
      to: ["to"],
      otherParty: ["rawdigits", "customernumber", "externalnumber", "contactnumber"],
      ownNumber: ["numberdigits", "linenumber", "aircallnumber"],
      result: ["answered", "calltype", "status"],
      reason: ["missedcallreason", "unansweredcallreason"],
      answeredBy: ["user", "username", "answeredby"],
    },
    rowsPerCall: "one",
    timeZone: "UTC",
  },
  {
    name: "ringcentral",
    title: "RingCentral",
    whereToFind: "Admin Portal → Reports → Call Log → Download.",
    source: "vendor's documents",
    marks: [
      ["actionresult", "direction"],
      ["sessionid", "action", "result"],
      ["action", "result", "direction", "from", "to"],
    ],
    columns: {
      id: ["id", "callid", "sessionid", "telephonysessionid"],
      group: ["sessionid", "telephonysessionid"],
      startedAt: ["starttime", "datetime", "calldatetime"],
      date: ["date"],
      time: ["time"],
      duration: ["duration", "calllength"],
      direction: ["direction"],
      from: ["from", "fromnumber", "fromphonenumber"],
      to: ["to", "tonumber", "tophonenumber"],
      otherParty: ["phonenumber"],
      result: ["actionresult", "result"],
      callerName: ["name", "fromname", "callername"],
      kind: ["type", "calltype"],
    },
    rowsPerCall: "many",
    // A row says only how this call ended; that it was answered lasts on the phone as `Accepted` or `Call connected`.
    results: { unknown: "no-answer" },
  },
  {
    name: "3cx",
    title: "3CX",
    whereToFind: "Reports → Call Reports → Export as CSV, or the CDR output with a header.",
    source: "others' programs",
    marks: [
      ["calltime", "status", "ringing", "talking"],
      ["historyid", "timestart", "fromno"],
      ["timestart", "fromno", "tono"],
    ],
    columns: {
      id: ["callid", "historyid"],
      group: ["callid", "historyid"],
      startedAt: ["calltime", "timestart"],
      answeredAt: ["timeanswered"],
      endedAt: ["timeend"],
      duration: ["duration"],
      talk: ["talking"],
      ring: ["ringing"],
      direction: ["direction"],
      from: ["from", "callerid", "fromno"],
      to: ["to", "destination", "tono"],
      result: ["status"],
      answeredBy: ["finaldispname", "todispname"],
      callerName: ["fromdispname"],
    },
    rowsPerCall: "many",
  },
  {
    name: "quo",
    title: "Quo (OpenPhone)",
    whereToFind: "Settings → Workspace → Export data, the file of calls.",
    source: "unverified",
    marks: [
      ["direction", "answeredat", "completedat"],
      ["callid", "direction", "phonenumberid"],
      ["id", "direction", "answeredat", "from", "to"],
    ],
    columns: {
      id: ["id", "callid"],
      startedAt: ["createdat", "startedat", "date", "timestamp"],
      answeredAt: ["answeredat"],
      endedAt: ["completedat"],
      duration: ["duration", "durationseconds"],
      direction: ["direction"],
      from: ["from", "fromnumber"],
      to: ["to", "tonumber"],
      result: ["status", "callstatus"],
      answeredBy: ["answeredby", "username", "user"],
    },
    rowsPerCall: "one",
    timeZone: "UTC",
  },
];

/** Names that columns of other logs have; the first of a list that a header holds is proposed. */
export const commonColumns: { readonly [Field in CallField]?: readonly string[] } = {
  id: ["callid", "id", "uuid", "uniqueid", "calluuid", "recordid", "sid", "callreference"],
  group: ["groupid", "parentid", "linkedid", "sessionid", "parentcallid"],
  startedAt: [
    "starttime",
    "startedat",
    "start",
    "startdate",
    "datetime",
    "dateandtime",
    "calltime",
    "callstart",
    "callstarttime",
    "timestamp",
    "createdat",
    "calldatetime",
    "when",
  ],
  date: ["date", "calldate", "day"],
  time: ["time", "timeofcall"],
  answeredAt: ["answeredat", "answertime", "answer", "connecttime", "timeanswered"],
  endedAt: ["endtime", "endedat", "end", "enddate", "callend"],
  duration: [
    "duration",
    "durationseconds",
    "callduration",
    "seconds",
    "secs",
    "length",
    "totalduration",
    "durations",
    "calllength",
  ],
  talk: ["talktime", "talk", "talking", "billsec", "talkduration", "conversation"],
  ring: ["ringtime", "ring", "ringing", "ringduration", "waittime"],
  direction: ["direction", "calldirection", "inout", "type", "calltype"],
  from: ["from", "fromnumber", "caller", "callerid", "callernumber", "src", "source", "ani", "callingnumber", "cli"],
  to: ["to", "tonumber", "called", "callednumber", "dst", "destination", "dialed", "dialednumber", "did", "dnis"],
  otherParty: ["phonenumber", "number", "customernumber", "externalnumber", "contactnumber", "phone"],
  ownNumber: ["ournumber", "line", "linenumber", "trackingnumber", "businessnumber"],
  result: ["result", "status", "outcome", "disposition", "callstatus", "callresult", "answered"],
  reason: ["reason", "missedreason", "missreason", "missedcallreason"],
  answeredBy: ["answeredby", "agent", "agentname", "user", "username", "extension"],
  callerName: ["callername", "name", "contactname", "contact"],
};
