import type { CallbackCase, CallbackRow } from "@ringback/contract/callbacks.ts";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { appNowMs } from "#api/app-clock.ts";
import type { Answer } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { callerWords } from "#components/phone-words.ts";
import { whenWords } from "#components/time-words.ts";
import type { HoldableName } from "./waiting-action.ts";

export interface ActionToDescribe {
  readonly name: HoldableName;
  readonly callbackId: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly timeZone: string;
}

/** Who an action is about and what it is, in words that stay readable when the case is no longer at hand. */
export function describeAction(client: QueryClient, action: ActionToDescribe): { who: string; what: string } {
  const story = client.getQueryData<CallbackCase>(readKey("getCallback", { params: { id: action.callbackId } }));
  const row = story ?? rowOf(client, action.callbackId);
  const outcome = story?.dispositions.find(({ key }) => key === action.body["disposition"])?.label ?? null;
  return { who: row === undefined ? "A caller" : callerWords(row), what: actionWords(action, outcome) };
}

const results: Readonly<Record<string, string>> = {
  reached: "talked with them",
  "no-answer": "nobody answered",
  "left-voicemail": "left a voicemail",
  busy: "busy",
  "wrong-number": "wrong number",
};

/** What an action is, in words: "Attempt: left a voicemail". */
export function actionWords({ name, body, timeZone }: Omit<ActionToDescribe, "callbackId">, outcome: string | null) {
  const text = (field: string) => (typeof body[field] === "string" ? body[field] : "");
  switch (name) {
    case "claim":
      return "Claim";
    case "release":
      return "Release";
    case "snooze":
      return `Snooze until ${whenWords(Date.parse(text("until")), appNowMs(), timeZone)}`;
    case "unsnooze":
      return "Bring back from snooze";
    case "recordAttempt":
      return `Attempt: ${results[text("result")] ?? text("result")}`;
    case "close":
      return `Close: ${outcome ?? text("disposition").replaceAll("-", " ")}`;
    case "textCaller":
      return `Text: “${shortened(text("body"))}”`;
    case "addNote":
      return `Note: “${shortened(text("body"))}”`;
  }
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 58)}…` : text;
}

function rowOf(client: QueryClient, callbackId: string): CallbackRow | undefined {
  const lists = client.getQueriesData<Answer<"today"> | InfiniteData<Answer<"today">>>({ queryKey: readKey("today") });
  const pages = lists.flatMap(([, data]) => (data === undefined ? [] : "pages" in data ? data.pages : [data]));
  return pages.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows)).find(({ id }) => id === callbackId);
}
