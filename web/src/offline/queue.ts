import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import type { Me } from "@ringback/contract/installation.ts";
import type { QueryClient } from "@tanstack/react-query";
import { createStore, get, update } from "idb-keyval";
import { chosenAccount } from "#api/chosen-account.ts";
import type { Parts } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { describeAction } from "./action-words.ts";
import { showWaiting, waitingNow } from "./waiting.ts";
import type { HoldableName, WaitingAction } from "./waiting-action.ts";

const store = createStore("ringback-waiting", "actions");
const channel = new BroadcastChannel("ringback-waiting");
let wake: () => void = () => undefined;

interface Tapped {
  readonly name: HoldableName;
  readonly parts: Parts;
  readonly tappedMs: number;
  readonly tried: boolean;
}

/** Puts an action at the end of its person's queue; it is on the disk when this resolves. @throws when it cannot be kept. */
export async function hold(client: QueryClient, { name, parts, tappedMs, tried }: Tapped): Promise<void> {
  const me = client.getQueryData<Me>(readKey("me", {}));
  const accountId = chosenAccount();
  const callbackId = String(parts.params?.["id"]);
  if (me === undefined || accountId === null) throw new Error("nobody is signed in");
  const { requestId, ...body } = { requestId: "", ...(parts.body as object) };
  const story = client.getQueryData<CallbackCase>(readKey("getCallback", { params: { id: callbackId } }));
  const timeZone = me.accounts.find(({ id }) => id === accountId)?.timeZone ?? "UTC";
  // The next on the same case was tapped on what the one before it had made of it.
  const before = waitingNow().findLast((each) => each.callbackId === callbackId && each.trouble === null);
  await change(me.user.id, (actions) => [
    ...actions,
    {
      requestId,
      userId: me.user.id,
      accountId,
      name,
      callbackId,
      body,
      ...describeAction(client, { name, callbackId, body, timeZone }),
      happenedAt: new Date(tappedMs).toISOString(),
      seenVersion: before?.seenVersion ?? story?.version ?? null,
      tried,
      trouble: null,
    },
  ]);
  wake();
}

/** Changes a person's queue in one step that no other tab can come between, and shows it. */
export async function change(
  userId: string,
  next: (actions: readonly WaitingAction[]) => readonly WaitingAction[],
): Promise<void> {
  let after: readonly WaitingAction[] = [];
  await update<readonly WaitingAction[]>(
    keyOf(userId),
    (actions) => {
      after = next(actions ?? []);
      return after;
    },
    store,
  );
  showWaiting(after);
  channel.postMessage(userId);
}

/** Reads a person's queue anew and shows it. */
export async function load(userId: string): Promise<readonly WaitingAction[]> {
  const actions = (await get<readonly WaitingAction[]>(keyOf(userId), store)) ?? [];
  showWaiting(actions);
  return actions;
}

/** Follows a person's queue in other tabs, and is told when something was put into it here. Returns how to stop. */
export function follow(userId: string, onHeld: () => void): () => void {
  const onMessage = ({ data }: MessageEvent<unknown>) => {
    if (data === userId) void load(userId);
  };
  channel.addEventListener("message", onMessage);
  wake = onHeld;
  return () => {
    channel.removeEventListener("message", onMessage);
    wake = () => undefined;
    showWaiting([]);
  };
}

function keyOf(userId: string): string {
  return `waiting:${userId}`;
}
