import type { RouteName, Routes } from "@ringback/contract/routes.ts";
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { chosenAccount } from "./chosen-account.ts";
import { type Answer, api, type Request } from "./client.ts";

/** The routes that only read. */
export type ReadName = { [Name in RouteName]: Routes[Name]["method"] extends "GET" ? Name : never }[RouteName];

/** Routes whose answer does not depend on the chosen business. */
const ofNoAccount = new Set<RouteName>(["installation", "me", "getInvitation", "sharedReport"]);

/** The cache's key for a read: business, route, request. */
export function readKey(name: RouteName, request?: object): readonly unknown[] {
  const scope = ofNoAccount.has(name) ? "installation" : chosenAccount();
  return request === undefined ? [scope, name] : [scope, name, request];
}

/** Query options of a reading route: `useQuery(read("getCallback", { params: { id } }))`. */
export function read<Name extends ReadName>(name: Name, ...[request]: Parameters<(typeof api)[Name]>) {
  return queryOptions<Answer<Name>>({
    queryKey: readKey(name, request ?? {}),
    // One name, one call: the union of all calls has no common argument, so the compiler needs to be told.
    queryFn: ({ signal }) => (api[name] as Reader<Name>)(request as Request<Name>, signal),
  });
}
type Reader<Name extends RouteName> = (request: Request<Name>, signal: AbortSignal) => Promise<Answer<Name>>;

/** Makes every cached answer of these routes stale, so that what is on the screen is read anew. */
export async function refresh(client: QueryClient, names: readonly RouteName[]): Promise<void> {
  await Promise.all(names.map((name) => client.invalidateQueries({ queryKey: readKey(name) })));
}
