import type { QueryClient } from "@tanstack/react-query";
import { appNowMs } from "#api/app-clock.ts";
import { callAs } from "#api/client.ts";
import { onReachable } from "#api/connection.ts";
import { Problem } from "#api/problem.ts";
import { refresh } from "#api/queries.ts";
import { sayDone } from "#components/undo.tsx";
import { problemFacts, problemWords } from "#ui/problem-words.ts";
import { afterSent, nextStep } from "./plan-sending.ts";
import { change, follow, load } from "./queue.ts";
import { isNoAnswer } from "./send-or-hold.ts";
import { waitingNow } from "./waiting.ts";
import type { Trouble, WaitingAction } from "./waiting-action.ts";

const patienceMs = 20_000;
const firstPauseMs = 3000;
const longestPauseMs = 60_000;
/** Everything an action may have changed, with what waits being sent in one go. */
const changed = ["today", "getCallback", "listCallbacks", "listHolds", "listMessages"] as const;

/** Sends what waits whenever there is a chance to, for as long as the person is signed in here. Returns how to stop. */
export function keepSending(client: QueryClient, userId: string): () => void {
  let pauseMs = firstPauseMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const now = () => {
    clearTimeout(timer);
    void sendAll(client, userId)
      .catch(() => false)
      .then((isThrough) => {
        clearTimeout(timer);
        if (isStopped || waitingNow().every(({ trouble }) => trouble !== null)) return;
        pauseMs = isThrough ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
        timer = setTimeout(now, pauseMs);
      });
  };
  const soon = () => {
    pauseMs = firstPauseMs;
    now();
  };
  const onVisible = () => {
    if (document.visibilityState === "visible") soon();
  };
  const stops = [onReachable(soon), follow(userId, soon)];
  addEventListener("online", soon);
  document.addEventListener("visibilitychange", onVisible);
  void load(userId).then(now);
  return () => {
    isStopped = true;
    clearTimeout(timer);
    removeEventListener("online", soon);
    document.removeEventListener("visibilitychange", onVisible);
    for (const stop of stops) stop();
  };
}

/** Sends in order until nothing waits or nobody answers; one tab at a time. Answers whether it got through. */
async function sendAll(client: QueryClient, userId: string): Promise<boolean> {
  if (!navigator.onLine) return false;
  return await alone(async () => {
    const sent: WaitingAction[] = [];
    const refused: WaitingAction[] = [];
    let isThrough = true;
    for (;;) {
      const step = nextStep(await load(userId), appNowMs());
      if (step.do === "nothing") break;
      const { action } = step;
      if (step.do === "ask") {
        await setTrouble(userId, action, staleText);
        refused.push(action);
        continue;
      }
      await change(userId, (all) => withChange(all, action, { tried: true }));
      const outcome = await send(action);
      if (outcome.kind === "no-answer") {
        isThrough = false;
        break;
      }
      if (outcome.kind === "refused") {
        await setTrouble(userId, action, outcome.trouble);
        refused.push(action);
      } else {
        await change(userId, (all) => afterSent(all, action, outcome.version));
        sent.push(action);
      }
    }
    if (sent.length + refused.length > 0) {
      await refresh(client, changed);
      report(sent, refused);
    }
    return isThrough;
  });
}

type Outcome =
  | { readonly kind: "taken"; readonly version: number | null }
  | { readonly kind: "refused"; readonly trouble: Trouble }
  | { readonly kind: "no-answer" };

async function send({ accountId, name, callbackId, body, requestId, happenedAt }: WaitingAction): Promise<Outcome> {
  try {
    const parts = { params: { id: callbackId }, body: { ...body, requestId, happenedAt } };
    const answer = await callAs(accountId, name, parts, AbortSignal.timeout(patienceMs));
    const version = typeof answer === "object" && answer !== null && "version" in answer ? answer.version : null;
    return { kind: "taken", version: typeof version === "number" ? version : null };
  } catch (error) {
    // Signed out, too many at once, or the server not well: it stays, and is tried again.
    if (isNoAnswer(error) || !(error instanceof Problem)) return { kind: "no-answer" };
    if (error.status === 401 || error.status === 408 || error.status === 429 || error.status >= 500)
      return { kind: "no-answer" };
    const { title, advice } = problemWords(problemFacts(error));
    return { kind: "refused", trouble: { code: error.code, words: error.detail ?? `${title}. ${advice}` } };
  }
}

const staleText: Trouble = {
  code: "stale-text",
  words: "This text waited for more than an hour. Read it again before it goes.",
};

async function setTrouble(userId: string, action: WaitingAction, trouble: Trouble): Promise<void> {
  await change(userId, (all) => withChange(all, action, { trouble }));
}

function withChange(
  actions: readonly WaitingAction[],
  { requestId }: WaitingAction,
  changes: Partial<WaitingAction>,
): readonly WaitingAction[] {
  return actions.map((each) => (each.requestId === requestId ? { ...each, ...changes } : each));
}

function report(sent: readonly WaitingAction[], refused: readonly WaitingAction[]): void {
  // The tray shows it where it is open, and nothing may lie over it.
  if (document.querySelector('[role="dialog"]') !== null) return;
  const [first] = sent;
  const needs = refused.length === 0 ? "" : `${refused.length} could not be done: see “Needs you”.`;
  if (sent.length === 1 && first !== undefined) sayDone("Sent", `${first.who}: ${first.what}. ${needs}`);
  else if (sent.length > 1) sayDone(`${sent.length} actions sent`, `In the order in which you did them. ${needs}`);
  else sayDone("Not done", needs);
}

/** Two tabs would send the same twice; the server would see through it, but the order could break. */
async function alone(work: () => Promise<boolean>): Promise<boolean> {
  // Locks are missing on plain http addresses, and so is everything that lets a second copy of the app run there.
  if (!("locks" in navigator)) return await work();
  return await navigator.locks.request("ringback-sending", { ifAvailable: true }, async (lock) =>
    lock === null ? false : await work(),
  );
}
