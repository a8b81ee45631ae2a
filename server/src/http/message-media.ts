import { attachmentName } from "@ringback/core/conversations/attachment.ts";
import { isPicture } from "@ringback/core/conversations/media-type.ts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { messageMedia, type SealedMedia } from "#db/queries/message-media.ts";
import { readMediaToken } from "#media-link.ts";
import type { Context } from "#use-cases/context.ts";
import { mediaPurpose } from "#use-cases/fetch-media.ts";
import { removeUpload, uploadFile } from "#use-cases/upload-file.ts";
import type { MemberSession } from "./access.ts";
import type { Guard } from "./mount.ts";
import { accepted, Refused } from "./refused.ts";

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** A little more than is taken, so that what is too large is refused in words. */
const uploadBytesMax = 6 * 1024 * 1024;
/** Files of one person; a message takes ten. */
const uploadsAMinute = 60;

/**
 * Pictures and files of messages. `GET /api/v1/media/:id` opens one for this request only; a stranger made it, so a
 * browser shows pictures at most, runs nothing of it, and saves everything else. `POST /api/v1/media` takes one to send, as
 * application/octet-stream, `DELETE` lets go of it again. `GET /media/:token` gives one picture that is being sent to
 * whoever holds the link: the phone provider, who has no credentials of ours.
 */
export function installMessageMedia(server: FastifyInstance, guard: Guard, context: Context): void {
  server.get<{ Params: { id: string } }>("/api/v1/media/:id", {
    schema: { hide: true },
    preParsing: async (request) => await guard("viewer")(request),
    handler: async (request, reply) => await answer(context, request, reply, request.params.id),
  });
  server.get<{ Params: { token: string } }>("/media/:token", {
    schema: { hide: true },
    handler: async (request, reply) => {
      const linked = readMediaToken(context.secretBox, request.params.token, context.clock.now());
      if (linked === null) throw new Refused("not-found");
      return await give(context, reply, linked.accountId, linked.mediaId);
    },
  });
  installUploads(server, guard, context);
}

function installUploads(server: FastifyInstance, guard: Guard, context: Context): void {
  server.register(async (files) => {
    files.removeAllContentTypeParsers();
    files.addContentTypeParser(
      "application/octet-stream",
      { parseAs: "buffer", bodyLimit: uploadBytesMax },
      (_request, body, done) => done(null, body),
    );
    files.post("/api/v1/media", {
      schema: { hide: true },
      config: { rateLimit: { max: uploadsAMinute, timeWindow: "1 minute" } },
      preParsing: async (request) => await guard("agent")(request),
      handler: async (request) => {
        const { accountId, memberId } = request.session as MemberSession; // of an account route, so a member
        if (!Buffer.isBuffer(request.body)) throw new Refused("bad-request");
        return accepted(await uploadFile(context, { accountId, memberId, bytes: request.body })).file;
      },
    });
    files.delete<{ Params: { id: string } }>("/api/v1/media/:id", {
      schema: { hide: true },
      preParsing: async (request) => await guard("agent")(request),
      handler: async (request) => {
        const { accountId, memberId } = request.session as MemberSession; // of an account route, so a member
        if (!uuid.test(request.params.id)) throw new Refused("not-found");
        await removeUpload(context, { accountId, memberId, fileId: request.params.id });
        return { ok: true };
      },
    });
  });
}

async function answer(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
): Promise<FastifyReply> {
  if (!uuid.test(id)) throw new Refused("not-found");
  const { accountId } = request.session as MemberSession; // of an account route, so a member
  return await give(context, reply, accountId, id);
}

async function give(context: Context, reply: FastifyReply, accountId: string, id: string): Promise<FastifyReply> {
  const media: SealedMedia | null = await messageMedia(context.db, accountId, context.clock.now(), id);
  if (media === null) throw new Refused("not-found");
  const bytes = context.secretBox.open(accountId, mediaPurpose(id.toLowerCase()), media.content);
  const name = attachmentName(media.contentType, media.position);
  return reply
    .header("cache-control", "private, no-store")
    .header("content-disposition", `${isPicture(media.contentType) ? "inline" : "attachment"}; filename="${name}"`)
    .header("content-security-policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'")
    .header("x-content-type-options", "nosniff")
    .type(media.contentType)
    .send(bytes);
}
