/** Why an action on a callback is refused. The compiler keeps every answer to the user complete. */
export type CallbackRefusal =
  | "not-allowed"
  | "already-closed"
  | "not-closed"
  | "claimed-by-someone-else"
  | "not-claimed"
  | "not-snoozed"
  | "no-such-outcome"
  | "reason-missing"
  | "snooze-in-the-past"
  | "snooze-too-long"
  | "closed-too-long-ago"
  | "called-again-since"
  | "no-such-person"
  | "same-owner"
  | "no-running-alarm"
  | "not-late"
  | "no-number"
  | "no-own-phone"
  | "no-line"
  | "provider-cannot-call"
  | "provider-cannot-text"
  | "changed-meanwhile"
  | "say-how"
  | "tries-left"
  | "happened-too-long-ago"
  | "request-reused"
  | "nothing-to-take-back"
  | "too-late-to-take-back"
  | "note-not-found"
  | "note-settled";

/** The refusal in words for the person who tried: what is the case and what to do. */
export const refusalWords: Record<CallbackRefusal, string> = {
  "not-allowed": "Your role does not allow this. Ask an owner of the business.",
  "already-closed": "This callback is already closed. Reopen it first.",
  "not-closed": "This callback is still open.",
  "claimed-by-someone-else": "Somebody else is working on this one.",
  "not-claimed": "Nobody has taken this callback.",
  "not-snoozed": "This callback is not snoozed.",
  "no-such-outcome": "Choose one of the outcomes of the list.",
  "reason-missing": "Say why in a word or two.",
  "snooze-in-the-past": "Choose a time that is still to come.",
  "snooze-too-long": "A callback can be put off for at most seven days.",
  "closed-too-long-ago": "A close can be undone for seven days. If the caller called again, there is a new callback.",
  "called-again-since": "The caller has called again and has a newer callback. Work on that one.",
  "no-such-person": "This person does not belong to the business any more.",
  "same-owner": "This person already owns it.",
  "no-running-alarm": "There is no alarm to take in hand.",
  "not-late": "This callback was not late.",
  "no-number": "The caller's number was withheld, so there is nothing to call.",
  "no-own-phone": "You have no phone number here yet. Add it under Team, or call from your own phone.",
  "no-line": "The number the caller dialed is not connected to a phone provider.",
  "provider-cannot-call": "This phone system places no calls for Ringback. Dial the number from your own phone.",
  "provider-cannot-text": "The phone system of this number sends no texts. Call instead.",
  "changed-meanwhile": "Somebody changed this a moment ago. Look again before you act.",
  "say-how": "No call or text to them is known. Say how they were reached.",
  "tries-left": "There are tries left. Record this one; it comes back when the next is due.",
  "happened-too-long-ago": "That was more than a day ago. Look at the case and do it anew.",
  "request-reused": "This was sent under the name of another action. Do it anew.",
  "nothing-to-take-back": "There is nothing of yours here to take back.",
  "too-late-to-take-back": "That was more than ten minutes ago. Change it by hand.",
  "note-not-found": "There is no such note on this callback.",
  "note-settled": "Only who wrote a note may change it, and only for fifteen minutes. Write another one.",
};
