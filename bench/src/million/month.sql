-- One month of a busy business, as rows. Settings of the session: bench.account, bench.connection, bench.owner, bench.calls
-- (how many), bench.from and bench.to (instants), bench.now, bench.words (a voicemail) and bench.assessment (what the rules read in it). The triggers run as they do in life.

create temp table if not exists plan (
  n integer, at timestamptz, number_id uuid, dialed text, caller text, kind text, call_id uuid, episode_id uuid, callback_id uuid, contact_id uuid,
  closes text, ended_at timestamptz,
  -- How long until the text went out, the first try, and the end; and what the caller is, where there is a matter.
  told_after interval, tried_after interval, closed_after interval, lane text
);
truncate plan;
-- Six of seven calls on workdays, most between 8 and 18; a few numbers take most of the calls; 24 % are missed.
insert into plan (n, at, number_id, dialed, caller, kind, ended_at)
select n, at, numbers[slot], lines[slot], '+1312' || (2000000 + floor(random() * 240000))::int,
  case when random() < 0.24 then 'missed' else 'answered' end, at + interval '20 seconds' + random() * interval '4 minutes'
from (
  select n, day + interval '1 hour' * (case when random() < 0.93 then 14 + random() * 10 else random() * 24 end) as at,
    1 + floor(lines_there.count * random() * random())::int as slot
  from (
    select n, date_trunc('day', span.since + random() * (span.until - span.since)) as day from generate_series(1, current_setting('bench.calls')::int) n,
      (select current_setting('bench.from')::timestamptz as since, current_setting('bench.to')::timestamptz as until) span
  ) days, lateral (select count(*)::int as count from ringback.phone_number where account_id = current_setting('bench.account')::uuid) lines_there
  where extract(dow from day) not in (0, 6) or n % 3 = 0
) calls, lateral (
  select array_agg(id order by number) as numbers, array_agg(number order by number) as lines from ringback.phone_number
  where account_id = current_setting('bench.account')::uuid
) lines
where at >= current_setting('bench.from')::timestamptz and at < least(current_setting('bench.to')::timestamptz, current_setting('bench.now')::timestamptz - interval '10 minutes');
update plan set call_id = uuidv7(at - clock_timestamp());
-- Every fifth miss is a caller who rang before about the same matter.
with misses as (select n, row_number() over (order by at) as turn, at from plan where kind = 'missed'),
matters as (
  select m.n, first_value(m.n) over (partition by (turn - turn / 5) order by turn) as first from misses m
), ids as (select distinct first, uuidv7() as episode_id, uuidv7() as callback_id, uuidv7() as contact_id from (select distinct first from matters) f)
update plan set episode_id = ids.episode_id, callback_id = ids.callback_id, contact_id = ids.contact_id, caller = opening.caller,
  -- Today's are partly open; of the others two thirds were reached.
  closes = case when opening.at > current_setting('bench.now')::timestamptz - interval '20 hours' and ids.first % 3 = 0 then 'open'
    when ids.first % 3 = 1 then 'closed' else 'recovered' end
from matters join ids using (first) join plan opening on opening.n = matters.first
where plan.n = matters.n;
-- As spread out as in life, where reports of medians have most to read. The newest are kept short, for nothing ends in the future.
update plan set told_after = interval '1 second' * (2 + chance % 50), lane = (array['new-lead', 'new-lead', 'existing-customer', 'vendor', 'unknown'])[1 + chance % 5],
  tried_after = case when old then interval '1 minute' * (1 + chance % 240) else interval '9 minutes' end,
  closed_after = case when old then interval '1 minute' * (241 + chance % 2500) else interval '40 minutes' end
from (select n, abs(hashtext(episode_id::text)) as chance, at < current_setting('bench.now')::timestamptz - interval '3 days' as old from plan where episode_id is not null) drawn
where drawn.n = plan.n;

