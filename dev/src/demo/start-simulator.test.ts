import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { attachSimulator } from "./attach-simulator.ts";
import { createBusiness } from "./create-business.ts";
import { demoNumbers, demoPeople } from "./demo-business.ts";
import { type Simulator, startSimulator } from "./start-simulator.ts";
import { testInstallation } from "./test-installation.ts";

test("the simulator remembers its token, yields a taken port, and the demo finds it wherever it went", async () => {
  await using installation = await testInstallation();
  const { context, ask } = installation;
  const folder = await mkdtemp(join(tmpdir(), "ringback-simulator-"));
  const statePath = join(folder, "new", "simulator.json");
  try {
    const first = await startSimulator({ port: 0, statePath });
    const { authToken, url } = first;
    await createBusiness(context, { userId: "ray", simulator: first, now: context.clock.now() });
    await expectAttached(first);
    await first.stop();

    const taken = await startSimulator({ port: Number(new URL(url).port) });
    expect(taken.authToken).not.toBe(authToken);
    const second = await startSimulator({ port: Number(new URL(url).port), statePath });
    expect(second.authToken).toBe(authToken);
    expect(second.url).not.toBe(url);
    await expectAttached(second);
    // Another network altogether: a new token as well.
    await expectAttached(taken);
    await second.stop();
    await taken.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }

  async function expectAttached(simulator: Simulator): Promise<void> {
    const attached = await attachSimulator(context, simulator);
    expect(attached?.numbers.map(({ result }) => result.ok)).toEqual([true, true, true]);
    expect(await ask("select api_base_url as url, last_error as error from ringback.connection")).toEqual([
      { url: simulator.url, error: null },
    ]);
    expect(await ask("select distinct webhooks from ringback.phone_number")).toEqual([{ webhooks: "installed" }]);
    const { numbers } = await askSimulator(simulator, "numbers");
    const hooks = `${context.publicUrl}/hooks/${attached?.connectionId}/`;
    expect(numbers).toHaveLength(Object.keys(demoNumbers).length);
    for (const number of numbers) {
      expect(number.voiceUrl).toContain(hooks);
      expect(number.smsUrl).toContain(hooks);
    }
    const { phones } = await askSimulator(simulator, "phones");
    expect(phones).toHaveLength(Object.keys(demoPeople).length);
    expect(phones.map(({ behaviour }: { behaviour: { kind: string } }) => behaviour.kind)).toEqual(
      phones.map(() => "interactive"),
    );
  }
});

test("without a demo there is nothing to attach", async () => {
  await using installation = await testInstallation();
  const simulator = await startSimulator({ port: 0 });
  expect(await attachSimulator(installation.context, simulator)).toBeNull();
  await simulator.stop();
});

// biome-ignore lint/suspicious/noExplicitAny: the control API's answers are its own matter
async function askSimulator({ url }: Simulator, what: string): Promise<any> {
  const answer = await fetch(`${url}/control/${what}`);
  return await answer.json();
}
