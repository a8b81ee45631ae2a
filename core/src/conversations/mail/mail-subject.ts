const longest = 200;

/** The subject of an answer: "Re: " once, whatever programs have put before it. */
export function replySubject(subject: string): string {
  const bare = oneLine(subject).replace(/^((re|aw|sv|fwd?|wg|rv)\s?(\[\d+\])?\s?:\s*)+/i, "");
  return bare === "" ? "" : `Re: ${bare}`.slice(0, longest);
}

/** A subject as it may stand in a header: one line, of a sane length. */
export function oneLine(subject: string): string {
  return subject
    .replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ")
    .trim()
    .slice(0, longest);
}
