import type { Problem } from "@ringback/contract/common.ts";
import type { CallbackRefusal } from "@ringback/core/callbacks/refusal.ts";
import { callbackProblems } from "./callback-problems.ts";

/** One line a code: the status and the words for the person. The operator's text is the log line in errors.ts. */
interface ProblemLine {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 501 | 503;
  readonly title: string;
  readonly detail?: string;
}

const lines = {
  // The request itself.
  invalid: { status: 400, title: "Something in the request is not right", detail: "See the fields." },
  "malformed-json": { status: 400, title: "The request is not readable JSON" },
  "bad-request": { status: 400, title: "The request cannot be understood" },
  "too-large": { status: 413, title: "The request is too large" },
  "unsupported-media-type": { status: 415, title: "Send JSON", detail: "Use content-type: application/json." },
  "not-found": { status: 404, title: "Not found" },
  "too-many-requests": { status: 429, title: "Too many requests", detail: "Wait a moment and try again." },
  // Who is asking.
  "sign-in-required": { status: 401, title: "Sign in first" },
  "key-refused": { status: 401, title: "This API key is not valid", detail: "It may have been revoked." },
  "not-allowed": { status: 403, title: "Your role does not allow this", detail: "Ask an owner of the business." },
  "needs-person": { status: 403, title: "An API key cannot do this", detail: "Sign in as a person." },
  "foreign-origin": { status: 403, title: "The request came from another site" },
  "account-required": { status: 400, title: "Say for which business", detail: "Send the header ringback-account." },
  "account-not-found": { status: 404, title: "You have no such business" },
  "sign-in-failed": { status: 401, title: "E-mail or password is not right" },
  "sign-up-closed": {
    status: 403,
    title: "Signing up needs an invitation",
    detail: "Ask the owner of the business for one.",
  },
  "password-too-short": { status: 400, title: "The password is too short", detail: "Use at least 12 characters." },
  "password-too-long": { status: 400, title: "The password is too long", detail: "Use at most 200 characters." },
  "password-common": { status: 400, title: "The password is too common", detail: "Everybody tries this one first." },
  "password-personal": {
    status: 400,
    title: "The password is too easy to guess",
    detail: "Do not use name or e-mail.",
  },
  "email-required": { status: 400, title: "Give an e-mail to sign in with" },
  "email-taken": { status: 409, title: "This e-mail has a sign-in already", detail: "Sign in with it instead." },
  // People.
  "member-not-found": { status: 404, title: "There is no such person in this business" },
  "last-owner": {
    status: 409,
    title: "The business needs at least one owner",
    detail: "Make somebody else owner first.",
  },
  "already-finished": { status: 409, title: "This week's review is finished already" },
  "callers-unresolved": {
    status: 409,
    title: "Some callers have no answer yet",
    detail: "Close their callback with an outcome, or say who has them.",
  },
  "emergencies-not-judged": {
    status: 409,
    title: "Some emergencies were not looked at yet",
    detail: "Say of each what became of it.",
  },
  "already-signed-up": { status: 409, title: "This person can sign in already" },
  "already-member": { status: 409, title: "You already belong to this business" },
  "no-fallback-owner": {
    status: 409,
    title: "Nobody would be left for this person's callbacks",
    detail: "Choose another fallback owner in the rules first.",
  },
  "invalid-phone": {
    status: 400,
    title: "This is not a phone number",
    detail: "Give the number with its country code, like +13125550117.",
  },
  "phone-taken": { status: 409, title: "Somebody in this business has this phone number" },
  "invitation-not-found": {
    status: 404,
    title: "This invitation is not valid",
    detail: "It may be used or too old. Ask for a new one.",
  },
  "invitation-for-another": { status: 403, title: "This invitation is for another e-mail" },
  "key-not-found": { status: 404, title: "There is no such API key" },
  // Contacts.
  "contact-not-found": { status: 404, title: "There is no such contact" },
  "lead-not-found": { status: 404, title: "There is no such lead" },
  "contact-changed-since": { status: 409, title: "Somebody has changed this meanwhile", detail: "Look at it again." },
  "contact-merged-away": {
    status: 409,
    title: "This contact was merged into another",
    detail: "Open that one, or take the merge back.",
  },
  "forgetting-already": { status: 409, title: "Their data are being deleted already" },
  "on-the-phone": {
    status: 409,
    title: "They are on the phone right now",
    detail: "Their data can be deleted when the call has ended.",
  },
  "callbacks-open": {
    status: 409,
    title: "A callback to them is open",
    detail: "Close it first, or have it closed with the deletion.",
  },
  "not-confirmed": { status: 400, title: "What you typed is not what was asked for" },
  "nothing-to-know-by": { status: 400, title: "A contact needs a name, a number or an e-mail" },
  "unknown-tier": { status: 400, title: "The business has no such tier" },
  "unknown-field": { status: 400, title: "The business has no such field" },
  "same-contact": { status: 400, title: "These are one contact already" },
  "merge-not-found": { status: 404, title: "There is no such merge" },
  "merge-undone-already": { status: 409, title: "This merge was taken back already" },
  "merged-too-long-ago": { status: 409, title: "A merge can be taken back for thirty days" },
  "merged-since": {
    status: 409,
    title: "One of the two was merged again since",
    detail: "Take back the later merge first.",
  },
  "tiers-need-none": { status: 400, title: "The first tier must stay: new contacts have it" },
  "same-id-twice": { status: 400, title: "Two of them have the same id" },
  "choice-needs-choices": { status: 400, title: "A field to choose from needs choices" },
  "field-type-changed": {
    status: 409,
    title: "The type of a field cannot change",
    detail: "Add a new field instead; what contacts hold keeps its meaning.",
  },
  "no-contact-column": { status: 400, title: "Say which column holds the name, the phone or the e-mail" },
  "list-needs-a-day": { status: 400, title: "Say of which day the national list is" },
  "day-in-the-future": { status: 400, title: "This day is still to come" },
  "no-numbers": {
    status: 400,
    title: "There is no phone number in it",
    detail: "One a line, or a table with a column of them.",
  },
  "export-limit": {
    status: 429,
    title: "Contacts can be exported three times an hour",
    detail: "Every export is in the audit trail.",
  },
  // Telling people.
  "nobody-else-reachable": {
    status: 409,
    title: "Nobody else hears an emergency at night",
    detail: "Somebody must; let emergencies through, or have a colleague set up a push, text or call first.",
  },
  "always-quiet": {
    status: 400,
    title: "These quiet hours leave no time to tell you anything",
    detail: "Leave at least a minute of the week.",
  },
  "channel-not-ready": { status: 409, title: "This channel does not lead to you yet" },
  "push-not-possible": {
    status: 422,
    title: "This browser cannot be pushed to from here",
    detail: "Its push service must be a public https address.",
  },
  "invalid-chat-address": {
    status: 400,
    title: "This address cannot be used",
    detail: "Give the https address of an incoming webhook. Only the business's own chat may be in your own network.",
  },
  "no-chat": { status: 409, title: "No chat is set up yet", detail: "Give the address of its incoming webhook." },
  // Phone lines.
  "unknown-vendor": { status: 404, title: "Ringback knows no such vendor of this kind of service" },
  "ai-service-not-found": { status: 404, title: "No such service is set up" },
  "unknown-provider": { status: 404, title: "Ringback knows no such phone system" },
  "no-example": { status: 409, title: "This phone system sends its own events", detail: "Call the number once." },
  "invalid-field": { status: 400, title: "Something is not right about a field" },
  "invalid-account-sid": { status: 400, title: "This is not an account id of the provider" },
  "invalid-messaging-service": { status: 400, title: "A messaging service of Twilio must look like MG…" },
  "invalid-api-base-url": {
    status: 400,
    title: "This API address cannot be used",
    detail: "Use https; plain http only for this machine or a private network.",
  },
  "credentials-refused": { status: 422, title: "The provider refuses the account id or the token" },
  "provider-unreachable": { status: 503, title: "The provider cannot be reached", detail: "Nothing was changed here." },
  "provider-refused": { status: 422, title: "The provider refused" },
  "connection-not-found": { status: 404, title: "There is no such connection in this business" },
  // Ranges of days.
  "range-twice": { status: 400, title: "Give a named range or its days, not both" },
  "range-backwards": { status: 400, title: "The last day comes before the first" },
  "source-not-found": { status: 404, title: "No number is advertised there" },
  "line-not-found": { status: 404, title: "No number is for this line of service" },
  "figure-not-found": { status: 404, title: "There is no such figure", detail: "GET /figures/definitions names them." },
  "range-too-long": {
    status: 400,
    title: "The range is too long",
    detail: "Ask for at most ten years (3,660 days) at once: choose a later first day.",
  },
  // Pilots.
  "pilot-not-ready": {
    status: 409,
    title: "A pilot cannot be run yet",
    detail: "See what is missing; without it the verdict would mean nothing.",
  },
  "pilot-planned-already": {
    status: 409,
    title: "A pilot is planned or running already",
    detail: "Two would be judged by the same calls. Give up the first, or wait for its verdict.",
  },
  "pilot-not-found": { status: 404, title: "There is no such pilot" },
  "pilot-over": { status: 409, title: "This pilot is over" },
  "pilot-started": { status: 409, title: "This pilot has started already" },
  "baseline-running": { status: 409, title: "The baseline is still being counted", detail: "Wait for its last day." },
  "no-log-for-baseline": {
    status: 409,
    title: "No imported log is long enough for a baseline",
    detail: "It takes fourteen days of calls. Bring in a longer log, or count your first fourteen days.",
  },
  "number-not-found": { status: 404, title: "There is no such number in this business" },
  "number-not-connected": { status: 409, title: "This number has no connection to a provider" },
  "number-not-at-provider": { status: 422, title: "The provider's account has no such number" },
  "numbers-not-listed": { status: 409, title: "This phone system does not list its numbers" },
  "drill-running": { status: 409, title: "A drill is running on this number", detail: "Wait until it ends." },
  "drill-not-possible": {
    status: 409,
    title: "This phone system places no test calls",
    detail: "Call the number yourself and follow the call under Calls.",
  },
  "drill-needs-second-number": {
    status: 409,
    title: "A drill needs a second number to call from",
    detail: "Add another number of the same provider account, for example one with the role test.",
  },
  "call-log-not-readable": {
    status: 409,
    title: "This phone system has no log that can be read",
    detail: "What it does not send here cannot be found later.",
  },
  "reconciliation-running": {
    status: 409,
    title: "A comparison of this phone system is under way",
    detail: "Wait until it ends.",
  },
  "nothing-to-compare": {
    status: 422,
    title: "There is nothing to compare in this range",
    detail: "Only calls since the phone system was connected are compared.",
  },
  "gap-not-found": { status: 404, title: "There is no such difference in this business" },
  "gap-not-open": { status: 409, title: "This difference is settled already" },
  "number-taken": { status: 409, title: "The business has this number already" },
  "nothing-to-undo": { status: 409, title: "There is nothing to put back" },
  "webhooks-installed": { status: 409, title: "Put the number's webhook URLs back first" },
  // Rules of the account.
  "invalid-time-zone": { status: 400, title: "There is no such time zone", detail: "Use a name like America/Chicago." },
  "playbook-changed": {
    status: 409,
    title: "Somebody saved the rules in between",
    detail: "Load them again and repeat your change.",
  },
  "leak-not-found": { status: 404, title: "There is no such leak in this range any more" },
  "scenario-not-found": { status: 404, title: "There is no such scenario in this business" },
  "scenario-names-stranger": {
    status: 422,
    title: "A change names somebody who does not belong to the business",
    detail: "Choose somebody of your team.",
  },
  "scenario-not-appliable": { status: 409, title: "This scenario cannot be put into force as it is" },
  "scenario-not-applied": { status: 409, title: "This scenario is not in force, so there is nothing to take back" },
  "absence-not-found": { status: 404, title: "There is no such time off in this business" },
  "absence-ends-before": { status: 422, title: "It ends before it begins", detail: "Choose a later end." },
  "playbook-invalid": { status: 422, title: "The rules do not fit together", detail: "See the fields." },
  // The loop; the callback's own refusals are in callback-problems.ts.
  "may-not-text": { status: 422, title: "This caller may not be texted" },
  "reads-like-a-promise": { status: 422, title: "This reads like a promise", detail: "Confirm it if you can keep it." },
  "outside-texting-hours": {
    status: 422,
    title: "It is late or early for a text",
    detail: "Confirm it if it cannot wait until 8 AM.",
  },
  "file-not-taken": { status: 422, title: "This file cannot be sent" },
  "call-not-started": {
    status: 503,
    title: "The phone provider did not start the call",
    detail: "Try again, or dial yourself.",
  },
  "hold-already-settled": { status: 409, title: "Somebody has settled this already" },
  "hold-not-settled": { status: 409, title: "It waits for a review still" },
  "settled-by-itself": { status: 409, title: "Nobody decided this", detail: "It ended with its callback." },
  "settled-too-long-ago": {
    status: 409,
    title: "That was decided too long ago to take back",
    detail: "Correct the labels on the case instead.",
  },
  "nothing-corrected": {
    status: 422,
    title: "Say what is to be corrected",
    detail: "Give an urgency or what the caller wants.",
  },
  "no-such-intent": { status: 422, title: "There is no such kind of matter", detail: "Choose one of the list." },
  "bad-cursor": { status: 400, title: "This page does not exist", detail: "Start again without a cursor." },
  // Call logs.
  "import-not-found": { status: 404, title: "There is no such import in this business" },
  "import-under-way": { status: 409, title: "This import has started already" },
  "import-too-large": { status: 413, title: "The file is too large", detail: "A log may have up to 2 GB." },
  "import-empty": {
    status: 422,
    title: "There is no call in this file",
    detail: "Choose a file with rows separated by commas, semicolons or tabs.",
  },
  "import-incomplete": { status: 409, title: "A part of the file has not arrived", detail: "Choose the file again." },
  "import-already-gone": { status: 409, title: "This import was taken back already" },
  // The simulated phone.
  "no-simulator": { status: 404, title: "There is no simulated phone here", detail: "It belongs to the demo." },
  "simulator-down": { status: 503, title: "The simulated phone network does not answer" },
  "simulator-refused": { status: 422, title: "The simulated phone network did not do this" },
  // Reports that go out.
  "report-working": {
    status: 409,
    title: "This report is being worked out",
    detail: "There are many calls in these days. Ask again in a minute.",
  },
  "nobody-to-mail": {
    status: 422,
    title: "There is nobody to mail it to",
    detail: "Choose somebody who has an e-mail.",
  },
  "no-mail-server": {
    status: 409,
    title: "No mail server is set up here",
    detail: "Whoever runs Ringback sets it up; see the operator guide.",
  },
  "schedule-not-found": { status: 404, title: "There is no such mail in this business" },
  "link-not-found": { status: 404, title: "There is no such link in this business" },
  "link-shows-nothing": {
    status: 404,
    title: "This link shows nothing any more",
    detail: "Ask whoever gave it to you for a new one.",
  },
  // Us.
  "not-implemented": { status: 501, title: "This release cannot do that yet" },
  unavailable: { status: 503, title: "The database does not answer", detail: "Please try again in a moment." },
  "not-ready": { status: 503, title: "Not ready" },
  "too-many-streams": { status: 503, title: "Too many open screens", detail: "Close one and try again." },
  internal: { status: 500, title: "Something went wrong on our side", detail: "It is in the log. Please try again." },
} as const satisfies Readonly<Record<string, ProblemLine>>;

/** Every code the API answers with. A refusal word of a rule gets its line above, or the compiler complains at `accepted`. */
export type ProblemCode = keyof typeof lines | CallbackRefusal;

/** The one table from codes to statuses and words. */
export const problems: Readonly<Record<ProblemCode, ProblemLine>> = { ...callbackProblems, ...lines };

/** RFC 9457 problem details for a code. `detail` replaces the table's words, e.g. with what exactly is wrong. */
export function problemOf(
  code: ProblemCode,
  more: { readonly detail?: string; readonly errors?: Problem["errors"] } = {},
): Problem {
  const { status, title, detail } = problems[code];
  const words = more.detail ?? detail;
  return {
    type: `urn:ringback:problem:${code}`,
    title,
    status,
    code,
    ...(words === undefined ? {} : { detail: words }),
    ...(more.errors === undefined ? {} : { errors: more.errors }),
  };
}
