import type { ChatMessage, ChatProvider, ChatResult } from "#providers/chat/provider.ts";
import { mayPostTo } from "#providers/outside-hosts.ts";
import { type OutsideAnswer, OutsideError, postOutside } from "#providers/outside-request.ts";

/** Incoming webhooks as Slack has them; Mattermost, Rocket.Chat and others take the same. */
export function createSlackCompatible({ timeoutMs = 10_000 }: { readonly timeoutMs?: number } = {}): ChatProvider {
  return {
    mayPost: (webhookUrl, by) => mayPostTo(webhookUrl, by),
    post: async (webhookUrl, message, by) => {
      try {
        const headers = { "content-type": "application/json; charset=utf-8" };
        const answer = await postOutside({
          url: webhookUrl,
          headers,
          body: JSON.stringify(bodyOf(message)),
          namedBy: by,
          timeoutMs,
        });
        return resultOf(answer);
      } catch (error) {
        if (!(error instanceof OutsideError)) throw error;
        if (error.kind === "not-allowed") return { outcome: "refused", reason: "not-allowed" };
        if (error.kind === "unreachable") return { outcome: "not-sent", reason: error.kind, retryAfterMs: null };
        return { outcome: "unknown", reason: error.kind };
      }
    },
  };
}

/** `text` is what notifications show and what chats without blocks print. */
function bodyOf({ title, text, url }: ChatMessage) {
  const [head, words] = [inert(title), inert(text)];
  return {
    text: `*${head}*\n${words}\n<${url}|Open in Ringback>`,
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: `*${head}*\n${words}`.slice(0, 2_900) } },
      { type: "context", elements: [{ type: "mrkdwn", text: `<${url}|Open in Ringback>` }] },
    ],
  };
}

/** Nothing a caller said may become a link, a mention or a command of the chat. */
function inert(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[*_~`]/g, "\u200b$&");
}

function resultOf({ status, retryAfterMs, text }: OutsideAnswer): ChatResult {
  // Slack says "ok"; others answer an empty body or JSON. Slack's own errors come with 4xx.
  if (status >= 200 && status < 300) return { outcome: "posted" };
  const word = /^[a-z_]{3,40}$/.test(text.trim()) ? ` ${text.trim()}` : "";
  const reason = `HTTP ${status}${word}`;
  if (status === 429 || status === 408 || status >= 500) return { outcome: "not-sent", reason, retryAfterMs };
  return { outcome: "refused", reason };
}
