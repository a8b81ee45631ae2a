// The control side of the fake phone network that the demo's simulated phone runs on (dev/src/fake-phone-network/README.md).
import { z } from "zod";

const heard = z.object({
  at: z.string(),
  kind: z.enum(["ringing", "say", "play", "beep", "speech", "keys", "music", "bridged", "ended"]),
  text: z.string(),
});
const call = z.object({
  sid: z.string(),
  direction: z.enum(["inbound", "outbound-api", "outbound-dial"]),
  from: z.string(),
  to: z.string(),
  status: z.string(),
  listening: z.string().nullable(),
  heard: z.array(heard),
  children: z.array(z.object({ sid: z.string(), to: z.string(), status: z.string() })),
});
const phone = z.object({
  number: z.string(),
  behaviour: z.object({ kind: z.string() }),
  ringing: z.array(z.object({ callSid: z.string(), from: z.string() })),
  inbox: z.array(
    z.object({
      sid: z.string(),
      from: z.string(),
      body: z.string(),
      at: z.string(),
      pictures: z.array(z.object({ contentType: z.string(), bytes: z.number() })).default([]),
    }),
  ),
});

export type NetworkCall = z.infer<typeof call>;
export type NetworkPhone = z.infer<typeof phone>;

/** What a simulated phone of the team does when it rings. */
export type SimulatedBehaviour = "interactive" | "answers" | "busy" | "no-answer" | "voicemail";

export interface SimulatedNetwork {
  calls(): Promise<NetworkCall[]>;
  phones(): Promise<NetworkPhone[]>;
  /** A caller with a script speaks when somebody listens, and acts by itself. */
  placeCall(call: {
    from: string;
    to: string;
    callerName?: string;
    forwardedFrom?: string;
    script?: readonly ({ readonly say: string } | { readonly hangUp: true })[];
  }): Promise<{ sid: string }>;
  say(callId: string, text: string): Promise<void>;
  press(callId: string, digits: string): Promise<void>;
  hangUp(callId: string): Promise<void>;
  sendText(text: { from: string; to: string; body: string }): Promise<void>;
  behave(number: string, behaviour: SimulatedBehaviour): Promise<void>;
  /** Answers what rings and presses 1 as soon as it is asked for. */
  answerPhone(number: string): Promise<void>;
  declinePhone(number: string): Promise<void>;
  hangUpPhone(number: string): Promise<void>;
  /** Sets the network's clock so far ahead of the machine's, firing everything that falls due. */
  setClock(offsetMs: number): Promise<void>;
}

/** The network did not do it (`refused`), or did not answer (`down`). */
export class SimulatorError extends Error {
  override name = "SimulatorError";
  readonly problem: "refused" | "down";
  constructor(problem: "refused" | "down", message: string) {
    super(message);
    this.problem = problem;
  }
}

/** Everything is on this machine; moving the clock by days waits for the webhooks on the way. */
const limitMs = 10_000;
const clockLimitMs = 60_000;
/** A person takes a moment from picking up to pressing a key, and is asked only once the words were said. */
const pressTries = 50;
const pressPauseMs = 200;

/** Speaks to the network at `baseUrl`. @throws SimulatorError from every method. */
export function connectSimulator(baseUrl: string): SimulatedNetwork {
  const ask = async (method: string, path: string, body?: object, patienceMs = limitMs): Promise<unknown> => {
    const response = await fetch(new URL(`/control/${path}`, baseUrl), {
      method,
      signal: AbortSignal.timeout(patienceMs),
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    }).catch(() => {
      throw new SimulatorError("down", "The simulated phone network does not answer.");
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    const said = z.object({ error: z.string() }).safeParse(answer);
    if (response.status >= 500) throw new SimulatorError("down", "The simulated phone network failed.");
    throw new SimulatorError("refused", said.success ? said.data.error : "The simulated phone network said no.");
  };
  const at = (folder: string, name: string, verb = "") => `${folder}/${encodeURIComponent(name)}${verb}`;
  return {
    calls: async () => z.object({ calls: z.array(call) }).parse(await ask("GET", "calls")).calls,
    phones: async () => z.object({ phones: z.array(phone) }).parse(await ask("GET", "phones")).phones,
    placeCall: async (given) => z.object({ sid: z.string() }).parse(await ask("POST", "calls", given)),
    say: async (id, text) => void (await ask("POST", at("calls", id, "/say"), { text })),
    press: async (id, digits) => void (await ask("POST", at("calls", id, "/press"), { digits })),
    hangUp: async (id) => void (await ask("POST", at("calls", id, "/hang-up"), {})),
    sendText: async (text) => void (await ask("POST", "texts", text)),
    behave: async (number, behaviour) =>
      void (await ask("PUT", at("phones", number), { behaviour: behaviours[behaviour] })),
    answerPhone: async (number) => {
      await ask("POST", at("phones", number, "/answer"), {});
      await pressOne(() => ask("POST", at("phones", number, "/press"), { digits: "1" }));
    },
    declinePhone: async (number) => void (await ask("POST", at("phones", number, "/decline"), {})),
    hangUpPhone: async (number) => void (await ask("POST", at("phones", number, "/hang-up"), {})),
    setClock: async (offsetMs) => void (await ask("POST", "clock", { offsetSeconds: offsetMs / 1000 }, clockLimitMs)),
  };
}

const behaviours: Record<SimulatedBehaviour, object> = {
  interactive: { kind: "interactive" },
  answers: { kind: "answers", afterSeconds: 4, presses: "1", talksForSeconds: 60 },
  busy: { kind: "busy" },
  "no-answer": { kind: "no-answer" },
  voicemail: { kind: "voicemail", afterSeconds: 10 },
};

/** Presses 1 until somebody listens for it. Nobody may: without the accept key the phone is connected at once. */
async function pressOne(press: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < pressTries; tries += 1) {
    try {
      await press();
      return;
    } catch (error) {
      if (!(error instanceof SimulatorError) || error.problem === "down") throw error;
      await new Promise((resolve) => setTimeout(resolve, pressPauseMs));
    }
  }
}
