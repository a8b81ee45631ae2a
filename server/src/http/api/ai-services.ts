import type { AiServiceBody } from "@ringback/contract/ai-services.ts";
import type { AiPrice } from "@ringback/core/ai-services/price.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted, Refused } from "#http/refused.ts";
import { checkAiService } from "#use-cases/check-ai-service.ts";
import { type ListedAiService, listAiServices } from "#use-cases/list-ai-services.ts";
import { removeAiService, setAiService } from "#use-cases/set-ai-service.ts";
import { setSendsContent } from "#use-cases/set-sends-content.ts";
import type { ApiParts } from "./api-parts.ts";

/** Services that hear and read. Money travels as dollars and is kept in whole millionths. */
export function aiServiceHandlers({ context }: ApiParts) {
  return {
    listAiServices: async ({ session }) => {
      const listed = await listAiServices(context, session.accountId);
      return {
        sendsContent: listed.sendsContent,
        services: listed.services.map(toBody),
        vendors: [...listed.vendors],
        usage: listed.usage.map(({ costMicrodollars, ...used }) => ({
          ...used,
          costDollars: inDollars(costMicrodollars),
        })),
      };
    },
    putAiService: async ({ session, params, body }) => {
      const { dailyBudgetDollars, price, ...wanted } = body;
      const outcome = await setAiService(context, session, {
        ...wanted,
        kind: params.kind,
        path: wanted.path || null,
        dailyBudgetMicrodollars: inMicrodollars(dailyBudgetDollars),
        price: inMicro(price),
      });
      if (!outcome.ok && outcome.refusal === "invalid-ai-field") {
        const { field, detail } = outcome;
        throw new Refused("invalid-field", { detail, errors: [{ field, message: detail }] });
      }
      if (!outcome.ok) throw new Refused(outcome.refusal);
      return { ok: true };
    },
    removeAiService: async ({ session, params }) => {
      accepted(await removeAiService(context, session, params.kind));
      return { ok: true };
    },
    checkAiService: async ({ session, params }) => {
      const checked = accepted(await checkAiService(context, { accountId: session.accountId, kind: params.kind }));
      return { ok: checked.works, findings: [...checked.findings] };
    },
    setSendsContent: async ({ session, body }) => {
      await setSendsContent(context, session, body.sendsContent);
      return { ok: true };
    },
  } satisfies Partial<Handlers>;
}

function toBody(service: ListedAiService): AiServiceBody {
  const { price } = service;
  return {
    kind: service.kind,
    vendor: service.vendor,
    vendorLabel: service.vendorLabel,
    baseUrl: service.baseUrl,
    path: service.path,
    model: service.model,
    hasKey: service.hasKey,
    keyEnd: service.keyEnd,
    dailyBudgetDollars: inDollars(service.dailyBudgetMicrodollars),
    price: {
      ...(price.microdollarsPerMinute === undefined ? {} : { perMinute: inDollars(price.microdollarsPerMinute) }),
      ...(price.microdollarsPerMillionInputTokens === undefined
        ? {}
        : { perMillionInputTokens: inDollars(price.microdollarsPerMillionInputTokens) }),
      ...(price.microdollarsPerMillionOutputTokens === undefined
        ? {}
        : { perMillionOutputTokens: inDollars(price.microdollarsPerMillionOutputTokens) }),
    },
    agreement: service.agreement,
    enabled: service.enabled,
    isInTheHouse: service.isInTheHouse,
    health: service.health,
    healthNote: service.healthNote,
    lastSuccessAt: service.lastSuccessAt?.toString() ?? null,
    lastErrorAt: service.lastErrorAt?.toString() ?? null,
    usedTodayDollars: inDollars(service.usedTodayMicrodollars),
  };
}

function inMicro(price: {
  readonly perMinute?: number | undefined;
  readonly perMillionInputTokens?: number | undefined;
  readonly perMillionOutputTokens?: number | undefined;
}): AiPrice {
  const { perMinute, perMillionInputTokens, perMillionOutputTokens } = price;
  return {
    ...(perMinute === undefined ? {} : { microdollarsPerMinute: inMicrodollars(perMinute) }),
    ...(perMillionInputTokens === undefined
      ? {}
      : { microdollarsPerMillionInputTokens: inMicrodollars(perMillionInputTokens) }),
    ...(perMillionOutputTokens === undefined
      ? {}
      : { microdollarsPerMillionOutputTokens: inMicrodollars(perMillionOutputTokens) }),
  };
}

function inMicrodollars(dollars: number): number {
  return Math.round(dollars * 1_000_000);
}

function inDollars(microdollars: number): number {
  return microdollars / 1_000_000;
}
