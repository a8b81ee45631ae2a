import type { TelephonyAccount } from "#providers/telephony/provider.ts";
import { callRest, providerError, type RestAnswer, type RestOptions } from "#providers/telephony/twiml-family/rest.ts";
import { callApi, pathPart } from "./api.ts";

/**
 * Whether key, account id and application belong together: the application is asked for, then one call of the account.
 * @throws ProviderError when the provider cannot be asked.
 */
export async function checkCredentials(
  options: RestOptions,
  account: TelephonyAccount,
): Promise<{ readonly ok: boolean; readonly note: string }> {
  const id = pathPart(account.settings["texmlApplicationId"] ?? "");
  const application = await callApi(options, account, { method: "GET", path: `/texml_applications/${id}` });
  if (isRefusal(application))
    return application.status === 404
      ? { ok: false, note: "Telnyx knows no TeXML application with this id." }
      : { ok: false, note: "Telnyx refuses the API key." };
  if (application.outcome !== "ok") throw providerError(application, "GET");
  const calls = await callRest(options, account, { method: "GET", path: "/Calls", query: { PageSize: "1" } });
  if (isRefusal(calls)) return { ok: false, note: "Telnyx does not know this account id for the API key." };
  if (calls.outcome !== "ok") throw providerError(calls, "GET");
  return { ok: true, note: "The credentials work." };
}

function isRefusal(answer: RestAnswer): answer is Extract<RestAnswer, { outcome: "refused" }> {
  return answer.outcome === "refused" && [401, 403, 404, 422].includes(answer.status);
}
