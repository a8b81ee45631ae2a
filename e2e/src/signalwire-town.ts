import { signalWireDialect } from "@ringback/dev/fake-phone-network/signalwire-dialect.ts";
import type { TownOptions } from "#town.ts";

/** A town whose phone system is SignalWire's: a dialect of its own, and a key that signs beside the token. */
export const signalWire: TownOptions = {
  network: { dialect: signalWireDialect },
  vendor: ({ network, customer }) => {
    const project = network.core.accounts.get(customer.sid);
    if (project === undefined) throw new Error("The network has no such project.");
    project.signingKey = "PSK-of-the-project";
    const { sid: externalAccountId, authToken: secret } = customer;
    const fields = { apiBaseUrl: network.url, externalAccountId, secret, signingKey: project.signingKey };
    return { provider: "signalwire", fields };
  },
};
