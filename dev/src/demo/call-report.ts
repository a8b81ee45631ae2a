import type { CallEvent, EndStatus, LegStatus } from "@ringback/core/calls/call-event.ts";
import { recordCallEvent } from "@ringback/server/use-cases/record-call-event.ts";
import { type DemoLine, type DemoPerson, demoNumbers, demoPeople } from "./demo-business.ts";
import type { DemoWorld } from "./demo-world.ts";
import { sampleId, sampleRecordingId } from "./sample-provider.ts";
import { spokenSeconds } from "./sample-words.ts";
import type { Stage } from "./stage.ts";

/** Between a ringing phone that nobody took and the recorded message: the greeting and the tone. */
const greetingSeconds = 11;
/** How long the provider takes to write a voicemail down. */
const transcriptionSeconds = 9;

/** Who calls which number, and when. */
export interface Ringing {
  readonly from: string;
  readonly networkName: string | null;
  readonly line: DemoLine;
  readonly at: Temporal.Instant;
}

/** Tells the real use case about one call, event by event, as a provider's webhooks would. */
export class CallReport {
  readonly #stage: Stage;
  readonly #world: DemoWorld;
  readonly #who: Ringing;
  readonly #callId = sampleId("CA");
  #at: Temporal.Instant;
  #events = 0;
  #leavesWork = true;
  #callRow = "";

  constructor(stage: Stage, world: DemoWorld, who: Ringing) {
    this.#stage = stage;
    this.#world = world;
    this.#who = who;
    this.#at = who.at;
  }

  /** Our id of the call, once its first event is told. */
  get callId(): string {
    return this.#callRow;
  }

  /** A call somebody takes. It leaves no background work, so the queue is only looked at before. */
  async isAnswered(by: DemoPerson, rangSeconds: number, talkSeconds: number): Promise<void> {
    await this.#arrive();
    this.#leavesWork = false;
    await this.#leg(by, "ringing", 1);
    await this.#tell(rangSeconds, { kind: "leg-accepted", legId: this.#legOf(by), memberId: this.#world.members[by] });
    const bridged = { status: "completed", bridged: true, legId: this.#legOf(by), talkSeconds } as const;
    await this.#tell(talkSeconds, { kind: "dial-ended", ...bridged });
    await this.#end("completed", 0);
  }

  /** Nobody takes it while phones ring; then the caller hangs up or hears the greeting. */
  async ringsOut(how: "no-answer" | "busy" | "voicemail-answered", rangSeconds: number): Promise<void> {
    await this.#arrive();
    await this.#leg("maya", "ringing", 1);
    const ended: LegStatus = how === "busy" ? "busy" : how === "voicemail-answered" ? "completed" : "no-answer";
    await this.#leg("maya", ended, how === "busy" ? 1 : rangSeconds);
    const status = how === "voicemail-answered" ? "no-answer" : how;
    await this.#tell(0, {
      kind: "dial-ended",
      status,
      bridged: how === "voicemail-answered" ? false : null,
      legId: null,
      talkSeconds: null,
    });
  }

  /** The caller gives up while phones ring. */
  async hangsUpWhileRinging(afterSeconds: number): Promise<void> {
    await this.#arrive();
    await this.#leg("sam", "ringing", 1);
    await this.#end("canceled", afterSeconds);
  }

  /** One of our addresses did not answer the provider, so it fell back to the voicemail. */
  async meetsAFailure(): Promise<void> {
    await this.#arrive();
    await this.#tell(4, { kind: "system-failed", code: "11200" });
  }

  /** Outside hours, or forwarded: no phone rings. */
  async goesToVoicemail(): Promise<void> {
    await this.#arrive();
  }

  /** Speaks after the tone, or hangs up at the greeting (`words` null). */
  async leaves(words: string | null, seconds = words === null ? 0 : spokenSeconds(words)): Promise<void> {
    if (words === null) {
      await this.#end("completed", greetingSeconds - 3);
      return;
    }
    const recordingId = sampleRecordingId(seconds, this.#stage.random.whole(1, 0xffff));
    await this.#tell(greetingSeconds + seconds, { kind: "voicemail-left", recordingId, durationSeconds: seconds });
    await this.#end("completed", 0);
    await this.#tell(2, { kind: "recording-ready", recordingId, durationSeconds: seconds, state: "ready" });
    await this.#tell(transcriptionSeconds, {
      kind: "transcript-ready",
      transcriptId: sampleId("TR"),
      recordingId,
      text: words,
      state: "ready",
    });
  }

  async #arrive(): Promise<void> {
    const { from, networkName, line } = this.#who;
    const { number: to, mode } = demoNumbers[line];
    // The yard sign shows the office's own number, whose phone system forwards to ours.
    const forwardedFrom = mode === "forwarded" ? "+17735550100" : null;
    await this.#tell(0, { kind: "arrived", from, to, forwardedFrom, callerName: networkName, callerIdTrust: "none" });
  }

  async #leg(person: DemoPerson, status: LegStatus, afterSeconds: number): Promise<void> {
    const event = {
      kind: "leg-progress",
      legId: this.#legOf(person),
      to: demoPeople[person].phone,
      status,
      sequence: null,
    } as const;
    await this.#tell(afterSeconds, event);
  }

  async #end(status: EndStatus, afterSeconds: number): Promise<void> {
    const seconds = Math.round((this.#at.epochMilliseconds - this.#who.at.epochMilliseconds) / 1000) + afterSeconds;
    await this.#tell(afterSeconds, { kind: "ended", status, durationSeconds: seconds });
  }

  /** Moves on by so many seconds and tells the event a moment after it happened, when its webhook has come. */
  async #tell(afterSeconds: number, event: WithoutTime<CallEvent>): Promise<void> {
    this.#at = this.#at.add({ seconds: afterSeconds });
    this.#events += 1;
    if (this.#leavesWork) await this.#stage.until(this.#at);
    else this.#stage.moveTo(this.#at);
    this.#stage.pass(this.#stage.random.between(120, 480));
    const { callId } = await recordCallEvent(this.#stage.context, {
      accountId: this.#world.accountId,
      connectionId: this.#world.connectionId,
      providerCallId: this.#callId,
      key: `sample:${this.#callId}:${this.#events}`,
      event: { ...event, at: this.#at },
      payload: { source: "sample" },
    });
    this.#callRow = callId;
  }

  #legOf(person: DemoPerson): string {
    return `${this.#callId}-${person}`;
  }
}

type WithoutTime<Event> = Event extends unknown ? Omit<Event, "at"> : never;
