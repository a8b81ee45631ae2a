// One connection to Asterisk's manager: signing in, what comes, and whether the other side is still there.
import { createHash } from "node:crypto";
import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { ProviderError, type TelephonyAccount } from "#providers/telephony/provider.ts";
import { type AmiBlock, createAmiReader, writeAction } from "./ami-protocol.ts";
import { readSettings } from "./settings.ts";

/** A block and when Asterisk sent it, by its own clock. */
export interface AmiMessage {
  readonly block: AmiBlock;
  readonly at: Temporal.Instant;
}

export interface AmiSession {
  /** As Asterisk greets: `Asterisk Call Manager/11.0.0`. */
  readonly greeting: string;
  /** How far Asterisk's clock is ahead of ours, in milliseconds. */
  readonly clockAheadMs: number;
  send(action: Readonly<Record<string, string>>): void;
  /**
   * Everything that comes after signing in, until `signal` aborts.
   * @throws ProviderError `connection-lost` when it breaks or falls silent.
   */
  messages(signal: AbortSignal): AsyncGenerator<AmiMessage>;
  close(): void;
}

/** How patient a session is. */
export interface AmiTimes {
  readonly connectMs: number;
  /** A ping goes out so often, and an answer must have come before the next. */
  readonly pingMs: number;
}

export const usualTimes: AmiTimes = { connectMs: 10_000, pingMs: 15_000 };
/** Read no further while so much waits to be taken, so that a flood stays in the network's buffers. */
const waitingMax = 2_000;

/**
 * Connects and signs in. The secret stays here: Asterisk is asked for a challenge and gets an MD5 of both, unless it
 * does not offer one.
 * @throws ProviderError `unreachable`, `not-a-manager`, `login-refused`
 */
