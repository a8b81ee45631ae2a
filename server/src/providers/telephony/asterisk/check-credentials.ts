import { ProviderError, type TelephonyAccount } from "#providers/telephony/provider.ts";
import { type AmiTimes, openAmi } from "./ami-client.ts";
import { whyNotReadable } from "./log-files.ts";
import { readSettings } from "./settings.ts";

/** A clock so far off makes due times wrong by as much. */
const clockOffMs = 60_000;

/**
 * Signs in, and looks whether the log files can be read.
 * @throws ProviderError when nobody answers there.
 */
export async function checkCredentials(
  account: TelephonyAccount,
  times: AmiTimes,
): Promise<{ readonly ok: boolean; readonly note: string }> {
  const { cdrPath, queueLogPath } = readSettings(account);
  const seen = await signIn(account, times);
  if (!seen.ok) return seen;
  for (const path of [cdrPath, queueLogPath]) {
    const problem = path === null ? null : await whyNotReadable(path);
    if (problem !== null) return { ok: false, note: problem };
  }
  const log = cdrPath === null ? " Its call log is not read: calls of a time without a connection are not found." : "";
  return { ok: true, note: `${seen.note}${log}` };
}

async function signIn(account: TelephonyAccount, times: AmiTimes): Promise<{ ok: boolean; note: string }> {
  try {
    const session = await openAmi(account, times, "off");
    session.close();
    const off = Math.abs(session.clockAheadMs) < clockOffMs ? "" : " Its clock is more than a minute off ours.";
    return { ok: true, note: `Signed in to ${session.greeting}.${off}` };
  } catch (error) {
    if (error instanceof ProviderError && error.code === "login-refused") return { ok: false, note: error.message };
    throw error;
  }
}
