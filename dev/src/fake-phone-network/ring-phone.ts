import type { Leg } from "./leg.ts";
import type { NetworkCore } from "./network-core.ts";
import type { RingOutcome } from "./phone.ts";
import { actOnAnsweredCall } from "./phone-behaviour.ts";

/**
 * Rings the phone at the far end of an outbound leg until it answers or the time is over, and brings the leg to the
 * status that follows. Answers whether it was answered. Throws LegInterrupted when the leg is ended from elsewhere.
 */
export async function ringPhone(core: NetworkCore, leg: Leg, ringMs: number): Promise<boolean> {
  const phone = core.phone(leg.facts.to);
  const { behaviour } = phone;
  leg.enter("initiated");
  await leg.sleep(200);
  if (behaviour.kind === "unreachable") return fail(leg, "failed", 404);
  leg.enter("ringing");
  if (behaviour.kind === "busy") {
    await leg.sleep(500);
    return fail(leg, "busy", 486);
  }
  const outcome = await leg.wait<RingOutcome | "rang-out">((done) => {
    const stopRinging = phone.ring({ leg, resolve: done });
    const cancelTimeout = core.clock.at(core.clock.now().add({ milliseconds: ringMs }), () => done("rang-out"));
    const cancelAnswer = pickUp(core, phone.behaviour, done);
    return () => {
      stopRinging();
      cancelTimeout();
      cancelAnswer();
    };
  });
  if (outcome === "answered") {
    leg.enter("in-progress");
    phone.connect(leg);
    void actOnAnsweredCall(leg, behaviour);
    return true;
  }
  if (outcome === "busy") return fail(leg, "busy", 486);
  if (outcome === "rejected") return fail(leg, "no-answer", 603);
  if (outcome === "unreachable") return fail(leg, "failed", 404);
  return fail(leg, "no-answer", 487);
}

/** Says who answered, as machine detection would, and tells the amdStatusCallback. */
export async function detectMachine(core: NetworkCore, leg: Leg, callback: string | undefined): Promise<void> {
  await leg.sleep(2000);
  const isMachine = core.phone(leg.facts.to).behaviour.kind === "voicemail";
  leg.answeredBy = isMachine ? "machine_start" : "human";
  if (callback === undefined) return;
  const fields: [string, string][] = [
    ["AccountSid", leg.facts.accountSid],
    ["CallSid", leg.sid],
    ["AnsweredBy", leg.answeredBy],
    ["MachineDetectionDuration", "2000"],
  ];
  core.webhooks.tell({
    kind: "machine-detection",
    url: callback,
    method: "POST",
    fields,
    authToken: core.authToken(leg.facts.accountSid),
  });
}

function fail(leg: Leg, status: "failed" | "busy" | "no-answer", sipResponseCode: number): false {
  leg.sipResponseCode = sipResponseCode;
  leg.enter(status);
  return false;
}

/** What a phone does by itself while it rings. */
function pickUp(
  core: NetworkCore,
  behaviour: { kind: string; afterSeconds?: number },
  done: (outcome: RingOutcome) => void,
): () => void {
  const outcome =
    behaviour.kind === "rejects"
      ? "rejected"
      : behaviour.kind === "answers" || behaviour.kind === "voicemail"
        ? "answered"
        : undefined;
  if (outcome === undefined) return () => {};
  const afterMs = Math.round((behaviour.afterSeconds ?? 2) * 1000);
  return core.clock.at(core.clock.now().add({ milliseconds: afterMs }), () => done(outcome));
}
