import type { QueryClient } from "@tanstack/react-query";
import { refresh } from "#api/queries.ts";
import { change } from "./queue.ts";
import type { WaitingAction } from "./waiting-action.ts";

const noteMax = 4000;

/** Drops an action that the server refused; its person decided so. */
export async function discard({ userId, requestId }: WaitingAction): Promise<void> {
  await change(userId, (actions) => actions.filter((each) => each.requestId !== requestId));
}

/** Sends what was held back, in its old place in the order. */
export async function sendAnyway({ userId, requestId }: WaitingAction): Promise<void> {
  // `tried` says that it goes without asking again.
  await change(userId, (actions) =>
    actions.map((each) => (each.requestId === requestId ? { ...each, trouble: null, tried: true } : each)),
  );
  dispatchEvent(new Event("online"));
}

/**
 * Keeps what could not be done as a note on the case, so that colleagues know of it. Without its moment: that may be too
 * long ago to be taken; the words say it.
 * @param when the moment in words
 */
export async function keepAsNote(client: QueryClient, action: WaitingAction, when: string): Promise<void> {
  const { userId, requestId } = action;
  const note: WaitingAction = {
    ...action,
    requestId: `${requestId.slice(0, 58)}-note`,
    name: "addNote",
    body: { body: noteWords(action, when) },
    what: `Note: ${action.what}`,
    tried: false,
    trouble: null,
  };
  await change(userId, (actions) => [...actions.filter((each) => each.requestId !== requestId), note]);
  dispatchEvent(new Event("online"));
  await refresh(client, ["getCallback"]);
}

/** What was done and why it did not count, for whoever reads the case later. */
export function noteWords({ what, body, trouble }: WaitingAction, when: string): string {
  const own = [body["note"], body["body"]].find((text) => typeof text === "string" && text !== "");
  const words = [`Done without a connection at ${when}, not carried out: ${what}.`, trouble?.words, own];
  return words
    .filter((each) => each !== undefined)
    .join("\n")
    .slice(0, noteMax);
}
