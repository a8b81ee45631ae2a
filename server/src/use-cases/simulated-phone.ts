import { type SimulatedLines, simulatedLines } from "#db/queries/simulated-lines.ts";
import {
  connectSimulator,
  type NetworkCall,
  type NetworkPhone,
  type SimulatedBehaviour,
  type SimulatedNetwork,
  SimulatorError,
} from "#providers/simulator/network-client.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";
import { moveClock } from "./move-clock.ts";

export type SimulatorOutcome<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly refusal: "no-simulator" | "simulator-down" | "not-found" }
  /** The network says why, e.g. that the call is over. */
  | { readonly ok: false; readonly refusal: "simulator-refused"; readonly detail: string };

class NotOurs extends Error {}

/** What the simulated phone can do for one business on the fake phone network; a business that is not on it is refused. */
export function createSimulatedPhone(ctx: Context, networkUrl: string | null) {
  const network = networkUrl === null ? null : connectSimulator(networkUrl);

  async function on<Result>(
    actor: AccountActor,
    work: (network: SimulatedNetwork, lines: SimulatedLines) => Promise<Result>,
  ): Promise<SimulatorOutcome<Result>> {
    if (network === null) return { ok: false, refusal: "no-simulator" };
    const lines = await simulatedLines(ctx.db, actor.accountId, ctx.clock.now());
    if (lines.numbers.length === 0) return { ok: false, refusal: "no-simulator" };
    try {
      return { ok: true, result: await work(network, lines) };
    } catch (error) {
      if (error instanceof NotOurs) return { ok: false, refusal: "not-found" };
      if (!(error instanceof SimulatorError)) throw error;
      return error.problem === "down"
        ? { ok: false, refusal: "simulator-down" }
        : { ok: false, refusal: "simulator-refused", detail: error.message };
    }
  }

  /** The network carries calls of others too. */
  const onCall = (actor: AccountActor, callId: string, work: (network: SimulatedNetwork) => Promise<void>) =>
    on(actor, async (found, lines) => {
      const calls = await found.calls();
      if (!calls.some((call) => call.sid === callId && isOurs(call, lines))) throw new NotOurs();
      await work(found);
    });
  const onStaffPhone = (actor: AccountActor, number: string, work: (network: SimulatedNetwork) => Promise<void>) =>
    on(actor, async (found, lines) => {
      if (!lines.staff.some((phone) => phone.number === number)) throw new NotOurs();
      await work(found);
    });

  return {
    show: (actor: AccountActor) =>
      on(actor, async (found, lines) => {
        const [calls, phones] = await Promise.all([found.calls(), found.phones()]);
        const ours = calls.filter((call) => isOurs(call, lines));
        return {
          numbers: lines.numbers,
          phones: phonesOf(lines, phones, ours),
          calls: ours.slice(0, callsShown).map(toCall),
        };
      }),
    call: (
      actor: AccountActor,
      {
        from,
        to,
        callerName,
        forwarded,
      }: { from: string; to: string; callerName?: string | undefined; forwarded: boolean },
    ) =>
      on(actor, async (found, lines) => {
        if (!lines.numbers.some((line) => line.number === to)) throw new NotOurs();
        // Who forwards names the number that was dialed first; the business's own will do.
        return await found.placeCall({
          from,
          to,
          ...(callerName === undefined ? {} : { callerName }),
          ...(forwarded ? { forwardedFrom: to } : {}),
        });
      }),
    text: (actor: AccountActor, text: { from: string; to: string; body: string }) =>
      on(actor, async (found, lines) => {
        if (!lines.numbers.some((line) => line.number === text.to)) throw new NotOurs();
        await found.sendText(text);
      }),
    say: (actor: AccountActor, callId: string, text: string) =>
      onCall(actor, callId, (found) => found.say(callId, text)),
    press: (actor: AccountActor, callId: string, digits: string) =>
      onCall(actor, callId, (found) => found.press(callId, digits)),
    hangUp: (actor: AccountActor, callId: string) => onCall(actor, callId, (found) => found.hangUp(callId)),
    behave: (actor: AccountActor, number: string, behaviour: SimulatedBehaviour) =>
      onStaffPhone(actor, number, (found) => found.behave(number, behaviour)),
    answer: (actor: AccountActor, number: string, action: "answer" | "decline" | "hang-up") =>
      onStaffPhone(actor, number, (found) =>
        action === "answer"
          ? found.answerPhone(number)
          : action === "decline"
            ? found.declinePhone(number)
            : found.hangUpPhone(number),
      ),
    /** Moves the clock of the installation and the network together. */
    moveClock: (actor: AccountActor, byMinutes: number) =>
      on(actor, async (found) => {
        const { offsetMs } = await moveClock(ctx, byMinutes);
        await found.setClock(offsetMs);
      }),
  };
}

