import type { RouteName } from "@ringback/contract/routes.ts";

/** What may wait on this device until there is a connection. An alarm taken in hand may not: others count on it now. */
export const holdableNames = [
  "claim",
  "release",
  "snooze",
  "unsnooze",
  "recordAttempt",
  "close",
  "textCaller",
  "addNote",
] as const satisfies readonly RouteName[];
export type HoldableName = (typeof holdableNames)[number];

/** Whether an action may wait on this device. */
export function isHoldable(name: RouteName): name is HoldableName {
  return (holdableNames as readonly RouteName[]).includes(name);
}

/** Why an action did not go through, or was not sent by itself; a person decides what becomes of it. */
export interface Trouble {
  /** A refusal of the server, or `stale-text`. */
  readonly code: string;
  /** The same in words. */
  readonly words: string;
}

/** Something a person did that the server has not taken yet. */
export interface WaitingAction {
  /** Names the tap: however often it is sent, it happens once. */
  readonly requestId: string;
  readonly userId: string;
  readonly accountId: string;
  readonly name: HoldableName;
  readonly callbackId: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The caller, as on the screen. */
  readonly who: string;
  /** What was done, in words. */
  readonly what: string;
  /** When it was done, by the server's clock as known here. ISO 8601. */
  readonly happenedAt: string;
  /** The version of the case that was on the screen. */
  readonly seenVersion: number | null;
  /** Whether it was sent before without an answer: the server may have it already. */
  readonly tried: boolean;
  readonly trouble: Trouble | null;
}
