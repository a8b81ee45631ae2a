import { z } from "zod";
import { id, instant, role } from "./common.ts";
import { route } from "./route.ts";

export const trade = z.enum([
  "home_services",
  "healthcare",
  "legal",
  "property",
  "insurance",
  "financial",
  "salon",
  "general",
]);
export type Trade = z.infer<typeof trade>;

export const installation = z.object({
  version: z.string(),
  /** True until the first owner has signed up. */
  needsFirstOwner: z.boolean(),
  demo: z.boolean(),
  /** How to sign in to the demo business; only on a demo installation. */
  demoSignIn: z.object({ email: z.string(), password: z.string() }).nullable(),
  simulator: z.boolean(),
  now: instant,
});
export type Installation = z.infer<typeof installation>;

export const me = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  accounts: z.array(
    z.object({
      id,
      name: z.string(),
      role,
      memberId: id,
      timeZone: z.string(),
      trade,
      setupDone: z.boolean(),
    }),
  ),
});
export type Me = z.infer<typeof me>;

export const installationRoutes = {
  installation: route({
    method: "GET",
    path: "/installation",
    access: "public",
    summary: "What this installation is",
    ok: installation,
  }),
  me: route({
    method: "GET",
    path: "/me",
    access: "signed-in",
    summary: "Who is signed in and to which businesses they belong",
    ok: me,
  }),
  createAccount: route({
    method: "POST",
    path: "/accounts",
    access: "signed-in",
    summary: "Create a business; whoever creates it is its owner",
    body: z.object({ name: z.string().trim().min(1).max(120), timeZone: z.string().max(60), trade }),
    ok: z.object({ id }),
  }),
};