/** The newest calls are enough for a screen; the network remembers more. */
const callsShown = 20;
/** Callers whose phones are shown, the ones heard last. */
const callersShown = 12;

function isOurs({ from, to }: NetworkCall, { numbers }: SimulatedLines): boolean {
  return numbers.some((line) => line.number === to || line.number === from);
}

/** The team's phones, and the phones that have called or texted this business. */
function phonesOf(lines: SimulatedLines, phones: readonly NetworkPhone[], calls: readonly NetworkCall[]) {
  const known = new Map(phones.map((phone) => [phone.number, phone]));
  const staff = new Set(lines.staff.map((phone) => phone.number));
  const callers = [
    ...calls.filter((call) => call.direction === "inbound").map((call) => call.from),
    ...lines.received.map((text) => text.from),
  ];
  const shown = [...new Set(callers)]
    .filter((number) => /^\+[1-9]\d{6,14}$/.test(number) && !staff.has(number))
    .slice(0, callersShown);
  return [
    ...lines.staff.map(({ number, name }) => ({
      label: name,
      kind: "staff" as const,
      ...toPhone(number, known.get(number), lines, calls),
    })),
    ...shown.map((number) => ({
      label: number,
      kind: "caller" as const,
      ...toPhone(number, known.get(number), lines, calls),
    })),
  ];
}

function toPhone(
  number: string,
  phone: NetworkPhone | undefined,
  lines: SimulatedLines,
  calls: readonly NetworkCall[],
) {
  const ours = new Set(lines.numbers.map((line) => line.number));
  const got = (phone?.inbox ?? [])
    .filter((text) => ours.has(text.from))
    .map(({ sid, from, body, at, pictures }) => {
      // This phone shows no pictures; it says what came.
      const seen = pictures.map(({ bytes }) => `[Picture, ${Math.max(1, Math.round(bytes / 1000))} kB]`);
      const words = [...seen, body].filter((line) => line !== "").join("\n");
      return { id: sid, from, to: number, body: words, at, direction: "in" as const };
    });
  const sent = lines.received
    .filter((text) => text.from === number)
    .map(({ at, ...text }) => ({ ...text, at: at.toString(), direction: "out" as const }));
  const ringing = phone?.ringing[0];
  // The screen follows the caller's call, which the ringing leg belongs to.
  const callId =
    calls.find((call) => call.children.some((leg) => leg.sid === ringing?.callSid))?.sid ?? ringing?.callSid ?? "";
  return {
    number,
    behaviour: behaviourOf(phone?.behaviour.kind),
    ringing: ringing === undefined ? null : { callId, from: ringing.from },
    texts: [...got, ...sent].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
  };
}

function behaviourOf(kind: string | undefined): SimulatedBehaviour {
  if (kind === "interactive" || kind === "answers" || kind === "busy" || kind === "voicemail") return kind;
  return kind === "rejects" ? "busy" : "no-answer";
}

const over = new Set(["completed", "busy", "failed", "no-answer", "canceled"]);

function toCall(call: NetworkCall) {
  return {
    id: call.sid,
    from: call.from,
    to: call.to,
    state: over.has(call.status)
      ? ("ended" as const)
      : call.status === "in-progress"
        ? ("in-progress" as const)
        : ("ringing" as const),
    recording: call.listening === "record",
    heard: call.heard.map(({ at, kind, text }) => ({ at, kind: heardWord(kind), text })),
  };
}

/** The network's words for what was heard, in those of the screen. */
function heardWord(
  kind: NetworkCall["heard"][number]["kind"],
): "ringing" | "say" | "play" | "beep" | "connected" | "said" | "pressed" | "ended" {
  if (kind === "speech") return "said";
  if (kind === "keys") return "pressed";
  if (kind === "music") return "play";
  return kind === "bridged" ? "connected" : kind;
}
