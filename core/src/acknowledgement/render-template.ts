/** The only things a template may name. `?` marks one that may be missing. */
export type TemplateValues = { readonly business: string; readonly callerName?: string | null };

export type RenderedTemplate =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly refusal: TemplateRefusal; readonly placeholder: string };
export type TemplateRefusal = "unknown-placeholder" | "value-missing" | "brace-without-pair";

/**
 * Fills `{business}`, `{caller_name}` and `{caller_name?}`. An optional name that is not known, or that is not fit to be
 * read back, disappears with the space before it. Anything else in braces is refused, so no template can carry a
 * field (a price, a link) that nobody approved.
 */
export function renderTemplate(template: string, values: TemplateValues): RenderedTemplate {
  let text = "";
  let from = 0;
  while (from < template.length) {
    const open = template.indexOf("{", from);
    const strayClose = template.indexOf("}", from);
    if (strayClose !== -1 && (open === -1 || strayClose < open))
      return { ok: false, refusal: "brace-without-pair", placeholder: "}" };
    if (open === -1) break;
    const close = template.indexOf("}", open);
    if (close === -1) return { ok: false, refusal: "brace-without-pair", placeholder: "{" };
    const placeholder = template.slice(open + 1, close);
    const isOptional = placeholder.endsWith("?");
    const name = isOptional ? placeholder.slice(0, -1) : placeholder;
    if (name !== "business" && name !== "caller_name")
      return { ok: false, refusal: "unknown-placeholder", placeholder };
    const value = name === "business" ? readBusiness(values.business) : readCallerName(values.callerName);
    text += template.slice(from, open);
    if (value !== null) text += value;
    else if (isOptional) text = text.endsWith(" ") ? text.slice(0, -1) : text;
    else return { ok: false, refusal: "value-missing", placeholder };
    from = close + 1;
  }
  return { ok: true, text: text + template.slice(from) };
}

function readBusiness(name: string): string | null {
  const clean = name.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return clean === "" ? null : clean;
}

/** A caller's name comes from strangers: caller ID, a transcript. Only what can be a name is read back to them. */
function readCallerName(name: string | null | undefined): string | null {
  const clean = (name ?? "").trim();
  return /^\p{L}[\p{L}\p{M} .'’-]{0,39}$/u.test(clean) && !/[.](?:com|net|org|io)\b/i.test(clean) ? clean : null;
}