insert into ringback.contact (account_id, id, name, kind, created_at)
select current_setting('bench.account')::uuid, contact_id, 'Caller ' || min(n), 'lead', min(at) from plan where contact_id is not null group by contact_id;
insert into ringback.contact_phone (account_id, number, contact_id, sms_capable)
select current_setting('bench.account')::uuid, caller, contact_id, true from plan where contact_id is not null order by caller on conflict do nothing;
insert into ringback.episode (account_id, id, caller, contact_id, opened_at, closed_at, call_count, last_call_at)
select current_setting('bench.account')::uuid, episode_id, min(caller), contact_id, min(at), case when min(closes) = 'open' then null else max(at) + min(closed_after) end, count(*), max(at)
from plan where episode_id is not null group by episode_id, contact_id
on conflict do nothing;
-- A caller who has an open matter already: theirs is closed instead.
insert into ringback.episode (account_id, id, caller, contact_id, opened_at, closed_at, call_count, last_call_at)
select current_setting('bench.account')::uuid, episode_id, min(caller), contact_id, min(at), max(at) + min(closed_after), count(*), max(at)
from plan where episode_id is not null and not exists (select from ringback.episode e where e.account_id = current_setting('bench.account')::uuid and e.id = plan.episode_id)
group by episode_id, contact_id;
insert into ringback.callback (account_id, id, episode_id, contact_id, first_call_id, number_id, caller, state, owner_id, urgency, intent, lane, priority, started_at, opened_at, due_at, warn_at,
  target_minutes, warned_at, breached_at, attempt_count, first_attempt_at, closed_at, closed_by, close_kind, disposition, recovered, playbook_version, policy, explained)
select e.account_id, callback_id, plan.episode_id, plan.contact_id, call_id, number_id, plan.caller, case when e.closed_at is null then 'open' else 'closed' end, current_setting('bench.owner')::uuid,
  (array['normal', 'normal', 'high', 'low', 'unknown'])[1 + n % 5], 'booking', lane, 30, at, at, at + interval '15 minutes', at + interval '10 minutes', 15, at + interval '10 minutes', at + interval '15 minutes',
  1, at + tried_after, e.closed_at, case when e.closed_at is not null then current_setting('bench.owner')::uuid end, case when e.closed_at is not null then 'person' end,
  case when e.closed_at is null then null when closes = 'closed' then 'gave_up' else 'booked' end, e.closed_at is not null and closes <> 'closed', 1,
  (select jsonb_build_object('sla', playbook->'sla', 'escalation', playbook->'escalation', 'timeZone', playbook->'hours'->'timeZone') from ringback.playbook_version p
    where p.account_id = e.account_id order by version desc limit 1),
  jsonb_build_object('missReason', 'no-answer', 'ownerRule', 'default', 'countsBusinessMinutes', true, 'mayText', true)
from (select distinct on (episode_id) * from plan where episode_id is not null order by episode_id, at) plan
join ringback.episode e on e.account_id = current_setting('bench.account')::uuid and e.id = plan.episode_id;
insert into ringback.callback_event (account_id, callback_id, id, kind, at, by_member, detail)
select account_id, id, uuidv7(), did, case when did = 'opened' then started_at else closed_at end, case when did = 'closed' then owner_id end, '{}'
from ringback.callback, unnest(array['opened', 'closed']) did
where account_id = current_setting('bench.account')::uuid and id in (select callback_id from plan) and (did = 'opened' or closed_at is not null);
insert into ringback.attempt (account_id, id, callback_id, at, by_member, channel, result)
select account_id, uuidv7(), id, first_attempt_at, owner_id, 'call', case when recovered then 'reached' else 'no-answer' end
from ringback.callback where account_id = current_setting('bench.account')::uuid and id in (select callback_id from plan);
insert into ringback.message (account_id, id, direction, purpose, class, state, connection_id, from_number, to_number, body, episode_id, contact_id, callback_id, decision, provider_message_id,
  playbook_version, created_at, useful_until, claimed_at, sent_at, settled_at)
select account_id, uuidv7(at - clock_timestamp()), 'out', 'acknowledgement', 'responsive', 'delivered', current_setting('bench.connection')::uuid, dialed, plan.caller,
  'Sorry we missed you. Reply here with what you need and a person will call you back.', episode_id, contact_id, callback_id, '{"decision": "allow", "rules": []}', 'SM' || md5(episode_id::text), 1, at,
  at + interval '10 minutes', at, at + told_after, at + told_after
from (select distinct on (episode_id) * from plan where episode_id is not null order by episode_id, at) plan, (select current_setting('bench.account')::uuid as account_id) a;
insert into ringback.consent_event (account_id, id, number, kind, at, source, source_id)
select current_setting('bench.account')::uuid, uuidv7(), caller, 'inbound_call', at, 'call', call_id from plan where kind = 'missed';

