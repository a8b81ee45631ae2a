import { z } from "zod";
import { done, instant } from "./common.ts";
import { route } from "./route.ts";

/** `speech` writes voicemails down; `language-model` reads messages besides the rules. */
export const aiKind = z.enum(["speech", "language-model"]);
const kindParams = z.object({ kind: aiKind });

const dollars = z.number().min(0).max(100_000);

/** What the vendor asks for, in dollars; what is left out counts as free. */
export const aiPrice = z.object({
  perMinute: dollars.optional(),
  perMillionInputTokens: dollars.optional(),
  perMillionOutputTokens: dollars.optional(),
});

/** The business associate agreement that a healthcare business needs with a vendor. */
export const aiAgreement = z.object({ date: z.iso.date(), product: z.string().trim().min(1).max(120) });

export const aiService = z.object({
  kind: aiKind,
  vendor: z.string(),
  vendorLabel: z.string(),
  baseUrl: z.string(),
  /** null: the vendor's usual one. */
  path: z.string().nullable(),
  model: z.string(),
  hasKey: z.boolean(),
  /** The end of a long key, to tell one from another; the key itself is never shown again. */
  keyEnd: z.string().nullable(),
  dailyBudgetDollars: z.number(),
  price: aiPrice,
  agreement: aiAgreement.nullable(),
  enabled: z.boolean(),
  /** It stands in the business's own network: nobody else gets to see what was said. */
  isInTheHouse: z.boolean(),
  health: z.enum(["untried", "working", "failing", "resting", "stopped"]),
  /** What that means, in words. */
  healthNote: z.string(),
  lastSuccessAt: instant.nullable(),
  lastErrorAt: instant.nullable(),
  usedTodayDollars: z.number(),
});
export type AiServiceBody = z.infer<typeof aiService>;

export const aiServiceRoutes = {
  listAiServices: route({
    method: "GET",
    path: "/ai-services",
    access: "owner",
    summary: "Services that hear and read for the business, how they do, and what they cost lately",
    ok: z.object({
      /** Off: nothing that callers say leaves this installation, whatever the services say. */
      sendsContent: z.boolean(),
      services: z.array(aiService),
      vendors: z.array(z.object({ kind: aiKind, name: z.string(), label: z.string(), usualPath: z.string() })),
      /** The last fourteen days with any use, newest first; days are UTC, like the vendors' bills. */
      usage: z.array(
        z.object({
          day: z.iso.date(),
          kind: aiKind,
          requests: z.number().int(),
          failures: z.number().int(),
          costDollars: z.number(),
        }),
      ),
    }),
  }),
  putAiService: route({
    method: "PUT",
    path: "/ai-services/:kind",
    access: "owner",
    summary: "Set up the service for hearing or reading; a key that is left out stays, null removes it",
    params: kindParams,
    body: z.object({
      vendor: z.string().max(40).default("openai-compatible"),
      baseUrl: z.string().trim().min(1).max(500),
      path: z.string().trim().max(200).nullable().default(null),
      model: z.string().trim().min(1).max(120),
      key: z.string().trim().max(500).nullable().optional(),
      dailyBudgetDollars: dollars,
      price: aiPrice.default({}),
      agreement: aiAgreement.nullable().default(null),
      enabled: z.boolean().default(true),
    }),
    ok: done,
  }),
  removeAiService: route({
    method: "DELETE",
    path: "/ai-services/:kind",
    access: "owner",
    summary: "Remove a service with its key; what it read stays",
    params: kindParams,
    ok: done,
  }),
  checkAiService: route({
    method: "POST",
    path: "/ai-services/:kind/check",
    access: "owner",
    summary: "Try the service with a harmless sample of ours, and say in words what is wrong",
    params: kindParams,
    ok: z.object({ ok: z.boolean(), findings: z.array(z.string()) }),
  }),
  setSendsContent: route({
    method: "PUT",
    path: "/sends-content",
    access: "owner",
    summary: "Whether anything that callers say may leave this installation at all",
    body: z.object({ sendsContent: z.boolean() }),
    ok: done,
  }),
};
