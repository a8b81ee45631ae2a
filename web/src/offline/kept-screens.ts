// What was on the screen stays on the device for a day, so that the app opens in a dead spot with one's own callbacks.
import type { Me } from "@ringback/contract/installation.ts";
import type { QueryClient } from "@tanstack/react-query";
import { clear, createStore, del, get, set } from "idb-keyval";
import { clockOffsetMs, syncClock } from "#api/app-clock.ts";
import { readKey } from "#api/queries.ts";
import { type Kept, type KeptAnswer, keepAnswers, keptForMs } from "./keep-answers.ts";

const store = createStore("ringback-kept", "screens");
const lastPerson = "last-person";
const settleMs = 1500;

/** A case is worth memory for as long as it is worth the disk. */
export function rememberCases(client: QueryClient): void {
  client.setQueryDefaults(readKey("getCallback"), { gcTime: keptForMs });
}

/**
 * Writes down what the person reads in a business, a little after it was read, for as long as they are here. What was kept
 * of anybody else on this device goes first. Returns how to stop.
 */
export function keepScreens(client: QueryClient, me: Me, accountId: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const write = async () => {
    timer = undefined;
    if (isStopped) return;
    const answers: KeptAnswer[] = client
      .getQueryCache()
      .getAll()
      .flatMap(({ queryKey, state }) =>
        state.data === undefined ? [] : [{ key: queryKey, data: state.data, atMs: state.dataUpdatedAt }],
      );
    const before = await get<Kept>(keyOf(me.user.id, accountId), store);
    const kept = keepAnswers(before, answers, { accountId, nowMs: Date.now(), clockOffsetMs: clockOffsetMs() });
    if (!isStopped) await set(keyOf(me.user.id, accountId), kept, store);
  };
  const begin = async () => {
    const person = `${me.user.id}:`;
    if ((await get<string>(lastPerson, store))?.startsWith(person) !== true) await clear(store);
    await set(lastPerson, keyOf(me.user.id, accountId), store);
    await write();
  };
  // No room, or a private window: then there is nothing to open in a dead spot, and everything else goes on.
  const quietly = (work: () => Promise<void>) => void work().catch(() => undefined);
  quietly(begin);
  const stop = client.getQueryCache().subscribe((event) => {
    if (event.type === "updated" && event.action.type === "success")
      timer ??= setTimeout(() => quietly(write), settleMs);
  });
  return () => {
    isStopped = true;
    stop();
    clearTimeout(timer);
  };
}

/** Puts what was kept on the screen of whoever was here last; what is older than a day is deleted unseen. */
export async function restoreScreens(client: QueryClient): Promise<boolean> {
  const key = await get<string>(lastPerson, store);
  const kept = key === undefined ? undefined : await get<Kept>(key, store);
  if (key === undefined || kept === undefined) return false;
  if (Date.now() - kept.atMs > keptForMs) {
    await del(key, store);
    return false;
  }
  syncClock(new Date(Date.now() + kept.clockOffsetMs).toISOString());
  for (const { key: queryKey, data, atMs } of kept.answers) {
    client.setQueryDefaults(queryKey, { gcTime: keptForMs });
    client.setQueryData(queryKey, data, { updatedAt: atMs });
  }
  return true;
}

/** Deletes everything kept: the person signed out, or the server no longer knows them. */
export async function forgetScreens(): Promise<void> {
  await clear(store).catch(() => undefined);
}

function keyOf(userId: string, accountId: string): string {
  return `${userId}:${accountId}`;
}
