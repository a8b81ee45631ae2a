import type { Database } from "@ringback/server/db/database.ts";
import type { TestBusiness } from "@ringback/server/testing/business.ts";
import { benchCall } from "./logged-call.ts";

/** What of the log is missing here: nothing, or some calls wholly and some without their end. */
export interface Missing {
  readonly unheardShare: number;
  readonly endlessShare: number;
}

const chunk = 10_000;

/** Writes our side of the log: calls as webhooks would have left them. Answers how many differ from the log. */
export async function fillCalls(
  { pool }: Database,
  { accountId, connectionId, numberId, line }: TestBusiness,
  log: { readonly calls: number; readonly everySeconds: number; readonly startAt: string },
  { unheardShare, endlessShare }: Missing,
): Promise<number> {
  let differ = 0;
  for (let first = 0; first < log.calls; first += chunk) {
    const rows: object[] = [];
    for (let index = first; index < Math.min(log.calls, first + chunk); index += 1) {
      // Spread evenly: every so manieth call is unheard, and as many others lack their end.
      const place = (index * 0.618_034) % 1;
      const differs = place < unheardShare + endlessShare;
      if (differs) differ += 1;
      if (place < unheardShare) continue;
      const { sid, legSid, from, startSeconds, answered } = benchCall(index, log.everySeconds);
      rows.push({ sid, legSid, from, startSeconds, answered, endless: differs });
    }
    await pool.query(statement, [accountId, connectionId, numberId, line, log.startAt, JSON.stringify(rows)]);
  }
  await pool.query("analyze ringback.call");
  return differ;
}

const statement = `
  insert into ringback.call (account_id, id, connection_id, provider_call_id, number_id, dialed, caller, arrived_at, ended_at, state, outcome,
    miss_reason, playbook_version, facts, created_at)
  select $1, gen_random_uuid(), $2, sid, $3, $4, "from", at, case when endless then null else at + interval '40 seconds' end,
    case when endless then 'ringing' else 'ended' end,
    case when endless then null when answered then 'answered' else 'missed' end, case when answered or endless then null else 'no-answer' end, 1,
    jsonb_build_object('arrived', jsonb_build_object('at', at, 'from', "from", 'to', $4::text, 'forwardedFrom', null, 'callerName', null, 'callerIdTrust', 'none'),
        'legs', '{}'::jsonb, 'recordings', '{}'::jsonb, 'transcripts', '{}'::jsonb)
      || case when endless then '{}'::jsonb else jsonb_build_object(
        'ended', jsonb_build_object('at', at + interval '40 seconds', 'status', 'completed', 'durationSeconds', 40),
        'legs', jsonb_build_object("legSid", jsonb_build_object('to', '+13125560199', 'firstAt', at, 'lastAt', at + interval '20 seconds',
          'status', case when answered then 'completed' else 'no-answer' end))) end, at
  from jsonb_to_recordset($6::jsonb) as r (sid text, "legSid" text, "from" text, "startSeconds" integer, answered boolean, endless boolean)
  cross join lateral (select $5::timestamptz + "startSeconds" * interval '1 second' as at) t`;
