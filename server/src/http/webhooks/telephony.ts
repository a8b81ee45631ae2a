import { fallbackGreeting } from "@ringback/core/answering/fallback-greeting.ts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "#use-cases/context.ts";
import { noteEvent, noteRefusedWebhook } from "#use-cases/note-webhook.ts";
import { type OpenConnection, openConnection } from "#use-cases/open-connection.ts";
import { type HookKind, hookKindOf, readHook, type WebhookProblem } from "#use-cases/read-hook.ts";
import { takeNotice } from "#use-cases/take-notice.ts";

/** Larger than any webhook of a provider; what is larger is a stranger's. */
const bodyBytesMax = 256 * 1024;

/**
 * `POST /hooks/{connectionId}/…`: the provider's events. Answered with 2xx only after what they told us is committed;
 * a refused one leaves nothing but a counter.
 */
export function installWebhooks(server: FastifyInstance, ctx: Context): void {
  server.register(async (hooks) => {
    // The signature is over the raw bytes, so nothing may be parsed before it is checked.
    hooks.removeAllContentTypeParsers();
    hooks.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: bodyBytesMax }, (_request, body, done) =>
      done(null, body),
    );
    hooks.route<{ Params: { connectionId: string } }>({
      method: ["GET", "POST"],
      url: "/hooks/:connectionId/*",
      schema: { hide: true },
      config: { rateLimit: false },
      handler: async (request, reply) => await answer(ctx, request, reply),
    });
  });
}

async function answer(
  ctx: Context,
  request: FastifyRequest<{ Params: { connectionId: string } }>,
  reply: FastifyReply,
) {
  const { connectionId } = request.params;
  const pathAndQuery = request.raw.url?.slice(`/hooks/${connectionId}`.length) ?? "";
  const hook = hookKindOf(pathAndQuery);
  if (hook === null) return await refuse(reply, hook, 404, "Unknown hook.");
  const startedAtMs = performance.now();
  let connection: OpenConnection | null = null;
  try {
    connection = await openConnection(ctx, connectionId);
    if (connection === null) return await refuse(reply, hook, 404, "Unknown connection.");
    const read = readHook(connection, hook, request, pathAndQuery, ctx.clock.now());
    if (!read.ok) {
      noteRefusedWebhook(ctx, connection);
      ctx.events.webhookRefused({ connectionId, hook, problem: read.problem });
      return await refuse(reply, hook, read.status, read.detail ?? refusalWords[read.problem]);
    }
    const taken = await takeNotice(ctx, connection, read.notice, read.payload);
    noteEvent(ctx, connection);
    ctx.events.webhookAccepted({
      connectionId,
      hook,
      repeated: taken.repeated,
      seconds: (performance.now() - startedAtMs) / 1000,
    });
    const { contentType, body } = connection.provider.renderInstruction(
      connection.account,
      taken.instruction,
      taken.about,
    );
    return await reply.code(200).type(contentType).send(body);
  } catch (error) {
    ctx.events.failed("webhook failed", error, { connectionId, hook });
    return await answerFailure(connection, hook, reply);
  }
}

/**
 * When we fail, the provider turns to the fallback hook; when that fails too, it still gets a voicemail, so the caller is
 * never left with an error. The provider's log brings the call back later.
 */
async function answerFailure(connection: OpenConnection | null, hook: HookKind, reply: FastifyReply) {
  if (hook !== "voice-fallback" || connection === null) return await refuse(reply, hook, 500, "Not taken. Come again.");
  const voicemail = { do: "take-voicemail", greeting: fallbackGreeting, maxSeconds: 120, language: "en-US" } as const;
  const { contentType, body } = connection.provider.renderInstruction(connection.account, voicemail);
  return await reply.code(200).type(contentType).send(body);
}

/** Words for whoever reads the sender's log: as JSON where events are JSON, else as a line of text. */
async function refuse(reply: FastifyReply, hook: HookKind | null, status: number, words: string) {
  if (hook === "events") return await reply.code(status).send({ ok: false, error: words });
  return await reply.code(status).type("text/plain").send(`${words}\n`);
}

const refusalWords: Readonly<Record<WebhookProblem, string>> = {
  "bad-signature": "The signature does not match.",
  malformed: "The request cannot be read.",
  "wrong-account": "The request is of another provider account.",
  "missing-field": "A required field is missing.",
  "too-large": "The request is too large.",
  "unknown-content-type": "Send the request form-encoded.",
};
