import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { chosenAccount } from "#api/chosen-account.ts";
import { api } from "#api/client.ts";
import { useReachable } from "#api/connection.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";

export interface PresentPerson {
  readonly name: string;
  readonly isWorking: boolean;
}

/** Names this tab: one person may have two open. */
const screen = crypto.randomUUID();
/** The server takes silence of thirty seconds for gone. */
const everyMs = 12_000;

/** Says, while the case is on the screen, that one looks at it or works on it. A hidden tab looks at nothing. */
export function useSayPresence(callbackId: string, isWorking: boolean): void {
  const isReachable = useReachable();
  useEffect(() => {
    if (!isReachable) return;
    const state = isWorking ? "working" : "viewing";
    const account = chosenAccount();
    const say = (what: "viewing" | "working" | "gone") => {
      // Whoever has gone to another business or signed out cannot say it here any more; the silence will.
      if (chosenAccount() !== account) return;
      // It is told again soon; a failure is nothing to bother a person with.
      void api.setPresence({ params: { id: callbackId }, body: { state: what, screen } }).catch(() => {});
    };
    const sayIfSeen = () => say(document.hidden ? "gone" : state);
    sayIfSeen();
    const timer = setInterval(() => {
      if (!document.hidden) say(state);
    }, everyMs);
    document.addEventListener("visibilitychange", sayIfSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", sayIfSeen);
      say("gone");
    };
  }, [callbackId, isWorking, isReachable]);
}

/** Who else has this case open now; those at work first. */
export function useOthersAt(callbackId: string): readonly PresentPerson[] {
  const { memberId } = useAccount();
  const { data } = useQuery({ ...read("listPresence"), staleTime: 5_000, refetchInterval: 30_000 });
  const others = (data?.present ?? []).filter((each) => each.callbackId === callbackId && each.member.id !== memberId);
  const byName = new Map<string, boolean>();
  for (const { member, state } of others)
    byName.set(member.name, (byName.get(member.name) ?? false) || state === "working");
  return [...byName]
    .map(([name, isWorking]) => ({ name, isWorking }))
    .sort((one, other) => Number(other.isWorking) - Number(one.isWorking) || one.name.localeCompare(other.name));
}
