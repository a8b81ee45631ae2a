import type { Actor, Callback } from "./callback.ts";
import { claimCallback, releaseCallback } from "./claim-callback.ts";
import { mayWorkOn } from "./may-work-on.ts";
import type { CallbackRefusal } from "./refusal.ts";

export type CallbackAction =
  | "call"
  | "text"
  | "claim"
  | "release"
  | "reassign"
  | "snooze"
  | "unsnooze"
  | "record-attempt"
  | "close"
  | "reopen"
  | "acknowledge-escalation";

/** What the actions need to know beyond the callback itself. */
export interface Surroundings {
  readonly callerNumber: string | null;
  readonly actorHasPhone: boolean;
  readonly lineConnected: boolean;
  /** Whether the line's phone system rings a person and then the caller. */
  readonly lineStartsCalls: boolean;
  readonly lineCanText: boolean;
  readonly alarmRunning: boolean;
}

export interface AllowedAction {
  readonly action: CallbackAction;
  readonly allowed: boolean;
  readonly refusal: CallbackRefusal | null;
}

/** Every action with its refusal, by the rules that later accept or refuse the click: button and server share them. */
export function allowedActions(callback: Callback, actor: Actor, about: Surroundings): readonly AllowedAction[] {
  const working = callback.state === "closed" ? "already-closed" : mayWorkOn(callback, actor);
  const claim = claimCallback(callback, actor);
  const release = releaseCallback(callback, actor);
  const reassign =
    callback.state === "closed"
      ? "already-closed"
      : actor.role === "owner" || actor.role === "coordinator"
        ? null
        : "not-allowed";
  const refusals: Record<CallbackAction, CallbackRefusal | null> = {
    call:
      working ??
      (about.callerNumber === null
        ? "no-number"
        : !about.lineConnected
          ? "no-line"
          : !about.lineStartsCalls
            ? "provider-cannot-call"
            : !about.actorHasPhone
              ? "no-own-phone"
              : null),
    text:
      working ??
      (about.callerNumber === null
        ? "no-number"
        : !about.lineConnected
          ? "no-line"
          : about.lineCanText
            ? null
            : "provider-cannot-text"),
    claim: claim.ok ? null : claim.refusal,
    release: release.ok ? null : release.refusal,
    reassign,
    snooze: working,
    unsnooze: callback.state === "snoozed" ? (actor.role === "viewer" ? "not-allowed" : null) : "not-snoozed",
    "record-attempt": working,
    close: working,
    reopen: callback.state === "closed" ? (actor.role === "viewer" ? "not-allowed" : null) : "not-closed",
    "acknowledge-escalation": about.alarmRunning
      ? actor.role === "viewer"
        ? "not-allowed"
        : null
      : "no-running-alarm",
  };
  return (Object.entries(refusals) as [CallbackAction, CallbackRefusal | null][]).map(([action, refusal]) => ({
    action,
    allowed: refusal === null,
    refusal,
  }));
}
