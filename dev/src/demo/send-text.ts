import { receiveMessage } from "@ringback/server/use-cases/receive-message.ts";
import { type DemoLine, demoNumbers } from "./demo-business.ts";
import type { DemoWorld } from "./demo-world.ts";
import { sampleId } from "./sample-provider.ts";
import type { Stage } from "./stage.ts";

/** A caller texts the business, at this moment of their story. STOP is answered by the provider itself, as usual in the US. */
export async function sendText(
  stage: Stage,
  world: DemoWorld,
  text: { from: string; line: DemoLine; body: string; at: Temporal.Instant },
): Promise<void> {
  await stage.until(text.at);
  const messageId = sampleId("SM");
  await receiveMessage(stage.context, {
    accountId: world.accountId,
    connectionId: world.connectionId,
    key: `sample:${messageId}`,
    providerMessageId: messageId,
    from: text.from,
    to: demoNumbers[text.line].number,
    body: text.body,
    mediaCount: 0,
    providerReplies: true,
    optOut: text.body === "STOP" ? "stop" : null,
    payload: { source: "sample" },
  });
}
