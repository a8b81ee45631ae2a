import type { Handlers } from "#http/mount.ts";
import { accepted } from "#http/refused.ts";
import { createSimulatedPhone } from "#use-cases/simulated-phone.ts";
import type { ApiParts } from "./api-parts.ts";

/** The simulated phone, where this installation has one. */
export function simulatorHandlers({ context, simulatorUrl }: ApiParts) {
  const phone = createSimulatedPhone(context, simulatorUrl);
  const done = { ok: true } as const;
  return {
    simulator: async ({ session, now }) => ({
      ...accepted(await phone.show(session)).result,
      now: now.toString(),
      clockOffsetSeconds: context.clock.offsetMs / 1000,
    }),
    simulateCall: async ({ session, body }) => ({ callId: accepted(await phone.call(session, body)).result.sid }),
    simulateSay: async ({ session, params, body }) => {
      accepted(await phone.say(session, params.callId, body.text));
      return done;
    },
    simulatePress: async ({ session, params, body }) => {
      accepted(await phone.press(session, params.callId, body.digits));
      return done;
    },
    simulateHangUp: async ({ session, params }) => {
      accepted(await phone.hangUp(session, params.callId));
      return done;
    },
    simulateText: async ({ session, body }) => {
      accepted(await phone.text(session, body));
      return done;
    },
    setSimulatedPhone: async ({ session, params, body }) => {
      accepted(await phone.behave(session, params.number, body.behaviour));
      return done;
    },
    answerSimulatedPhone: async ({ session, params, body }) => {
      accepted(await phone.answer(session, params.number, body.action));
      return done;
    },
    moveClock: async ({ session, body, now }) => {
      accepted(await phone.moveClock(session, body.advanceMinutes));
      return { now: now.add({ minutes: body.advanceMinutes }).toString() };
    },
  } satisfies Partial<Handlers>;
}
