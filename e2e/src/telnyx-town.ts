// The small town with its number at Telnyx: the fake phone network plays Telnyx, the server connects it by the form.
import type { PhoneNetwork } from "@ringback/dev/fake-phone-network/network.ts";
import { telnyxDialect, telnyxPublicKeyOf } from "@ringback/dev/fake-phone-network/telnyx-dialect.ts";
import { connectProvider } from "@ringback/server/use-cases/connect-provider.ts";
import { createAccount } from "@ringback/server/use-cases/create-account.ts";
import { installWebhooks } from "@ringback/server/use-cases/install-webhooks.ts";
import { addStaff, type Staff } from "./staff.ts";
import { buildEmptyTown, businessNumber, type EmptyTown, ownerEmail, password } from "./town.ts";

export interface TelnyxTown extends EmptyTown {
  readonly network: PhoneNetwork;
  readonly accountId: string;
  readonly connectionId: string;
  readonly staff: { readonly maya: Staff; readonly luis: Staff };
}

/** Webhooks are signed by the network's clock and refused when it is 300 s off ours, so it may not run far ahead. */
const speed = 8;
const application = "1494404757140276705";
const profile = "83d2343b-553f-4c5e-b8c8-fd27004f94bf";

/** Builds the town: one business, two people with phones, one number that rings here by TeXML. */
export async function buildTelnyxTown(): Promise<TelnyxTown> {
  await using stack = new AsyncDisposableStack();
  const dialect = telnyxDialect();
  const town = stack.use(await buildEmptyTown({ speed, network: { dialect } }));
  const { ringback, network, customer } = town;
  const { context, auth } = ringback;
  dialect.books.addApplication({ id: application, friendly_name: "Ringback" });
  dialect.books.addProfile({ id: profile });
  dialect.books.profileOf.set(businessNumber, profile);
  dialect.books.apply(network.core);

  const signIn = await auth.createSignIn({ name: "Olive Owner", email: ownerEmail, password });
  if (!signIn.ok) throw new Error(signIn.refusal);
  const account = await createAccount(context, {
    name: "Northside Heating",
    timeZone: "America/Chicago",
    trade: "home_services",
    owner: { userId: signIn.userId, name: "Olive Owner", email: ownerEmail },
  });
  if (!account.ok) throw new Error(account.refusal);
  const { accountId } = account;
  const staff = await addStaff(context, accountId, "always");
  const atTelnyx = network.core.accounts.get(customer.sid);
  if (atTelnyx === undefined) throw new Error("no account at the network");
  const connected = await connectProvider(context, {
    accountId,
    by: null,
    provider: "telnyx",
    fields: {
      externalAccountId: customer.sid,
      secret: customer.authToken,
      publicKey: telnyxPublicKeyOf(atTelnyx),
      texmlApplicationId: application,
      apiBaseUrl: network.url,
    },
    number: businessNumber,
  });
  if (!connected.ok) throw new Error(`${connected.refusal} ${"detail" in connected ? connected.detail : ""}`);
  const installed = await installWebhooks(context, { accountId, by: null, numberId: connected.numberId ?? "" });
  if (!installed.ok) throw new Error(installed.refusal);
  const kept = stack.move();
  return {
    ...town,
    accountId,
    connectionId: connected.connectionId,
    staff,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
