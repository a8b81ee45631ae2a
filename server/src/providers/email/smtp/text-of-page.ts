const charactersMost = 500_000;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/**
 * The words of a mail that has only a page. Nothing of the page is kept or shown: no tag, no address, no style. One pass, so
 * that no page takes longer than its length.
 */
export function textOfPage(page: string): string {
  let words = "";
  let at = 0;
  const given = page.slice(0, charactersMost);
  while (at < given.length) {
    const open = given.indexOf("<", at);
    if (open === -1) {
      words += given.slice(at);
      break;
    }
    words += given.slice(at, open).replaceAll(/\s+/g, " ");
    const skipped = endOfSilent(given, open);
    if (skipped !== null) {
      at = skipped;
      continue;
    }
    const close = given.indexOf(">", open);
    if (close === -1) break;
    if (/^<\/?(p|div|br|tr|li|ul|ol|h[1-6]|blockquote|table)\b/i.test(given.slice(open, open + 14))) words += "\n";
    at = close + 1;
  }
  return words
    .replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (all, name: string) => characterOf(name) ?? all)
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

/** Where a part that nobody reads ends: a style, a script, a comment, the head. Null where none begins here. */
function endOfSilent(page: string, open: number): number | null {
  if (page.startsWith("<!--", open)) return after(page, "-->", open);
  const name = /^<(style|script|head|title|noscript)\b/i.exec(page.slice(open, open + 10))?.[1];
  if (name === undefined) return null;
  const closing = new RegExp(`</${name}[^>]{0,20}>`, "gi");
  closing.lastIndex = open;
  return closing.exec(page) === null ? page.length : closing.lastIndex;
}

function after(page: string, sign: string, from: number): number {
  const at = page.indexOf(sign, from);
  return at === -1 ? page.length : at + sign.length;
}

function characterOf(name: string): string | null {
  if (!name.startsWith("#")) return entities[name.toLowerCase()] ?? null;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : " ";
}
