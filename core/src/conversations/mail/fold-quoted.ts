/** What somebody wrote in a mail, and what the mail repeats of earlier ones. */
export interface FoldedMail {
  readonly words: string;
  /** Quoted mails and the signature, as they stood; empty where there are none. */
  readonly quoted: string;
}

/** A mail is read up to so many lines; what follows is quoted. */
const linesRead = 2_000;

/**
 * Divides a mail at the first line from which on it only repeats: "On … wrote:", a header block of another mail program, a
 * line of underscores, a signature. Lines that begin with ">" are quoted wherever they stand. Where nothing would be left,
 * everything is kept as words: a mail without words is the worse mistake.
 */
export function foldQuoted(text: string): FoldedMail {
  const lines = text.replaceAll(/\r\n?/g, "\n").replaceAll("\u0000", "").split("\n");
  const end = quoteBegins(lines);
  const words: string[] = [];
  const quoted: string[] = [];
  for (const line of lines.slice(0, end)) (/^\s{0,3}>/.test(line) ? quoted : words).push(line);
  const said = tidy(words);
  if (said === "") return { words: tidy(lines.slice(0, linesRead)), quoted: "" };
  return { words: said, quoted: tidy([...quoted, ...lines.slice(end)]) };
}

function quoteBegins(lines: readonly string[]): number {
  const read = Math.min(lines.length, linesRead);
  for (let at = 0; at < read; at += 1) if (beginsQuote(lines, at)) return at;
  return read;
}

/** "On Tue, Nov 17, 2026 at 4:05 PM Northside <…> wrote:", which programs break into two or three lines. */
const attribution = /^(on|am|le|el|il|op)\b.{4,300}\b(wrote|schrieb|a écrit|escribió|ha scritto|schreef)\s?:$/i;
const separators =
  /^\s*(-{2,}\s*(original message|forwarded message|mensaje original|message d'origine|ursprüngliche nachricht)\s*-{2,}|_{20,})\s*$/i;
const headerLine = /^\s*\*?(from|von|de|sent|gesendet|enviado|to|an|para|date|subject|betreff|asunto)\*?\s?:/i;

function beginsQuote(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  if (/^-- ?$/.test(line) || separators.test(line)) return true;
  if (/^\s*(on|am|le|el|il|op)\s/i.test(line) && line.length < 300) {
    const joined = [line, lines[at + 1] ?? "", lines[at + 2] ?? ""].map((part) => part.trim());
    if ([1, 2, 3].some((count) => attribution.test(joined.slice(0, count).join(" ")))) return true;
  }
  // Three headers in a row, the first of them who wrote it.
  return (
    /^\s*\*?(from|von|de)\*?\s?:/i.test(line) &&
    headerLine.test(lines[at + 1] ?? "") &&
    headerLine.test(lines[at + 2] ?? "")
  );
}

function tidy(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}
