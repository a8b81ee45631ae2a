// One call of the fake Asterisk: what happens is told at once to whoever listens, and written to the files at its end.
import type { FakeAsterisk, Fields } from "./fake-asterisk.ts";

/** Who calls whom. */
export interface Placed {
  readonly from: string;
  readonly to: string;
  readonly name?: string;
  /** The endpoint that the call comes from; a trunk when not given. */
  readonly by?: string;
  readonly context?: string;
}

interface Leg {
  readonly channel: string;
  readonly uniqueId: string;
  readonly startedMs: number;
  readonly lastApplication: string;
  readonly lastData: string;
  readonly agent: string | null;
  status: "NO ANSWER" | "BUSY" | "CONGESTION" | "ANSWERED" | null;
  answeredMs: number | null;
  endedMs: number | null;
}

export class FakeCall {
  readonly uniqueId: string;
  readonly channel: string;
  readonly #pbx: FakeAsterisk;
  readonly #placed: Required<Placed>;
  readonly #startedMs: number;
  readonly #legs: Leg[] = [];
  #priority = 1;
  #upMs: number | null = null;
  #queue: { readonly name: string; readonly joinedMs: number } | null = null;
  /** The application that runs now with no phone in it, since when. */
  #alone: { readonly application: string; readonly sinceMs: number } | null = null;

