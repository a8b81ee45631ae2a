import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readMailHookToken } from "#mail-address.ts";
import type { Context } from "#use-cases/context.ts";
import { receiveEmail } from "#use-cases/receive-email.ts";

/** What mail systems let through is smaller. */
const mailBytesMax = 12 * 1024 * 1024;
/** So many mails of one business are read at a time; the others wait, so that reading never takes the whole machine. */
const atOnce = 2;

/**
 * `POST /hooks/mail/{token}`: one raw mail (RFC 5322), as the body, or as the field `email`, `body-mime` or `RawEmail` of what
 * a vendor's inbound parsing posts. Answered after the commit. What is no mail of ours is answered 200 as well, and says so:
 * a mail system would bring it again and again.
 */
export function installMailHook(server: FastifyInstance, ctx: Context): void {
  let reading = 0;
  server.register(async (hooks) => {
    hooks.removeAllContentTypeParsers();
    hooks.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: mailBytesMax }, (_request, body, done) =>
      done(null, body),
    );
    hooks.post<{ Params: { token: string } }>("/hooks/mail/:token", {
      schema: { hide: true },
      config: { rateLimit: false },
      handler: async (request, reply) => {
        const accountId = readMailHookToken(ctx.secretBox, request.params.token);
        if (accountId === null) return await say(reply, 404, "Unknown hook.");
        if (reading >= atOnce) return await say(reply.header("retry-after", "10"), 503, "Busy. Come again.");
        reading += 1;
        try {
          const raw = await rawMail(request);
          if (raw === null) return await say(reply, 400, "Send one raw mail.");
          return await reply.send(await receiveEmail(ctx, { accountId, raw }));
        } catch (error) {
          ctx.events.failed("mail hook failed", error);
          return await say(reply, 500, "Not taken. Come again.");
        } finally {
          reading -= 1;
        }
      },
    });
  });
}

async function say(reply: FastifyReply, status: number, words: string) {
  return await reply.code(status).type("text/plain").send(`${words}\n`);
}

/** Names under which vendors send the raw mail: SendGrid, Mailgun, Postmark. */
const fieldNames = ["email", "body-mime", "RawEmail"] as const;

async function rawMail({ body, headers }: FastifyRequest): Promise<Buffer | null> {
  if (!Buffer.isBuffer(body) || body.length === 0) return null;
  const type = headers["content-type"] ?? "";
  if (/^application\/json\b/i.test(type)) {
    const json: unknown = JSON.parse(body.toString("utf8"));
    const raw = json !== null && typeof json === "object" && "RawEmail" in json ? json.RawEmail : null;
    return typeof raw === "string" ? Buffer.from(raw, "latin1") : null;
  }
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) return body;
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  for (const name of fieldNames) {
    const value = form.get(name);
    if (typeof value === "string") return Buffer.from(value, "utf8");
    if (value !== null) return Buffer.from(await value.arrayBuffer());
  }
  return null;
}
