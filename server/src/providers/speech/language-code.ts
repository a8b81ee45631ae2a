/** The languages that Whisper knows by name, where the name in English is not the code's own. */
const codes =
  "af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue zh";
const names = new Intl.DisplayNames(["en"], { type: "language" });
const byName = new Map(codes.split(" ").map((code) => [names.of(code)?.toLowerCase() ?? code, code]));

/** ISO 639-1 for `en`, `en-US` and `English`; null for what is none of them. */
export function languageCode(language: string | null): string | null {
  const said = language?.trim().toLowerCase() ?? "";
  return byName.get(said) ?? /^([a-z]{2,3})(?:[-_][a-z0-9]+)*$/.exec(said)?.[1] ?? null;
}
