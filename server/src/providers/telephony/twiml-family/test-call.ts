import type { TelephonyAccount } from "#providers/telephony/provider.ts";
import { callRest, providerError, type RestOptions } from "./rest.ts";
import { readId } from "./schema.ts";
import { element, writeXml } from "./xml.ts";

/** Longer than a greeting: what is said earlier falls into it and is not on the voicemail. */
const greetingSeconds = 20;
/** Shorter would cut off the last word: the recording ends with silence. */
const silenceSeconds = 3;

/**
 * Calls a number of the account from another one, waits for a greeting to end, says the words and hangs up. The document
 * travels with the request (docs/rules.md T1.11), so that the test needs no webhook of ours for its calling side.
 * @throws ProviderError
 */
export async function placeTestCall(
  options: RestOptions,
  account: TelephonyAccount,
  call: { readonly from: string; readonly to: string; readonly words: string },
): Promise<{ readonly callId: string }> {
  const form = { To: call.to, From: call.from, Twiml: testCallDocument(call.words) };
  const answer = await callRest(options, account, { method: "POST", path: "/Calls.json", form });
  if (answer.outcome !== "ok") throw providerError(answer, "POST");
  const callId = readId(typeof answer.json["sid"] === "string" ? answer.json["sid"] : undefined);
  if (callId === null) throw providerError({ outcome: "unknown", reason: "an answer without a call" }, "POST");
  return { callId };
}

/** What the calling side of a test does. */
export function testCallDocument(words: string): string {
  const document = element(
    "Response",
    {},
    element("Pause", { length: greetingSeconds }),
    element("Say", {}, words),
    element("Pause", { length: silenceSeconds }),
    element("Hangup"),
  );
  return writeXml(document);
}
