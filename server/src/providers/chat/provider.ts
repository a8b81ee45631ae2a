// The chat port: one message into a channel, by an incoming webhook.
import type { NamedBy } from "#providers/outside-hosts.ts";

export interface ChatMessage {
  /** One line: what happened. */
  readonly title: string;
  /** What to know, plain words. */
  readonly text: string;
  /** Where to look at it. */
  readonly url: string;
}

export type ChatResult =
  | { readonly outcome: "posted" }
  /** It will not be taken tomorrow either; somebody has to look at the webhook. */
  | { readonly outcome: "refused"; readonly reason: string }
  | { readonly outcome: "not-sent"; readonly reason: string; readonly retryAfterMs: number | null }
  /** It may stand in the channel. */
  | { readonly outcome: "unknown"; readonly reason: string };

export interface ChatProvider {
  /** Whether this webhook may be kept. An owner may name a chat in the house, others only a public one. */
  mayPost(webhookUrl: string, by: NamedBy): boolean;
  post(webhookUrl: string, message: ChatMessage, by: NamedBy): Promise<ChatResult>;
}
