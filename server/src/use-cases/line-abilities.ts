import type { Context } from "./context.ts";

type Knowing = Pick<Context, "telephony">;

/** Whether texts can leave by this provider. A line without one is refused for that, not for this. */
export function canText({ telephony }: Knowing, provider: string | null): boolean {
  return provider === null || telephony[provider]?.abilities.sms !== false;
}

/** Whether pictures can go with a text by this provider. */
export function sendsPictures({ telephony }: Knowing, provider: string | null): boolean {
  return provider !== null && telephony[provider]?.abilities.mms === true;
}

/** Whether this provider rings a person and then the caller. */
export function startsCalls({ telephony }: Knowing, provider: string | null): boolean {
  return provider === null || telephony[provider]?.abilities.startsCalls !== false;
}

/** Whether this provider asks us what to do with a call. Else it routes calls itself and we look on. */
export function answersCalls({ telephony }: Knowing, provider: string | null): boolean {
  return provider === null || telephony[provider]?.abilities.answersCalls !== false;
}

/** Whether this provider says when two phones were really connected. */
export function tellsConnection({ telephony }: Knowing, provider: string | null): boolean {
  return provider === null || telephony[provider]?.abilities.bridgedFlag !== false;
}

/** Whether this provider keeps recordings that can be fetched. */
export function givesRecordings({ telephony }: Knowing, provider: string | null): boolean {
  return provider === null || telephony[provider]?.abilities.recordings !== false;
}
