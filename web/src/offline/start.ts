import type { Me } from "@ringback/contract/installation.ts";
import type { QueryClient } from "@tanstack/react-query";
import { keepPush } from "#api/push.ts";
import { fetchMineAhead } from "./fetch-mine-ahead.ts";
import { keepScreens, rememberCases } from "./kept-screens.ts";
import { keepSending } from "./sending.ts";

/** Phones and installed apps go through dead spots; a desk that several people share is better off with nothing kept. */
const goesPlaces = "(max-width: 640px), (pointer: coarse), (display-mode: standalone)";

/** Everything that lets a person work without a connection, once the first screen stands. Returns how to stop. */
export function startOffline(client: QueryClient, me: Me, account: Me["accounts"][number]): () => void {
  const stops = [keepSending(client, me.user.id)];
  void keepPush().catch(() => undefined);
  if (matchMedia(goesPlaces).matches) {
    rememberCases(client);
    stops.push(keepScreens(client, me, account.id), fetchMineAhead(client, account));
  }
  return () => {
    for (const stop of stops) stop();
  };
}
