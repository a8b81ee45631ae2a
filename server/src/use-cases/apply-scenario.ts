import { type ApplyPlan, planApplying } from "@ringback/core/measurement/replay/playbook-differences.ts";
import { loadNames } from "#db/queries/past-calls.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { currentPlaybook, loadPlaybook } from "#db/stores/playbooks.ts";
import { findScenario, noteApplied, noteUndone, type StoredScenario } from "#db/stores/scenarios.ts";
import { memberIds } from "#db/stores/team.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";
import { type SavePlaybookOutcome, savePlaybook } from "./save-playbook.ts";

type Parts = Pick<Context, "db" | "clock" | "ids">;
type SaveRefusal = Extract<SavePlaybookOutcome, { readonly ok: false }>;
type NotFound = { readonly ok: false; readonly refusal: "scenario-not-found" };

/** What applying a scenario to the rules now in force would write, and what stands against it. */
export async function previewScenario(
  { db, clock }: Pick<Context, "db" | "clock">,
  accountId: string,
  id: string,
): Promise<{ readonly ok: true; readonly version: number; readonly plan: ApplyPlan } | NotFound> {
  return await transaction(db, accountId, clock.now(), async (tx) => {
    const scenario = await findScenario(tx, id);
    if (scenario === null) return { ok: false as const, refusal: "scenario-not-found" as const };
    return { ok: true as const, ...(await planFor(tx, scenario)) };
  });
}

/**
 * Writes a new version of the rules with exactly a scenario's changes. Refused where a change is no rule, where somebody has
 * changed the same rule since it was replayed, and where the rules were saved after `expectedVersion` was looked at.
 */
export async function applyScenario(
  ctx: Parts,
  actor: AccountActor,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
): Promise<
  | { readonly ok: true; readonly version: number; readonly differences: ApplyPlan["differences"] }
  | NotFound
  | { readonly ok: false; readonly refusal: "scenario-not-appliable"; readonly detail: string }
  | SaveRefusal
> {
  const previewed = await previewScenario(ctx, actor.accountId, id);
  if (!previewed.ok) return previewed;
  const { version, plan } = previewed;
  if (version !== expectedVersion) return { ok: false, refusal: "playbook-changed" };
  if (plan.obstacles.length > 0)
    return { ok: false, refusal: "scenario-not-appliable", detail: plan.obstacles.map(({ words }) => words).join(" ") };
  const note = `What-if applied: ${plan.differences.map(({ title, after }) => `${title}: ${after}`).join("; ")}`;
  const saved = await savePlaybook(ctx, actor, { expectedVersion, playbook: plan.playbook, note: note.slice(0, 200) });
  if (!saved.ok) return saved;
  await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    noteApplied(tx, id, actor.memberId, saved.version);
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: actor.memberId,
      action: "scenario-applied",
      subject: id,
      detail: { version: saved.version },
    });
    tx.changed({ kind: "scenario", id });
  });
  return { ok: true, version: saved.version, differences: plan.differences };
}

/** Puts the rules back as they were before a scenario was applied, as a version of their own; not when somebody saved since. */
export async function undoScenario(
  ctx: Parts,
  actor: AccountActor,
  id: string,
): Promise<
  | { readonly ok: true; readonly version: number }
  | NotFound
  | { readonly ok: false; readonly refusal: "scenario-not-applied" }
  | SaveRefusal
> {
  const found = await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    const scenario = await findScenario(tx, id);
    if (scenario === null) return "scenario-not-found" as const;
    const { appliedVersion, undoneAt } = scenario;
    if (appliedVersion === null || undoneAt !== null) return "scenario-not-applied" as const;
    return { appliedVersion, before: await loadPlaybook(tx, appliedVersion - 1) };
  });
  if (typeof found === "string") return { ok: false, refusal: found };
  const { appliedVersion, before } = found;
  // Versions are counted one by one, so the one before is what was in force.
  const saved = await savePlaybook(ctx, actor, {
    expectedVersion: appliedVersion,
    playbook: before,
    note: "What-if taken back",
  });
  if (!saved.ok) return saved;
  await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    noteUndone(tx, id);
    tx.changed({ kind: "scenario", id });
  });
  return { ok: true, version: saved.version };
}

async function planFor(tx: Transaction, scenario: StoredScenario): Promise<{ version: number; plan: ApplyPlan }> {
  const { version, playbook: current } = await currentPlaybook(tx);
  const replayed = await loadPlaybook(tx, scenario.playbookVersion);
  const about = { memberIds: new Set(await memberIds(tx)), names: await loadNames(tx), now: tx.now };
  return { version, plan: planApplying(scenario.changes, { replayed, current }, about) };
}
