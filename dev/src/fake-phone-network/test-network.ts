import { expect } from "vitest";
import { manualClock } from "./clock.ts";
import { PhoneNetwork, type PhoneNetworkOptions } from "./network.ts";
import type { Account } from "./state.ts";
import { TestCustomer } from "./test-customer.ts";

export const ourNumber = "+15559870000";
export const caller = "+15551230001";

/** A network on a clock that stands still, with one number whose addresses lead to a customer's server. */
export interface TestNetwork extends AsyncDisposable {
  readonly network: PhoneNetwork;
  readonly customer: TestCustomer;
  readonly account: Account;
}

/** Sets one up. Dispose of it with `await using`; it then checks that every webhook was signed and nothing broke. */
export async function testNetwork(options: PhoneNetworkOptions = {}): Promise<TestNetwork> {
  const network = new PhoneNetwork({ clock: manualClock(), ids: "test", webhookLimitMs: 300, ...options });
  const account = network.addAccount({ authToken: "the-primary-token", secondaryAuthToken: "the-secondary-token" });
  const customer = new TestCustomer(account.authToken);
  await Promise.all([customer.listen(), network.listen()]);
  network.addNumber(account, ourNumber, {
    voiceUrl: `${customer.url}/voice`,
    statusCallback: `${customer.url}/status`,
    smsUrl: `${customer.url}/sms`,
  });
  return {
    network,
    customer,
    account,
    async [Symbol.asyncDispose]() {
      await network.settled();
      await network.close();
      await customer.close();
      expect(customer.received.filter(({ isSigned }) => !isSigned)).toEqual([]);
      expect(network.alerts.filter(({ code }) => code === 0)).toEqual([]);
    },
  };
}
