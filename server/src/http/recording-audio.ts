import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { recordingAudio } from "#db/queries/recording-audio.ts";
import type { Context } from "#use-cases/context.ts";
import type { MemberSession } from "./access.ts";
import type { Guard } from "./mount.ts";
import { Refused } from "./refused.ts";

/** What browsers play as audio; anything else a provider may have sent is offered as bytes, never as a page. */
const audioType = /^audio\/[a-z0-9.+-]+$/i;

/** `GET /api/v1/recordings/:id/audio`: a voicemail to listen to, opened for this request only, with ranges for seeking. */
export function installRecordingAudio(server: FastifyInstance, guard: Guard, context: Context): void {
  server.get<{ Params: { id: string } }>("/api/v1/recordings/:id/audio", {
    schema: { hide: true },
    preParsing: async (request) => await guard("viewer")(request),
    handler: async (request, reply) => await answer(context, request, reply, request.params.id),
  });
}

async function answer(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
): Promise<FastifyReply> {
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)) throw new Refused("not-found");
  const { accountId } = request.session as MemberSession; // of an account route, so a member
  const recording = await recordingAudio(context.db, accountId, context.clock.now(), id);
  if (recording === null) throw new Refused("not-found");
  const audio = context.secretBox.open(accountId, `recording:${id.toLowerCase()}`, recording.audio);
  const range = readRange(request.headers.range, audio.length);
  reply
    .header("cache-control", "private, no-store")
    .header("accept-ranges", "bytes")
    .header("content-disposition", "inline")
    .type(audioType.test(recording.contentType) ? recording.contentType : "application/octet-stream");
  if (range === null) return reply.code(200).send(audio);
  if (range === "unsatisfiable")
    return reply.code(416).header("content-range", `bytes */${audio.length}`).send(Buffer.alloc(0));
  const { start, end } = range;
  return reply
    .code(206)
    .header("content-range", `bytes ${start}-${end}/${audio.length}`)
    .send(audio.subarray(start, end + 1));
}

/**
 * One byte range (RFC 9110 §14.2), ends included. null: the whole; a header that is no single byte range is ignored, as the
 * RFC allows.
 */
export function readRange(
  header: string | undefined,
  length: number,
): { start: number; end: number } | "unsatisfiable" | null {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return null;
  if (first === "") {
    const start = Math.max(0, length - Number(last));
    return Number(last) === 0 || length === 0 ? "unsatisfiable" : { start, end: length - 1 };
  }
  const start = Number(first);
  const end = Math.min(last === "" ? length - 1 : Number(last), length - 1);
  if (last !== "" && Number(last) < start) return null;
  return start >= length ? "unsatisfiable" : { start, end };
}
