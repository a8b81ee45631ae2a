import type { Evidence } from "./assessment.ts";

/**
 * Keeps only evidence that is really in the text: whole offsets inside it, not empty, and the quote exactly the words at
 * that place. Evidence from the call's facts has no place in the text and is kept. Whoever proposes a label (a rule, a
 * language model) passes here before anyone sees it.
 */
export function checkEvidence(text: string, evidence: readonly Evidence[]): { kept: Evidence[]; dropped: Evidence[] } {
  const kept: Evidence[] = [];
  const dropped: Evidence[] = [];
  for (const piece of evidence) (isVerbatim(text, piece) ? kept : dropped).push(piece);
  return { kept, dropped };
}

function isVerbatim(text: string, piece: Evidence): boolean {
  if (!("quote" in piece)) return true;
  const { start, end, quote } = piece;
  if (!Number.isInteger(start) || !Number.isInteger(end)) return false;
  return start >= 0 && start < end && end <= text.length && text.slice(start, end) === quote && quote.trim() !== "";
}
