import type { ChatProvider } from "./provider.ts";
import { createSlackCompatible } from "./slack-compatible/index.ts";

/** The chats that can be posted to: all of them speak Slack's incoming webhooks. */
export function createChat(): ChatProvider {
  return createSlackCompatible();
}
