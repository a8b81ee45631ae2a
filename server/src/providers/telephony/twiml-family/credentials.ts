import type { TelephonyAccount } from "#providers/telephony/provider.ts";
import { callRest, providerError, type RestAnswer, type RestOptions } from "./rest.ts";

/**
 * Whether the account's credentials work; a note says what the provider answered.
 * @throws ProviderError when the provider cannot be asked.
 */
export async function checkCredentials(
  options: RestOptions,
  account: TelephonyAccount,
): Promise<{ readonly ok: boolean; readonly note: string }> {
  const answer = await callRest(options, account, { method: "GET", path: ".json" });
  if (answer.outcome === "ok") return accountState(answer.json["status"]);
  if (answer.outcome === "refused" && (answer.status === 401 || answer.status === 403)) {
    return { ok: false, note: "The provider refuses the account id or the token." };
  }
  // A peer that speaks like the provider may lack the account resource; a list it must have tells as much.
  if (answer.outcome === "refused" && answer.status === 404) return await checkByNumbers(options, account);
  throw providerError(answer, "GET");
}

async function checkByNumbers(options: RestOptions, account: TelephonyAccount): Promise<{ ok: boolean; note: string }> {
  const query = { PageSize: "1" };
  const answer = await callRest(options, account, { method: "GET", path: "/IncomingPhoneNumbers.json", query });
  if (answer.outcome === "ok") return { ok: true, note: "The credentials work." };
  if (isRefusal(answer)) return { ok: false, note: "The provider does not know this account." };
  throw providerError(answer, "GET");
}

function isRefusal(answer: RestAnswer): boolean {
  return answer.outcome === "refused" && [401, 403, 404].includes(answer.status);
}

function accountState(status: unknown): { ok: boolean; note: string } {
  if (status === "suspended" || status === "closed")
    return { ok: false, note: `The account is ${status} at the provider.` };
  return { ok: true, note: "The credentials work." };
}
