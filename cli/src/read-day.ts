import { InvalidArgumentError } from "commander";

/** A day as the command line takes it. @throws InvalidArgumentError for anything else. */
export function readDay(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError("Give a day like 2026-11-20.");
}