export async function openAmi(account: TelephonyAccount, times: AmiTimes, events: "on" | "off"): Promise<AmiSession> {
  const settings = readSettings(account);
  const line = openLine(settings, times);
  try {
    const greeting = await line.greeting();
    if (!/^Asterisk Call Manager\//.test(greeting))
      throw new ProviderError("What answers there is not an Asterisk manager.", {
        code: "not-a-manager",
        retryable: false,
      });
    const login = { Action: "Login", Username: account.externalAccountId, Events: events };
    const challenge = await line.ask({ Action: "Challenge", AuthType: "MD5" });
    const word = challenge.get("Challenge");
    const answer = await line.ask(
      word === undefined
        ? { ...login, Secret: account.secret }
        : {
            ...login,
            AuthType: "MD5",
            Key: createHash("md5")
              .update(word + account.secret)
              .digest("hex"),
          },
    );
    if (answer.get("Response") !== "Success")
      throw new ProviderError(
        "Asterisk refused the user or the secret. Compare them with manager.conf, and its permit lines with this machine's address.",
        { code: "login-refused", retryable: false },
      );
    await line.ping();
    return {
      greeting,
      get clockAheadMs() {
        return line.clockAheadMs();
      },
      send: line.send,
      messages: line.messages,
      close: line.close,
    };
  } catch (error) {
    line.close();
    throw error;
  }
}

function openLine(settings: ReturnType<typeof readSettings>, times: AmiTimes) {
  const { host, port, tls, selfSigned } = settings;
  const where = { host, port };
  const socket: Socket = tls
    ? connectTls({ ...where, rejectUnauthorized: !selfSigned, ...(isIP(host) === 0 ? { servername: host } : {}) })
    : connectPlain(where);
  const reader = createAmiReader();
  const waiting: AmiMessage[] = [];
  const answers = new Map<string, (block: AmiBlock) => void>();
  let greeting: string | null = null;
  let lost: ProviderError | null = null;
  let wake = () => {};
  let actions = 0;
  let isSignedIn = false;
  /** Asterisk's clock at a moment of ours that no one sets. */
  let clock: { readonly theirsMs: number; readonly oursMs: number } | null = null;

  const fail = (error: ProviderError) => {
    lost ??= error;
    socket.destroy();
    wake();
  };
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 10_000);
  socket.on("error", (error) => fail(asLost(error, isSignedIn, settings)));
  socket.on("close", () => fail(asLost(null, isSignedIn, settings)));
  socket.on("data", (chunk: Buffer) => {
    const read = reader.push(chunk);
    if (!read.ok)
      return fail(
        new ProviderError("What answers there is not an Asterisk manager.", {
          code: "not-a-manager",
          retryable: false,
        }),
      );
    greeting ??= read.greeting;
    for (const block of read.blocks) take(block);
    if (waiting.length > waitingMax) socket.pause();
    wake();
  });

  function take(block: AmiBlock): void {
    const id = block.get("ActionID");
    const answer = id === undefined || !block.has("Response") ? undefined : answers.get(id);
    if (id !== undefined && answer !== undefined) {
      answers.delete(id);
      const stamp = stampOf(block);
      if (stamp !== null) clock = { theirsMs: stamp, oursMs: performance.now() };
      answer(block);
      return;
    }
    if (isSignedIn) waiting.push({ block, at: timeOf(block) });
  }

  /** By Asterisk's clock: its own stamp where manager.conf has timestampevents, else the last ping's and what passed since. */
  function timeOf(block: AmiBlock): Temporal.Instant {
    const ms = stampOf(block) ?? (clock === null ? Temporal.Now.instant().epochMilliseconds : theirsNow(clock));
    return Temporal.Instant.fromEpochMilliseconds(Math.round(ms));
  }

  function send(action: Readonly<Record<string, string>>): void {
    if (!socket.destroyed) socket.write(writeAction(action));
  }

  /** Waits for something, at most so long. */
  async function within<Answer>(ms: number, isThere: () => Answer | null): Promise<Answer> {
    const until = performance.now() + ms;
    for (;;) {
      const answer = isThere();
      if (answer !== null) return answer;
      if (lost !== null) throw lost;
      const left = until - performance.now();
      if (left <= 0)
        throw new ProviderError(`Asterisk at ${host} does not answer.`, { code: "unreachable", retryable: true });
      await sleep(left);
    }
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function ask(action: Readonly<Record<string, string>>): Promise<AmiBlock> {
    actions += 1;
    const id = `ringback-${actions}`;
    let answered: AmiBlock | null = null;
    answers.set(id, (block) => {
      answered = block;
      if (action["Action"] === "Login" && block.get("Response") === "Success") isSignedIn = true;
    });
    send({ ...action, ActionID: id });
    return await within(times.connectMs, () => answered);
  }

  async function* messages(signal: AbortSignal): AsyncGenerator<AmiMessage> {
    let pinged = false;
    let nextPingMs = performance.now() + times.pingMs;
    const stop = () => wake();
    signal.addEventListener("abort", stop);
    try {
      while (!signal.aborted) {
        const next = waiting.shift();
        if (next !== undefined) {
          if (socket.isPaused() && waiting.length < waitingMax / 2) socket.resume();
          yield next;
          continue;
        }
        if (lost !== null) throw lost;
        if (performance.now() >= nextPingMs) {
          if (pinged) throw new ProviderError("Asterisk fell silent.", { code: "connection-lost", retryable: true });
          pinged = true;
          nextPingMs = performance.now() + times.pingMs;
          actions += 1;
          answers.set(`ringback-${actions}`, () => {
            pinged = false;
          });
          send({ Action: "Ping", ActionID: `ringback-${actions}` });
        }
        await sleep(Math.max(1, nextPingMs - performance.now()));
      }
      send({ Action: "Logoff" });
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  return {
    greeting: () => within(times.connectMs, () => greeting),
    ask,
    ping: () => ask({ Action: "Ping" }),
    clockAheadMs: () => (clock === null ? 0 : theirsNow(clock) - Temporal.Now.instant().epochMilliseconds),
    send,
    messages,
    close: () => void socket.destroy(),
  };
}

function theirsNow({ theirsMs, oursMs }: { readonly theirsMs: number; readonly oursMs: number }): number {
  return theirsMs + (performance.now() - oursMs);
}

/** Seconds since 1970 with a fraction, as Asterisk stamps; in milliseconds. */
function stampOf(block: AmiBlock): number | null {
  const stamp = block.get("Timestamp") ?? "";
  return /^\d{9,11}(\.\d{1,9})?$/.test(stamp) ? Number(stamp) * 1000 : null;
}

function asLost(
  error: Error | null,
  wasIn: boolean,
  { host, port, tls }: ReturnType<typeof readSettings>,
): ProviderError {
  const code = error !== null && "code" in error ? String(error.code) : "";
  if (wasIn)
    return new ProviderError("The connection to Asterisk broke.", {
      code: "connection-lost",
      retryable: true,
      cause: error,
    });
  const why =
    {
      ECONNREFUSED: "nothing listens there",
      ENOTFOUND: "the name is not known",
      ETIMEDOUT: "no answer",
      EHOSTUNREACH: "no way there",
    }[code] ?? (tls && /CERT|SSL|TLS/.test(code) ? "its certificate cannot be trusted" : "the connection was closed");
  return new ProviderError(`Asterisk at ${host}, port ${port}: ${why}.`, {
    code: "unreachable",
    retryable: true,
    cause: error,
  });
}
