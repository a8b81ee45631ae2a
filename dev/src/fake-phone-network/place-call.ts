import { runLeg } from "./call-engine.ts";
import { type HeardEvent, type Leg, LegInterrupted, speechMs, type TwimlSource } from "./leg.ts";
import type { NetworkCore } from "./network-core.ts";
import { detectMachine, ringPhone } from "./ring-phone.ts";
import type { CallStatus, OwnNumber } from "./state.ts";

/** One step of what a caller does. Saying and pressing wait until somebody listens, as a person waits for the beep. */
export type ScriptStep =
  | { readonly wait: number }
  | { readonly say: string }
  | { readonly press: string }
  | { readonly waitFor: HeardEvent["kind"] }
  | { readonly hangUp: true };

/** A call to one of our numbers. Without a script the handle is the caller. */
export interface InboundCall {
  readonly from: string;
  readonly to: string;
  readonly forwardedFrom?: string;
  readonly callerName?: string;
  readonly stirVerstat?: string;
  readonly script?: readonly ScriptStep[];
}

/** The caller's end of a call. */
export class CallHandle {
  readonly leg: Leg;
  readonly #core: NetworkCore;

  constructor(core: NetworkCore, leg: Leg) {
    this.#core = core;
    this.leg = leg;
  }

  get sid(): string {
    return this.leg.sid;
  }

  get state(): CallStatus {
    return this.leg.status;
  }

  /** What the caller heard so far, with times. */
  get transcript(): readonly HeardEvent[] {
    return this.leg.heard;
  }

  /** The legs dialed from this call, in the order they were dialed. */
  get children(): Leg[] {
    return [...this.#core.legs.values()].filter((other) => other.facts.parent === this.leg);
  }

  /** Speaks now. Answers false when nobody records, listens or is connected: then it is lost, as in life. */
  say(text: string, durationMs = speechMs(text)): boolean {
    return this.leg.receive({ kind: "speech", text, durationMs });
  }

  /** Presses keys now. Answers false when nobody listens. */
  press(digits: string): boolean {
    return this.leg.receive({ kind: "keys", digits });
  }

  hangUp(): boolean {
    return this.leg.hangUp();
  }
}

/** Calls one of our numbers. Throws when the number is not ours. */
export function placeCall(core: NetworkCore, call: InboundCall): CallHandle {
  const number = core.numbers.get(call.to);
  if (number === undefined) throw new RangeError(`No number of this network: ${call.to}`);
  const leg = core.addLeg({
    accountSid: number.accountSid,
    direction: "inbound",
    from: call.from,
    to: call.to,
    phoneNumberSid: number.sid,
    ...(call.forwardedFrom === undefined ? {} : { forwardedFrom: call.forwardedFrom }),
    ...(call.callerName === undefined || !number.voiceCallerIdLookup ? {} : { callerName: call.callerName }),
    ...(call.stirVerstat === undefined ? {} : { stirVerstat: call.stirVerstat }),
    ...(number.statusCallback === ""
      ? {}
      : {
          subscription: {
            url: number.statusCallback,
            method: number.statusCallbackMethod,
            events: new Set(["completed"]),
            kind: "call-status" as const,
          },
        }),
  });
  leg.enter("ringing");
  leg.hear("ringing", call.to);
  core.phone(call.from).connect(leg);
  void answerInbound(core, leg, number);
  if (call.script !== undefined) void followScript(leg, call.script);
  return new CallHandle(core, leg);
}

/** The settings of a call made through the REST API. */
export interface OutboundCall {
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  readonly source: TwimlSource;
  readonly fallback: Leg["fallback"];
  readonly status: { readonly url: string; readonly method: string; readonly events: ReadonlySet<string> } | undefined;
  readonly ringSeconds: number;
  readonly detectsMachines: boolean;
}

/** Calls a phone and runs TwiML once it answers (POST Calls.json). */
export function placeOutboundCall(core: NetworkCore, call: OutboundCall): Leg {
  const leg = core.addLeg({
    accountSid: call.accountSid,
    direction: "outbound-api",
    from: call.from,
    to: call.to,
    ...(call.status === undefined ? {} : { subscription: { ...call.status, kind: "call-status" as const } }),
  });
  leg.fallback = call.fallback;
  core.later(0, () => void ringThenRun(core, leg, call));
  return leg;
}

async function ringThenRun(core: NetworkCore, leg: Leg, call: OutboundCall): Promise<void> {
  if (leg.hasEnded) return;
  try {
    if (!(await ringPhone(core, leg, call.ringSeconds * 1000))) return;
    if (call.detectsMachines) await detectMachine(core, leg, undefined);
  } catch (error) {
    if (!(error instanceof LegInterrupted)) throw error;
    if (leg.hasEnded) return;
  }
  await runLeg(core, leg, leg.takeRedirect() ?? call.source);
}

async function answerInbound(core: NetworkCore, leg: Leg, number: OwnNumber): Promise<void> {
  const isElsewhere = number.voiceApplicationSid !== "" || number.trunkSid !== "";
  const url = isElsewhere ? "" : number.voiceUrl;
  if (number.voiceFallbackUrl !== "")
    leg.fallback = { url: number.voiceFallbackUrl, method: number.voiceFallbackMethod };
  if (url === "") {
    core.alert(isElsewhere ? 11100 : 11200, "The number's own VoiceUrl is not set or not in force", {
      callSid: leg.sid,
    });
    leg.enter("failed");
    return;
  }
  if (core.dialect.answersBeforeAsking) leg.enter("in-progress");
  await runLeg(core, leg, { url, method: number.voiceMethod, kind: "voice" });
}

async function followScript(leg: Leg, script: readonly ScriptStep[]): Promise<void> {
  try {
    for (const step of script) {
      if ("wait" in step) await leg.sleep(step.wait * 1000, "far-end");
      else if ("waitFor" in step) await leg.until(() => leg.heard.some((event) => event.kind === step.waitFor));
      else if ("say" in step) {
        await leg.until(() => leg.listener !== undefined && leg.listener.for !== "gather-keys");
        const durationMs = speechMs(step.say);
        leg.receive({ kind: "speech", text: step.say, durationMs });
        await leg.sleep(durationMs, "far-end");
      } else if ("press" in step) {
        await leg.until(() => leg.listener !== undefined);
        leg.receive({ kind: "keys", digits: step.press });
      } else leg.hangUp();
    }
  } catch (error) {
    if (!(error instanceof LegInterrupted)) throw error;
  }
}
