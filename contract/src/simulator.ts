import { z } from "zod";
import { done, e164, instant } from "./common.ts";
import { route } from "./route.ts";

const heard = z.object({
  at: instant,
  kind: z.enum(["ringing", "say", "play", "beep", "connected", "said", "pressed", "ended"]),
  text: z.string(),
});
export const simulatedCall = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  state: z.enum(["ringing", "in-progress", "ended"]),
  recording: z.boolean(),
  heard: z.array(heard),
});
export const simulatedPhone = z.object({
  number: e164,
  label: z.string(),
  kind: z.enum(["caller", "staff"]),
  behaviour: z.enum(["interactive", "answers", "busy", "no-answer", "voicemail"]),
  ringing: z.object({ callId: z.string(), from: z.string() }).nullable(),
  texts: z.array(
    z.object({
      id: z.string(),
      from: z.string(),
      to: z.string(),
      body: z.string(),
      at: instant,
      direction: z.enum(["in", "out"]),
    }),
  ),
});

const callParams = z.object({ callId: z.string().max(64) });
const phoneParams = z.object({ number: z.string().max(20) });

/** The simulated phone: a fake phone network that calls the business through the real webhooks. */
export const simulatorRoutes = {
  simulator: route({
    method: "GET",
    path: "/simulator",
    access: "viewer",
    summary: "The simulated phones and the call in progress",
    ok: z.object({
      now: instant,
      clockOffsetSeconds: z.number(),
      numbers: z.array(z.object({ number: e164, label: z.string() })),
      phones: z.array(simulatedPhone),
      calls: z.array(simulatedCall),
    }),
  }),
  simulateCall: route({
    method: "POST",
    path: "/simulator/calls",
    access: "agent",
    summary: "Call the business",
    body: z.object({
      from: z.string().max(40),
      to: e164,
      callerName: z.string().max(80).optional(),
      forwarded: z.boolean().default(false),
    }),
    ok: z.object({ callId: z.string() }),
  }),
  simulateSay: route({
    method: "POST",
    path: "/simulator/calls/:callId/say",
    access: "agent",
    summary: "Say something into the call",
    params: callParams,
    body: z.object({ text: z.string().max(4000) }),
    ok: done,
  }),
  simulatePress: route({
    method: "POST",
    path: "/simulator/calls/:callId/press",
    access: "agent",
    summary: "Press keys",
    params: callParams,
    body: z.object({ digits: z.string().max(20) }),
    ok: done,
  }),
  simulateHangUp: route({
    method: "POST",
    path: "/simulator/calls/:callId/hang-up",
    access: "agent",
    summary: "Hang up",
    params: callParams,
    ok: done,
  }),
  simulateText: route({
    method: "POST",
    path: "/simulator/texts",
    access: "agent",
    summary: "Send a text to the business",
    body: z.object({ from: z.string().max(40), to: e164, body: z.string().max(1600) }),
    ok: done,
  }),
  setSimulatedPhone: route({
    method: "PUT",
    path: "/simulator/phones/:number",
    access: "agent",
    summary: "What a phone of the team does when it rings",
    params: phoneParams,
    body: z.object({ behaviour: z.enum(["interactive", "answers", "busy", "no-answer", "voicemail"]) }),
    ok: done,
  }),
  answerSimulatedPhone: route({
    method: "POST",
    path: "/simulator/phones/:number/answer",
    access: "agent",
    summary: "Answer and press 1, decline, or hang up a phone of the team",
    params: phoneParams,
    body: z.object({ action: z.enum(["answer", "decline", "hang-up"]) }),
    ok: done,
  }),
  moveClock: route({
    method: "POST",
    path: "/simulator/clock",
    access: "owner",
    summary: "Move the demo's clock forward",
    body: z.object({
      advanceMinutes: z
        .number()
        .int()
        .min(1)
        .max(60 * 24 * 14),
    }),
    ok: z.object({ now: instant }),
  }),
};
