import type { HookKind } from "./provider.ts";

const kinds: Readonly<Record<string, HookKind>> = {
  "/voice": "voice",
  "/voice/status": "voice-status",
  "/voice/dial": "voice-dial",
  "/voice/recording": "voice-recording",
  "/voice/transcription": "voice-transcription",
  "/voice/gather": "voice-gather",
  "/messages": "message",
  "/messages/status": "message-status",
  "/events": "events",
};

/**
 * Which hook a request below `/hooks/{connectionId}` is for; null: no such hook. `/voice?fallback=1` is called when
 * another of our URLs failed the provider.
 */
export function hookKindOf(pathAndQuery: string): HookKind | null {
  const [path = "", query = ""] = pathAndQuery.split("?", 2);
  const kind = Object.hasOwn(kinds, path) ? (kinds[path] ?? null) : null;
  if (kind === "voice" && new URLSearchParams(query).get("fallback") === "1") return "voice-fallback";
  return kind;
}
