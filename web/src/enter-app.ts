import type { QueryClient } from "@tanstack/react-query";
import { type AnyRouter, redirect } from "@tanstack/react-router";
import { chooseAccount, rememberedAccount } from "#api/chosen-account.ts";
import { noteReachable } from "#api/connection.ts";
import { Problem } from "#api/problem.ts";
import { read } from "#api/queries.ts";
import { paths } from "#paths.ts";

/** Before any screen of a business: who is signed in, which business it is, and where to go when there is neither. */
export async function enterApp(client: QueryClient, wanted: string | undefined, address: string): Promise<void> {
  await enterSignedIn(client, address);
  const me = await client.ensureQueryData(read("me"));
  const account =
    me.accounts.find((each) => each.id === wanted) ??
    me.accounts.find((each) => each.id === rememberedAccount()) ??
    me.accounts[0];
  if (account === undefined) throw redirect({ to: paths.setup });
  chooseAccount(account.id);
}

/** A screen was told that nobody is signed in any more: to the sign-in, and from there back to this address. */
export async function leaveForSignIn(router: AnyRouter, client: QueryClient): Promise<void> {
  const { pathname, href } = router.state.location;
  const outside: readonly string[] = [paths.signIn, paths.welcome, paths.home];
  // While entering, the routes themselves see to it.
  if (router.state.status === "pending" || outside.includes(pathname) || pathname.startsWith("/invitation/")) return;
  await router.navigate({ to: paths.signIn, search: { next: href } });
  client.clear();
  // Whoever may no longer look keeps no copy either. What waits to be sent stays: it is sent after signing in again.
  await import("#offline/kept-screens.ts").then(({ forgetScreens }) => forgetScreens());
}

/** Before screens that need a person but no business yet. */
export async function enterSignedIn(client: QueryClient, address: string): Promise<void> {
  const installation = await orKept(client, () => client.ensureQueryData(read("installation")));
  if (installation.needsFirstOwner) throw redirect({ to: paths.welcome });
  await orKept(client, () => client.ensureQueryData(read("me"))).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 401) {
      throw redirect({ to: paths.signIn, search: address === paths.today ? {} : { next: address } });
    }
    throw error;
  });
}

/** A bad connection may keep a question open for minutes; what was kept is there at once. */
const patienceMs = 4000;

/** Asks the server; in a dead spot answers from what was kept on this device, if anything was. */
async function orKept<Answer>(client: QueryClient, ask: () => Promise<Answer>): Promise<Answer> {
  const asked = ask();
  const isUnreachable = await Promise.race([
    asked.then(
      () => false,
      (error: unknown) => error instanceof Problem && error.status === 0,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, patienceMs, true)),
  ]);
  if (!isUnreachable) return await asked;
  const restored = await import("#offline/kept-screens.ts").then(({ restoreScreens }) => restoreScreens(client));
  if (!restored) return await asked;
  noteReachable(false);
  return await ask();
}
