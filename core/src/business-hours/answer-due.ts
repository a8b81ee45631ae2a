import { type AddBusinessTimeRefusal, addBusinessTime, mostBusinessMinutes } from "./add-business-time.ts";
import { type CalendarError, parseBusinessCalendar } from "./calendar.ts";

/** What is wrong with a due question, or why there is no due instant. Stable words: programs read them. */
export type DueError =
  | Exclude<CalendarError, "invalid_calendar">
  | "invalid_request"
  | "invalid_id"
  | "invalid_start"
  | "invalid_minutes"
  | "never_open"
  | "beyond_horizon";

/** The asker's own mark for a question, handed back with the answer; null when it gave none. */
export type DueId = string | number | null;

export type DueAnswer =
  | { readonly id: DueId; readonly due_utc: string }
  | { readonly id: DueId; readonly error: DueError; readonly message: string };

/**
 * Answers one due question as it comes from outside (`ringback due`, the API): `id`, `tz`, `weekly`, `holidays`,
 * `special_hours`, `start_utc` (an ISO instant with Z or an offset), `minutes`. Never throws; other fields are ignored.
 * `due_utc` is ISO with Z; it shows seconds, and a fraction only where the start had one.
 */
export function answerDue(input: unknown): DueAnswer {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return wrong(null, "invalid_request", "The question must be a JSON object.");
  }
  const question: Readonly<Record<string, unknown>> = { ...input };

  const id = question["id"] ?? null;
  if (!isDueId(id)) return wrong(null, "invalid_id", "The id must be a string or a whole number below 2^53.");

  const parsed = parseBusinessCalendar({
    timeZone: question["tz"],
    weekly: question["weekly"],
    holidays: question["holidays"],
    specialHours: question["special_hours"],
  });
  if (!parsed.ok) {
    const error = parsed.error === "invalid_calendar" ? "invalid_request" : parsed.error;
    return wrong(id, error, parsed.message);
  }

  const start = parseInstant(question["start_utc"]);
  if (start === null)
    return wrong(id, "invalid_start", "start_utc must be an ISO instant such as 2026-03-08T09:00:00Z.");

  const minutes = question["minutes"];
  if (typeof minutes !== "number") return refused(id, "invalid-minutes");

  const added = addBusinessTime(parsed.calendar, start, minutes);
  return added.ok ? { id, due_utc: added.due.toString() } : refused(id, added.refusal);
}

function refused(id: DueId, refusal: AddBusinessTimeRefusal): DueAnswer {
  switch (refusal) {
    case "invalid-minutes":
      return wrong(id, "invalid_minutes", `minutes must be a whole number from 0 to ${mostBusinessMinutes}.`);
    case "never-open":
      return wrong(id, "never_open", "The calendar has not enough open time after the start.");
    case "beyond-horizon":
      return wrong(id, "beyond_horizon", "These open minutes do not pass within a hundred years.");
  }
}

function wrong(id: DueId, error: DueError, message: string): DueAnswer {
  return { id, error, message };
}

/** A number past 2^53 has already lost digits in the JSON parser and would come back as another id. */
function isDueId(input: unknown): input is DueId {
  return input === null || typeof input === "string" || Number.isSafeInteger(input);
}

function parseInstant(input: unknown): Temporal.Instant | null {
  if (typeof input !== "string") return null;
  try {
    return Temporal.Instant.from(input);
  } catch {
    return null;
  }
}
