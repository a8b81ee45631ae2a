import type { Installation } from "@ringback/contract/installation.ts";
import type { Auth } from "#auth/auth.ts";
import type { Context } from "#use-cases/context.ts";

/** What handlers may use. */
export interface ApiParts {
  readonly context: Context;
  readonly auth: Auth;
  readonly installation: Pick<Installation, "version" | "demo" | "demoSignIn" | "simulator">;
  /** The control address of the fake phone network; null without a simulated phone. */
  readonly simulatorUrl: string | null;
}
