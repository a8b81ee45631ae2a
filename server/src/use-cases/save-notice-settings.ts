import { leavesNoTime } from "@ringback/core/people/quiet-hours.ts";
import { mayShutOut } from "@ringback/core/people/reach.ts";
import { saveNoticeSettings as keep, loadStaff, type NoticeSettings } from "#db/stores/staff.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { staffLines, toReachable } from "./staff-reach.ts";

export type SettingsRefusal = "nobody-else-reachable" | "always-quiet" | "invalid-time-zone" | "member-not-found";

/** Keeps how a person wants to be told. Emergencies may be shut out only where somebody else hears them at any hour. */
export async function saveNoticeSettings(
  ctx: Context,
  who: { readonly accountId: string; readonly memberId: string },
  settings: NoticeSettings,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: SettingsRefusal }> {
  if (leavesNoTime(settings.quiet.weekly)) return { ok: false, refusal: "always-quiet" };
  if (settings.timeZone !== null && !isTimeZone(settings.timeZone)) return { ok: false, refusal: "invalid-time-zone" };
  return await transaction(ctx.db, who.accountId, ctx.clock.now(), async (tx) => {
    const [staff, lines] = await Promise.all([loadStaff(tx), staffLines(ctx, tx)]);
    if (!staff.some(({ id }) => id === who.memberId)) return { ok: false, refusal: "member-not-found" } as const;
    const others = staff.map((one) => toReachable(ctx, one, lines));
    if (!settings.quiet.emergenciesComeThrough && !mayShutOut(who.memberId, others))
      return { ok: false, refusal: "nobody-else-reachable" } as const;
    keep(tx, who.memberId, settings);
    tx.changed({ kind: "team", id: who.memberId });
    return { ok: true } as const;
  });
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
