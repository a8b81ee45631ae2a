import type { ConnectField, TelephonyAbilities } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";

/** A phone system that can be connected, without what only its adapter does. */
export interface ListedProvider {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly fields: (Pick<ConnectField, "name" | "label" | "kind" | "required" | "help" | "example"> & {
    /** Never shown again once it is given. */
    readonly secret: boolean;
    readonly fallback: string | null;
    readonly pattern: string | null;
  })[];
  readonly steps: string[];
  readonly buyUrl: string | null;
  readonly makesSecret: boolean;
  readonly abilities: TelephonyAbilities;
}

/** The phone systems that can be connected, with what each asks for and what it can do. */
export function listProviders({ telephony }: Pick<Context, "telephony">): ListedProvider[] {
  return Object.values(telephony).map(({ name, connectForm, makeSecret, abilities }) => ({
    name,
    title: connectForm.title,
    about: connectForm.about,
    fields: connectForm.fields.map(({ keep, ...field }) => ({
      ...field,
      secret: keep === "secret" || keep === "credential",
      fallback: field.fallback ?? null,
      pattern: field.pattern ?? null,
    })),
    steps: [...connectForm.steps],
    buyUrl: connectForm.buyUrl ?? null,
    makesSecret: makeSecret !== undefined,
    abilities,
  }));
}
