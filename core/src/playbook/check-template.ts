import { countSegments } from "#acknowledgement/count-segments.ts";
import { findPromises } from "#acknowledgement/promise-guard.ts";
import { renderTemplate, type TemplateRefusal } from "#acknowledgement/render-template.ts";

export interface TemplateProblem {
  readonly rule: string;
  readonly message: string;
  /** Where in the rendered text, when the problem has a place. */
  readonly start?: number;
  readonly end?: number;
}

export interface CheckedTemplate {
  /** As the caller would read it; the template itself when it cannot be filled. */
  readonly rendered: string;
  readonly segments: number;
  readonly problems: readonly TemplateProblem[];
}

/** Checks the wording of an automatic text while it is written: placeholders, promises, opt-out, name, length. */
export function checkTemplate(template: string, businessName: string): CheckedTemplate {
  const filled = renderTemplate(template, { business: businessName, callerName: null });
  const rendered = filled.ok ? filled.text : template;
  const problems: TemplateProblem[] = filled.ok
    ? []
    : [{ rule: filled.refusal, message: placeholderWords[filled.refusal] }];
  for (const { rule, quote, start, end } of findPromises(rendered, [businessName])) {
    const message = `"${quote}" could be read as a promise or an offer. An automatic text must not contain it.`;
    problems.push({ rule, message, start, end });
  }
  if (!/\bSTOP\b/.test(rendered)) {
    problems.push({ rule: "no-opt-out", message: "Say how to opt out, for example: Reply STOP to opt out." });
  }
  if (filled.ok && !rendered.includes(businessName)) {
    problems.push({ rule: "no-business-name", message: "Name the business: put {business} into the text." });
  }
  return { rendered, segments: countSegments(rendered).segments, problems };
}

const placeholderWords: Readonly<Record<TemplateRefusal, string>> = {
  "unknown-placeholder": "There is no such placeholder. Use {business} or {caller_name?}.",
  "value-missing": "The caller's name is not always known. Write {caller_name?} with the question mark.",
  "brace-without-pair": "A brace has no partner. Placeholders look like {business}.",
};
