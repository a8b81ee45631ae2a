import type { AiPrice } from "@ringback/core/ai-services/price.ts";
import {
  type AiAgreement,
  type AiKind,
  lockAiService,
  putAiService,
  removeStoredAiService,
} from "#db/stores/ai-services.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import { readApiBaseUrl } from "./api-base-url.ts";
import type { Context } from "./context.ts";
import { aiSecretPurpose } from "./with-ai-service.ts";

export interface SetAiService {
  readonly kind: AiKind;
  readonly vendor: string;
  readonly baseUrl: string;
  /** null: the vendor's usual path. */
  readonly path: string | null;
  readonly model: string;
  /** Left out: the key stays; null: there is none. */
  readonly key?: string | null | undefined;
  readonly dailyBudgetMicrodollars: number;
  readonly price: AiPrice;
  readonly agreement: AiAgreement | null;
  readonly enabled: boolean;
}

export type SetAiServiceOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: "unknown-vendor" }
  | { readonly ok: false; readonly refusal: "invalid-ai-field"; readonly field: string; readonly detail: string };

/**
 * Sets up or changes the account's service of a kind. The key is sealed and never shown again; it belongs to its host, so
 * for another host it is asked again. What failed before is forgotten: these are new settings.
 */
export async function setAiService(
  ctx: Pick<Context, "db" | "clock" | "ids" | "secretBox" | "speech" | "languageModels">,
  { accountId, memberId }: AccountActor | { readonly accountId: string; readonly memberId: null },
  wanted: SetAiService,
): Promise<SetAiServiceOutcome> {
  const { kind, vendor, path, model, key, agreement } = wanted;
  if ((kind === "speech" ? ctx.speech : ctx.languageModels)[vendor] === undefined)
    return { ok: false, refusal: "unknown-vendor" };
  const baseUrl = readApiBaseUrl(wanted.baseUrl);
  if (baseUrl === null || !/^https?:/.test(baseUrl))
    return refuse("baseUrl", "Use https; plain http only for this machine or a private network.");
  if (path !== null && !/^\/[\w./:~-]*$/.test(path))
    return refuse("path", "A path begins with a slash, like /chat/completions.");
  if (path?.split("/").includes("..")) return refuse("path", "A path does not climb.");
  if (!/^[\w./:@+ -]+$/.test(model)) return refuse("model", "This is no name of a model.");
  if (key && !/^[\x21-\x7e]+$/.test(key))
    return refuse("key", "A key has letters, figures and signs only, without spaces.");
  const now = ctx.clock.now();
  const today = now.toZonedDateTimeISO("UTC").toPlainDate();
  if (
    agreement !== null &&
    Temporal.PlainDate.compare(Temporal.PlainDate.from(agreement.date), today.add({ days: 1 })) > 0
  )
    return refuse("agreement.date", "The agreement is not signed yet.");
  return await transaction(ctx.db, accountId, now, async (tx): Promise<SetAiServiceOutcome> => {
    const before = await lockAiService(tx, kind);
    const keeps = key === undefined && before !== null && before.secret !== null;
    if (keeps && new URL(before.baseUrl).host !== new URL(baseUrl).host)
      return refuse("key", "The address is another one: give its key, or none.");
    const secret = key ? ctx.secretBox.seal(accountId, aiSecretPurpose(kind), key) : keeps ? before.secret : null;
    putAiService(tx, { ...wanted, baseUrl, secret });
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: memberId,
      action: "ai-service-changed",
      subject: kind,
      detail: { vendor, host: new URL(baseUrl).host, model, enabled: wanted.enabled, key: keyChange(key) },
    });
    return { ok: true };
  });
}

/** Removes the service with its key. Answers false when there is none. */
export async function removeAiService(
  ctx: Pick<Context, "db" | "clock" | "ids">,
  { accountId, memberId }: AccountActor | { readonly accountId: string; readonly memberId: null },
  kind: AiKind,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: "ai-service-not-found" }> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    if (!(await removeStoredAiService(tx, kind))) return { ok: false, refusal: "ai-service-not-found" };
    appendAuditEvent(tx, { id: ctx.ids.next(), by: memberId, action: "ai-service-removed", subject: kind });
    return { ok: true };
  });
}

function keyChange(key: string | null | undefined): "kept" | "set" | "removed" {
  if (key === undefined) return "kept";
  return key ? "set" : "removed";
}

function refuse(field: string, detail: string): SetAiServiceOutcome {
  return { ok: false, refusal: "invalid-ai-field", field, detail };
}
