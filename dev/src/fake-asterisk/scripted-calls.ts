// Calls as they go, with the seconds they take on the fake's clock. Each answers the call's id.
import type { FakeAsterisk } from "./fake-asterisk.ts";
import type { Placed } from "./fake-call.ts";

export type ScriptedCall = (pbx: FakeAsterisk, placed: Placed) => string;

/** Every way a call goes, by what a person would say of it. */
export const scriptedCalls = {
  noAnswer(pbx, placed) {
    const call = pbx.call(placed);
    call.dial("1001", { timeout: 5 });
    pbx.pass(5);
    call.nobodyAnswers();
    call.hangUp("pbx");
    return call.uniqueId;
  },
  callerCancels(pbx, placed) {
    const call = pbx.call(placed);
    call.dial("1001", { timeout: 20 });
    pbx.pass(3);
    call.hangUp("caller");
    return call.uniqueId;
  },
  busy(pbx, placed) {
    const call = pbx.call(placed);
    call.dial("1001");
    call.nobodyAnswers("BUSY");
    call.hangUp("pbx");
    return call.uniqueId;
  },
  dialAnswered(pbx, placed) {
    const call = pbx.call(placed);
    call.dial("1001");
    pbx.pass(4);
    call.answer();
    pbx.pass(60);
    call.hangUp("caller");
    return call.uniqueId;
  },
  voicemailAfterNoAnswer(pbx, placed) {
    const call = pbx.call(placed);
    call.dial("1001", { timeout: 5 });
    pbx.pass(5);
    call.nobodyAnswers();
    call.runAlone("VoiceMail");
    pbx.pass(18);
    call.hangUp("caller");
    return call.uniqueId;
  },
  queueTimesOut(pbx, placed) {
    const call = pbx.call(placed);
    call.joinQueue("support");
    for (let ring = 0; ring < 2; ring += 1) {
      call.ringAgent("1001", "Alice");
      pbx.pass(3);
      call.nobodyAnswers();
      pbx.pass(1);
    }
    call.leaveQueue();
    call.hangUp("pbx");
    return call.uniqueId;
  },
  queueAbandoned(pbx, placed) {
    const call = pbx.call(placed);
    call.joinQueue("support");
    call.ringAgent("1001", "Alice");
    pbx.pass(3);
    call.hangUp("caller");
    return call.uniqueId;
  },
  queueAnswered(pbx, placed) {
    const call = pbx.call(placed);
    call.joinQueue("sales");
    call.ringAgent("1002", "Bob");
    pbx.pass(2);
    call.answer();
    pbx.pass(45);
    call.hangUp("caller");
    return call.uniqueId;
  },
  menuAbandoned(pbx, placed) {
    const call = pbx.call(placed);
    call.runAlone("BackGround");
    pbx.pass(6);
    call.hangUp("caller");
    return call.uniqueId;
  },
} as const satisfies Readonly<Record<string, ScriptedCall>>;

/** Somebody of the house calls a customer, and reaches them or not. */
export function outboundCall(
  pbx: FakeAsterisk,
  { from, to, isReached }: { from: string; to: string; isReached: boolean },
): string {
  const call = pbx.call({ from, to, by: "PJSIP/1001" });
  call.dial("trunk", { target: `PJSIP/${to}@trunk` });
  pbx.pass(5);
  if (isReached) call.answer();
  pbx.pass(30);
  call.hangUp("caller");
  return call.uniqueId;
}