insert into ringback.call (account_id, id, connection_id, provider_call_id, number_id, dialed, caller, contact_id, episode_id, arrived_at, ended_at, state, outcome, miss_reason, answered_by, answered_at,
  detected_at, detected_after_ms, rang_seconds, playbook_version, facts, entered, created_at)
select current_setting('bench.account')::uuid, call_id, current_setting('bench.connection')::uuid, 'CA' || replace(call_id::text, '-', ''), number_id, dialed, caller, contact_id, episode_id, at, ended_at, 'ended',
  kind, case when kind = 'missed' then (array['no-answer', 'abandoned-while-ringing', 'busy', 'after-hours', 'voicemail-answered'])[1 + n % 5] end,
  case when kind = 'answered' then current_setting('bench.owner')::uuid end, case when kind = 'answered' then at + interval '8 seconds' end,
  case when kind = 'missed' then at + interval '20 seconds' end, case when kind = 'missed' then 40 end, 12, 1,
  jsonb_build_object('arrived', jsonb_build_object('at', at, 'from', caller, 'to', dialed, 'callerName', null, 'callerIdTrust', 'full', 'forwardedFrom', null),
    'route', jsonb_build_object('kind', 'ring-group', 'memberIds', jsonb_build_array(current_setting('bench.owner'))),
    'legs', jsonb_build_object('CA1', case when kind = 'answered'
      then jsonb_build_object('to', '+13125560142', 'firstAt', at + interval '2 seconds', 'lastAt', ended_at, 'status', 'completed', 'pickedUpAt', at + interval '7 seconds', 'endedAt', ended_at,
        'memberId', current_setting('bench.owner'), 'acceptedAt', at + interval '8 seconds')
      else jsonb_build_object('to', '+13125560142', 'firstAt', at + interval '2 seconds', 'lastAt', at + interval '19 seconds', 'endedAt', at + interval '19 seconds', 'status', 'no-answer') end),
    'recordings', '{}'::jsonb, 'transcripts', '{}'::jsonb,
    'ended', jsonb_build_object('at', ended_at, 'status', 'completed', 'durationSeconds', 40)),
  case when n % 500 = 0 then 'provider-log' else 'webhook' end, at
from plan order by at;
insert into ringback.transcript (account_id, id, call_id, provider_transcript_id, state, text, created_at)
select current_setting('bench.account')::uuid, uuidv7(), call_id, 'TR' || n, 'ready', current_setting('bench.words'), at from plan where kind = 'missed' and n % 2 = 0;
insert into ringback.assessment (account_id, id, episode_id, call_id, assessment, intent, urgency, lane, made_by, created_at)
select current_setting('bench.account')::uuid, uuidv7(), episode_id, call_id,
  current_setting('bench.assessment')::jsonb,
  'quote', 'normal', 'new-lead', 'rules-1', at
from plan where kind = 'missed' and n % 2 = 0;
insert into ringback.call_event (account_id, call_id, id, kind, at, recorded_at, stamped_at, detail)
select current_setting('bench.account')::uuid, call_id, uuidv7(), e.kind, at + later, at + later, at + later, e.detail
from plan, lateral (values
  ('arrived', 'any', interval '0', jsonb_build_object('from', caller, 'to', dialed, 'forwardedFrom', null, 'callerName', null, 'callerIdTrust', 'full')),
  ('leg-accepted', 'answered', interval '8 seconds', '{"legId": "CA1", "memberId": null}'::jsonb),
  ('answered', 'answered', interval '8 seconds', '{}'::jsonb),
  ('dial-ended', 'missed', interval '19 seconds', '{"status": "no-answer", "bridged": false, "legId": null, "talkSeconds": null}'::jsonb),
  ('missed', 'missed', interval '19 seconds', '{"reason": "no-answer"}'::jsonb),
  ('ended', 'any', ended_at - at, '{"status": "completed", "durationSeconds": 40}'::jsonb)
) e (kind, whose, later, detail) where e.whose in ('any', plan.kind) order by at;
insert into ringback.provider_event (account_id, id, connection_id, provider_key, kind, received_at, payload)
select current_setting('bench.account')::uuid, uuidv7(), current_setting('bench.connection')::uuid, 'CA' || replace(call_id::text, '-', '') || ':arrived', 'arrived', at,
  jsonb_build_object('From', caller, 'To', dialed, 'CallStatus', 'ringing', 'Direction', 'inbound', 'ApiVersion', '2010-04-01')
from plan;
