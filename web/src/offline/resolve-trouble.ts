import type { QueryClient } from "@tanstack/react-query";
import { appNowMs } from "#api/app-clock.ts";
import { refresh } from "#api/queries.ts";
import { noteWords } from "./note-words.ts";
import { change } from "./queue.ts";
import type { WaitingAction } from "./waiting-action.ts";

/** Drops an action that the server refused; its person decided so. */
export async function discard({ userId, requestId }: WaitingAction): Promise<void> {
  await change(userId, (actions) => actions.filter((each) => each.requestId !== requestId));
}

/** Does now what was not sent by itself, or happened too long ago to be taken as of then: under a new name, in its old place. */
export async function doNow({ userId, requestId }: WaitingAction): Promise<void> {
  const happenedAt = new Date(appNowMs()).toISOString();
  await change(userId, (actions) =>
    actions.map((each) =>
      each.requestId === requestId
        ? { ...each, requestId: `${requestId.slice(0, 58)}-now`, happenedAt, tried: false, trouble: null }
        : each,
    ),
  );
  sendSoon();
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
    happenedAt: new Date(appNowMs()).toISOString(),
    tried: false,
    trouble: null,
  };
  await change(userId, (actions) => [...actions.filter((each) => each.requestId !== requestId), note]);
  sendSoon();
  await refresh(client, ["getCallback"]);
}

function sendSoon(): void {
  dispatchEvent(new Event("online"));
}
