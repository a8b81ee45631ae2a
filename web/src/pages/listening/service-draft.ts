import type { AiServiceBody } from "@ringback/contract/ai-services.ts";
import type { Request } from "#api/client.ts";

/** A service as it is typed: numbers as text, so that an empty field is empty. */
export interface ServiceDraft {
  readonly vendor: string;
  readonly baseUrl: string;
  readonly path: string;
  readonly model: string;
  /** Empty: the one that is kept stays. */
  readonly key: string;
  readonly budget: string;
  readonly perMinute: string;
  readonly perMillionInputTokens: string;
  readonly perMillionOutputTokens: string;
  readonly agreementDate: string;
  readonly agreementProduct: string;
  readonly enabled: boolean;
}

/** What a form begins with: the service as it is, or a new one. */
export function draftOf(service: AiServiceBody | undefined, vendor: string): ServiceDraft {
  const { price = {}, agreement = null } = service ?? {};
  return {
    vendor: service?.vendor ?? vendor,
    baseUrl: service?.baseUrl ?? "",
    path: service?.path ?? "",
    model: service?.model ?? "",
    key: "",
    budget: String(service?.dailyBudgetDollars ?? 1),
    perMinute: text(price.perMinute),
    perMillionInputTokens: text(price.perMillionInputTokens),
    perMillionOutputTokens: text(price.perMillionOutputTokens),
    agreementDate: agreement?.date ?? "",
    agreementProduct: agreement?.product ?? "",
    enabled: service?.enabled ?? true,
  };
}

/** Why it cannot be saved yet. */
export function missingIn({ baseUrl, model, budget, agreementDate, agreementProduct }: ServiceDraft): string | null {
  if (baseUrl.trim() === "") return "Give the address of the service.";
  if (model.trim() === "") return "Name the model.";
  if (number(budget) === undefined) return "Say what it may cost a day; 0 for a service that costs nothing.";
  if ((agreementDate === "") !== (agreementProduct.trim() === ""))
    return "Give both the date of the agreement and its product.";
  return null;
}

/** The draft as the API takes it; prices that do not belong to the kind stay behind. */
export function bodyOf(draft: ServiceDraft, kind: AiServiceBody["kind"]): Request<"putAiService">["body"] {
  const price =
    kind === "speech"
      ? { perMinute: number(draft.perMinute) }
      : {
          perMillionInputTokens: number(draft.perMillionInputTokens),
          perMillionOutputTokens: number(draft.perMillionOutputTokens),
        };
  const given = Object.fromEntries(Object.entries(price).filter(([, amount]) => amount !== undefined));
  return {
    vendor: draft.vendor,
    baseUrl: draft.baseUrl.trim(),
    path: draft.path.trim() === "" ? null : draft.path.trim(),
    model: draft.model.trim(),
    ...(draft.key === "" ? {} : { key: draft.key.trim() }),
    dailyBudgetDollars: number(draft.budget) ?? 0,
    price: given,
    agreement:
      draft.agreementDate === "" ? null : { date: draft.agreementDate, product: draft.agreementProduct.trim() },
    enabled: draft.enabled,
  };
}

function text(amount: number | undefined): string {
  return amount === undefined ? "" : String(amount);
}

function number(written: string): number | undefined {
  const amount = Number(written);
  return written.trim() === "" || !Number.isFinite(amount) || amount < 0 ? undefined : amount;
}
