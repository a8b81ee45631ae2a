/** The text with what the law asks it to say besides (docs/rules.md S4): who writes, and how to opt out. */
export function completeText(body: string, mustAdd: readonly ("identity" | "opt-out")[], business: string): string {
  const named = mustAdd.includes("identity") ? `${business}: ${body.trimStart()}` : body;
  return mustAdd.includes("opt-out") ? `${named.trimEnd()} Reply STOP to opt out.` : named;
}
