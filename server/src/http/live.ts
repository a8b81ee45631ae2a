import type { LiveEvent } from "@ringback/contract/live.ts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { MemberSession } from "./access.ts";
import { Refused } from "./refused.ts";

/** Where changes come from: the part of db/listener.ts that open screens need. */
export interface ChangeSource {
  onChanges(hear: (changes: { readonly accountId: string; readonly events: readonly LiveEvent[] }) => void): () => void;
  onGap(hear: () => void): () => void;
  onClock(hear: () => void): () => void;
}

/** Bounds of the streams. */
export interface LiveLimits {
  /** Open streams of this process. Each costs a socket and about 20 kB. */
  readonly streamsMax: number;
  /** A person's open tabs and devices; the oldest is closed for the newest. */
  readonly streamsPerUserMax: number;
  readonly heartbeatMs: number;
  /** What may wait for a reader that does not read. */
  readonly unreadBytesMax: number;
}

export const liveLimits: LiveLimits = {
  streamsMax: 2_000,
  streamsPerUserMax: 12,
  heartbeatMs: 20_000,
  unreadBytesMax: 512 * 1024,
};

interface Stream {
  readonly session: MemberSession;
  readonly reply: FastifyReply;
  /** Asks again whether this person may listen: they may have signed out or left the business. */
  readonly check: () => Promise<unknown>;
}

/**
 * Serves `GET /api/v1/live?account=…`: one server-sent message a change of this account, `data: {"kind":…,"id":…}`. When
 * changes may have been missed all streams are closed; screens reconnect and read anew.
 */
export function installLive(
  server: FastifyInstance,
  source: ChangeSource,
  admit: (request: FastifyRequest) => Promise<MemberSession>,
  limits: LiveLimits = liveLimits,
): void {
  const streams = new Set<Stream>();

  const end = (stream: Stream) => {
    streams.delete(stream);
    stream.reply.raw.end();
  };
  const send = (stream: Stream, text: string) => {
    const { raw } = stream.reply;
    raw.write(text);
    if (raw.writableLength > limits.unreadBytesMax) {
      streams.delete(stream);
      raw.destroy();
    }
  };
  const tell = (accountId: string | null, events: readonly LiveEvent[]) => {
    const text = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
    for (const stream of streams) {
      if (accountId === null || stream.session.accountId === accountId) send(stream, text);
    }
  };
  const stops = [
    source.onChanges(({ accountId, events }) => tell(accountId, events)),
    source.onClock(() => tell(null, [{ kind: "clock", id: "clock" }])),
    source.onGap(() => [...streams].forEach(end)),
  ];
  let beats = 0;
  const heartbeat = setInterval(() => {
    beats += 1;
    for (const stream of streams) {
      send(stream, ": still here\n\n");
      // Every third beat: a session that ended stops hearing within a minute.
      if (beats % 3 === 0) stream.check().catch(() => end(stream));
    }
  }, limits.heartbeatMs);
  heartbeat.unref();
  server.addHook("preClose", async () => {
    for (const stop of stops) stop();
    clearInterval(heartbeat);
    [...streams].forEach(end);
  });

  server.get("/api/v1/live", { schema: { hide: true }, exposeHeadRoute: false }, async (request, reply) => {
    const session = await admit(request);
    if (streams.size >= limits.streamsMax) throw new Refused("too-many-streams");
    const own = [...streams].filter((stream) => stream.session.userId === session.userId);
    if (own.length >= limits.streamsPerUserMax && own[0]) end(own[0]);
    reply.hijack();
    const headers = { ...reply.getHeaders(), "content-type": "text/event-stream", "x-accel-buffering": "no" };
    reply.raw.writeHead(200, headers as Record<string, string>);
    const stream: Stream = { session, reply, check: () => admit(request) };
    streams.add(stream);
    reply.raw.on("close", () => streams.delete(stream));
    send(stream, "retry: 1000\n\n");
  });
}
