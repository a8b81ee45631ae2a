-- Callbacks that wait, each of a caller of its own, due over the ten days to come. Settings of the session: bench.account,
-- bench.connection, bench.owner, bench.callbacks (how many), bench.now. The triggers run as they do in life.
create temp table plan as
select n, current_setting('bench.now')::timestamptz - interval '1 minute' * (5 + n % 600) as at, numbers[1 + n % numbers_count] as number_id, lines[1 + n % numbers_count] as dialed,
  '+1312' || (2000000 + n)::text as caller, uuidv7() as call_id, uuidv7() as episode_id, uuidv7() as callback_id, uuidv7() as contact_id
from generate_series(1, current_setting('bench.callbacks')::int) n, (
  select array_agg(id order by number) as numbers, array_agg(number order by number) as lines, count(*)::int as numbers_count
  from ringback.phone_number where account_id = current_setting('bench.account')::uuid) there;
insert into ringback.contact (account_id, id, name, kind, created_at)
select current_setting('bench.account')::uuid, contact_id, 'Caller ' || n, case when n % 3 = 0 then 'customer' else 'lead' end, at from plan;
insert into ringback.contact_phone (account_id, number, contact_id, sms_capable)
select current_setting('bench.account')::uuid, caller, contact_id, true from plan;
insert into ringback.episode (account_id, id, caller, contact_id, opened_at, call_count, last_call_at)
select current_setting('bench.account')::uuid, episode_id, caller, contact_id, at, 1, at from plan;
insert into ringback.callback (account_id, id, episode_id, contact_id, first_call_id, number_id, caller, state, owner_id, urgency, intent, lane, priority, started_at, opened_at, due_at, warn_at,
  target_minutes, attempt_count, playbook_version, policy, explained)
select current_setting('bench.account')::uuid, callback_id, episode_id, contact_id, call_id, number_id, caller, 'open', current_setting('bench.owner')::uuid,
  (array['normal', 'normal', 'high', 'low', 'unknown'])[1 + n % 5], 'quote', 'new-lead', 3, at, at, current_setting('bench.now')::timestamptz + interval '1 day' + interval '1 minute' * n,
  current_setting('bench.now')::timestamptz + interval '23 hours' + interval '1 minute' * n, 15, n % 3, 1,
  (select jsonb_build_object('sla', playbook->'sla', 'escalation', playbook->'escalation', 'timeZone', playbook->'hours'->'timeZone') from ringback.playbook_version
    where account_id = current_setting('bench.account')::uuid order by version desc limit 1),
  '{"missReason": "no-answer", "ownerRule": "general-owner", "countsBusinessMinutes": true, "mayText": true}'
from plan;
insert into ringback.call (account_id, id, connection_id, provider_call_id, number_id, dialed, caller, contact_id, episode_id, arrived_at, ended_at, state, outcome, miss_reason, detected_at,
  detected_after_ms, rang_seconds, playbook_version, facts, entered, created_at)
select current_setting('bench.account')::uuid, call_id, current_setting('bench.connection')::uuid, 'CA' || replace(call_id::text, '-', ''), number_id, dialed, caller, contact_id, episode_id, at,
  at + interval '40 seconds', 'ended', 'missed', 'no-answer', at + interval '20 seconds', 40, 20, 1, '{"legs": {}, "recordings": {}, "transcripts": {}}', 'webhook', at
from plan;
insert into ringback.transcript (account_id, id, call_id, provider_transcript_id, state, text, created_at)
select current_setting('bench.account')::uuid, uuidv7(), call_id, 'TR' || n, 'ready',
  'Hi, I wanted to ask for a price on a new water heater, please call me back when you can, thank you.', at from plan;
insert into ringback.assessment (account_id, id, episode_id, call_id, assessment, intent, urgency, lane, made_by, created_at)
select current_setting('bench.account')::uuid, uuidv7(), episode_id, call_id,
  '{"intent": "quote", "urgency": "normal", "lane": "new-lead", "summary": [], "evidence": [{"label": "intent:quote", "rule": "price", "start": 22, "end": 29, "quote": "a price"}], "madeBy": "rules-1", "review": []}',
  'quote', 'normal', 'new-lead', 'rules-1', at from plan;
insert into ringback.attempt (account_id, id, callback_id, at, by_member, channel, result)
select current_setting('bench.account')::uuid, uuidv7(), callback_id, at + interval '4 minutes', current_setting('bench.owner')::uuid, 'call', 'no-answer' from plan where n % 3 > 0;
