import { mayAsk } from "@ringback/core/ai-services/circuit-breaker.ts";
import { whyStaysInHouse } from "@ringback/core/ai-services/may-leave.ts";
import { serviceWords } from "@ringback/core/ai-services/service-words.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import {
  type AiKind,
  type AiServiceRecord,
  listAiServices as listStored,
  type StoredAiService,
  sendsContent,
} from "#db/stores/ai-services.ts";
import { listUsage, type UsedOnDay, usageDay } from "#db/stores/ai-usage.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";
import { isInTheHouse } from "./api-base-url.ts";
import type { Context } from "./context.ts";
import { aiSecretPurpose } from "./with-ai-service.ts";

export interface ListedAiService extends Omit<StoredAiService, "secret"> {
  readonly vendorLabel: string;
  readonly hasKey: boolean;
  readonly keyEnd: string | null;
  readonly isInTheHouse: boolean;
  readonly health: "untried" | "working" | "failing" | "resting" | "stopped";
  readonly healthNote: string;
  readonly lastSuccessAt: Temporal.Instant | null;
  readonly lastErrorAt: Temporal.Instant | null;
  readonly usedTodayMicrodollars: number;
}

export interface ListedAiServices {
  readonly sendsContent: boolean;
  readonly services: readonly ListedAiService[];
  readonly vendors: readonly { kind: AiKind; name: string; label: string; usualPath: string }[];
  readonly usage: readonly UsedOnDay[];
}

/** The services of a business without their keys, how they do and what they cost in the last fourteen days. */
export async function listAiServices(ctx: Context, accountId: string): Promise<ListedAiServices> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const today = usageDay(tx.now);
    const from = usageDay(tx.now.subtract({ hours: 24 * 13 }));
    const [stored, sends, usage, { playbook }] = await Promise.all([
      listStored(tx),
      sendsContent(tx),
      listUsage(tx, from),
      currentPlaybook(tx),
    ]);
    const services = stored.map((service): ListedAiService => {
      const inTheHouse = isInTheHouse(service.baseUrl);
      const why = whyStaysInHouse({
        sendsContent: sends,
        trade: readTrade(playbook.trade),
        service: { enabled: service.enabled, isInTheHouse: inTheHouse, hasAgreement: service.agreement !== null },
      });
      const { secret, ...shown } = service;
      const key = secret && ctx.secretBox.open(accountId, aiSecretPurpose(service.kind), secret).toString();
      const vendors = service.kind === "speech" ? ctx.speech : ctx.languageModels;
      return {
        ...shown,
        vendorLabel: vendors[service.vendor]?.label ?? service.vendor,
        hasKey: key !== null,
        keyEnd: key !== null && key.length >= KEY_LENGTH_TO_SHOW ? key.slice(-4) : null,
        isInTheHouse: inTheHouse,
        ...standingOf(service, why, tx.now),
        usedTodayMicrodollars:
          usage.find(({ day, kind }) => day === today && kind === service.kind)?.costMicrodollars ?? 0,
      };
    });
    return { sendsContent: sends, services, vendors: listVendors(ctx), usage };
  });
}

/** Of a shorter key four letters would tell too much. */
const KEY_LENGTH_TO_SHOW = 16;

function standingOf(
  service: AiServiceRecord,
  why: string | null,
  now: Temporal.Instant,
): Pick<ListedAiService, "health" | "healthNote"> {
  if (why !== null) return { health: "stopped", healthNote: serviceWords(why) };
  const last = service.lastError === null ? "" : serviceWords(service.lastError);
  if (mayAsk(service, now) === "wait")
    return { health: "resting", healthNote: `${serviceWords("resting")} ${last}`.trim() };
  if (service.failuresInRow > 0) return { health: "failing", healthNote: last };
  if (service.lastSuccessAt === null) return { health: "untried", healthNote: "It was not asked yet." };
  return { health: "working", healthNote: "It answered the last time." };
}

function listVendors(ctx: Context): ListedAiServices["vendors"] {
  const of = (kind: AiKind, providers: Readonly<Record<string, { name: string; label: string; usualPath: string }>>) =>
    Object.values(providers).map(({ name, label, usualPath }) => ({ kind, name, label, usualPath }));
  return [...of("speech", ctx.speech), ...of("language-model", ctx.languageModels)];
}