  constructor(pbx: FakeAsterisk, placed: Placed) {
    const by = placed.by ?? "PJSIP/trunk";
    const context = placed.context ?? (placed.by === undefined ? "from-trunk" : "from-internal");
    this.#pbx = pbx;
    this.#placed = { ...placed, name: placed.name ?? "", by, context };
    this.#startedMs = pbx.nowMs;
    const { channel, uniqueId } = pbx.nextChannel(by);
    this.channel = channel;
    this.uniqueId = uniqueId;
    pbx.tell("Newchannel", "call", this.#own());
  }

  /** Rings a phone; `target` is what stands in the dialplan, `device` what its channel is called. */
  dial(device: string, { target = `PJSIP/${device}`, timeout = 20 } = {}): void {
    this.#run("Dial", `${target},${timeout}`);
    this.#ring(device, target.replace(/^[^/]*\//, ""), "Dial", `${target},${timeout}`, null);
  }

  joinQueue(name: string): void {
    this.#run("Queue", name);
    this.#queue = { name, joinedMs: this.#pbx.nowMs };
    this.#pbx.tell("QueueCallerJoin", "agent", { ...this.#own(), Queue: name, Position: "1", Count: "1" });
    this.#pbx.writeQueueLog(this.uniqueId, name, "NONE", "ENTERQUEUE", "", this.#placed.from, "1");
  }

  /** The queue rings an agent. */
  ringAgent(device: string, agent: string): void {
    this.#ring(device, `PJSIP/${device}`, "Queue", `${this.#queue?.name ?? ""},,,,20`, agent);
  }

  /** Everything that rings stops ringing. */
  nobodyAnswers(status: "NOANSWER" | "BUSY" | "CONGESTION" | "CANCEL" = "NOANSWER"): void {
    for (const leg of this.#ringing()) {
      const ringMs = String(this.#pbx.nowMs - leg.startedMs);
      if (leg.agent !== null && this.#queue !== null) {
        const fields = { ...this.#own(), Queue: this.#queue.name, MemberName: leg.agent, RingTime: ringMs };
        if (status !== "CANCEL") this.#pbx.tell("AgentRingNoAnswer", "agent", fields);
        const word = status === "CANCEL" ? "RINGCANCELED" : "RINGNOANSWER";
        this.#pbx.writeQueueLog(this.uniqueId, this.#queue.name, leg.agent, word, ringMs);
      }
      leg.status = status === "BUSY" ? "BUSY" : status === "CONGESTION" ? "CONGESTION" : "NO ANSWER";
      leg.endedMs = this.#pbx.nowMs;
      this.#dialEnds(leg, status);
      // Queues report a second end of the same phone.
      if (leg.agent !== null) this.#dialEnds(leg, "CANCEL");
    }
  }

  /** The phone that rang last is picked up and connected; the others stop. */
  answer(): void {
    const leg = this.#ringing().at(-1);
    if (leg === undefined) throw new Error("Nothing rings.");
    leg.status = "ANSWERED";
    leg.answeredMs = this.#pbx.nowMs;
    this.nobodyAnswers("CANCEL");
    this.#dialEnds(leg, "ANSWER");
    this.#upMs ??= this.#pbx.nowMs;
    if (leg.agent !== null && this.#queue !== null) {
      const held = String(Math.round((this.#pbx.nowMs - this.#queue.joinedMs) / 1000));
      this.#pbx.tell("QueueCallerLeave", "agent", {
        ...this.#own(),
        Queue: this.#queue.name,
        Position: "1",
        Count: "0",
      });
      const more = { DestChannel: leg.channel, Queue: this.#queue.name, MemberName: leg.agent, HoldTime: held };
      this.#pbx.tell("AgentConnect", "agent", { ...this.#own(), ...more });
      this.#pbx.writeQueueLog(this.uniqueId, this.#queue.name, leg.agent, "CONNECT", held, leg.uniqueId, held);
      this.#queue = null;
    }
    const bridge = {
      BridgeUniqueid: `bridge-${this.uniqueId}`,
      BridgeType: "basic",
      BridgeTechnology: "simple_bridge",
    };
    this.#pbx.tell("BridgeEnter", "call", { ...bridge, BridgeNumChannels: "1", ...this.#other(leg) });
    this.#pbx.tell("BridgeEnter", "call", { ...bridge, BridgeNumChannels: "2", ...this.#own() });
  }

  /** The queue turns the caller out. */
  leaveQueue(): void {
    this.#outOfQueue("EXITWITHTIMEOUT");
  }

  /** The caller hears a mailbox, a menu, an announcement. */
  runAlone(application: "VoiceMail" | "BackGround" | "Playback"): void {
    this.#upMs ??= this.#pbx.nowMs;
    this.#alone = { application, sinceMs: this.#pbx.nowMs };
    this.#run(application, "");
  }

  /** The call ends, by the caller or by everybody else. Then its rows are written. */
  hangUp(by: "caller" | "pbx"): void {
    const { nowMs } = this.#pbx;
    if (by === "caller") this.#pbx.tell("HangupRequest", "call", { ...this.#own(), Cause: "16" });
    else this.#priority += 1;
    if (this.#ringing().length > 0) this.nobodyAnswers("CANCEL");
    if (this.#queue !== null) this.#outOfQueue("ABANDON");
    for (const leg of this.#legs) {
      leg.endedMs ??= nowMs;
      this.#pbx.tell("Hangup", "call", { ...this.#other(leg), Cause: "16" });
    }
    this.#pbx.tell("Hangup", "call", { ...this.#own(), Cause: by === "caller" ? "0" : "16" });
    this.#pbx.ended(this);
    this.#writeRows();
  }

  /** What `CoreShowChannels` answers of this call. */
  channelsUnderWay(): Fields[] {
    const talking = this.#legs.find((leg) => leg.answeredMs !== null && leg.endedMs === null);
    const bridge = { BridgeId: talking === undefined ? "" : `bridge-${this.uniqueId}` };
    const others = this.#legs
      .filter((leg) => leg.endedMs === null)
      .map((leg) => ({ ...this.#other(leg), ...(leg === talking ? bridge : {}) }));
    return [...others, { ...this.#own(), ...bridge }];
  }

  #ring(device: string, dialString: string, lastApplication: string, lastData: string, agent: string | null): void {
    const { channel, uniqueId } = this.#pbx.nextChannel(`PJSIP/${device}`);
    const startedMs = this.#pbx.nowMs;
    const leg: Leg = {
      channel,
      uniqueId,
      startedMs,
      lastApplication,
      lastData,
      agent,
      status: null,
      answeredMs: null,
      endedMs: null,
    };
    this.#legs.push(leg);
    this.#pbx.tell("Newchannel", "call", this.#other(leg));
    this.#pbx.tell("DialBegin", "call", { ...this.#own(), ...this.#destination(leg), DialString: dialString });
  }

  #dialEnds(leg: Leg, status: string): void {
    this.#pbx.tell("DialEnd", "call", { ...this.#own(), ...this.#destination(leg), DialStatus: status });
  }

  #run(application: string, data: string): void {
    const fields = { Extension: this.#placed.to, Application: application, AppData: data };
    this.#pbx.tell("Newexten", "dialplan", { ...this.#own(), ...fields });
    this.#priority += 1;
  }

  #outOfQueue(event: "EXITWITHTIMEOUT" | "ABANDON"): void {
    if (this.#queue === null) throw new Error("The caller waits in no queue.");
    const { name, joinedMs } = this.#queue;
    const waited = String(Math.round((this.#pbx.nowMs - joinedMs) / 1000));
    const queue = { ...this.#own(), Queue: name, Position: "1" };
    // It comes for the timeout too.
    this.#pbx.tell("QueueCallerAbandon", "agent", { ...queue, OriginalPosition: "1", HoldTime: waited });
    this.#pbx.tell("QueueCallerLeave", "agent", { ...queue, Count: "0" });
    this.#pbx.writeQueueLog(this.uniqueId, name, "NONE", event, "1", "1", waited);
    this.#queue = null;
  }

  /** One row a phone that was rung, one for what the caller heard alone; none if there was neither. */
  #writeRows(): void {
    const { nowMs } = this.#pbx;
    for (const leg of this.#legs) {
      const answeredMs =
        leg.answeredMs ?? (leg.lastApplication === "Queue" && this.#upMs !== null ? leg.startedMs : null);
      const to = { application: leg.lastApplication, data: leg.lastData, channel: leg.channel };
      const startMs = leg === this.#legs[0] ? this.#startedMs : leg.startedMs;
      this.#writeRow(to, startMs, answeredMs, leg.endedMs ?? nowMs, leg.status ?? "NO ANSWER");
    }
    if (this.#alone === null) return;
    const { application, sinceMs } = this.#alone;
    const startMs = this.#legs.length === 0 ? this.#startedMs : sinceMs;
    this.#writeRow({ application, data: "", channel: "" }, startMs, sinceMs, nowMs, "ANSWERED");
  }

  #writeRow(
    to: { application: string; data: string; channel: string },
    startMs: number,
    answerMs: number | null,
    endMs: number,
    disposition: string,
  ): void {
    const { from, name, context } = this.#placed;
    const whole = (ms: number) => Math.floor(ms / 1000);
    const times = [
      this.#pbx.wallTime(startMs),
      answerMs === null ? "" : this.#pbx.wallTime(answerMs),
      this.#pbx.wallTime(endMs),
    ];
    const lengths = [whole(endMs) - whole(startMs), answerMs === null ? 0 : whole(endMs) - whole(answerMs)];
    const clid = name === "" ? `<${from}>` : `"${name}" <${from}>`;
    const what = [to.channel, to.application, to.data];
    const ids = [this.uniqueId, "", "", this.uniqueId, 0];
    this.#pbx.writeCdr([
      "",
      from,
      this.#placed.to,
      context,
      clid,
      this.channel,
      ...what,
      ...times,
      ...lengths,
      disposition,
      "DOCUMENTATION",
      ...ids,
    ]);
  }

  #ringing(): Leg[] {
    return this.#legs.filter(({ status }) => status === null);
  }

  #own(): Fields {
    const { from, name, to, context } = this.#placed;
    const state =
      this.#upMs === null
        ? { ChannelState: "4", ChannelStateDesc: "Ring" }
        : { ChannelState: "6", ChannelStateDesc: "Up" };
    const caller = { CallerIDNum: from === "" ? "<unknown>" : from, CallerIDName: name === "" ? "<unknown>" : name };
    const place = { Context: context, Exten: to, Priority: String(this.#priority) };
    return {
      Channel: this.channel,
      ...state,
      ...caller,
      Language: "en",
      AccountCode: "",
      ...place,
      Uniqueid: this.uniqueId,
      Linkedid: this.uniqueId,
    };
  }

  #other(leg: Leg): Fields {
    const place = { Context: "from-internal", Exten: "s", Priority: "1" };
    return {
      Channel: leg.channel,
      ChannelState: leg.answeredMs === null ? "5" : "6",
      CallerIDNum: "<unknown>",
      ...place,
      Uniqueid: leg.uniqueId,
      Linkedid: this.uniqueId,
    };
  }

  #destination(leg: Leg): Fields {
    return { DestChannel: leg.channel, DestUniqueid: leg.uniqueId, DestLinkedid: this.uniqueId };
  }
}
