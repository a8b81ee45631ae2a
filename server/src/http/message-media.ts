import { attachmentName } from "@ringback/core/conversations/attachment.ts";
import { isPicture } from "@ringback/core/conversations/media-type.ts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { messageMedia } from "#db/queries/message-media.ts";
import type { Context } from "#use-cases/context.ts";
import { mediaPurpose } from "#use-cases/fetch-media.ts";
import type { MemberSession } from "./access.ts";
import type { Guard } from "./mount.ts";
import { Refused } from "./refused.ts";

/**
 * `GET /api/v1/media/:id`: a picture or file that came with a text, opened for this request only. A stranger made it, so a
 * browser shows pictures at most, runs nothing of it, and saves everything else.
 */
export function installMessageMedia(server: FastifyInstance, guard: Guard, context: Context): void {
  server.get<{ Params: { id: string } }>("/api/v1/media/:id", {
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
  const media = await messageMedia(context.db, accountId, context.clock.now(), id);
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
