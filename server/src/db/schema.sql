-- What the migrations make, for reading. Written by tools/dump-schema.ts and compared by db/schema.test.ts; do not edit.

-- Schema ringback

grant usage on schema ringback to ringback_app;

CREATE OR REPLACE FUNCTION ringback.cancel_jobs(keys text[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select graphile_worker.remove_job(k) from unnest(keys) k;
$function$
;
grant execute on function ringback.cancel_jobs(text[]) to ringback_app;

CREATE OR REPLACE FUNCTION ringback.chain_history(account uuid, brought uuid, conversation_seconds integer)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare made bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('history:' || account, 0));
  create temp table chained_call on commit drop as
  with callers as (
    select distinct caller from ringback.call where account_id = account and entered = 'import' and import_id = brought and caller is not null
    union select distinct called from ringback.outbound_call where account_id = account and entered = 'import' and import_id = brought and called is not null
  ), events as (
    select caller, arrived_at as at, false as outbound, id, outcome = 'missed' as missed, outcome = 'answered' as talked, left_voicemail from ringback.call
    where account_id = account and entered = 'import' and drill_id is null and outcome is not null and caller is not null
      and (brought is null or caller in (select c.caller from callers c))
    union all
    select called, started_at, true, id, false, coalesce(outcome = 'connected' and talk_seconds >= conversation_seconds, false), false from ringback.outbound_call
    where account_id = account and entered = 'import' and called is not null and (brought is null or called in (select c.caller from callers c))
  ), marked as (
    select *, (coalesce(lag(talked) over each_caller or at - lag(at) over each_caller > interval '168 hours', true))::int as begins
    from events window each_caller as (partition by caller order by at, outbound, id)
  ), linked as (
    select *, sum(begins) over (partition by caller order by at, outbound, id rows unbounded preceding) as link from marked
  ), begun as (
    select *, sum(missed::int) over (partition by caller, link order by at, outbound, id rows unbounded preceding) as nth from linked
  )
  select (array_agg(id) filter (where missed and nth = 1))[1] as id, count(*) filter (where missed)::int as calls, count(*) filter (where outbound)::int as attempts,
    min(at) filter (where outbound) as first_at, max(at) filter (where talked) as talked_at, bool_or(left_voicemail and missed) as voicemail
  from begun where nth > 0 group by caller, link
  union all
  select id, 1, 0, null, null, left_voicemail from ringback.call
  where account_id = account and entered = 'import' and drill_id is null and outcome = 'missed' and caller is null and (brought is null or import_id = brought);
  analyze chained_call;
  if brought is null then
    delete from ringback.matter m where m.account_id = account and m.kind = 'history' and not exists (select from chained_call k where k.id = m.id);
  else
    delete from ringback.matter m using ringback.call c where m.account_id = account and m.kind = 'history' and c.account_id = account and c.id = m.id
      and c.caller in (select distinct t.caller from ringback.call t where t.account_id = account and t.entered = 'import' and t.import_id = brought
        union select o.called from ringback.outbound_call o where o.account_id = account and o.entered = 'import' and o.import_id = brought)
      and not exists (select from chained_call k where k.id = m.id);
  end if;
  insert into ringback.matter as known
  select account, c.id, 'history', c.id, c.arrived_at, c.local_day, c.number_id, coalesce(c.miss_reason, 'unknown'), c.lane, c.is_returning, c.in_hours,
    k.calls, false, 'none', k.attempts, coalesce(o.attempt_ms <= p.target_ms, false),
    not coalesce(o.attempt_ms <= p.target_ms or o.talk_ms <= p.target_ms, false), k.talked_at is not null, false, false,
    coalesce((k.talked_at at time zone a.time_zone)::date = c.local_day, false), k.voicemail, false, false, null, null,
    ringback.wall_minutes(c.arrived_at, k.first_at), (o.attempt_ms / 60000)::int, ringback.wall_minutes(c.arrived_at, k.talked_at), (o.talk_ms / 60000)::int, null, null, null
  from chained_call k
  join ringback.call c on c.account_id = account and c.id = k.id
  join ringback.account a on a.id = account
  join (select v.version, (v.playbook->'sla'->>'targetMinutes')::bigint * 60000 as target_ms from ringback.playbook_version v where v.account_id = account) p
    on p.version = c.playbook_version
  cross join lateral (select ringback.open_ms(account, c.playbook_version, c.arrived_at, k.first_at) as attempt_ms,
    ringback.open_ms(account, c.playbook_version, c.arrived_at, k.talked_at) as talk_ms) o
  on conflict (account_id, id) do update set (kind, first_call_id, started_at, local_day, number_id, miss_reason, lane, is_returning, in_hours, calls, has_owner, told, attempts, attempted_in_time, stale, recovered, booked, completed, closed_same_day, voicemail, wrong_owner, duplicate, owner_wall, owner_open, attempt_wall, attempt_open, conversation_wall, conversation_open, completed_wall, completed_open, told_seconds)
      = (excluded.kind, excluded.first_call_id, excluded.started_at, excluded.local_day, excluded.number_id, excluded.miss_reason, excluded.lane, excluded.is_returning, excluded.in_hours, excluded.calls, excluded.has_owner, excluded.told, excluded.attempts, excluded.attempted_in_time, excluded.stale, excluded.recovered, excluded.booked, excluded.completed, excluded.closed_same_day, excluded.voicemail, excluded.wrong_owner, excluded.duplicate, excluded.owner_wall, excluded.owner_open, excluded.attempt_wall, excluded.attempt_open, excluded.conversation_wall, excluded.conversation_open, excluded.completed_wall, excluded.completed_open, excluded.told_seconds)
    where known is distinct from excluded;
  select count(*) into made from chained_call;
  drop table chained_call;
  return made;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.compact_call_tally()
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare summed bigint;
begin
  if not pg_try_advisory_xact_lock(7464623) then return 0; end if;
  with gone as (
    delete from ringback.call_tally t using (
      select account_id, local_day, number_id from ringback.call_tally group by 1, 2, 3 having count(*) > count(distinct standing)
    ) busy
    where t.account_id = busy.account_id and t.local_day = busy.local_day and t.number_id = busy.number_id
    returning t.*
  )
  insert into ringback.call_tally (account_id, local_day, number_id, standing, calls)
  select account_id, local_day, number_id, standing, sum(calls) from gone group by 1, 2, 3, 4 having sum(calls) <> 0;
  get diagnostics summed = row_count;
  return summed;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.compact_figures(fresh_max integer DEFAULT 64, at_most interval DEFAULT '00:00:05'::interval)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  began timestamptz := clock_timestamp();
  busy record;
  summed date;
  fresh_days date[];
  touched bigint := 0;
begin
  if not pg_try_advisory_xact_lock(7464625) then return 0; end if;
  for busy in
    select account_id, month, month + interval '1 month 1 day' <= current_date as is_over from (
      select account_id, date_trunc('month', local_day)::date as month, count(*) as rows from (
        select account_id, local_day from ringback.call_figure where fresh union all select account_id, local_day from ringback.matter_figure where fresh) fresh_rows group by 1, 2
      union all
      select a.id, (date_trunc('month', current_date) - n * interval '1 month')::date, 0 from ringback.account a cross join generate_series(1, 3) n
      where not exists (select from ringback.figure_month f where f.account_id = a.id and f.month = (date_trunc('month', current_date) - n * interval '1 month')::date)
      union all
      -- A day that was put together before it was over, and is by now.
      select account_id, date_trunc('month', day)::date, fresh_max from ringback.figure_day where summed_at is null and day + 2 <= current_date
    ) found group by 1, 2 having sum(rows) >= fresh_max or month + interval '1 month 1 day' <= current_date
    order by month desc, account_id limit 200
  loop
    select array_agg(distinct local_day) into fresh_days from (
      select local_day from ringback.call_figure where account_id = busy.account_id and fresh and local_day >= busy.month and local_day < busy.month + interval '1 month'
      union all
      select local_day from ringback.matter_figure where account_id = busy.account_id and fresh and local_day >= busy.month and local_day < busy.month + interval '1 month') f;
    with gone as (
      delete from ringback.call_figure f where f.account_id = busy.account_id and f.local_day = any(fresh_days) returning *)
    insert into ringback.call_figure
    select account_id, local_day, number_id, reason, lane, is_returning, in_hours, history, false, sum(calls), sum(late),
      nullif(sum(h0), 0), nullif(sum(h1), 0), nullif(sum(h2), 0), nullif(sum(h3), 0), nullif(sum(h4), 0), nullif(sum(h5), 0), nullif(sum(h6), 0), nullif(sum(h7), 0), nullif(sum(h8), 0), nullif(sum(h9), 0), nullif(sum(h10), 0), nullif(sum(h11), 0), nullif(sum(h12), 0), nullif(sum(h13), 0), nullif(sum(h14), 0), nullif(sum(h15), 0), nullif(sum(h16), 0), nullif(sum(h17), 0), nullif(sum(h18), 0), nullif(sum(h19), 0), nullif(sum(h20), 0), nullif(sum(h21), 0), nullif(sum(h22), 0), nullif(sum(h23), 0)
    from gone group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(calls) <> 0;
    with gone as (
      delete from ringback.matter_figure f where f.account_id = busy.account_id and f.local_day = any(fresh_days) returning *)
    insert into ringback.matter_figure
    select account_id, local_day, number_id, reason, lane, is_returning, in_hours, history, false,
      sum(matters), sum(owned), sum(told), sum(delivered), sum(attempted), sum(attempted_in_time), sum(calls_in_time), sum(stale), sum(recovered), sum(booked), sum(completed), sum(closed_same_day), sum(repeated), sum(phone_tag), sum(voicemails), sum(voicemails_unreturned), sum(wrong_owner), sum(duplicates)
    from gone group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(matters) <> 0;
    insert into ringback.figure_day (account_id, day) select busy.account_id, unnest(fresh_days)
    on conflict (account_id, day) do update set summed_at = null;
    for summed in select day from ringback.figure_day where account_id = busy.account_id and day >= busy.month and day < busy.month + interval '1 month'
      and summed_at is null and day + 2 <= current_date
    loop
      perform ringback.sum_day(busy.account_id, summed);
    end loop;
    if busy.is_over then perform ringback.sum_month(busy.account_id, busy.month); end if;
    touched := touched + 1;
    exit when clock_timestamp() > began + at_most;
  end loop;
  return touched;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.conversation_of(account uuid, their_number text, contact uuid, happened timestamp with time zone)
 RETURNS uuid
 LANGUAGE plpgsql
AS $function$
declare
  conversation uuid;
  begun uuid;
begin
  select conversation_id into conversation from ringback.conversation_number where account_id = account and number = their_number;
  if conversation is not null then return conversation; end if;
  if exists (select from ringback.phone_number p where p.account_id = account and p.number = their_number) then return null; end if;
  contact := coalesce(contact, (select contact_id from ringback.contact_phone p where p.account_id = account and p.number = their_number));
  if contact is null and exists (select from ringback.member m where m.account_id = account and m.phone = their_number and m.removed_at is null)
    then return null; end if;
  select id into conversation from ringback.conversation c where c.account_id = account and c.contact_id = contact;
  if conversation is null then
    insert into ringback.conversation (account_id, id, contact_id, last_at, last_kind) values (account, gen_random_uuid(), contact, happened, 'missed-call')
      on conflict (account_id, contact_id) where contact_id is not null do update set last_at = ringback.conversation.last_at
      returning id into conversation;
  end if;
  insert into ringback.conversation_number (account_id, number, conversation_id) values (account, their_number, conversation)
    on conflict (account_id, number) do update set number = excluded.number returning conversation_id into begun;
  if begun <> conversation then -- somebody else began it at the same moment
    update ringback.conversation c set merged_into = begun where c.account_id = account and c.id = conversation
      and not exists (select from ringback.conversation_number n where n.account_id = account and n.conversation_id = conversation);
  end if;
  return begun;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.converse_by_callback()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare conversation uuid;
begin
  conversation := ringback.conversation_of(new.account_id, new.caller, new.contact_id, new.started_at);
  if conversation is null then return null; end if;
  if tg_op = 'INSERT' or old.caller is null then
    update ringback.conversation c set callback_id = new.id, owner_id = new.owner_id, state = 'open',
      last_at = greatest(c.last_at, new.started_at),
      last_kind = case when new.kind = 'call' then 'missed-call' else c.last_kind end,
      last_words = case when new.kind = 'call' then '' else c.last_words end,
      last_in_at = greatest(c.last_in_at, new.started_at), waiting_since = coalesce(c.waiting_since, new.started_at)
    where c.account_id = new.account_id and c.id = conversation;
  elsif new.state = 'closed' and old.state <> 'closed' then
    -- The matter is closed: the thread rests and automation may speak again, unless another matter of theirs is open.
    update ringback.conversation c set state = 'done', waiting_since = null, taken_by = null, taken_at = null
    where c.account_id = new.account_id and c.id = conversation and not exists (
      select from ringback.conversation_number n join ringback.episode e on e.account_id = n.account_id and e.caller = n.number and e.closed_at is null
        join ringback.callback b on b.account_id = e.account_id and b.episode_id = e.id and b.state <> 'closed' and b.id <> new.id
      where n.account_id = new.account_id and n.conversation_id = c.id);
  else
    update ringback.conversation c set owner_id = new.owner_id, callback_id = case when new.state = 'closed' then c.callback_id else new.id end,
      state = case when old.state = 'closed' then 'open' else c.state end
    where c.account_id = new.account_id and c.id = conversation;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.converse_by_contact_phone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  conversation uuid;
  target uuid;
begin
  select conversation_id into conversation from ringback.conversation_number n where n.account_id = new.account_id and n.number = new.number;
  if conversation is null then return null; end if;
  select id into target from ringback.conversation c where c.account_id = new.account_id and c.contact_id = new.contact_id;
  if target = conversation then return null; end if;
  if target is null and not exists (select from ringback.conversation_number n
      where n.account_id = new.account_id and n.conversation_id = conversation and n.number <> new.number) then
    update ringback.conversation c set contact_id = new.contact_id where c.account_id = new.account_id and c.id = conversation;
    return null;
  end if;
  if target is null then
    target := gen_random_uuid();
    insert into ringback.conversation (account_id, id, contact_id, state, callback_id, owner_id, team_id, last_at, last_kind, last_words, last_in_at, waiting_since)
      select account_id, target, new.contact_id, state, callback_id, owner_id, team_id, last_at, last_kind, last_words, last_in_at, waiting_since
      from ringback.conversation c where c.account_id = new.account_id and c.id = conversation;
  else
    update ringback.conversation t set merged_into = null,
      state = case when 'open' in (t.state, f.state) then 'open' else 'done' end,
      callback_id = case when f.last_at > t.last_at then coalesce(f.callback_id, t.callback_id) else coalesce(t.callback_id, f.callback_id) end,
      owner_id = case when f.last_at > t.last_at then coalesce(f.owner_id, t.owner_id) else coalesce(t.owner_id, f.owner_id) end,
      -- Whoever has one of the two has both: silence is the safe side.
      taken_by = coalesce(t.taken_by, f.taken_by), taken_at = coalesce(t.taken_at, f.taken_at),
      last_kind = case when f.last_at > t.last_at then f.last_kind else t.last_kind end,
      last_words = case when f.last_at > t.last_at then f.last_words else t.last_words end,
      last_at = greatest(t.last_at, f.last_at), last_in_at = greatest(t.last_in_at, f.last_in_at), waiting_since = least(t.waiting_since, f.waiting_since)
    from ringback.conversation f where f.account_id = t.account_id and f.id = conversation and t.account_id = new.account_id and t.id = target;
  end if;
  update ringback.conversation_number n set conversation_id = target where n.account_id = new.account_id and n.number = new.number;
  update ringback.conversation c set merged_into = target where c.account_id = new.account_id and c.id = conversation
    and not exists (select from ringback.conversation_number n where n.account_id = c.account_id and n.conversation_id = c.id);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.converse_by_episode()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update ringback.conversation c set last_at = greatest(c.last_at, new.last_call_at), last_kind = 'missed-call', last_words = '',
    last_in_at = greatest(c.last_in_at, new.last_call_at), waiting_since = coalesce(c.waiting_since, new.last_call_at), state = 'open'
  from ringback.conversation_number n
  where n.account_id = new.account_id and n.number = new.caller and c.account_id = n.account_id and c.id = n.conversation_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.converse_by_message()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  theirs text := case when new.direction = 'in' then new.from_number else new.to_number end;
  quiet boolean := new.direction = 'in' and coalesce((new.decision->>'quiet')::boolean, false);
  words text := case when new.body = '' and (new.decision->>'mediaCount')::int > 0 then 'Picture or file' else left(new.body, 160) end;
  conversation uuid;
begin
  if theirs is null or theirs !~ '^\+[1-9][0-9]{6,14}$' then return null; end if;
  conversation := ringback.conversation_of(new.account_id, theirs, new.contact_id, new.created_at);
  if conversation is null then return null; end if;
  -- A text that was never going to leave is no news.
  if new.direction = 'out' and new.state = 'suppressed' then return null; end if;
  update ringback.conversation c set
    last_at = greatest(c.last_at, new.created_at),
    -- What automation says is no news to whoever reads the list.
    last_kind = case when new.direction = 'out' and new.class <> 'staff' then c.last_kind else new.channel || '-' || new.direction end,
    last_words = case when new.direction = 'out' and new.class <> 'staff' then c.last_words else words end,
    last_in_at = case when new.direction = 'in' and not quiet then new.created_at else c.last_in_at end,
    waiting_since = case when new.direction = 'in' and not quiet then coalesce(c.waiting_since, new.created_at)
      when new.class = 'staff' then null else c.waiting_since end,
    state = case when quiet or (new.direction = 'out' and new.class <> 'staff') then c.state else 'open' end
  where c.account_id = new.account_id and c.id = conversation;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.count_times(account uuid, first_day date, next_day date)
 RETURNS TABLE(slice text, number_id uuid, reason text, lane text, is_returning boolean, in_hours boolean, owner_wall text, owner_open text, attempt_wall text, attempt_open text, conversation_wall text, conversation_open text, completed_wall text, completed_open text, told_seconds text)
 LANGUAGE sql
 STABLE
AS $function$
  select slice, number_id, reason, lane, is_returning, in_hours,
    string_agg(written, '' order by amount) filter (where time_id = 'owner_wall'),
    string_agg(written, '' order by amount) filter (where time_id = 'owner_open'),
    string_agg(written, '' order by amount) filter (where time_id = 'attempt_wall'),
    string_agg(written, '' order by amount) filter (where time_id = 'attempt_open'),
    string_agg(written, '' order by amount) filter (where time_id = 'conversation_wall'),
    string_agg(written, '' order by amount) filter (where time_id = 'conversation_open'),
    string_agg(written, '' order by amount) filter (where time_id = 'completed_wall'),
    string_agg(written, '' order by amount) filter (where time_id = 'completed_open'),
    string_agg(written, '' order by amount) filter (where time_id = 'told_seconds')
  from (
    select ringback.slice_of(grouping(number_id, reason, lane, is_returning, in_hours)) as slice, number_id, reason, lane, is_returning, in_hours, time_id, amount, amount || case sum(n) when 1 then '' else ':' || sum(n) end || ',' as written
    from (
      select coalesce(m.number_id, '00000000-0000-0000-0000-000000000000') as number_id, m.miss_reason as reason, m.lane, m.is_returning, m.in_hours, t.time_id, t.amount, count(*) as n
      from ringback.matter m cross join lateral (values ('owner_wall', m.owner_wall), ('owner_open', m.owner_open), ('attempt_wall', m.attempt_wall), ('attempt_open', m.attempt_open), ('conversation_wall', m.conversation_wall), ('conversation_open', m.conversation_open), ('completed_wall', m.completed_wall), ('completed_open', m.completed_open), ('told_seconds', m.told_seconds)) t (time_id, amount)
      where m.account_id = account and m.started_at >= first_day - interval '2 days' and m.started_at < next_day + interval '2 days'
        and m.local_day >= first_day and m.local_day < next_day and t.amount is not null
      group by 1, 2, 3, 4, 5, 6, 7) amounts
    group by grouping sets ((time_id, amount),
      (time_id, amount, number_id), (time_id, amount, reason), (time_id, amount, lane), (time_id, amount, is_returning), (time_id, amount, in_hours),
      (time_id, amount, number_id, reason), (time_id, amount, number_id, lane), (time_id, amount, number_id, is_returning), (time_id, amount, number_id, in_hours), (time_id, amount, reason, lane),
      (time_id, amount, reason, is_returning), (time_id, amount, reason, in_hours), (time_id, amount, lane, is_returning), (time_id, amount, lane, in_hours), (time_id, amount, is_returning, in_hours),
      (time_id, amount, number_id, reason, lane, is_returning, in_hours))
  ) occurred group by slice, number_id, reason, lane, is_returning, in_hours
$function$
;

CREATE OR REPLACE FUNCTION ringback.counts_of(written text)
 RETURNS TABLE(amount integer, n integer)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select split_part(one, ':', 1)::integer, coalesce(nullif(split_part(one, ':', 2), ''), '1')::integer
  from string_to_table(rtrim(written, ','), ',') one where one <> ''
$function$
;

CREATE OR REPLACE FUNCTION ringback.current_account()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('ringback.account_id', true), '')::uuid $function$
;

CREATE OR REPLACE FUNCTION ringback.enqueue(jobs jsonb)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  -- `runAt` is application time; the queue lives in real time.
  select graphile_worker.add_jobs(array(
    select row(j->>'kind', (j->'payload')::json, j->>'queue',
      (j->>'runAt')::timestamptz - (select offset_ms from ringback.app_clock) * interval '1 millisecond',
      (j->>'attempts')::smallint, j->>'key', (j->>'priority')::smallint, null)::graphile_worker.job_spec
    from jsonb_array_elements(jobs) j));
$function$
;
grant execute on function ringback.enqueue(jsonb) to ringback_app;

CREATE OR REPLACE FUNCTION ringback.ensure_month_partitions(from_day date, to_day date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  month date := date_trunc('month', from_day);
  parent text;
begin
  while month <= to_day loop
    foreach parent in array array['provider_event', 'call_event', 'decision'] loop
      begin
        execute format('create table if not exists ringback.%I partition of ringback.%I for values from (%L) to (%L)',
          parent || '_' || to_char(month, 'YYYY_MM'), parent, month, month + interval '1 month');
      exception when check_violation then null;
      end;
    end loop;
    month := month + interval '1 month';
  end loop;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.entry_digest(e ringback.call_event, erased bytea)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
  select case when erased is not null and e.detail = '{}' then erased else sha256(convert_to(ringback.ledger_text(e), 'UTF8')) end
$function$
;

CREATE OR REPLACE FUNCTION ringback.epoch_ms(at timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select floor(extract(epoch from at) * 1000)::bigint
$function$
;

CREATE OR REPLACE FUNCTION ringback.figure_call(c ringback.call, sign integer)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into ringback.call_figure (account_id, local_day, number_id, reason, lane, is_returning, in_hours, history, calls, late,
    h0, h1, h2, h3, h4, h5, h6, h7, h8, h9, h10, h11, h12, h13, h14, h15, h16, h17, h18, h19, h20, h21, h22, h23)
  values (c.account_id, c.local_day, coalesce(c.number_id, '00000000-0000-0000-0000-000000000000'),
    case c.outcome when 'answered' then 'answered' else coalesce(c.miss_reason, 'unknown') end, c.lane, c.is_returning, c.in_hours, c.entered = 'import',
    sign, case when c.outcome = 'answered' and c.answered_late then sign else 0 end,
    case c.local_hour when 0 then sign end, case c.local_hour when 1 then sign end, case c.local_hour when 2 then sign end, case c.local_hour when 3 then sign end,
    case c.local_hour when 4 then sign end, case c.local_hour when 5 then sign end, case c.local_hour when 6 then sign end, case c.local_hour when 7 then sign end,
    case c.local_hour when 8 then sign end, case c.local_hour when 9 then sign end, case c.local_hour when 10 then sign end, case c.local_hour when 11 then sign end,
    case c.local_hour when 12 then sign end, case c.local_hour when 13 then sign end, case c.local_hour when 14 then sign end, case c.local_hour when 15 then sign end,
    case c.local_hour when 16 then sign end, case c.local_hour when 17 then sign end, case c.local_hour when 18 then sign end, case c.local_hour when 19 then sign end,
    case c.local_hour when 20 then sign end, case c.local_hour when 21 then sign end, case c.local_hour when 22 then sign end, case c.local_hour when 23 then sign end)
$function$
;

CREATE OR REPLACE FUNCTION ringback.figure_matter(m ringback.matter, sign integer)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into ringback.matter_figure values (m.account_id, m.local_day, coalesce(m.number_id, '00000000-0000-0000-0000-000000000000'), m.miss_reason,
    m.lane, m.is_returning, m.in_hours, m.kind = 'history', true,
    sign, case when m.has_owner then sign else 0 end, case when m.told in ('sent', 'delivered') then sign else 0 end, case when m.told = 'delivered' then sign else 0 end,
    case when m.attempts > 0 or m.recovered then sign else 0 end, case when m.attempted_in_time then sign else 0 end, case when m.attempted_in_time then sign * m.calls else 0 end, case when m.stale then sign else 0 end,
    case when m.recovered then sign else 0 end, case when m.booked then sign else 0 end, case when m.completed then sign else 0 end, case when m.closed_same_day then sign else 0 end,
    case when m.calls > 1 then sign else 0 end, case when m.attempts >= 2 then sign else 0 end, case when m.voicemail then sign else 0 end, case when m.voicemail and m.attempts = 0 and not m.recovered then sign else 0 end,
    case when m.wrong_owner then sign else 0 end, case when m.duplicate then sign else 0 end)
$function$
;

CREATE OR REPLACE FUNCTION ringback.find_callbacks(asked text, closed_since timestamp with time zone)
 RETURNS TABLE(callback_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  account uuid := ringback.current_account();
  form text := btrim(ringback.search_form(left(asked, 100)));
  digits text := regexp_replace(left(asked, 100), '\D', '', 'g');
  word text;
  fits text;
  by_contact text := '';
  by_name text := '';
begin
  if account is null or form = '' then return; end if;
  foreach word in array regexp_split_to_array(form, ' ') loop
    fits := case when length(word) < 3 then '% ' || word || '%' else '%' || word || '%' end;
    by_contact := by_contact || format(' and c.search like %L', fits);
    by_name := by_name || case when length(word) < 3 then format(' and '' '' || lower(k.caller_name) like %L', fits)
      else format(' and lower(k.caller_name) like %L', fits) end;
  end loop;
  return query execute format($q$
    with live as materialized (
      select b.id, b.contact_id, b.first_call_id, b.caller, b.intent from ringback.callback b where b.account_id = %1$L and b.state <> 'closed'
      union all
      select b.id, b.contact_id, b.first_call_id, b.caller, b.intent from ringback.callback b where b.account_id = %1$L and b.state = 'closed' and b.closed_at >= %2$L)
    select l.id from live l where ' ' || replace(l.intent, '-', ' ') like %3$L or (length(%4$L) >= 3 and l.caller like %5$L)
    union select l.id from ringback.contact c join live l on l.contact_id = c.id where c.account_id = %1$L and c.merged_into is null %6$s
    union select l.id from ringback.call k join live l on l.first_call_id = k.id
      where k.account_id = %1$L and k.caller_name is not null and k.episode_id is not null %7$s$q$,
    account, closed_since, '% ' || form || '%', digits, '%' || digits || '%', by_contact, by_name);
end $function$
;
grant execute on function ringback.find_callbacks(text,timestamp with time zone) to ringback_app;

CREATE OR REPLACE FUNCTION ringback.find_contacts(asked text, most integer)
 RETURNS TABLE(contact_id uuid, number text, rank real)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET "pg_trgm.word_similarity_threshold" TO '0.45'
AS $function$
declare
  account uuid := ringback.current_account();
  form text := ringback.search_form(left(asked, 100));
  digits text := regexp_replace(left(asked, 100), '\D', '', 'g');
  letters text[];
  numerals text[];
  by_name text := '';
  tests text;
  word text;
  hits integer := 0;
  more integer;
begin
  if account is null or length(btrim(form)) = 0 then return; end if;
  letters := array(select w from regexp_split_to_table(btrim(form), ' ') w where w !~ '^\d+$' limit 5);
  numerals := array(select w from regexp_split_to_table(btrim(form), ' ') w where w ~ '^\d+$' limit 5);
  foreach word in array letters loop
    by_name := by_name || format(' and c.search like %L', '% ' || word || '%');
  end loop;
  tests := by_name;
  foreach word in array numerals loop
    tests := tests || format(' and c.search like %L', '% ' || word || '%');
  end loop;
  -- A national number may begin with a zero that its E.164 form has not.
  if length(digits) >= 7 then digits := coalesce(nullif(ltrim(digits, '0'), ''), digits); end if;
  if length(digits) >= 3 and cardinality(letters) = 0 then
    return query execute format($q$
      select p.contact_id, p.number, (case when p.number like %L then 3 when p.number like %L then 2.5 else 2 end)::real as rank
      from (select n.contact_id, n.number from ringback.contact_phone n where n.account_id = %L and n.number like %L
        union all select o.contact_id, o.number from ringback.contact_phone_other o where o.account_id = %L and o.number like %L) p
      join ringback.contact c on c.account_id = %L and c.id = p.contact_id and c.merged_into is null
      order by rank desc, p.number limit %s$q$,
      '%' || digits, '+' || digits || '%', account, '%' || digits || '%', account, '%' || digits || '%', account, most);
    get diagnostics hits = row_count;
  elsif cardinality(numerals) > 0 and length(digits) >= 2 then
    return query execute format($q$
      select c.id, p.number, 3::real from ringback.contact c join ringback.contact_phone p on p.account_id = c.account_id and p.contact_id = c.id
      where c.account_id = %L and c.merged_into is null %s and p.number like %L limit %s$q$, account, by_name, '%' || digits || '%', most);
    get diagnostics hits = row_count;
  end if;
  if hits >= most then return; end if;
  return query execute format($q$
    select near.id, null::text, near.rank from (
      select c.id, c.search, (case when c.search = %L then 3 when c.search like %L then 2 else 1 end)::real as rank
      from ringback.contact c where c.account_id = %L and c.merged_into is null %s limit 600) near
    order by near.rank desc, length(near.search), near.search collate "C" limit %s$q$, form, form || '%', account, tests, most - hits);
  get diagnostics more = row_count;
  if hits + more > 0 or cardinality(letters) = 0 or length(array_to_string(letters, '')) < 3 then return; end if;
  -- Nothing is spelled so; what is spelled nearly so.
  return query select near.id, null::text, public.strict_word_similarity(btrim(form), near.search)::real
    from (select c.id, c.search from ringback.contact c where c.account_id = account and c.merged_into is null
      and btrim(form) OPERATOR(public.<%) c.search limit 600) near
    order by 3 desc, near.search collate "C" limit most;
end $function$
;
grant execute on function ringback.find_contacts(text,integer) to ringback_app;

CREATE OR REPLACE FUNCTION ringback.find_conversation_numbers(digits text, most integer)
 RETURNS TABLE(conversation_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if digits !~ '^\d{3,20}$' then return; end if;
  return query execute format('select n.conversation_id from ringback.conversation_number n where n.account_id = %L and n.number like %L limit %s',
    ringback.current_account(), '%' || digits || '%', most);
end $function$
;
grant execute on function ringback.find_conversation_numbers(text,integer) to ringback_app;

CREATE OR REPLACE FUNCTION ringback.forget_consents(numbers text[], key bytea)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare kept integer;
begin
  update ringback.consent_event c set number = ringback.number_hash(key, c.number), quote = null, detail = '{}'
  where c.account_id = ringback.current_account() and c.number = any(numbers);
  get diagnostics kept = row_count;
  return kept;
end $function$
;
grant execute on function ringback.forget_consents(text[],bytea) to ringback_app;

CREATE OR REPLACE FUNCTION ringback.forget_decisions(subjects uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare emptied integer;
begin
  update ringback.decision d set inputs = '{}', outcome = '{}' where d.account_id = ringback.current_account() and d.subject_id = any(subjects) and d.inputs <> '{}';
  get diagnostics emptied = row_count;
  return emptied;
end $function$
;
grant execute on function ringback.forget_decisions(uuid[]) to ringback_app;

CREATE OR REPLACE FUNCTION ringback.forget_entries(calls uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare emptied integer;
begin
  with old as materialized (
    select e.call_id, e.id, e.recorded_at, sha256(convert_to(ringback.ledger_text(e), 'UTF8')) as digest,
      -- The first ten bytes keep the order of entries within one commit, which the hash of a block rests on.
      (left(e.id::text, 24) || lpad(to_hex(row_number() over (partition by e.call_id, e.stamped_at, left(e.id::text, 24) order by e.id)), 12, '0'))::uuid as new_id
    from ringback.call_event e
    where e.account_id = ringback.current_account() and e.call_id = any(calls)
      and not exists (select from ringback.ledger_erasure x where x.account_id = e.account_id and x.call_id = e.call_id and x.event_id = e.id)
  ), kept as (
    insert into ringback.ledger_erasure (account_id, call_id, event_id, digest)
    select ringback.current_account(), call_id, new_id, digest from old
  )
  update ringback.call_event e set id = old.new_id, detail = '{}' from old
  where e.account_id = ringback.current_account() and e.call_id = old.call_id and e.id = old.id and e.recorded_at = old.recorded_at;
  get diagnostics emptied = row_count;
  return emptied;
end $function$
;
grant execute on function ringback.forget_entries(uuid[]) to ringback_app;

CREATE OR REPLACE FUNCTION ringback.forget_mails(messages uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if to_regclass('ringback.message_email') is not null then
    delete from ringback.message_email m where m.account_id = ringback.current_account() and m.message_id = any(messages);
  end if;
end $function$
;
grant execute on function ringback.forget_mails(uuid[]) to ringback_app;

CREATE OR REPLACE FUNCTION ringback.forget_reports(digits text[], ids text[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare emptied integer; patterns text[] := array(select '%' || d || '%' from unnest(digits) d);
begin
  update ringback.provider_event p set payload = '{}'
  where p.account_id = ringback.current_account() and p.payload <> '{}'
    and (regexp_replace(p.payload::text, '[^0-9"]', '', 'g') like any(patterns)
      or exists (select from jsonb_each_text(p.payload) v where v.value = any(ids)));
  get diagnostics emptied = row_count;
  return emptied;
end $function$
;
grant execute on function ringback.forget_reports(text[],text[]) to ringback_app;

CREATE OR REPLACE FUNCTION ringback.forget_timeline(callbacks uuid[], names text[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare removed integer;
begin
  update ringback.callback_event e set detail = ringback.without_words(e.detail, names)
  where e.account_id = ringback.current_account() and e.callback_id = any(callbacks);
  delete from ringback.callback_note n where n.account_id = ringback.current_account() and n.callback_id = any(callbacks);
  get diagnostics removed = row_count;
  return removed;
end $function$
;
grant execute on function ringback.forget_timeline(uuid[],text[]) to ringback_app;

CREATE OR REPLACE FUNCTION ringback.free_dead_workers(own_id uuid)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  process record;
  freed integer := 0;
begin
  for process in select id, worker_ids from ringback.worker_process where id <> own_id loop
    if pg_try_advisory_xact_lock(hashtextextended('worker:' || process.id, 0)) then
      perform graphile_worker.force_unlock_workers(process.worker_ids);
      delete from ringback.worker_process where id = process.id;
      freed := freed + 1;
    end if;
  end loop;
  return freed;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.gin_btree_consistent(internal, smallint, anyelement, integer, internal, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_btree_consistent$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_anyenum(anyenum, anyenum, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_anyenum$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_bit(bit, bit, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_bit$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_bool(boolean, boolean, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_bool$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_bpchar(character, character, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_bpchar$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_bytea(bytea, bytea, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_bytea$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_char("char", "char", smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_char$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_cidr(cidr, cidr, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_cidr$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_date(date, date, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_date$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_float4(real, real, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_float4$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_float8(double precision, double precision, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_float8$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_inet(inet, inet, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_inet$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_int2(smallint, smallint, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_int2$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_int4(integer, integer, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_int4$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_int8(bigint, bigint, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_int8$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_interval(interval, interval, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_interval$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_macaddr(macaddr, macaddr, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_macaddr$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_macaddr8(macaddr8, macaddr8, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_macaddr8$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_money(money, money, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_money$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_name(name, name, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_name$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_numeric(numeric, numeric, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_numeric$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_oid(oid, oid, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_oid$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_text(text, text, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_text$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_time(time without time zone, time without time zone, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_time$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_timestamp(timestamp without time zone, timestamp without time zone, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_timestamp$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_timestamptz(timestamp with time zone, timestamp with time zone, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_timestamptz$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_timetz(time with time zone, time with time zone, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_timetz$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_uuid(uuid, uuid, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_uuid$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_compare_prefix_varbit(bit varying, bit varying, smallint, internal)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_compare_prefix_varbit$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_enum_cmp(anyenum, anyenum)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_enum_cmp$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_anyenum(anyenum, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_anyenum$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_bit(bit, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_bit$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_bool(boolean, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_bool$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_bpchar(character, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_bpchar$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_bytea(bytea, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_bytea$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_char("char", internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_char$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_cidr(cidr, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_cidr$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_date(date, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_date$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_float4(real, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_float4$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_float8(double precision, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_float8$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_inet(inet, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_inet$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_int2(smallint, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_int2$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_int4(integer, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_int4$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_int8(bigint, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_int8$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_interval(interval, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_interval$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_macaddr(macaddr, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_macaddr$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_macaddr8(macaddr8, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_macaddr8$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_money(money, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_money$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_name(name, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_name$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_numeric(numeric, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_numeric$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_oid(oid, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_oid$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_text(text, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_text$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_time(time without time zone, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_time$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_timestamp(timestamp without time zone, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_timestamp$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_timestamptz(timestamp with time zone, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_timestamptz$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_timetz(time with time zone, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_timetz$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_uuid(uuid, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_uuid$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_query_varbit(bit varying, internal, smallint, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_query_varbit$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_anyenum(anyenum, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_anyenum$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_bit(bit, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_bit$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_bool(boolean, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_bool$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_bpchar(character, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_bpchar$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_bytea(bytea, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_bytea$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_char("char", internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_char$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_cidr(cidr, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_cidr$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_date(date, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_date$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_float4(real, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_float4$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_float8(double precision, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_float8$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_inet(inet, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_inet$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_int2(smallint, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_int2$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_int4(integer, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_int4$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_int8(bigint, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_int8$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_interval(interval, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_interval$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_macaddr(macaddr, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_macaddr$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_macaddr8(macaddr8, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_macaddr8$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_money(money, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_money$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_name(name, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_name$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_numeric(numeric, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_numeric$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_oid(oid, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_oid$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_text(text, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_text$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_time(time without time zone, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_time$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_timestamp(timestamp without time zone, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_timestamp$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_timestamptz(timestamp with time zone, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_timestamptz$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_timetz(time with time zone, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_timetz$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_uuid(uuid, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_uuid$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_extract_value_varbit(bit varying, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_extract_value_varbit$function$
;

CREATE OR REPLACE FUNCTION ringback.gin_numeric_cmp(numeric, numeric)
 RETURNS integer
 LANGUAGE c
 IMMUTABLE STRICT
AS '$libdir/btree_gin', $function$gin_numeric_cmp$function$
;

CREATE OR REPLACE FUNCTION ringback.is_open(account uuid, version integer, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce((select s.closes_at > moment from ringback.open_stretch s where s.account_id = account and s.playbook_version = version
    and s.opens_at <= moment order by s.opens_at desc limit 1), false)
$function$
;

CREATE OR REPLACE FUNCTION ringback.keep_pilot()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.locked_at is not null and (old.number_ids, old.baseline_source, old.baseline_from, old.baseline_to, old.baseline, old.baseline_hash, old.locked_at)
      is distinct from (new.number_ids, new.baseline_source, new.baseline_from, new.baseline_to, new.baseline, new.baseline_hash, new.locked_at) then
    raise exception 'The baseline of a pilot is locked.';
  end if;
  if old.starts_on is not null and old.starts_on is distinct from new.starts_on then raise exception 'A pilot has started.'; end if;
  if old.verdict_at is not null and old is distinct from new then raise exception 'A pilot has its verdict.'; end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.keep_unread()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.state = 'open' and new.merged_into is null and new.last_in_at is not null then
    insert into ringback.conversation_unread (account_id, conversation_id, member_id)
    select m.account_id, new.id, m.id from ringback.member m
      left join ringback.conversation_member r on r.account_id = m.account_id and r.conversation_id = new.id and r.member_id = m.id
    where m.account_id = new.account_id and m.removed_at is null and (r.read_at is null or r.read_at < new.last_in_at)
    on conflict do nothing;
  else
    delete from ringback.conversation_unread where account_id = new.account_id and conversation_id = new.id;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.ledger_settled_until(margin interval)
 RETURNS timestamp with time zone
 LANGUAGE sql
AS $function$
  select least(
    clock_timestamp() - margin,
    min(xact_start),
    case when current_setting('track_activities') = 'off' or bool_or(query = '<insufficient privilege>')
      then clock_timestamp() - interval '5 minutes' end)
  from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and coalesce(backend_type, 'client backend') = 'client backend'
$function$
;

CREATE OR REPLACE FUNCTION ringback.ledger_text(e ringback.call_event)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select jsonb_build_array(e.account_id, e.call_id, e.id, e.kind, (extract(epoch from e.at) * 1000000)::bigint,
    (extract(epoch from e.recorded_at) * 1000000)::bigint, (extract(epoch from e.stamped_at) * 1000000)::bigint, e.detail)::text
$function$
;

CREATE OR REPLACE FUNCTION ringback.lock_what_is_read()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from ringback.conversation where account_id = new.account_id and id = new.conversation_id for share;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.measure_by_callback()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform ringback.measure_callback(new.account_id, new.id);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.measure_by_episode()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare b record;
begin
  for b in select k.account_id, k.id from ringback.callback k where k.account_id = new.account_id and k.kind = 'call'
    and k.episode_id in (new.episode_id, case when tg_op = 'UPDATE' then old.episode_id end) order by k.id loop
    perform ringback.measure_callback(b.account_id, b.id);
  end loop;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.measure_by_part()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform ringback.measure_callback(new.account_id, new.callback_id);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.measure_callback(account uuid, callback uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare m ringback.matter;
begin
  -- One call changes several rows of a matter. All is written by now, so measuring it once is enough (`note_voicemail` alone writes more).
  if current_setting('ringback.measured', true) = callback::text then return; end if;
  perform set_config('ringback.measured', callback::text, true);
  perform pg_advisory_xact_lock(hashtextextended('matter:' || callback, 0));
  select * into m from ringback.live_matter l where l.account_id = account and l.id = callback;
  if not found then
    delete from ringback.matter where account_id = account and id = callback;
    return;
  end if;
  insert into ringback.matter as known select m.*
  on conflict (account_id, id) do update set (kind, first_call_id, started_at, local_day, number_id, miss_reason, lane, is_returning, in_hours, calls, has_owner, told, attempts, attempted_in_time, stale, recovered, booked, completed, closed_same_day, voicemail, wrong_owner, duplicate, owner_wall, owner_open, attempt_wall, attempt_open, conversation_wall, conversation_open, completed_wall, completed_open, told_seconds)
      = (excluded.kind, excluded.first_call_id, excluded.started_at, excluded.local_day, excluded.number_id, excluded.miss_reason, excluded.lane, excluded.is_returning, excluded.in_hours, excluded.calls, excluded.has_owner, excluded.told, excluded.attempts, excluded.attempted_in_time, excluded.stale, excluded.recovered, excluded.booked, excluded.completed, excluded.closed_same_day, excluded.voicemail, excluded.wrong_owner, excluded.duplicate, excluded.owner_wall, excluded.owner_open, excluded.attempt_wall, excluded.attempt_open, excluded.conversation_wall, excluded.conversation_open, excluded.completed_wall, excluded.completed_open, excluded.told_seconds)
    where known is distinct from excluded;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.move_clock(by_ms bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare total bigint; job record;
begin
  update ringback.app_clock set offset_ms = offset_ms + by_ms returning offset_ms into total;
  for job in select id, run_at from graphile_worker.jobs where run_at > now() and locked_at is null loop
    perform graphile_worker.reschedule_jobs(array[job.id], run_at := job.run_at - by_ms * interval '1 millisecond');
  end loop;
  perform pg_notify('ringback_clock', total::text);
  return total;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.note_read()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from ringback.conversation_unread where account_id = new.account_id and conversation_id = new.conversation_id and member_id = new.member_id;
  insert into ringback.conversation_unread (account_id, conversation_id, member_id)
  select account_id, id, new.member_id from ringback.conversation
  where account_id = new.account_id and id = new.conversation_id and state = 'open' and merged_into is null
    and last_in_at > coalesce(new.read_at, '-infinity') on conflict do nothing;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.note_voicemail()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update ringback.call c set left_voicemail = not c.left_voicemail
  where c.account_id = new.account_id and c.id = new.call_id and c.left_voicemail is distinct from exists (
    select from ringback.recording r where r.account_id = c.account_id and r.call_id = c.id
      and r.state not in ('absent', 'failed') and coalesce(r.heard in ('speech', 'unreadable'), true));
  perform set_config('ringback.measured', '', true);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.number_hash(key bytea, number text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select '#' || encode(sha256(key || convert_to(number, 'UTF8')), 'hex')
$function$
;

CREATE OR REPLACE FUNCTION ringback.open_ms(account uuid, version integer, from_at timestamp with time zone, to_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE
AS $function$
declare total bigint;
begin
  if to_at is null then return null; end if;
  if to_at <= from_at then return 0; end if;
  select coalesce(sum(ringback.epoch_ms(least(s.closes_at, to_at)) - ringback.epoch_ms(greatest(s.opens_at, from_at))), 0) into total
  from ringback.open_stretch s
  where s.account_id = account and s.playbook_version = version and s.opens_at < to_at and s.closes_at > from_at
    and s.opens_at >= coalesce((select before.opens_at from ringback.open_stretch before where before.account_id = account
      and before.playbook_version = version and before.opens_at <= from_at order by before.opens_at desc limit 1), from_at);
  return total;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.place_call()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  here timestamp;
  their_standing text;
  their_lane text;
  earliest_at timestamptz;
  earliest_id uuid;
begin
  if tg_op = 'INSERT' or new.arrived_at is distinct from old.arrived_at or new.local_day is null then
    here := new.arrived_at at time zone (select time_zone from ringback.account where id = new.account_id);
    new.local_day := here::date;
    new.local_hour := extract(hour from here);
    new.in_hours := ringback.is_open(new.account_id, new.playbook_version, new.arrived_at);
  end if;
  if new.caller is not null and (tg_op = 'INSERT' or new.caller is distinct from old.caller or new.arrived_at is distinct from old.arrived_at) then
    select c.arrived_at, c.id into earliest_at, earliest_id from ringback.call c
    where c.account_id = new.account_id and c.caller = new.caller and c.id <> new.id order by c.arrived_at, c.id limit 1;
    new.is_returning := coalesce((earliest_at, earliest_id) < (new.arrived_at, new.id), false);
  end if;
  if new.entered = 'import' then
    new.standing := 'history';
    if tg_op = 'INSERT' then new.left_voicemail := coalesce(new.miss_reason = 'voicemail-answered', false); end if;
    return new;
  end if;
  if new.episode_id is not null then
    select case when b.state <> 'closed' then 'open' when b.recovered then 'recovered' else 'closed' end, b.lane into their_standing, their_lane
    from ringback.callback b where b.account_id = new.account_id and b.episode_id = new.episode_id;
  end if;
  new.standing := case new.outcome when 'answered' then 'answered' when 'missed' then 'loose' else 'live' end;
  if their_lane is not null then
    if new.outcome = 'missed' then new.standing := their_standing; end if;
    new.lane := their_lane;
  elsif tg_op = 'INSERT' then
    new.lane := coalesce((select case o.kind when 'customer' then 'existing-customer' when 'vendor' then 'vendor' end
      from ringback.contact o where o.account_id = new.account_id and o.id = new.contact_id), 'new-lead');
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.place_calls_of_callback()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update ringback.call set standing = standing
  where account_id = new.account_id and episode_id in (new.episode_id, old.episode_id) and entered <> 'import'
    and (outcome = 'missed' or new.lane is distinct from old.lane or new.episode_id is distinct from old.episode_id);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.seal_ledger(margin interval DEFAULT '00:00:05'::interval)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare since timestamptz; boundary timestamptz; blocks integer;
begin
  if not pg_try_advisory_xact_lock(7464624) then return null; end if;
  select at into since from ringback.ledger_sealed_until;
  boundary := ringback.ledger_settled_until(margin);
  if boundary <= since then return 0; end if;
  -- A statement of its own: its snapshot is younger than the boundary.
  insert into ringback.ledger_seal (account_id, number, from_at, to_at, events, previous_hash, hash, sealed_at)
  select fresh.account_id, coalesce(last.number, 0) + 1, since, boundary, fresh.events, previous.hash,
    sha256(previous.hash || fresh.digests), clock_timestamp()
  from (
    select e.account_id, count(*) as events, string_agg(ringback.entry_digest(e, x.digest), ''::bytea order by e.stamped_at, e.id) as digests
    from ringback.call_event e left join ringback.ledger_erasure x on x.account_id = e.account_id and x.call_id = e.call_id and x.event_id = e.id
    where e.stamped_at >= since and e.stamped_at < boundary group by e.account_id
  ) fresh
  join ringback.account on account.id = fresh.account_id
  left join lateral (select number, hash from ringback.ledger_seal where account_id = fresh.account_id order by number desc limit 1) last on true
  cross join lateral (select coalesce(last.hash, decode(repeat('00', 32), 'hex')) as hash) previous;
  get diagnostics blocks = row_count;
  update ringback.ledger_sealed_until set at = boundary;
  return blocks;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.search_form(words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select ' ' || btrim(regexp_replace(lower(regexp_replace(normalize(words, NFKD), '[\u0300-\u036f''’]', '', 'g')), '[^[:alnum:]@]+', ' ', 'g'))
$function$
;

CREATE OR REPLACE FUNCTION ringback.settle_all_returning(account uuid, brought uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform ringback.settle_returning(account, array(select distinct k.caller from ringback.call k
    where k.account_id = account and k.caller is not null and (brought is null or (k.entered = 'import' and k.import_id = brought))));
end $function$
;

CREATE OR REPLACE FUNCTION ringback.settle_callers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' and old.caller is distinct from new.caller then perform ringback.settle_returning(old.account_id, array[old.caller]); end if;
  -- Most callers are new: only a later call of theirs that counts as their first has to be put right.
  if tg_op <> 'INSERT' or exists (select from ringback.call k where k.account_id = new.account_id and k.caller = new.caller
      and k.arrived_at >= new.arrived_at and not k.is_returning and (k.arrived_at, k.id) > (new.arrived_at, new.id)) then
    perform ringback.settle_returning(new.account_id, array[new.caller]);
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.settle_returning(account uuid, callers text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  with ranked as (
    select k.id, row_number() over (partition by k.caller order by k.arrived_at, k.id) > 1 as should from ringback.call k
    where k.account_id = account and k.caller = any(callers)
  ), changed as (
    update ringback.call c set is_returning = r.should from ranked r where c.account_id = account and c.id = r.id and c.is_returning <> r.should returning c.*
  )
  insert into ringback.call_figure
  select c.account_id, c.local_day, coalesce(c.number_id, '00000000-0000-0000-0000-000000000000'),
      case c.outcome when 'answered' then 'answered' else coalesce(c.miss_reason, 'unknown') end, c.lane, c.is_returning = (s.sign = 1), c.in_hours, true, true,
      sum(s.sign), coalesce(sum(s.sign) filter (where c.outcome = 'answered' and c.answered_late), 0),
      nullif(sum(s.sign) filter (where c.local_hour = 0), 0), nullif(sum(s.sign) filter (where c.local_hour = 1), 0), nullif(sum(s.sign) filter (where c.local_hour = 2), 0), nullif(sum(s.sign) filter (where c.local_hour = 3), 0),
      nullif(sum(s.sign) filter (where c.local_hour = 4), 0), nullif(sum(s.sign) filter (where c.local_hour = 5), 0), nullif(sum(s.sign) filter (where c.local_hour = 6), 0), nullif(sum(s.sign) filter (where c.local_hour = 7), 0),
      nullif(sum(s.sign) filter (where c.local_hour = 8), 0), nullif(sum(s.sign) filter (where c.local_hour = 9), 0), nullif(sum(s.sign) filter (where c.local_hour = 10), 0), nullif(sum(s.sign) filter (where c.local_hour = 11), 0),
      nullif(sum(s.sign) filter (where c.local_hour = 12), 0), nullif(sum(s.sign) filter (where c.local_hour = 13), 0), nullif(sum(s.sign) filter (where c.local_hour = 14), 0), nullif(sum(s.sign) filter (where c.local_hour = 15), 0),
      nullif(sum(s.sign) filter (where c.local_hour = 16), 0), nullif(sum(s.sign) filter (where c.local_hour = 17), 0), nullif(sum(s.sign) filter (where c.local_hour = 18), 0), nullif(sum(s.sign) filter (where c.local_hour = 19), 0),
      nullif(sum(s.sign) filter (where c.local_hour = 20), 0), nullif(sum(s.sign) filter (where c.local_hour = 21), 0), nullif(sum(s.sign) filter (where c.local_hour = 22), 0), nullif(sum(s.sign) filter (where c.local_hour = 23), 0)
  from changed c cross join (values (1), (-1)) s (sign)
  where c.entered = 'import' and c.drill_id is null and c.outcome is not null group by 1, 2, 3, 4, 5, 6, 7;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.slice_of(grouped integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case grouped when 31 then 'all' when 15 then 'number' when 23 then 'reason' when 27 then 'lane' when 29 then 'returning' when 30 then 'hours'
    when 7 then 'number+reason' when 11 then 'number+lane' when 13 then 'number+returning' when 14 then 'number+hours' when 19 then 'reason+lane'
    when 21 then 'reason+returning' when 22 then 'reason+hours' when 25 then 'lane+returning' when 26 then 'lane+hours' when 28 then 'returning+hours'
    else 'each' end
$function$
;

CREATE OR REPLACE FUNCTION ringback.sum_day(account uuid, of_day date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform ringback.sum_span(account, 'day', of_day, of_day + 1);
  delete from ringback.time_day t where t.account_id = account and t.day = of_day;
  insert into ringback.time_day (account_id, day, slice, number_id, reason, lane, is_returning, in_hours, owner_wall, owner_open, attempt_wall, attempt_open, conversation_wall, conversation_open, completed_wall, completed_open, told_seconds)
  select account, of_day, t.* from ringback.count_times(account, of_day, of_day + 1) t where t.slice <> 'each';
  insert into ringback.figure_day (account_id, day, summed_at) values (account, of_day, clock_timestamp())
  on conflict (account_id, day) do update set summed_at = excluded.summed_at;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.sum_month(account uuid, of_month date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare next_month date := (of_month + interval '1 month')::date;
begin
  delete from ringback.call_month f where f.account_id = account and f.month = of_month;
  insert into ringback.call_month
  select account_id, number_id, reason, lane, is_returning, in_hours, history, sum(calls), sum(late), sum(h0), sum(h1), sum(h2), sum(h3), sum(h4), sum(h5), sum(h6), sum(h7), sum(h8), sum(h9), sum(h10), sum(h11), sum(h12), sum(h13), sum(h14), sum(h15), sum(h16), sum(h17), sum(h18), sum(h19), sum(h20), sum(h21), sum(h22), sum(h23), of_month, extract(isodow from local_day)::smallint
  from ringback.call_figure where account_id = account and local_day >= of_month and local_day < next_month and not fresh
  group by account_id, number_id, reason, lane, is_returning, in_hours, history, extract(isodow from local_day)::smallint;
  perform ringback.sum_span(account, 'month', of_month, next_month);
  delete from ringback.time_month f where f.account_id = account and f.month = of_month;
  insert into ringback.time_month (account_id, month, slice, number_id, reason, lane, is_returning, in_hours, owner_wall, owner_open, attempt_wall, attempt_open, conversation_wall, conversation_open, completed_wall, completed_open, told_seconds)
  select account, of_month, t.* from ringback.count_times(account, of_month, next_month) t;
  insert into ringback.figure_month (account_id, month, summed_at) values (account, of_month, clock_timestamp())
  on conflict (account_id, month) do update set summed_at = excluded.summed_at;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.sum_span(account uuid, of_span text, first_day date, next_day date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  delete from ringback.call_sum s where s.account_id = account and s.span = of_span and s.starts = first_day;
  insert into ringback.call_sum (account_id, span, starts, slice, number_id, reason, lane, is_returning, in_hours, calls, answered, late)
  select account, of_span, first_day, ringback.slice_of(grouping(number_id, reason, lane, is_returning, in_hours)), number_id, reason, lane, is_returning, in_hours,
    sum(calls), coalesce(sum(calls) filter (where reason = 'answered'), 0), sum(late)
  from ringback.call_figure f where f.account_id = account and f.local_day >= first_day and f.local_day < next_day and not f.fresh
  group by grouping sets ((), (number_id), (reason), (lane), (is_returning), (in_hours),
    (number_id, reason), (number_id, lane), (number_id, is_returning), (number_id, in_hours), (reason, lane), (reason, is_returning), (reason, in_hours), (lane, is_returning), (lane, in_hours), (is_returning, in_hours),
    (number_id, reason, lane, is_returning, in_hours))
  having sum(calls) <> 0 and (of_span = 'month' or grouping(number_id, reason, lane, is_returning, in_hours) <> 0);
  delete from ringback.matter_sum s where s.account_id = account and s.span = of_span and s.starts = first_day;
  insert into ringback.matter_sum (account_id, span, starts, slice, number_id, reason, lane, is_returning, in_hours, matters, live, live_recovered, open, owned, told, delivered, attempted, attempted_in_time, calls_in_time, stale, recovered, booked, completed, closed_same_day, repeated, phone_tag, voicemails, voicemails_unreturned, wrong_owner, duplicates)
  select account, of_span, first_day, ringback.slice_of(grouping(number_id, reason, lane, is_returning, in_hours)), number_id, reason, lane, is_returning, in_hours,
    sum(matters), coalesce(sum(matters) filter (where not history), 0), coalesce(sum(recovered) filter (where not history), 0), coalesce(sum(matters - completed) filter (where not history), 0),
    sum(owned), sum(told), sum(delivered), sum(attempted), sum(attempted_in_time), sum(calls_in_time), sum(stale), sum(recovered), sum(booked), sum(completed), sum(closed_same_day), sum(repeated), sum(phone_tag), sum(voicemails), sum(voicemails_unreturned), sum(wrong_owner), sum(duplicates)
  from ringback.matter_figure f where f.account_id = account and f.local_day >= first_day and f.local_day < next_day and not f.fresh
  group by grouping sets ((), (number_id), (reason), (lane), (is_returning), (in_hours),
    (number_id, reason), (number_id, lane), (number_id, is_returning), (number_id, in_hours), (reason, lane), (reason, is_returning), (reason, in_hours), (lane, is_returning), (lane, in_hours), (is_returning, in_hours),
    (number_id, reason, lane, is_returning, in_hours))
  having sum(matters) <> 0 and (of_span = 'month' or grouping(number_id, reason, lane, is_returning, in_hours) <> 0);
end $function$
;

CREATE OR REPLACE FUNCTION ringback.tally_call()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (old.local_day, old.number_id, old.standing, old.drill_id) is distinct from (new.local_day, new.number_id, new.standing, new.drill_id) then
    if old.drill_id is null then
      insert into ringback.call_tally (account_id, local_day, number_id, standing, calls)
      values (old.account_id, old.local_day, coalesce(old.number_id, '00000000-0000-0000-0000-000000000000'), old.standing, -1);
    end if;
    if new.drill_id is null then
      insert into ringback.call_tally (account_id, local_day, number_id, standing, calls)
      values (new.account_id, new.local_day, coalesce(new.number_id, '00000000-0000-0000-0000-000000000000'), new.standing, 1);
    end if;
  end if;
  if (old.local_day, old.local_hour, old.number_id, old.outcome, old.miss_reason, old.lane, old.is_returning, old.in_hours, old.answered_late, old.drill_id, old.entered)
    is distinct from (new.local_day, new.local_hour, new.number_id, new.outcome, new.miss_reason, new.lane, new.is_returning, new.in_hours, new.answered_late, new.drill_id, new.entered) then
    if old.drill_id is null and old.outcome is not null then perform ringback.figure_call(old, -1); end if;
    if new.drill_id is null and new.outcome is not null then perform ringback.figure_call(new, 1); end if;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.tally_changed_matter()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform ringback.figure_matter(old, -1);
  perform ringback.figure_matter(new, 1);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.tally_gone_calls()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into ringback.call_tally (account_id, local_day, number_id, standing, calls)
  select account_id, local_day, coalesce(number_id, '00000000-0000-0000-0000-000000000000'), standing, -count(*)
  from gone where drill_id is null group by 1, 2, 3, 4;
  if exists (select from gone where outcome is not null) then
    insert into ringback.call_figure
    select account_id, local_day, coalesce(number_id, '00000000-0000-0000-0000-000000000000'),
      case outcome when 'answered' then 'answered' else coalesce(miss_reason, 'unknown') end, lane, is_returning, in_hours, entered = 'import', true,
      -count(*), -count(*) filter (where outcome = 'answered' and answered_late),
      -nullif(count(*) filter (where local_hour = 0), 0), -nullif(count(*) filter (where local_hour = 1), 0), -nullif(count(*) filter (where local_hour = 2), 0), -nullif(count(*) filter (where local_hour = 3), 0),
      -nullif(count(*) filter (where local_hour = 4), 0), -nullif(count(*) filter (where local_hour = 5), 0), -nullif(count(*) filter (where local_hour = 6), 0), -nullif(count(*) filter (where local_hour = 7), 0),
      -nullif(count(*) filter (where local_hour = 8), 0), -nullif(count(*) filter (where local_hour = 9), 0), -nullif(count(*) filter (where local_hour = 10), 0), -nullif(count(*) filter (where local_hour = 11), 0),
      -nullif(count(*) filter (where local_hour = 12), 0), -nullif(count(*) filter (where local_hour = 13), 0), -nullif(count(*) filter (where local_hour = 14), 0), -nullif(count(*) filter (where local_hour = 15), 0),
      -nullif(count(*) filter (where local_hour = 16), 0), -nullif(count(*) filter (where local_hour = 17), 0), -nullif(count(*) filter (where local_hour = 18), 0), -nullif(count(*) filter (where local_hour = 19), 0),
      -nullif(count(*) filter (where local_hour = 20), 0), -nullif(count(*) filter (where local_hour = 21), 0), -nullif(count(*) filter (where local_hour = 22), 0), -nullif(count(*) filter (where local_hour = 23), 0)
    from gone where drill_id is null and outcome is not null group by 1, 2, 3, 4, 5, 6, 7, 8;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.tally_gone_matters()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into ringback.matter_figure
  select account_id, local_day, coalesce(number_id, '00000000-0000-0000-0000-000000000000'), miss_reason, lane, is_returning, in_hours, kind = 'history', true,
    -count(*), -count(*) filter (where has_owner), -count(*) filter (where told in ('sent', 'delivered')), -count(*) filter (where told = 'delivered'),
    -count(*) filter (where attempts > 0 or recovered), -count(*) filter (where attempted_in_time), -coalesce(sum(calls) filter (where attempted_in_time), 0), -count(*) filter (where stale),
    -count(*) filter (where recovered), -count(*) filter (where booked), -count(*) filter (where completed), -count(*) filter (where closed_same_day),
    -count(*) filter (where calls > 1), -count(*) filter (where attempts >= 2), -count(*) filter (where voicemail), -count(*) filter (where voicemail and attempts = 0 and not recovered),
    -count(*) filter (where wrong_owner), -count(*) filter (where duplicate)
  from gone group by 1, 2, 3, 4, 5, 6, 7, 8;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.tally_new_calls()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into ringback.call_tally (account_id, local_day, number_id, standing, calls)
  select account_id, local_day, coalesce(number_id, '00000000-0000-0000-0000-000000000000'), standing, count(*)
  from written where drill_id is null group by 1, 2, 3, 4;
  if exists (select from written where outcome is not null) then
    insert into ringback.call_figure
    select account_id, local_day, coalesce(number_id, '00000000-0000-0000-0000-000000000000'),
      case outcome when 'answered' then 'answered' else coalesce(miss_reason, 'unknown') end, lane, is_returning, in_hours, entered = 'import', true,
      count(*), count(*) filter (where outcome = 'answered' and answered_late),
      nullif(count(*) filter (where local_hour = 0), 0), nullif(count(*) filter (where local_hour = 1), 0), nullif(count(*) filter (where local_hour = 2), 0), nullif(count(*) filter (where local_hour = 3), 0),
      nullif(count(*) filter (where local_hour = 4), 0), nullif(count(*) filter (where local_hour = 5), 0), nullif(count(*) filter (where local_hour = 6), 0), nullif(count(*) filter (where local_hour = 7), 0),
      nullif(count(*) filter (where local_hour = 8), 0), nullif(count(*) filter (where local_hour = 9), 0), nullif(count(*) filter (where local_hour = 10), 0), nullif(count(*) filter (where local_hour = 11), 0),
      nullif(count(*) filter (where local_hour = 12), 0), nullif(count(*) filter (where local_hour = 13), 0), nullif(count(*) filter (where local_hour = 14), 0), nullif(count(*) filter (where local_hour = 15), 0),
      nullif(count(*) filter (where local_hour = 16), 0), nullif(count(*) filter (where local_hour = 17), 0), nullif(count(*) filter (where local_hour = 18), 0), nullif(count(*) filter (where local_hour = 19), 0),
      nullif(count(*) filter (where local_hour = 20), 0), nullif(count(*) filter (where local_hour = 21), 0), nullif(count(*) filter (where local_hour = 22), 0), nullif(count(*) filter (where local_hour = 23), 0)
    from written where drill_id is null and outcome is not null group by 1, 2, 3, 4, 5, 6, 7, 8;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.tally_new_matters()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into ringback.matter_figure
  select account_id, local_day, coalesce(number_id, '00000000-0000-0000-0000-000000000000'), miss_reason, lane, is_returning, in_hours, kind = 'history', true,
    count(*), count(*) filter (where has_owner), count(*) filter (where told in ('sent', 'delivered')), count(*) filter (where told = 'delivered'),
    count(*) filter (where attempts > 0 or recovered), count(*) filter (where attempted_in_time), coalesce(sum(calls) filter (where attempted_in_time), 0), count(*) filter (where stale),
    count(*) filter (where recovered), count(*) filter (where booked), count(*) filter (where completed), count(*) filter (where closed_same_day),
    count(*) filter (where calls > 1), count(*) filter (where attempts >= 2), count(*) filter (where voicemail), count(*) filter (where voicemail and attempts = 0 and not recovered),
    count(*) filter (where wrong_owner), count(*) filter (where duplicate)
  from written group by 1, 2, 3, 4, 5, 6, 7, 8;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ringback.wall_minutes(from_at timestamp with time zone, to_at timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  -- "greatest" takes a missing moment for nothing at all.
  select case when to_at is not null then greatest(0, (ringback.epoch_ms(to_at) - ringback.epoch_ms(from_at)) / 60000)::int end
$function$
;

CREATE OR REPLACE FUNCTION ringback.without_words(value jsonb, names text[])
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
declare said text;
begin
  case jsonb_typeof(value)
    when 'object' then return (select coalesce(jsonb_object_agg(key, ringback.without_words(inner_value, names)), '{}') from jsonb_each(value) each(key, inner_value));
    when 'array' then return (select coalesce(jsonb_agg(ringback.without_words(inner_value, names) order by place), '[]') from jsonb_array_elements(value) with ordinality each(inner_value, place));
    when 'string' then
      said := value #>> '{}';
      if said ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' or said ~ '^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$' or said ~ '^\d\d:\d\d$' then return value; end if;
      if said ~ '^[a-z][a-z0-9]*([-_.][a-z0-9]+)*$' or said ~ '^[A-Z]\d{1,2}(\.\d+)?$' or said ~ '^[A-Z][A-Za-z_]+(/[A-Za-z_]+)+$' then
        if not names && regexp_split_to_array(lower(said), '[-_./]') and said !~ '\d{5}' then return value; end if;
      end if;
      return '""';
    else return value;
  end case;
end $function$
;

create table ringback.absence (
  account_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  kind text not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  source text default 'person'::text not null,
  source_key text,
  note text,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint absence_pkey PRIMARY KEY (account_id, id),
  constraint absence_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint absence_account_id_member_id_fkey FOREIGN KEY (account_id, member_id) REFERENCES ringback.member(account_id, id),
  constraint absence_check CHECK ((until_at > from_at)),
  constraint absence_kind_check CHECK ((kind = ANY (ARRAY['time-off'::text, 'busy'::text]))),
  constraint absence_source_check CHECK ((source = ANY (ARRAY['person'::text, 'calendar'::text])))
);
CREATE INDEX absence_running ON ringback.absence USING btree (account_id, member_id, until_at);
CREATE UNIQUE INDEX absence_source ON ringback.absence USING btree (account_id, member_id, source_key) WHERE (source_key IS NOT NULL);
alter table ringback.absence enable row level security;
create policy own_account on ringback.absence for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.absence to ringback_app;

create table ringback.account (
  id uuid not null,
  name text not null,
  time_zone text not null,
  trade text not null,
  playbook_version integer default 0 not null,
  setup_done_at timestamp with time zone,
  demo boolean default false not null,
  created_at timestamp with time zone not null,
  sends_content boolean default true not null,
  balances_load boolean default false not null,
  currency text default 'USD'::text not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
);
alter table ringback.account enable row level security;
create policy own_account on ringback.account for all to ringback_app using ((id = ( SELECT ringback.current_account() AS current_account))) with check ((id = ( SELECT ringback.current_account() AS current_account)));
grant select, update on ringback.account to ringback_app;

create table ringback.ai_service (
  account_id uuid not null,
  kind text not null,
  vendor text not null,
  base_url text not null,
  path text,
  model text not null,
  secret bytea,
  enabled boolean default true not null,
  daily_budget_microdollars bigint not null,
  price jsonb default '{}'::jsonb not null,
  agreement jsonb,
  failures_in_row integer default 0 not null,
  closed_until timestamp with time zone,
  last_error text,
  last_error_at timestamp with time zone,
  last_success_at timestamp with time zone,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint ai_service_pkey PRIMARY KEY (account_id, kind),
  constraint ai_service_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint ai_service_daily_budget_microdollars_check CHECK ((daily_budget_microdollars >= 0)),
  constraint ai_service_kind_check CHECK ((kind = ANY (ARRAY['speech'::text, 'language-model'::text])))
);
alter table ringback.ai_service enable row level security;
create policy own_account on ringback.ai_service for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.ai_service to ringback_app;

create table ringback.ai_usage (
  account_id uuid not null,
  day date not null,
  kind text not null,
  requests integer default 0 not null,
  failures integer default 0 not null,
  cost_microdollars bigint default 0 not null,
  constraint ai_usage_pkey PRIMARY KEY (account_id, day, kind),
  constraint ai_usage_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint ai_usage_kind_check CHECK ((kind = ANY (ARRAY['speech'::text, 'language-model'::text])))
);
alter table ringback.ai_usage enable row level security;
create policy own_account on ringback.ai_usage for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.ai_usage to ringback_app;

create table ringback.app_clock (
  only_row boolean default true not null,
  offset_ms bigint default 0 not null,
  constraint app_clock_pkey PRIMARY KEY (only_row),
  constraint app_clock_only_row_check CHECK (only_row)
);
grant select on ringback.app_clock to ringback_app;

create table ringback.assessment (
  account_id uuid not null,
  id uuid not null,
  episode_id uuid not null,
  call_id uuid,
  message_id uuid,
  assessment jsonb not null,
  intent text not null,
  urgency text not null,
  lane text not null,
  made_by text not null,
  created_at timestamp with time zone not null,
  refines uuid,
  model_problem text,
  method text default 'rules'::text not null,
  transcript_id uuid,
  constraint assessment_pkey PRIMARY KEY (account_id, id),
  constraint assessment_account_id_episode_id_fkey FOREIGN KEY (account_id, episode_id) REFERENCES ringback.episode(account_id, id) ON DELETE CASCADE
);
CREATE INDEX assessment_episode ON ringback.assessment USING btree (account_id, episode_id, created_at DESC);
CREATE UNIQUE INDEX assessment_refines ON ringback.assessment USING btree (account_id, refines) WHERE (refines IS NOT NULL);
alter table ringback.assessment enable row level security;
create policy own_account on ringback.assessment for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.assessment to ringback_app;

create table ringback.attempt (
  account_id uuid not null,
  id uuid not null,
  callback_id uuid not null,
  at timestamp with time zone not null,
  by_member uuid,
  channel text not null,
  result text not null,
  provider_call_id text,
  note text,
  outside boolean default false not null,
  recorded_at timestamp with time zone,
  accepted_at timestamp with time zone,
  told_at timestamp with time zone,
  undone_at timestamp with time zone,
  constraint attempt_pkey PRIMARY KEY (account_id, id),
  constraint attempt_account_id_callback_id_fkey FOREIGN KEY (account_id, callback_id) REFERENCES ringback.callback(account_id, id) ON DELETE CASCADE,
  constraint attempt_channel_check CHECK ((channel = ANY (ARRAY['call'::text, 'text'::text, 'email'::text]))),
  constraint attempt_result_check CHECK ((result = ANY (ARRAY['dialing'::text, 'no-answer'::text, 'left-voicemail'::text, 'busy'::text, 'wrong-number'::text, 'reached'::text, 'failed'::text, 'sent'::text, 'connected'::text])))
);
CREATE INDEX attempt_callback ON ringback.attempt USING btree (account_id, callback_id, at);
CREATE INDEX attempt_provider_call ON ringback.attempt USING btree (account_id, provider_call_id) WHERE (provider_call_id IS NOT NULL);
alter table ringback.attempt enable row level security;
create policy own_account on ringback.attempt for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.attempt to ringback_app;
CREATE CONSTRAINT TRIGGER measure_attempt AFTER INSERT OR UPDATE OF at, result, undone_at, callback_id ON ringback.attempt DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ringback.measure_by_part();

create table ringback.audit_event (
  account_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  by_member uuid,
  action text not null,
  subject text,
  detail jsonb default '{}'::jsonb not null,
  constraint audit_event_pkey PRIMARY KEY (account_id, id),
  constraint audit_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
CREATE INDEX audit_event_recent ON ringback.audit_event USING btree (account_id, at DESC);
alter table ringback.audit_event enable row level security;
create policy own_account on ringback.audit_event for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select on ringback.audit_event to ringback_app;

create table ringback.audit_finding (
  account_id uuid not null,
  id uuid not null,
  callback_id uuid not null,
  kind text not null,
  broken_at timestamp with time zone not null,
  found_at timestamp with time zone not null,
  last_found_at timestamp with time zone not null,
  times integer default 1 not null,
  repair text not null,
  constraint audit_finding_pkey PRIMARY KEY (account_id, id),
  constraint audit_finding_account_id_callback_id_fkey FOREIGN KEY (account_id, callback_id) REFERENCES ringback.callback(account_id, id) ON DELETE CASCADE,
  constraint audit_finding_account_id_callback_id_kind_broken_at_key UNIQUE (account_id, callback_id, kind, broken_at),
  constraint audit_finding_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint audit_finding_kind_check CHECK ((kind = ANY (ARRAY['warning-not-sent'::text, 'breach-not-noticed'::text, 'snooze-past-end'::text, 'breach-without-alarm'::text, 'alarm-stuck'::text, 'hand-limit-passed'::text, 'owner-gone'::text, 'claimed-and-forgotten'::text, 'gone-quiet'::text])))
);
CREATE INDEX audit_finding_recent ON ringback.audit_finding USING btree (account_id, last_found_at DESC);
alter table ringback.audit_finding enable row level security;
create policy own_account on ringback.audit_finding for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.audit_finding to ringback_app;

create table ringback.call (
  account_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  provider_call_id text not null,
  number_id uuid,
  dialed text not null,
  caller text,
  caller_withheld boolean default false not null,
  caller_name text,
  contact_id uuid,
  episode_id uuid,
  arrived_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  state text not null,
  outcome text,
  miss_reason text,
  answered_by uuid,
  answered_at timestamp with time zone,
  detected_at timestamp with time zone,
  detected_after_ms integer,
  rang_seconds integer,
  playbook_version integer not null,
  facts jsonb not null,
  entered text default 'webhook'::text not null,
  created_at timestamp with time zone not null,
  drill_id uuid,
  import_id uuid,
  waited_seconds integer,
  answered_late boolean default false not null,
  standing text default 'live'::text not null,
  local_day date not null,
  forgotten_at timestamp with time zone,
  local_hour smallint default 0 not null,
  is_returning boolean default false not null,
  in_hours boolean default false not null,
  lane text default 'unknown'::text not null,
  left_voicemail boolean default false not null,
  constraint call_pkey PRIMARY KEY (account_id, id),
  constraint call_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint call_entered_check CHECK ((entered = ANY (ARRAY['webhook'::text, 'stream'::text, 'provider-log'::text, 'import'::text, 'sample'::text]))),
  constraint call_outcome_check CHECK ((outcome = ANY (ARRAY['answered'::text, 'missed'::text]))),
  constraint call_provider_id UNIQUE (account_id, provider_call_id, connection_id),
  constraint call_standing_check CHECK ((standing = ANY (ARRAY['live'::text, 'answered'::text, 'open'::text, 'recovered'::text, 'closed'::text, 'loose'::text, 'history'::text]))),
  constraint call_state_check CHECK ((state = ANY (ARRAY['ringing'::text, 'talking'::text, 'voicemail'::text, 'ended'::text])))
);
CREATE INDEX call_caller ON ringback.call USING btree (account_id, caller, arrived_at DESC) WHERE (caller IS NOT NULL);
CREATE INDEX call_caller_name ON ringback.call USING gin (account_id, lower(caller_name) public.gin_trgm_ops) WITH (gin_pending_list_limit='128') WHERE ((caller_name IS NOT NULL) AND (episode_id IS NOT NULL));
CREATE INDEX call_drill ON ringback.call USING btree (account_id, drill_id) WHERE (drill_id IS NOT NULL);
CREATE INDEX call_entered ON ringback.call USING btree (account_id, entered, arrived_at DESC, id) WHERE (entered <> 'webhook'::text);
CREATE INDEX call_episode ON ringback.call USING btree (account_id, episode_id, arrived_at) WHERE (episode_id IS NOT NULL);
CREATE INDEX call_number ON ringback.call USING btree (account_id, number_id, arrived_at DESC);
CREATE INDEX call_reason ON ringback.call USING btree (account_id, miss_reason, arrived_at DESC, id) WHERE (miss_reason <> 'no-answer'::text);
CREATE INDEX call_recent ON ringback.call USING btree (account_id, arrived_at DESC, id);
CREATE INDEX call_standing ON ringback.call USING btree (account_id, standing, arrived_at DESC, id) WHERE (standing = ANY (ARRAY['live'::text, 'open'::text, 'recovered'::text, 'closed'::text, 'loose'::text]));
CREATE INDEX call_unsettled ON ringback.call USING btree (account_id, arrived_at) WHERE (state <> 'ended'::text);
alter table ringback.call enable row level security;
create policy own_account on ringback.call for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.call to ringback_app;
CREATE CONSTRAINT TRIGGER measure_changed_call AFTER UPDATE ON ringback.call DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((((old.episode_id IS NOT NULL) OR (new.episode_id IS NOT NULL)) AND (new.entered <> 'import'::text) AND ((((((((old.episode_id IS DISTINCT FROM new.episode_id) OR (old.outcome IS DISTINCT FROM new.outcome)) OR (old.miss_reason IS DISTINCT FROM new.miss_reason)) OR (old.is_returning IS DISTINCT FROM new.is_returning)) OR (old.in_hours IS DISTINCT FROM new.in_hours)) OR (old.left_voicemail IS DISTINCT FROM new.left_voicemail)) OR (old.drill_id IS DISTINCT FROM new.drill_id)) OR (old.arrived_at IS DISTINCT FROM new.arrived_at)))) EXECUTE FUNCTION ringback.measure_by_episode();
CREATE CONSTRAINT TRIGGER measure_new_call AFTER INSERT ON ringback.call DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.episode_id IS NOT NULL) AND (new.outcome = 'missed'::text) AND (new.entered <> 'import'::text))) EXECUTE FUNCTION ringback.measure_by_episode();
CREATE TRIGGER place_call BEFORE UPDATE ON ringback.call FOR EACH ROW EXECUTE FUNCTION ringback.place_call();
CREATE TRIGGER place_new_call BEFORE INSERT ON ringback.call FOR EACH ROW WHEN (((new.entered <> 'import'::text) OR (new.local_day IS NULL) OR (new.standing <> 'history'::text))) EXECUTE FUNCTION ringback.place_call();
CREATE TRIGGER settle_changed_caller AFTER UPDATE ON ringback.call FOR EACH ROW WHEN (((new.caller IS NOT NULL) AND ((old.caller IS DISTINCT FROM new.caller) OR (old.arrived_at IS DISTINCT FROM new.arrived_at)))) EXECUTE FUNCTION ringback.settle_callers();
CREATE TRIGGER settle_new_caller AFTER INSERT ON ringback.call FOR EACH ROW WHEN (((new.caller IS NOT NULL) AND (NOT new.is_returning) AND (new.entered <> 'import'::text))) EXECUTE FUNCTION ringback.settle_callers();
CREATE TRIGGER tally_changed_call AFTER UPDATE ON ringback.call FOR EACH ROW WHEN (((((((((((((old.local_day IS DISTINCT FROM new.local_day) OR (old.local_hour IS DISTINCT FROM new.local_hour)) OR (old.number_id IS DISTINCT FROM new.number_id)) OR (old.standing IS DISTINCT FROM new.standing)) OR (old.drill_id IS DISTINCT FROM new.drill_id)) OR (old.outcome IS DISTINCT FROM new.outcome)) OR (old.miss_reason IS DISTINCT FROM new.miss_reason)) OR (old.lane IS DISTINCT FROM new.lane)) OR (old.in_hours IS DISTINCT FROM new.in_hours)) OR (old.answered_late IS DISTINCT FROM new.answered_late)) OR (old.entered IS DISTINCT FROM new.entered)) OR ((new.entered <> 'import'::text) AND (old.is_returning <> new.is_returning)))) EXECUTE FUNCTION ringback.tally_call();
CREATE TRIGGER tally_gone_calls AFTER DELETE ON ringback.call REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION ringback.tally_gone_calls();
CREATE TRIGGER tally_new_calls AFTER INSERT ON ringback.call REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ringback.tally_new_calls();

create table ringback.call_event (
  account_id uuid not null,
  call_id uuid not null,
  id uuid not null,
  kind text not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  detail jsonb default '{}'::jsonb not null,
  stamped_at timestamp with time zone default now() not null,
  constraint call_event_pkey PRIMARY KEY (account_id, call_id, id, recorded_at)
) partition by RANGE (recorded_at);
CREATE INDEX call_event_stamped ON ONLY ringback.call_event USING brin (stamped_at) WITH (pages_per_range='16', autosummarize='on');
alter table ringback.call_event enable row level security;
create policy own_account on ringback.call_event for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select on ringback.call_event to ringback_app;

create table ringback.call_figure (
  account_id uuid not null,
  local_day date not null,
  number_id uuid not null,
  reason text not null,
  lane text not null,
  is_returning boolean not null,
  in_hours boolean not null,
  history boolean not null,
  fresh boolean default true not null,
  calls integer not null,
  late integer not null,
  h0 integer,
  h1 integer,
  h2 integer,
  h3 integer,
  h4 integer,
  h5 integer,
  h6 integer,
  h7 integer,
  h8 integer,
  h9 integer,
  h10 integer,
  h11 integer,
  h12 integer,
  h13 integer,
  h14 integer,
  h15 integer,
  h16 integer,
  h17 integer,
  h18 integer,
  h19 integer,
  h20 integer,
  h21 integer,
  h22 integer,
  h23 integer
);
CREATE INDEX call_figure_day ON ringback.call_figure USING btree (account_id, local_day);
CREATE INDEX call_figure_fresh ON ringback.call_figure USING btree (account_id, local_day) WHERE fresh;
alter table ringback.call_figure enable row level security;
create policy own_account on ringback.call_figure for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select on ringback.call_figure to ringback_app;

create table ringback.call_import (
  account_id uuid not null,
  id uuid not null,
  file_name text not null,
  file_bytes bigint default 0 not null,
  state text not null,
  format text,
  options jsonb default '{}'::jsonb not null,
  cancel_asked boolean default false not null,
  bytes_read bigint default 0 not null,
  rows_read bigint default 0 not null,
  row_done bigint default 0 not null,
  key_done text,
  staged_rows bigint,
  inbound bigint default 0 not null,
  outbound bigint default 0 not null,
  repeated bigint default 0 not null,
  rejected bigint default 0 not null,
  reasons jsonb default '{}'::jsonb not null,
  first_at timestamp with time zone,
  last_at timestamp with time zone,
  tries integer default 0 not null,
  error text,
  created_at timestamp with time zone not null,
  created_by uuid,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  brings text default 'calls'::text not null,
  added bigint default 0 not null,
  changed bigint default 0 not null,
  constraint call_import_pkey PRIMARY KEY (account_id, id),
  constraint call_import_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint call_import_brings_check CHECK ((brings = ANY (ARRAY['calls'::text, 'contacts'::text]))),
  constraint call_import_state_check CHECK ((state = ANY (ARRAY['uploading'::text, 'waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'removing'::text, 'canceled'::text, 'undone'::text])))
);
CREATE INDEX call_import_recent ON ringback.call_import USING btree (account_id, created_at DESC);
alter table ringback.call_import enable row level security;
create policy own_account on ringback.call_import for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.call_import to ringback_app;

create table ringback.call_import_chunk (
  account_id uuid not null,
  import_id uuid not null,
  number integer not null,
  bytes bytea not null,
  constraint call_import_chunk_pkey PRIMARY KEY (account_id, import_id, number),
  constraint call_import_chunk_account_id_import_id_fkey FOREIGN KEY (account_id, import_id) REFERENCES ringback.call_import(account_id, id) ON DELETE CASCADE
);
alter table ringback.call_import_chunk enable row level security;
create policy own_account on ringback.call_import_chunk for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.call_import_chunk to ringback_app;

create table ringback.call_import_reject (
  account_id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  reason text not null,
  line text not null,
  constraint call_import_reject_pkey PRIMARY KEY (account_id, import_id, row_number),
  constraint call_import_reject_account_id_import_id_fkey FOREIGN KEY (account_id, import_id) REFERENCES ringback.call_import(account_id, id) ON DELETE CASCADE
);
alter table ringback.call_import_reject enable row level security;
create policy own_account on ringback.call_import_reject for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.call_import_reject to ringback_app;

create table ringback.call_import_row (
  account_id uuid not null,
  import_id uuid not null,
  key text not null,
  row_number bigint not null,
  reading text not null,
  line text not null
);
alter table ringback.call_import_row enable row level security;
create policy own_account on ringback.call_import_row for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.call_import_row to ringback_app;

create table ringback.call_month (
  account_id uuid not null,
  number_id uuid not null,
  reason text not null,
  lane text not null,
  is_returning boolean not null,
  in_hours boolean not null,
  history boolean not null,
  calls integer not null,
  late integer not null,
  h0 integer,
  h1 integer,
  h2 integer,
  h3 integer,
  h4 integer,
  h5 integer,
  h6 integer,
  h7 integer,
  h8 integer,
  h9 integer,
  h10 integer,
  h11 integer,
  h12 integer,
  h13 integer,
  h14 integer,
  h15 integer,
  h16 integer,
  h17 integer,
  h18 integer,
  h19 integer,
  h20 integer,
  h21 integer,
  h22 integer,
  h23 integer,
  month date not null,
  weekday smallint not null
);
CREATE INDEX call_month_month ON ringback.call_month USING btree (account_id, month);
alter table ringback.call_month enable row level security;
create policy own_account on ringback.call_month for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant select on ringback.call_month to ringback_app;

create table ringback.call_sum (
  account_id uuid not null,
  span text not null,
  starts date not null,
  slice text not null,
  number_id uuid,
  reason text,
  lane text,
  is_returning boolean,
  in_hours boolean,
  calls integer not null,
  answered integer not null,
  late integer not null,
  constraint call_sum_slice_check CHECK ((slice = ANY (ARRAY['all'::text, 'number'::text, 'reason'::text, 'lane'::text, 'returning'::text, 'hours'::text, 'number+reason'::text, 'number+lane'::text, 'number+returning'::text, 'number+hours'::text, 'reason+lane'::text, 'reason+returning'::text, 'reason+hours'::text, 'lane+returning'::text, 'lane+hours'::text, 'returning+hours'::text, 'each'::text]))),
  constraint call_sum_span_check CHECK ((span = ANY (ARRAY['day'::text, 'month'::text])))
);
CREATE INDEX call_sum_starts ON ringback.call_sum USING btree (account_id, span, slice, starts);
alter table ringback.call_sum enable row level security;
create policy own_account on ringback.call_sum for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant select on ringback.call_sum to ringback_app;

create table ringback.call_tally (
  account_id uuid not null,
  local_day date not null,
  number_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  standing text not null,
  calls integer not null
);
CREATE INDEX call_tally_day ON ringback.call_tally USING btree (account_id, local_day, number_id);
alter table ringback.call_tally enable row level security;
create policy own_account on ringback.call_tally for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select on ringback.call_tally to ringback_app;

create table ringback.callback (
  account_id uuid not null,
  id uuid not null,
  episode_id uuid not null,
  contact_id uuid,
  first_call_id uuid,
  number_id uuid,
  caller text,
  state text not null,
  owner_id uuid not null,
  backup_id uuid,
  claimed_by uuid,
  urgency text not null,
  intent text,
  lane text not null,
  priority integer not null,
  started_at timestamp with time zone not null,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  warn_at timestamp with time zone not null,
  target_minutes integer not null,
  snoozed_until timestamp with time zone,
  snooze_reason text,
  warned_at timestamp with time zone,
  breached_at timestamp with time zone,
  attempt_count integer default 0 not null,
  first_attempt_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by uuid,
  close_kind text,
  disposition text,
  recovered boolean default false not null,
  playbook_version integer not null,
  policy jsonb not null,
  explained jsonb not null,
  version integer default 1 not null,
  drill_id uuid,
  owner_rule text,
  around_the_clock boolean default false not null,
  pauses jsonb default '[]'::jsonb not null,
  breach_reason text,
  breach_note text,
  breach_reason_by uuid,
  breach_reason_at timestamp with time zone,
  claimed_at timestamp with time zone,
  claim_attempt_id uuid,
  next_try_at timestamp with time zone,
  next_attempt jsonb,
  decided_version integer default 1 not null,
  kind text default 'call'::text not null,
  first_message_id uuid,
  booked boolean default false not null,
  constraint callback_pkey PRIMARY KEY (account_id, id),
  constraint callback_account_id_episode_id_fkey FOREIGN KEY (account_id, episode_id) REFERENCES ringback.episode(account_id, id) ON DELETE CASCADE,
  constraint callback_account_id_episode_id_key UNIQUE (account_id, episode_id),
  constraint callback_account_id_owner_id_fkey FOREIGN KEY (account_id, owner_id) REFERENCES ringback.member(account_id, id),
  constraint callback_breach_reason_check CHECK ((breach_reason = ANY (ARRAY['opened-late'::text, 'phone-system-down'::text, 'not-reached'::text, 'snoozed-past-it'::text, 'owner-off-duty'::text, 'nobody-told'::text, 'nobody-acted'::text, 'other'::text]))),
  constraint callback_check CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
  constraint callback_check1 CHECK (((state <> 'closed'::text) OR (disposition IS NOT NULL))),
  constraint callback_check2 CHECK (((state = 'claimed'::text) = (claimed_by IS NOT NULL))),
  constraint callback_check3 CHECK (((state = 'snoozed'::text) = (snoozed_until IS NOT NULL))),
  constraint callback_check4 CHECK (((claimed_by IS NOT NULL) = (claimed_at IS NOT NULL))),
  constraint callback_check5 CHECK ((((kind = 'call'::text) = (first_call_id IS NOT NULL)) AND ((kind = 'text'::text) = (first_message_id IS NOT NULL)))),
  constraint callback_close_kind_check CHECK ((close_kind = ANY (ARRAY['person'::text, 'caller-got-through'::text, 'same-matter'::text, 'reached-outside'::text, 'drill'::text]))),
  constraint callback_kind_check CHECK ((kind = ANY (ARRAY['call'::text, 'text'::text]))),
  constraint callback_state_check CHECK ((state = ANY (ARRAY['open'::text, 'claimed'::text, 'snoozed'::text, 'closed'::text])))
);
CREATE INDEX callback_broken ON ringback.callback USING btree (breached_at) WHERE ((state = ANY (ARRAY['open'::text, 'claimed'::text])) AND (breached_at IS NOT NULL));
CREATE INDEX callback_by_clock ON ringback.callback USING btree (account_id, due_at, id) INCLUDE (state, priority, next_try_at, urgency, owner_id, claimed_by, intent, caller, contact_id, first_call_id) WHERE (state <> 'closed'::text);
CREATE INDEX callback_closed ON ringback.callback USING btree (account_id, closed_at DESC) WHERE (state = 'closed'::text);
CREATE INDEX callback_contact ON ringback.callback USING btree (account_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX callback_given ON ringback.callback USING btree (account_id, owner_id, opened_at DESC);
CREATE INDEX callback_in_work ON ringback.callback USING btree (warn_at) WHERE (state = 'claimed'::text);
CREATE INDEX callback_no_lead ON ringback.callback USING btree (account_id, started_at) WHERE (disposition = ANY (ARRAY['vendor'::text, 'spam'::text, 'wrong-number'::text]));
CREATE INDEX callback_owner ON ringback.callback USING btree (account_id, owner_id) WHERE (state <> 'closed'::text);
CREATE INDEX callback_recent ON ringback.callback USING btree (account_id, started_at DESC, id);
CREATE INDEX callback_to_breach ON ringback.callback USING btree (due_at) WHERE ((state = ANY (ARRAY['open'::text, 'claimed'::text])) AND (breached_at IS NULL));
CREATE INDEX callback_to_wake ON ringback.callback USING btree (snoozed_until) WHERE (state = 'snoozed'::text);
CREATE INDEX callback_to_warn ON ringback.callback USING btree (warn_at) WHERE ((state = ANY (ARRAY['open'::text, 'claimed'::text])) AND (warned_at IS NULL) AND (breached_at IS NULL));
alter table ringback.callback enable row level security;
create policy own_account on ringback.callback for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.callback to ringback_app;
CREATE TRIGGER converse_by_callback AFTER UPDATE ON ringback.callback FOR EACH ROW WHEN (((new.caller IS NOT NULL) AND (new.drill_id IS NULL) AND ((old.owner_id IS DISTINCT FROM new.owner_id) OR (old.caller IS DISTINCT FROM new.caller) OR ((old.state = 'closed'::text) IS DISTINCT FROM (new.state = 'closed'::text))))) EXECUTE FUNCTION ringback.converse_by_callback();
CREATE TRIGGER converse_by_new_callback AFTER INSERT ON ringback.callback FOR EACH ROW WHEN (((new.caller IS NOT NULL) AND (new.drill_id IS NULL))) EXECUTE FUNCTION ringback.converse_by_callback();
CREATE CONSTRAINT TRIGGER measure_changed_callback AFTER UPDATE ON ringback.callback DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.kind = 'call'::text) AND ((((((((((((((((((old.episode_id IS DISTINCT FROM new.episode_id) OR (old.first_call_id IS DISTINCT FROM new.first_call_id)) OR (old.number_id IS DISTINCT FROM new.number_id)) OR (old.lane IS DISTINCT FROM new.lane)) OR (old.started_at IS DISTINCT FROM new.started_at)) OR (old.due_at IS DISTINCT FROM new.due_at)) OR (old.breached_at IS DISTINCT FROM new.breached_at)) OR (old.attempt_count IS DISTINCT FROM new.attempt_count)) OR (old.first_attempt_at IS DISTINCT FROM new.first_attempt_at)) OR ((old.state = 'closed'::text) IS DISTINCT FROM (new.state = 'closed'::text))) OR (old.closed_at IS DISTINCT FROM new.closed_at)) OR (old.close_kind IS DISTINCT FROM new.close_kind)) OR (old.disposition IS DISTINCT FROM new.disposition)) OR (old.recovered IS DISTINCT FROM new.recovered)) OR (old.booked IS DISTINCT FROM new.booked)) OR (old.drill_id IS DISTINCT FROM new.drill_id)) OR (old.kind IS DISTINCT FROM new.kind)) OR (old.playbook_version IS DISTINCT FROM new.playbook_version)))) EXECUTE FUNCTION ringback.measure_by_callback();
CREATE CONSTRAINT TRIGGER measure_new_callback AFTER INSERT ON ringback.callback DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.kind = 'call'::text) AND (new.drill_id IS NULL))) EXECUTE FUNCTION ringback.measure_by_callback();
CREATE TRIGGER place_calls_of_callback AFTER UPDATE ON ringback.callback FOR EACH ROW WHEN ((((((old.state = 'closed'::text) IS DISTINCT FROM (new.state = 'closed'::text)) OR (old.recovered IS DISTINCT FROM new.recovered)) OR (old.episode_id IS DISTINCT FROM new.episode_id)) OR (old.lane IS DISTINCT FROM new.lane))) EXECUTE FUNCTION ringback.place_calls_of_callback();

create table ringback.callback_event (
  account_id uuid not null,
  callback_id uuid not null,
  id uuid not null,
  kind text not null,
  at timestamp with time zone not null,
  by_member uuid,
  detail jsonb default '{}'::jsonb not null,
  constraint callback_event_pkey PRIMARY KEY (account_id, callback_id, id),
  constraint callback_event_account_id_callback_id_fkey FOREIGN KEY (account_id, callback_id) REFERENCES ringback.callback(account_id, id) ON DELETE CASCADE
);
alter table ringback.callback_event enable row level security;
create policy own_account on ringback.callback_event for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select on ringback.callback_event to ringback_app;

create table ringback.callback_note (
  account_id uuid not null,
  id uuid not null,
  revision integer not null,
  callback_id uuid not null,
  body text,
  by_member uuid not null,
  at timestamp with time zone not null,
  happened_at timestamp with time zone,
  constraint callback_note_pkey PRIMARY KEY (account_id, id, revision),
  constraint callback_note_account_id_callback_id_fkey FOREIGN KEY (account_id, callback_id) REFERENCES ringback.callback(account_id, id) ON DELETE CASCADE,
  constraint callback_note_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
CREATE INDEX callback_note_of ON ringback.callback_note USING btree (account_id, callback_id, id, revision);
alter table ringback.callback_note enable row level security;
create policy own_account on ringback.callback_note for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select on ringback.callback_note to ringback_app;

create table ringback.callback_presence (
  account_id uuid not null,
  callback_id uuid not null,
  member_id uuid not null,
  screen text not null,
  state text not null,
  seen_at timestamp with time zone not null,
  constraint callback_presence_pkey PRIMARY KEY (account_id, callback_id, member_id, screen),
  constraint callback_presence_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint callback_presence_state_check CHECK ((state = ANY (ARRAY['viewing'::text, 'working'::text])))
);
CREATE INDEX callback_presence_seen ON ringback.callback_presence USING btree (account_id, seen_at);
alter table ringback.callback_presence enable row level security;
create policy own_account on ringback.callback_presence for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.callback_presence to ringback_app;

create table ringback.chat_webhook (
  account_id uuid not null,
  id uuid not null,
  member_id uuid,
  sealed_url bytea not null,
  host text not null,
  urgencies text[] default '{emergency,high}'::text[] not null,
  created_at timestamp with time zone not null,
  last_posted_at timestamp with time zone,
  last_error text,
  constraint chat_webhook_pkey PRIMARY KEY (account_id, id),
  constraint chat_webhook_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint chat_webhook_account_id_member_id_fkey FOREIGN KEY (account_id, member_id) REFERENCES ringback.member(account_id, id) ON DELETE CASCADE,
  constraint chat_webhook_account_id_member_id_key UNIQUE NULLS NOT DISTINCT (account_id, member_id)
);
alter table ringback.chat_webhook enable row level security;
create policy own_account on ringback.chat_webhook for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.chat_webhook to ringback_app;

create table ringback.client_request (
  account_id uuid not null,
  member_id uuid not null,
  request_id text not null,
  fingerprint text not null,
  answer jsonb,
  at timestamp with time zone not null,
  constraint client_request_pkey PRIMARY KEY (account_id, member_id, request_id),
  constraint client_request_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
CREATE INDEX client_request_at ON ringback.client_request USING btree (at);
alter table ringback.client_request enable row level security;
create policy own_account on ringback.client_request for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.client_request to ringback_app;

create table ringback.connection (
  account_id uuid not null,
  id uuid not null,
  provider text not null,
  label text not null,
  external_account_id text not null,
  secret bytea not null,
  previous_secret bytea,
  api_base_url text not null,
  simulated boolean default false not null,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  last_event_at timestamp with time zone,
  last_error text,
  last_error_at timestamp with time zone,
  refused_webhooks bigint default 0 not null,
  credentials bytea,
  settings jsonb default '{}'::jsonb not null,
  log_read_until timestamp with time zone,
  log_error text,
  log_error_at timestamp with time zone,
  live_since timestamp with time zone,
  constraint connection_pkey PRIMARY KEY (account_id, id),
  constraint connection_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint connection_id_key UNIQUE (id)
);
alter table ringback.connection enable row level security;
create policy own_account on ringback.connection for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.connection to ringback_app;

create table ringback.consent_event (
  account_id uuid not null,
  id uuid not null,
  number text not null,
  kind text not null,
  at timestamp with time zone not null,
  source text not null,
  source_id uuid,
  detail jsonb default '{}'::jsonb not null,
  by_member uuid,
  quote text,
  constraint consent_event_pkey PRIMARY KEY (account_id, id),
  constraint consent_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint consent_event_kind_check CHECK ((kind = ANY (ARRAY['inbound_call'::text, 'inbound_sms'::text, 'verbal'::text, 'web_form'::text, 'written_marketing'::text, 'opt_out'::text, 'opt_in'::text, 'not_sms_capable'::text])))
);
CREATE INDEX consent_event_kind ON ringback.consent_event USING btree (account_id, number, kind, at DESC, id DESC);
CREATE INDEX consent_event_number ON ringback.consent_event USING btree (account_id, number, at DESC);
alter table ringback.consent_event enable row level security;
create policy own_account on ringback.consent_event for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select on ringback.consent_event to ringback_app;

create table ringback.contact (
  account_id uuid not null,
  id uuid not null,
  name text,
  kind text default 'lead'::text not null,
  since date,
  note text,
  open_issue text,
  created_at timestamp with time zone not null,
  created_from_call_id uuid,
  company text,
  email text,
  address text,
  postal_code text,
  region text,
  time_zone_override text,
  time_zone_reason text,
  language text,
  owner_id uuid,
  tier text default 'none'::text not null,
  tags text[] default '{}'::text[] not null,
  fields jsonb default '{}'::jsonb not null,
  sources jsonb default '{}'::jsonb not null,
  import_id uuid,
  merged_into uuid,
  version integer default 1 not null,
  changed_at timestamp with time zone,
  search text generated always as (COALESCE(NULLIF(ringback.search_form(((((COALESCE(name, ''::text) || ' '::text) || COALESCE(company, ''::text)) || ' '::text) || COALESCE(email, ''::text))), ' '::text), '~'::text)) stored,
  constraint contact_pkey PRIMARY KEY (account_id, id),
  constraint contact_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint contact_account_id_owner_id_fkey FOREIGN KEY (account_id, owner_id) REFERENCES ringback.member(account_id, id),
  constraint contact_kind_check CHECK ((kind = ANY (ARRAY['lead'::text, 'customer'::text, 'vendor'::text, 'do-not-contact'::text])))
);
CREATE INDEX contact_address ON ringback.contact USING btree (account_id, lower(email)) WHERE ((email IS NOT NULL) AND (merged_into IS NULL));
CREATE INDEX contact_by_name ON ringback.contact USING btree (account_id, search COLLATE "C", id) WHERE (merged_into IS NULL);
CREATE INDEX contact_email ON ringback.contact USING btree (account_id, email) WHERE (email IS NOT NULL);
CREATE INDEX contact_import ON ringback.contact USING btree (account_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX contact_lane ON ringback.contact USING btree (account_id, kind, search COLLATE "C", id) WHERE ((merged_into IS NULL) AND (kind <> 'lead'::text));
CREATE INDEX contact_search ON ringback.contact USING gin (account_id, search public.gin_trgm_ops) WITH (gin_pending_list_limit='128') WHERE (merged_into IS NULL);
CREATE INDEX contact_tagged ON ringback.contact USING btree (account_id, search COLLATE "C", id) WHERE ((merged_into IS NULL) AND (tags <> '{}'::text[]));
alter table ringback.contact enable row level security;
create policy own_account on ringback.contact for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.contact to ringback_app;

create table ringback.contact_distinct (
  account_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  by_member uuid not null,
  at timestamp with time zone not null,
  constraint contact_distinct_pkey PRIMARY KEY (account_id, one_id, other_id),
  constraint contact_distinct_account_id_one_id_fkey FOREIGN KEY (account_id, one_id) REFERENCES ringback.contact(account_id, id) ON DELETE CASCADE,
  constraint contact_distinct_account_id_other_id_fkey FOREIGN KEY (account_id, other_id) REFERENCES ringback.contact(account_id, id) ON DELETE CASCADE,
  constraint contact_distinct_check CHECK ((one_id < other_id))
);
alter table ringback.contact_distinct enable row level security;
create policy own_account on ringback.contact_distinct for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.contact_distinct to ringback_app;

create table ringback.contact_import_change (
  account_id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  contact_id uuid not null,
  kind text not null,
  before jsonb default '{}'::jsonb not null,
  after jsonb default '{}'::jsonb not null,
  numbers text[] default '{}'::text[] not null,
  constraint contact_import_change_pkey PRIMARY KEY (account_id, import_id, row_number),
  constraint contact_import_change_account_id_import_id_fkey FOREIGN KEY (account_id, import_id) REFERENCES ringback.call_import(account_id, id) ON DELETE CASCADE,
  constraint contact_import_change_kind_check CHECK ((kind = ANY (ARRAY['created'::text, 'changed'::text])))
);
alter table ringback.contact_import_change enable row level security;
create policy own_account on ringback.contact_import_change for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.contact_import_change to ringback_app;

create table ringback.contact_merge (
  account_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  gone_id uuid not null,
  cause text not null,
  by_member uuid not null,
  at timestamp with time zone not null,
  undo_until timestamp with time zone not null,
  undone_at timestamp with time zone,
  undone_by uuid,
  moved jsonb not null,
  constraint contact_merge_pkey PRIMARY KEY (account_id, id),
  constraint contact_merge_account_id_gone_id_fkey FOREIGN KEY (account_id, gone_id) REFERENCES ringback.contact(account_id, id) ON DELETE CASCADE,
  constraint contact_merge_account_id_kept_id_fkey FOREIGN KEY (account_id, kept_id) REFERENCES ringback.contact(account_id, id) ON DELETE CASCADE,
  constraint contact_merge_cause_check CHECK ((cause = ANY (ARRAY['called-from-another-number'::text, 'typed-twice'::text, 'imported-twice'::text, 'household'::text, 'other'::text])))
);
CREATE INDEX contact_merge_kept ON ringback.contact_merge USING btree (account_id, kept_id, at DESC);
CREATE INDEX contact_merge_recent ON ringback.contact_merge USING btree (account_id, at DESC);
alter table ringback.contact_merge enable row level security;
create policy own_account on ringback.contact_merge for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.contact_merge to ringback_app;

create table ringback.contact_phone (
  account_id uuid not null,
  number text not null,
  contact_id uuid not null,
  sms_capable boolean,
  label text,
  source text default 'call'::text not null,
  added_at timestamp with time zone default now() not null,
  constraint contact_phone_pkey PRIMARY KEY (account_id, number),
  constraint contact_phone_account_id_contact_id_fkey FOREIGN KEY (account_id, contact_id) REFERENCES ringback.contact(account_id, id) ON DELETE CASCADE,
  constraint contact_phone_source_check CHECK ((source = ANY (ARRAY['call'::text, 'person'::text, 'import'::text])))
);
CREATE INDEX contact_phone_contact ON ringback.contact_phone USING btree (account_id, contact_id);
CREATE INDEX contact_phone_search ON ringback.contact_phone USING gin (account_id, number public.gin_trgm_ops) WITH (gin_pending_list_limit='128');
alter table ringback.contact_phone enable row level security;
create policy own_account on ringback.contact_phone for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.contact_phone to ringback_app;
CREATE TRIGGER converse_by_contact_phone AFTER INSERT OR UPDATE OF contact_id ON ringback.contact_phone FOR EACH ROW EXECUTE FUNCTION ringback.converse_by_contact_phone();

create table ringback.contact_phone_other (
  account_id uuid not null,
  number text not null,
  contact_id uuid not null,
  label text,
  source text default 'person'::text not null,
  added_at timestamp with time zone default now() not null,
  constraint contact_phone_other_pkey PRIMARY KEY (account_id, number, contact_id),
  constraint contact_phone_other_account_id_contact_id_fkey FOREIGN KEY (account_id, contact_id) REFERENCES ringback.contact(account_id, id) ON DELETE CASCADE,
  constraint contact_phone_other_account_id_number_fkey FOREIGN KEY (account_id, number) REFERENCES ringback.contact_phone(account_id, number) ON DELETE CASCADE,
  constraint contact_phone_other_source_check CHECK ((source = ANY (ARRAY['call'::text, 'person'::text, 'import'::text])))
);
CREATE INDEX contact_phone_other_contact ON ringback.contact_phone_other USING btree (account_id, contact_id);
alter table ringback.contact_phone_other enable row level security;
create policy own_account on ringback.contact_phone_other for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.contact_phone_other to ringback_app;

create table ringback.contact_setup (
  account_id uuid not null,
  setup jsonb not null,
  changed_at timestamp with time zone not null,
  constraint contact_setup_pkey PRIMARY KEY (account_id),
  constraint contact_setup_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
alter table ringback.contact_setup enable row level security;
create policy own_account on ringback.contact_setup for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.contact_setup to ringback_app;

create table ringback.conversation (
  account_id uuid not null,
  id uuid not null,
  contact_id uuid,
  state text default 'open'::text not null,
  callback_id uuid,
  owner_id uuid,
  team_id text,
  taken_by uuid,
  taken_at timestamp with time zone,
  last_at timestamp with time zone not null,
  last_kind text not null,
  last_words text default ''::text not null,
  last_in_at timestamp with time zone,
  waiting_since timestamp with time zone,
  merged_into uuid,
  constraint conversation_pkey PRIMARY KEY (account_id, id),
  constraint conversation_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint conversation_check CHECK (((taken_by IS NULL) = (taken_at IS NULL))),
  constraint conversation_last_kind_check CHECK ((last_kind = ANY (ARRAY['text-in'::text, 'text-out'::text, 'email-in'::text, 'email-out'::text, 'missed-call'::text]))),
  constraint conversation_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text])))
);
CREATE UNIQUE INDEX conversation_contact ON ringback.conversation USING btree (account_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX conversation_done ON ringback.conversation USING btree (account_id, last_at DESC, id) WHERE ((state = 'done'::text) AND (merged_into IS NULL));
CREATE INDEX conversation_open ON ringback.conversation USING btree (account_id, last_at DESC, id) WHERE ((state = 'open'::text) AND (merged_into IS NULL));
CREATE INDEX conversation_owner ON ringback.conversation USING btree (account_id, owner_id, last_at DESC, id) WHERE ((state = 'open'::text) AND (merged_into IS NULL));
CREATE INDEX conversation_recent ON ringback.conversation USING btree (account_id, last_at DESC, id) WHERE (merged_into IS NULL);
CREATE INDEX conversation_team ON ringback.conversation USING btree (account_id, team_id, last_at DESC, id) WHERE ((state = 'open'::text) AND (merged_into IS NULL) AND (team_id IS NOT NULL));
CREATE INDEX conversation_team_all ON ringback.conversation USING btree (account_id, team_id, last_at DESC, id) WHERE ((merged_into IS NULL) AND (team_id IS NOT NULL));
CREATE INDEX conversation_waiting ON ringback.conversation USING btree (account_id, last_at DESC, id) WHERE ((waiting_since IS NOT NULL) AND (merged_into IS NULL));
CREATE INDEX conversation_waiting_owner ON ringback.conversation USING btree (account_id, owner_id, last_at DESC, id) WHERE ((waiting_since IS NOT NULL) AND (merged_into IS NULL));
alter table ringback.conversation enable row level security;
create policy own_account on ringback.conversation for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.conversation to ringback_app;
CREATE TRIGGER keep_unread AFTER UPDATE ON ringback.conversation FOR EACH ROW WHEN (((old.last_in_at IS DISTINCT FROM new.last_in_at) OR (old.state <> new.state) OR (old.merged_into IS DISTINCT FROM new.merged_into))) EXECUTE FUNCTION ringback.keep_unread();
CREATE TRIGGER keep_unread_of_new AFTER INSERT ON ringback.conversation FOR EACH ROW WHEN ((new.last_in_at IS NOT NULL)) EXECUTE FUNCTION ringback.keep_unread();

create table ringback.conversation_member (
  account_id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  read_at timestamp with time zone,
  draft text default ''::text not null,
  constraint conversation_member_pkey PRIMARY KEY (account_id, conversation_id, member_id),
  constraint conversation_member_account_id_conversation_id_fkey FOREIGN KEY (account_id, conversation_id) REFERENCES ringback.conversation(account_id, id) ON DELETE CASCADE
);
alter table ringback.conversation_member enable row level security;
create policy own_account on ringback.conversation_member for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.conversation_member to ringback_app;
CREATE TRIGGER lock_what_is_read BEFORE INSERT ON ringback.conversation_member FOR EACH ROW WHEN ((new.read_at IS NOT NULL)) EXECUTE FUNCTION ringback.lock_what_is_read();
CREATE TRIGGER note_first_read AFTER INSERT ON ringback.conversation_member FOR EACH ROW WHEN ((new.read_at IS NOT NULL)) EXECUTE FUNCTION ringback.note_read();
CREATE TRIGGER note_read AFTER UPDATE OF read_at ON ringback.conversation_member FOR EACH ROW WHEN ((old.read_at IS DISTINCT FROM new.read_at)) EXECUTE FUNCTION ringback.note_read();

create table ringback.conversation_number (
  account_id uuid not null,
  number text not null,
  conversation_id uuid not null,
  constraint conversation_number_pkey PRIMARY KEY (account_id, number),
  constraint conversation_number_account_id_conversation_id_fkey FOREIGN KEY (account_id, conversation_id) REFERENCES ringback.conversation(account_id, id) ON DELETE CASCADE
);
CREATE INDEX conversation_number_digits ON ringback.conversation_number USING gin (account_id, number public.gin_trgm_ops) WITH (gin_pending_list_limit='128');
CREATE INDEX conversation_number_of ON ringback.conversation_number USING btree (account_id, conversation_id);
alter table ringback.conversation_number enable row level security;
create policy own_account on ringback.conversation_number for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.conversation_number to ringback_app;

create table ringback.conversation_unread (
  account_id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  constraint conversation_unread_pkey PRIMARY KEY (account_id, conversation_id, member_id),
  constraint conversation_unread_account_id_conversation_id_fkey FOREIGN KEY (account_id, conversation_id) REFERENCES ringback.conversation(account_id, id) ON DELETE CASCADE
);
CREATE INDEX conversation_unread_of ON ringback.conversation_unread USING btree (account_id, member_id, conversation_id);
alter table ringback.conversation_unread enable row level security;
create policy own_account on ringback.conversation_unread for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select on ringback.conversation_unread to ringback_app;

create table ringback.cost_input (
  account_id uuid not null,
  key text not null,
  source text default ''::text not null,
  value bigint not null,
  typed_at timestamp with time zone not null,
  typed_by uuid,
  constraint cost_input_pkey PRIMARY KEY (account_id, key, source),
  constraint cost_input_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint cost_input_check CHECK (((key = 'ad-spend'::text) = (source <> ''::text))),
  constraint cost_input_key_check CHECK ((key = ANY (ARRAY['missed-per-month'::text, 'conversion'::text, 'customer-value'::text, 'repeat-value'::text, 'referral-value'::text, 'minutes-per-try'::text, 'staff-hour'::text, 'ad-spend'::text]))),
  constraint cost_input_value_check CHECK ((value >= 0))
);
alter table ringback.cost_input enable row level security;
create policy own_account on ringback.cost_input for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.cost_input to ringback_app;

create table ringback.decision (
  account_id uuid not null,
  id uuid not null,
  kind text not null,
  subject_id uuid not null,
  at timestamp with time zone not null,
  playbook_version integer,
  rules_version text not null,
  inputs jsonb not null,
  outcome jsonb not null,
  rules text[] not null,
  constraint decision_pkey PRIMARY KEY (account_id, id, at),
  constraint decision_kind_check CHECK ((kind = ANY (ARRAY['outbound'::text, 'owner'::text, 'clock'::text, 'escalation'::text])))
) partition by RANGE (at);
CREATE INDEX decision_recent ON ONLY ringback.decision USING btree (account_id, at, id);
CREATE INDEX decision_subject ON ONLY ringback.decision USING btree (account_id, subject_id, at);
alter table ringback.decision enable row level security;
create policy own_account on ringback.decision for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select on ringback.decision to ringback_app;

create table ringback.digest (
  account_id uuid not null,
  member_id uuid not null,
  kind text not null,
  local_day date not null,
  waiting integer not null,
  sent boolean not null,
  at timestamp with time zone not null,
  constraint digest_pkey PRIMARY KEY (account_id, member_id, kind, local_day),
  constraint digest_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint digest_account_id_member_id_fkey FOREIGN KEY (account_id, member_id) REFERENCES ringback.member(account_id, id) ON DELETE CASCADE,
  constraint digest_kind_check CHECK ((kind = ANY (ARRAY['morning'::text, 'evening'::text])))
);
alter table ringback.digest enable row level security;
create policy own_account on ringback.digest for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.digest to ringback_app;

create table ringback.do_not_call_list (
  account_id uuid not null,
  list text not null,
  as_of date,
  numbers integer not null,
  changed_at timestamp with time zone not null,
  changed_by uuid,
  constraint do_not_call_list_pkey PRIMARY KEY (account_id, list),
  constraint do_not_call_list_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint do_not_call_list_check CHECK (((list = 'internal'::text) OR (as_of IS NOT NULL))),
  constraint do_not_call_list_list_check CHECK ((list = ANY (ARRAY['internal'::text, 'national'::text])))
);
alter table ringback.do_not_call_list enable row level security;
create policy own_account on ringback.do_not_call_list for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.do_not_call_list to ringback_app;

create table ringback.do_not_call_number (
  account_id uuid not null,
  number text not null,
  list text not null,
  constraint do_not_call_number_pkey PRIMARY KEY (account_id, number, list),
  constraint do_not_call_number_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint do_not_call_number_list_check CHECK ((list = ANY (ARRAY['internal'::text, 'national'::text])))
);
alter table ringback.do_not_call_number enable row level security;
create policy own_account on ringback.do_not_call_number for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.do_not_call_number to ringback_app;

create table ringback.drill (
  account_id uuid not null,
  id uuid not null,
  number_id uuid not null,
  via text not null,
  caller text not null,
  state text not null,
  started_at timestamp with time zone not null,
  started_by uuid,
  gives_up_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  call_id uuid,
  provider_call_id text,
  checks jsonb,
  error text,
  constraint drill_pkey PRIMARY KEY (account_id, id),
  constraint drill_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint drill_state_check CHECK ((state = ANY (ARRAY['running'::text, 'passed'::text, 'failed'::text, 'canceled'::text]))),
  constraint drill_via_check CHECK ((via = ANY (ARRAY['simulated'::text, 'provider'::text])))
);
CREATE INDEX drill_recent ON ringback.drill USING btree (account_id, started_at DESC);
CREATE UNIQUE INDEX drill_running ON ringback.drill USING btree (account_id, caller) WHERE (finished_at IS NULL);
alter table ringback.drill enable row level security;
create policy own_account on ringback.drill for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.drill to ringback_app;

create table ringback.episode (
  account_id uuid not null,
  id uuid not null,
  caller text,
  contact_id uuid,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  call_count integer default 1 not null,
  last_call_at timestamp with time zone not null,
  constraint episode_pkey PRIMARY KEY (account_id, id),
  constraint episode_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
CREATE INDEX episode_caller ON ringback.episode USING btree (account_id, caller, opened_at DESC) WHERE (caller IS NOT NULL);
CREATE UNIQUE INDEX episode_open ON ringback.episode USING btree (account_id, caller) WHERE ((closed_at IS NULL) AND (caller IS NOT NULL));
alter table ringback.episode enable row level security;
create policy own_account on ringback.episode for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.episode to ringback_app;
CREATE TRIGGER converse_by_episode AFTER UPDATE ON ringback.episode FOR EACH ROW WHEN (((new.caller IS NOT NULL) AND (new.closed_at IS NULL) AND (new.call_count > old.call_count))) EXECUTE FUNCTION ringback.converse_by_episode();

create table ringback.escalation (
  account_id uuid not null,
  id uuid not null,
  callback_id uuid not null,
  reason text not null,
  level integer default 0 not null,
  round integer default 0 not null,
  raised_at timestamp with time zone not null,
  next_at timestamp with time zone,
  told jsonb default '[]'::jsonb not null,
  acknowledged_at timestamp with time zone,
  acknowledged_by uuid,
  ended_at timestamp with time zone,
  hand_until timestamp with time zone,
  times_run_again integer default 0 not null,
  constraint escalation_pkey PRIMARY KEY (account_id, id),
  constraint escalation_account_id_callback_id_fkey FOREIGN KEY (account_id, callback_id) REFERENCES ringback.callback(account_id, id) ON DELETE CASCADE,
  constraint escalation_reason_check CHECK ((reason = ANY (ARRAY['overdue'::text, 'forgotten'::text, 'emergency'::text, 'complaint'::text, 'open-issue-of-existing-customer'::text, 'high-value'::text])))
);
CREATE INDEX escalation_callback ON ringback.escalation USING btree (account_id, callback_id, raised_at DESC);
CREATE INDEX escalation_in_hand ON ringback.escalation USING btree (hand_until) WHERE ((hand_until IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX escalation_next ON ringback.escalation USING btree (next_at) WHERE ((acknowledged_at IS NULL) AND (ended_at IS NULL));
CREATE UNIQUE INDEX escalation_running ON ringback.escalation USING btree (account_id, callback_id) WHERE ((acknowledged_at IS NULL) AND (ended_at IS NULL));
alter table ringback.escalation enable row level security;
create policy own_account on ringback.escalation for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.escalation to ringback_app;

create table ringback.figure_day (
  account_id uuid not null,
  day date not null,
  summed_at timestamp with time zone,
  constraint figure_day_pkey PRIMARY KEY (account_id, day)
);
CREATE INDEX figure_day_due ON ringback.figure_day USING btree (day) WHERE (summed_at IS NULL);
alter table ringback.figure_day enable row level security;
create policy own_account on ringback.figure_day for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant select on ringback.figure_day to ringback_app;

create table ringback.figure_month (
  account_id uuid not null,
  month date not null,
  summed_at timestamp with time zone not null,
  constraint figure_month_pkey PRIMARY KEY (account_id, month)
);
alter table ringback.figure_month enable row level security;
create policy own_account on ringback.figure_month for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant select on ringback.figure_month to ringback_app;

create table ringback.forgetting (
  account_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  state text not null,
  asked_at timestamp with time zone not null,
  asked_by uuid,
  found jsonb not null,
  gone jsonb default '{}'::jsonb not null,
  finished_at timestamp with time zone,
  constraint forgetting_pkey PRIMARY KEY (account_id, id),
  constraint forgetting_account_id_asked_by_fkey FOREIGN KEY (account_id, asked_by) REFERENCES ringback.member(account_id, id),
  constraint forgetting_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint forgetting_check CHECK (((state = 'done'::text) = (finished_at IS NOT NULL))),
  constraint forgetting_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text])))
);
CREATE UNIQUE INDEX forgetting_running ON ringback.forgetting USING btree (account_id, contact_id) WHERE (state = 'running'::text);
alter table ringback.forgetting enable row level security;
create policy own_account on ringback.forgetting for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.forgetting to ringback_app;

create table ringback.hold (
  account_id uuid not null,
  id uuid not null,
  callback_id uuid not null,
  call_id uuid,
  reason text not null,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  resolved_by uuid,
  resolution text,
  detail jsonb default '{}'::jsonb not null,
  assessment_id uuid,
  overdue_told_at timestamp with time zone,
  constraint hold_pkey PRIMARY KEY (account_id, id),
  constraint hold_account_id_callback_id_fkey FOREIGN KEY (account_id, callback_id) REFERENCES ringback.callback(account_id, id) ON DELETE CASCADE
);
CREATE INDEX hold_due ON ringback.hold USING btree (account_id, due_at) WHERE (resolved_at IS NULL);
CREATE INDEX hold_of_callback ON ringback.hold USING btree (account_id, callback_id);
CREATE UNIQUE INDEX hold_open ON ringback.hold USING btree (account_id, callback_id, reason) WHERE (resolved_at IS NULL);
CREATE INDEX hold_overdue ON ringback.hold USING btree (due_at) WHERE ((resolved_at IS NULL) AND (overdue_told_at IS NULL));
alter table ringback.hold enable row level security;
create policy own_account on ringback.hold for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.hold to ringback_app;

create table ringback.hours_cover (
  account_id uuid not null,
  playbook_version integer not null,
  covered_from timestamp with time zone not null,
  covered_until timestamp with time zone not null,
  constraint hours_cover_pkey PRIMARY KEY (account_id, playbook_version),
  constraint hours_cover_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
alter table ringback.hours_cover enable row level security;
create policy own_account on ringback.hours_cover for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.hours_cover to ringback_app;

create table ringback.import_mapping (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  header_key text not null,
  mapping jsonb not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint import_mapping_pkey PRIMARY KEY (account_id, id),
  constraint import_mapping_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint import_mapping_account_id_name_key UNIQUE (account_id, name)
);
alter table ringback.import_mapping enable row level security;
create policy own_account on ringback.import_mapping for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.import_mapping to ringback_app;

create table ringback.invitation (
  account_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  token_hash text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  constraint invitation_pkey PRIMARY KEY (account_id, id),
  constraint invitation_account_id_member_id_fkey FOREIGN KEY (account_id, member_id) REFERENCES ringback.member(account_id, id) ON DELETE CASCADE,
  constraint invitation_token_hash_key UNIQUE (token_hash)
);
alter table ringback.invitation enable row level security;
create policy own_account on ringback.invitation for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.invitation to ringback_app;

create table ringback.label_correction (
  account_id uuid not null,
  id uuid not null,
  callback_id uuid not null,
  hold_id uuid,
  assessment_id uuid,
  call_id uuid,
  message_id uuid,
  intent_before text not null,
  intent_after text not null,
  urgency_before text not null,
  urgency_after text not null,
  reason text,
  by_member uuid not null,
  at timestamp with time zone not null,
  undone_at timestamp with time zone,
  constraint label_correction_pkey PRIMARY KEY (account_id, id),
  constraint label_correction_account_id_callback_id_fkey FOREIGN KEY (account_id, callback_id) REFERENCES ringback.callback(account_id, id) ON DELETE CASCADE,
  constraint label_correction_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
CREATE INDEX label_correction_at ON ringback.label_correction USING btree (account_id, at DESC);
CREATE INDEX label_correction_callback ON ringback.label_correction USING btree (account_id, callback_id);
alter table ringback.label_correction enable row level security;
create policy own_account on ringback.label_correction for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.label_correction to ringback_app;

create table ringback.lead (
  account_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  title text not null,
  state text default 'open'::text not null,
  opened_at timestamp with time zone not null,
  value_cents bigint,
  source text,
  closed_at timestamp with time zone,
  version integer default 1 not null,
  constraint lead_pkey PRIMARY KEY (account_id, id),
  constraint lead_account_id_contact_id_fkey FOREIGN KEY (account_id, contact_id) REFERENCES ringback.contact(account_id, id) ON DELETE CASCADE,
  constraint lead_state_check CHECK ((state = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text]))),
  constraint lead_value_cents_check CHECK ((value_cents >= 0))
);
CREATE INDEX lead_contact ON ringback.lead USING btree (account_id, contact_id);
CREATE INDEX lead_of_contact ON ringback.lead USING btree (account_id, contact_id, opened_at DESC);
CREATE INDEX lead_won ON ringback.lead USING btree (account_id, closed_at) WHERE ((state = 'won'::text) AND (value_cents IS NOT NULL));
alter table ringback.lead enable row level security;
create policy own_account on ringback.lead for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.lead to ringback_app;

create table ringback.leak_report (
  account_id uuid not null,
  key text not null,
  about jsonb not null,
  report jsonb,
  calls jsonb,
  playbook_version integer not null,
  made_at timestamp with time zone not null,
  constraint leak_report_pkey PRIMARY KEY (account_id, key),
  constraint leak_report_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
alter table ringback.leak_report enable row level security;
create policy own_account on ringback.leak_report for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.leak_report to ringback_app;

create table ringback.ledger_check (
  account_id uuid not null,
  asked_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  report jsonb,
  error text,
  constraint ledger_check_pkey PRIMARY KEY (account_id),
  constraint ledger_check_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
alter table ringback.ledger_check enable row level security;
create policy own_account on ringback.ledger_check for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.ledger_check to ringback_app;

create table ringback.ledger_erasure (
  account_id uuid not null,
  call_id uuid not null,
  event_id uuid not null,
  digest bytea not null,
  erased_at timestamp with time zone default clock_timestamp() not null,
  constraint ledger_erasure_pkey PRIMARY KEY (account_id, call_id, event_id),
  constraint ledger_erasure_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
alter table ringback.ledger_erasure enable row level security;
create policy own_account on ringback.ledger_erasure for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant select on ringback.ledger_erasure to ringback_app;

create table ringback.ledger_seal (
  account_id uuid not null,
  number integer not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  events integer not null,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamp with time zone not null,
  constraint ledger_seal_pkey PRIMARY KEY (account_id, number),
  constraint ledger_seal_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
alter table ringback.ledger_seal enable row level security;
create policy own_account on ringback.ledger_seal for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant select on ringback.ledger_seal to ringback_app;

create table ringback.ledger_sealed_until (
  only_row boolean default true not null,
  at timestamp with time zone not null,
  kept_from timestamp with time zone not null,
  constraint ledger_sealed_until_pkey PRIMARY KEY (only_row),
  constraint ledger_sealed_until_only_row_check CHECK (only_row)
);
grant select on ringback.ledger_sealed_until to ringback_app;

create table ringback.matter (
  account_id uuid not null,
  id uuid not null,
  kind text not null,
  first_call_id uuid not null,
  started_at timestamp with time zone not null,
  local_day date not null,
  number_id uuid,
  miss_reason text not null,
  lane text not null,
  is_returning boolean not null,
  in_hours boolean not null,
  calls integer not null,
  has_owner boolean not null,
  told text not null,
  attempts integer not null,
  attempted_in_time boolean not null,
  stale boolean not null,
  recovered boolean not null,
  booked boolean not null,
  completed boolean not null,
  closed_same_day boolean not null,
  voicemail boolean not null,
  wrong_owner boolean not null,
  duplicate boolean not null,
  owner_wall integer,
  owner_open integer,
  attempt_wall integer,
  attempt_open integer,
  conversation_wall integer,
  conversation_open integer,
  completed_wall integer,
  completed_open integer,
  told_seconds integer,
  constraint matter_pkey PRIMARY KEY (account_id, id),
  constraint matter_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint matter_kind_check CHECK ((kind = ANY (ARRAY['live'::text, 'history'::text]))),
  constraint matter_told_check CHECK ((told = ANY (ARRAY['sent'::text, 'delivered'::text, 'failed'::text, 'unknown'::text, 'none'::text])))
);
CREATE INDEX matter_recent ON ringback.matter USING btree (account_id, started_at DESC, id);
alter table ringback.matter enable row level security;
create policy own_account on ringback.matter for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.matter to ringback_app;
CREATE TRIGGER tally_changed_matter AFTER UPDATE ON ringback.matter FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION ringback.tally_changed_matter();
CREATE TRIGGER tally_gone_matters AFTER DELETE ON ringback.matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION ringback.tally_gone_matters();
CREATE TRIGGER tally_new_matters AFTER INSERT ON ringback.matter REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ringback.tally_new_matters();

create table ringback.matter_figure (
  account_id uuid not null,
  local_day date not null,
  number_id uuid not null,
  reason text not null,
  lane text not null,
  is_returning boolean not null,
  in_hours boolean not null,
  history boolean not null,
  fresh boolean default true not null,
  matters integer not null,
  owned integer not null,
  told integer not null,
  delivered integer not null,
  attempted integer not null,
  attempted_in_time integer not null,
  calls_in_time integer not null,
  stale integer not null,
  recovered integer not null,
  booked integer not null,
  completed integer not null,
  closed_same_day integer not null,
  repeated integer not null,
  phone_tag integer not null,
  voicemails integer not null,
  voicemails_unreturned integer not null,
  wrong_owner integer not null,
  duplicates integer not null
);
CREATE INDEX matter_figure_day ON ringback.matter_figure USING btree (account_id, local_day);
CREATE INDEX matter_figure_fresh ON ringback.matter_figure USING btree (account_id, local_day) WHERE fresh;
alter table ringback.matter_figure enable row level security;
create policy own_account on ringback.matter_figure for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select on ringback.matter_figure to ringback_app;

create table ringback.matter_sum (
  account_id uuid not null,
  span text not null,
  starts date not null,
  slice text not null,
  number_id uuid,
  reason text,
  lane text,
  is_returning boolean,
  in_hours boolean,
  matters integer not null,
  live integer not null,
  live_recovered integer not null,
  open integer not null,
  owned integer not null,
  told integer not null,
  delivered integer not null,
  attempted integer not null,
  attempted_in_time integer not null,
  calls_in_time integer not null,
  stale integer not null,
  recovered integer not null,
  booked integer not null,
  completed integer not null,
  closed_same_day integer not null,
  repeated integer not null,
  phone_tag integer not null,
  voicemails integer not null,
  voicemails_unreturned integer not null,
  wrong_owner integer not null,
  duplicates integer not null,
  constraint matter_sum_slice_check CHECK ((slice = ANY (ARRAY['all'::text, 'number'::text, 'reason'::text, 'lane'::text, 'returning'::text, 'hours'::text, 'number+reason'::text, 'number+lane'::text, 'number+returning'::text, 'number+hours'::text, 'reason+lane'::text, 'reason+returning'::text, 'reason+hours'::text, 'lane+returning'::text, 'lane+hours'::text, 'returning+hours'::text, 'each'::text]))),
  constraint matter_sum_span_check CHECK ((span = ANY (ARRAY['day'::text, 'month'::text])))
);
CREATE INDEX matter_sum_starts ON ringback.matter_sum USING btree (account_id, span, slice, starts);
alter table ringback.matter_sum enable row level security;
create policy own_account on ringback.matter_sum for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant select on ringback.matter_sum to ringback_app;

create table ringback.member (
  account_id uuid not null,
  id uuid not null,
  user_id text,
  name text not null,
  email text,
  phone text,
  role text not null,
  notify_by_sms boolean default true not null,
  notify_by_email boolean default true not null,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint member_pkey PRIMARY KEY (account_id, id),
  constraint member_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint member_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'coordinator'::text, 'agent'::text, 'viewer'::text])))
);
CREATE INDEX member_phone ON ringback.member USING btree (account_id, phone) WHERE ((phone IS NOT NULL) AND (removed_at IS NULL));
CREATE UNIQUE INDEX member_user ON ringback.member USING btree (user_id, account_id) WHERE ((user_id IS NOT NULL) AND (removed_at IS NULL));
alter table ringback.member enable row level security;
create policy own_account on ringback.member for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.member to ringback_app;

create table ringback.member_notice (
  account_id uuid not null,
  member_id uuid not null,
  channels jsonb default '{}'::jsonb not null,
  quiet jsonb,
  time_zone text,
  morning_at text,
  morning_digest boolean,
  evening_digest boolean,
  empty_digests boolean default false not null,
  next_digest_at timestamp with time zone,
  planned_playbook integer,
  changed_at timestamp with time zone not null,
  constraint member_notice_pkey PRIMARY KEY (account_id, member_id),
  constraint member_notice_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint member_notice_account_id_member_id_fkey FOREIGN KEY (account_id, member_id) REFERENCES ringback.member(account_id, id) ON DELETE CASCADE,
  constraint member_notice_morning_at_check CHECK ((morning_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text))
);
CREATE INDEX member_notice_digest ON ringback.member_notice USING btree (next_digest_at);
alter table ringback.member_notice enable row level security;
create policy own_account on ringback.member_notice for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.member_notice to ringback_app;

create table ringback.message (
  account_id uuid not null,
  id uuid not null,
  direction text not null,
  purpose text not null,
  class text,
  state text not null,
  connection_id uuid,
  from_number text,
  to_number text,
  body text not null,
  episode_id uuid,
  contact_id uuid,
  callback_id uuid,
  escalation_id uuid,
  member_id uuid,
  decision jsonb default '{}'::jsonb not null,
  reason text,
  provider_message_id text,
  error_code text,
  lookups integer default 0 not null,
  failures integer default 0 not null,
  playbook_version integer,
  created_at timestamp with time zone not null,
  useful_until timestamp with time zone,
  claimed_at timestamp with time zone,
  sent_at timestamp with time zone,
  settled_at timestamp with time zone,
  segments smallint default 1 not null,
  held_until timestamp with time zone,
  answers_at timestamp with time zone,
  channel text default 'text'::text not null,
  constraint message_pkey PRIMARY KEY (account_id, id),
  constraint message_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint message_channel_check CHECK ((channel = ANY (ARRAY['text'::text, 'email'::text]))),
  constraint message_class_check CHECK ((class = ANY (ARRAY['control'::text, 'responsive'::text, 'service'::text, 'marketing'::text, 'staff'::text, 'internal'::text]))),
  constraint message_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint message_purpose_check CHECK ((purpose = ANY (ARRAY['acknowledgement'::text, 'keyword-reply'::text, 'staff-text'::text, 'staff-alert'::text, 'emergency-notice'::text, 'reply'::text, 'notice'::text, 'campaign'::text, 'inbound'::text]))),
  constraint message_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'undelivered'::text, 'failed'::text, 'unknown'::text, 'suppressed'::text, 'expired'::text, 'received'::text])))
);
CREATE INDEX message_callback ON ringback.message USING btree (account_id, callback_id, created_at) WHERE (callback_id IS NOT NULL);
CREATE INDEX message_contact ON ringback.message USING btree (account_id, contact_id, created_at) WHERE (contact_id IS NOT NULL);
CREATE INDEX message_episode ON ringback.message USING btree (account_id, episode_id, created_at) WHERE (episode_id IS NOT NULL);
CREATE INDEX message_from ON ringback.message USING btree (account_id, from_number, created_at DESC) WHERE (direction = 'in'::text);
CREATE INDEX message_line_traffic ON ringback.message USING btree (account_id, from_number, claimed_at) WHERE ((class = ANY (ARRAY['responsive'::text, 'service'::text, 'marketing'::text])) AND (claimed_at IS NOT NULL));
CREATE INDEX message_line_written ON ringback.message USING btree (account_id, from_number, created_at) WHERE ((direction = 'out'::text) AND (class = ANY (ARRAY['responsive'::text, 'service'::text])));
CREATE UNIQUE INDEX message_one_acknowledgement ON ringback.message USING btree (account_id, episode_id) WHERE (purpose = 'acknowledgement'::text);
CREATE UNIQUE INDEX message_one_emergency_notice ON ringback.message USING btree (account_id, episode_id) WHERE (purpose = 'emergency-notice'::text);
CREATE UNIQUE INDEX message_provider_id ON ringback.message USING btree (account_id, connection_id, provider_message_id) WHERE (provider_message_id IS NOT NULL);
CREATE INDEX message_recent ON ringback.message USING btree (account_id, created_at DESC, id);
CREATE INDEX message_to ON ringback.message USING btree (account_id, to_number, created_at DESC) WHERE (direction = 'out'::text);
CREATE INDEX message_to_staff ON ringback.message USING btree (account_id, member_id, created_at DESC) WHERE (purpose = 'staff-alert'::text);
CREATE INDEX message_unsettled ON ringback.message USING btree (account_id, created_at) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text, 'unknown'::text]));
alter table ringback.message enable row level security;
create policy own_account on ringback.message for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.message to ringback_app;
CREATE TRIGGER converse_by_message AFTER INSERT ON ringback.message FOR EACH ROW WHEN ((new.class IS DISTINCT FROM 'internal'::text)) EXECUTE FUNCTION ringback.converse_by_message();
CREATE CONSTRAINT TRIGGER measure_changed_text AFTER UPDATE ON ringback.message DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.purpose = 'acknowledgement'::text) AND (((old.state IS DISTINCT FROM new.state) OR (old.sent_at IS DISTINCT FROM new.sent_at)) OR (old.episode_id IS DISTINCT FROM new.episode_id)))) EXECUTE FUNCTION ringback.measure_by_episode();
CREATE CONSTRAINT TRIGGER measure_new_text AFTER INSERT ON ringback.message DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.purpose = 'acknowledgement'::text) AND (new.state <> ALL (ARRAY['queued'::text, 'sending'::text, 'suppressed'::text, 'expired'::text])))) EXECUTE FUNCTION ringback.measure_by_episode();

create table ringback.message_email (
  account_id uuid not null,
  message_id uuid not null,
  internet_id text not null,
  thread_ids text[] default '{}'::text[] not null,
  their_address text not null,
  subject text not null,
  quoted text default ''::text not null,
  automatic boolean default false not null,
  opts_out boolean default false not null,
  created_at timestamp with time zone not null,
  constraint message_email_pkey PRIMARY KEY (account_id, message_id),
  constraint message_email_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint message_email_account_id_internet_id_key UNIQUE (account_id, internet_id),
  constraint message_email_account_id_message_id_fkey FOREIGN KEY (account_id, message_id) REFERENCES ringback.message(account_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX message_email_address ON ringback.message_email USING btree (account_id, their_address, created_at DESC);
alter table ringback.message_email enable row level security;
create policy own_account on ringback.message_email for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.message_email to ringback_app;

create table ringback.message_media (
  account_id uuid not null,
  id uuid not null,
  message_id uuid,
  "position" integer not null,
  provider_media_id text,
  state text not null,
  reason text,
  content_type text,
  size integer,
  content bytea,
  created_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  uploaded_by uuid,
  constraint message_media_pkey PRIMARY KEY (account_id, id),
  constraint message_media_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint message_media_account_id_message_id_fkey FOREIGN KEY (account_id, message_id) REFERENCES ringback.message(account_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  constraint message_media_account_id_message_id_position_key UNIQUE (account_id, message_id, "position"),
  constraint message_media_check CHECK (((state = 'fetched'::text) = (content IS NOT NULL))),
  constraint message_media_check1 CHECK (((state = 'fetched'::text) = (content_type IS NOT NULL))),
  constraint message_media_check2 CHECK (((state = ANY (ARRAY['failed'::text, 'refused'::text])) = (reason IS NOT NULL))),
  constraint message_media_check3 CHECK (((uploaded_by IS NOT NULL) OR (message_id IS NOT NULL))),
  constraint message_media_check4 CHECK (((state <> 'announced'::text) OR (provider_media_id IS NOT NULL))),
  constraint message_media_check5 CHECK (((message_id IS NOT NULL) OR (state = 'fetched'::text))),
  constraint message_media_state_check CHECK ((state = ANY (ARRAY['announced'::text, 'fetched'::text, 'failed'::text, 'refused'::text])))
);
CREATE INDEX message_media_announced ON ringback.message_media USING btree (created_at) WHERE (state = 'announced'::text);
CREATE INDEX message_media_unsent ON ringback.message_media USING btree (created_at) WHERE (message_id IS NULL);
CREATE INDEX message_media_unsent_of ON ringback.message_media USING btree (account_id, uploaded_by) WHERE (message_id IS NULL);
alter table ringback.message_media enable row level security;
create policy own_account on ringback.message_media for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.message_media to ringback_app;

create table ringback.message_report (
  account_id uuid not null,
  connection_id uuid not null,
  provider_message_id text not null,
  state text not null,
  error_code text,
  received_at timestamp with time zone not null,
  applied_at timestamp with time zone,
  constraint message_report_pkey PRIMARY KEY (account_id, connection_id, provider_message_id, state),
  constraint message_report_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint message_report_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'delivered'::text, 'undelivered'::text, 'failed'::text])))
);
CREATE INDEX message_report_waiting ON ringback.message_report USING btree (account_id, connection_id, received_at) WHERE (applied_at IS NULL);
alter table ringback.message_report enable row level security;
create policy own_account on ringback.message_report for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.message_report to ringback_app;

create table ringback.notification (
  account_id uuid not null,
  id uuid not null,
  member_id uuid,
  callback_id uuid,
  escalation_id uuid,
  channel text not null,
  kind text not null,
  subject text not null,
  body text not null,
  state text not null,
  error text,
  created_at timestamp with time zone not null,
  claimed_at timestamp with time zone,
  sent_at timestamp with time zone,
  notice_key text,
  url text,
  urgency text,
  useful_until timestamp with time zone,
  attempts integer default 0 not null,
  detail jsonb default '{}'::jsonb not null,
  provider_call_id text,
  constraint notification_pkey PRIMARY KEY (account_id, id),
  constraint notification_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint notification_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'push'::text, 'voice'::text, 'chat'::text]))),
  constraint notification_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'failed'::text, 'unknown'::text, 'withdrawn'::text]))),
  constraint notification_urgency_check CHECK ((urgency = ANY (ARRAY['emergency'::text, 'high'::text, 'normal'::text, 'digest'::text])))
);
CREATE INDEX notification_callback ON ringback.notification USING btree (account_id, callback_id);
CREATE INDEX notification_member ON ringback.notification USING btree (account_id, member_id, created_at DESC);
CREATE UNIQUE INDEX notification_once ON ringback.notification USING btree (account_id, notice_key, channel, member_id) NULLS NOT DISTINCT WHERE (notice_key IS NOT NULL);
alter table ringback.notification enable row level security;
create policy own_account on ringback.notification for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.notification to ringback_app;

create table ringback.open_stretch (
  account_id uuid not null,
  playbook_version integer not null,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  constraint open_stretch_pkey PRIMARY KEY (account_id, playbook_version, opens_at),
  constraint open_stretch_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
alter table ringback.open_stretch enable row level security;
create policy own_account on ringback.open_stretch for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select on ringback.open_stretch to ringback_app;

create table ringback.outbound_call (
  account_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  provider_call_id text not null,
  number_id uuid,
  from_number text not null,
  called text,
  contact_id uuid,
  callback_id uuid,
  attempt_id uuid,
  by_member uuid,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  outcome text,
  talk_seconds integer,
  entered text not null,
  import_id uuid,
  local_day date,
  created_at timestamp with time zone not null,
  constraint outbound_call_pkey PRIMARY KEY (account_id, id),
  constraint outbound_call_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint outbound_call_account_id_provider_call_id_connection_id_key UNIQUE (account_id, provider_call_id, connection_id),
  constraint outbound_call_entered_check CHECK ((entered = ANY (ARRAY['webhook'::text, 'stream'::text, 'provider-log'::text, 'import'::text, 'sample'::text]))),
  constraint outbound_call_outcome_check CHECK ((outcome = ANY (ARRAY['connected'::text, 'machine'::text, 'no-answer'::text, 'busy'::text, 'failed'::text, 'canceled'::text])))
);
CREATE INDEX outbound_call_called ON ringback.outbound_call USING btree (account_id, called, started_at DESC) WHERE (called IS NOT NULL);
CREATE INDEX outbound_call_recent ON ringback.outbound_call USING btree (account_id, started_at DESC, id);
alter table ringback.outbound_call enable row level security;
create policy own_account on ringback.outbound_call for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.outbound_call to ringback_app;

create table ringback.overdue_telling (
  account_id uuid not null,
  member_id uuid not null,
  told_at timestamp with time zone not null,
  notice_key text not null,
  constraint overdue_telling_pkey PRIMARY KEY (account_id, member_id),
  constraint overdue_telling_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint overdue_telling_account_id_member_id_fkey FOREIGN KEY (account_id, member_id) REFERENCES ringback.member(account_id, id) ON DELETE CASCADE
);
alter table ringback.overdue_telling enable row level security;
create policy own_account on ringback.overdue_telling for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.overdue_telling to ringback_app;

create table ringback.owner_correction (
  account_id uuid not null,
  id uuid not null,
  callback_id uuid not null,
  kind text not null,
  from_member uuid,
  to_member uuid,
  cause text not null,
  rule text,
  by_member uuid,
  at timestamp with time zone not null,
  constraint owner_correction_pkey PRIMARY KEY (account_id, id),
  constraint owner_correction_account_id_callback_id_fkey FOREIGN KEY (account_id, callback_id) REFERENCES ringback.callback(account_id, id) ON DELETE CASCADE,
  constraint owner_correction_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint owner_correction_kind_check CHECK ((kind = ANY (ARRAY['moved'::text, 'duplicate'::text])))
);
CREATE INDEX owner_correction_at ON ringback.owner_correction USING btree (account_id, at DESC);
CREATE INDEX owner_correction_callback ON ringback.owner_correction USING btree (account_id, callback_id);
alter table ringback.owner_correction enable row level security;
create policy own_account on ringback.owner_correction for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.owner_correction to ringback_app;
CREATE CONSTRAINT TRIGGER measure_owner_correction AFTER INSERT ON ringback.owner_correction DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.kind = 'moved'::text)) EXECUTE FUNCTION ringback.measure_by_part();

create table ringback.phone_number (
  account_id uuid not null,
  id uuid not null,
  number text not null,
  label text not null,
  source text,
  line_of_service text,
  mode text default 'answers'::text not null,
  registration text default 'none'::text not null,
  connection_id uuid,
  provider_number_id text,
  installed_settings jsonb,
  previous_settings jsonb,
  webhooks text default 'unknown'::text not null,
  created_at timestamp with time zone not null,
  role text default 'main'::text not null,
  team text,
  recording_policy text default 'voicemail'::text not null,
  note text,
  retired_at timestamp with time zone,
  constraint phone_number_pkey PRIMARY KEY (account_id, id),
  constraint phone_number_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint phone_number_account_id_number_key UNIQUE (account_id, number),
  constraint phone_number_mode_check CHECK ((mode = ANY (ARRAY['answers'::text, 'forwarded'::text]))),
  constraint phone_number_recording_policy_check CHECK ((recording_policy = ANY (ARRAY['nothing'::text, 'voicemail'::text]))),
  constraint phone_number_registration_check CHECK ((registration = ANY (ARRAY['none'::text, 'pending'::text, 'approved'::text, 'exempt'::text]))),
  constraint phone_number_role_check CHECK ((role = ANY (ARRAY['main'::text, 'tracking'::text, 'overflow'::text, 'after-hours'::text, 'direct'::text, 'fax'::text, 'texts'::text, 'test'::text]))),
  constraint phone_number_webhooks_check CHECK ((webhooks = ANY (ARRAY['installed'::text, 'not-installed'::text, 'changed'::text, 'unknown'::text])))
);
alter table ringback.phone_number enable row level security;
create policy own_account on ringback.phone_number for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.phone_number to ringback_app;

create table ringback.pilot (
  account_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  number_ids uuid[],
  baseline_source text not null,
  baseline_from date not null,
  baseline_to date not null,
  planned_at timestamp with time zone not null,
  planned_by uuid,
  baseline text,
  baseline_hash text,
  locked_at timestamp with time zone,
  starts_on date,
  started_at timestamp with time zone,
  started_by uuid,
  verdict text,
  result text,
  result_hash text,
  verdict_at timestamp with time zone,
  canceled_at timestamp with time zone,
  canceled_by uuid,
  constraint pilot_pkey PRIMARY KEY (account_id, id),
  constraint pilot_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint pilot_account_id_owner_id_fkey FOREIGN KEY (account_id, owner_id) REFERENCES ringback.member(account_id, id),
  constraint pilot_baseline_source_check CHECK ((baseline_source = ANY (ARRAY['imported'::text, 'first-days'::text]))),
  constraint pilot_check CHECK ((baseline_to >= baseline_from)),
  constraint pilot_check1 CHECK (((locked_at IS NULL) = (baseline IS NULL))),
  constraint pilot_check2 CHECK ((((verdict_at IS NULL) = (verdict IS NULL)) AND ((verdict_at IS NULL) = (result IS NULL)))),
  constraint pilot_check3 CHECK (((baseline IS NULL) OR (NOT (baseline_hash IS DISTINCT FROM encode(sha256(convert_to(baseline, 'UTF8'::name)), 'hex'::text))))),
  constraint pilot_check4 CHECK (((result IS NULL) OR (NOT (result_hash IS DISTINCT FROM encode(sha256(convert_to(result, 'UTF8'::name)), 'hex'::text))))),
  constraint pilot_check5 CHECK (((starts_on IS NULL) OR (locked_at IS NOT NULL))),
  constraint pilot_check6 CHECK (((verdict_at IS NULL) OR (starts_on IS NOT NULL))),
  constraint pilot_verdict_check CHECK ((verdict = ANY (ARRAY['passed'::text, 'failed'::text, 'too-few'::text])))
);
CREATE UNIQUE INDEX pilot_current ON ringback.pilot USING btree (account_id) WHERE ((verdict_at IS NULL) AND (canceled_at IS NULL));
CREATE INDEX pilot_recent ON ringback.pilot USING btree (account_id, planned_at DESC);
alter table ringback.pilot enable row level security;
create policy own_account on ringback.pilot for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.pilot to ringback_app;
CREATE TRIGGER keep_pilot BEFORE UPDATE ON ringback.pilot FOR EACH ROW EXECUTE FUNCTION ringback.keep_pilot();

create table ringback.playbook_version (
  account_id uuid not null,
  version integer not null,
  playbook jsonb not null,
  note text,
  created_at timestamp with time zone not null,
  created_by uuid,
  constraint playbook_version_pkey PRIMARY KEY (account_id, version),
  constraint playbook_version_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
alter table ringback.playbook_version enable row level security;
create policy own_account on ringback.playbook_version for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.playbook_version to ringback_app;

create table ringback.provider_event (
  account_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  provider_key text not null,
  kind text not null,
  received_at timestamp with time zone not null,
  payload jsonb not null,
  constraint provider_event_pkey PRIMARY KEY (account_id, id, received_at)
) partition by RANGE (received_at);
CREATE INDEX provider_event_key ON ONLY ringback.provider_event USING btree (connection_id, provider_key);
alter table ringback.provider_event enable row level security;
create policy own_account on ringback.provider_event for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select on ringback.provider_event to ringback_app;

create table ringback.provider_number (
  account_id uuid not null,
  connection_id uuid not null,
  provider_number_id text not null,
  number text not null,
  label text,
  can_text boolean,
  settings jsonb default '{}'::jsonb not null,
  webhooks text not null,
  warnings jsonb default '[]'::jsonb not null,
  first_seen_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  gone_at timestamp with time zone,
  constraint provider_number_pkey PRIMARY KEY (account_id, connection_id, provider_number_id),
  constraint provider_number_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint provider_number_webhooks_check CHECK ((webhooks = ANY (ARRAY['installed'::text, 'not-installed'::text, 'changed'::text, 'unknown'::text])))
);
CREATE INDEX provider_number_number ON ringback.provider_number USING btree (account_id, number);
alter table ringback.provider_number enable row level security;
create policy own_account on ringback.provider_number for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.provider_number to ringback_app;

create table ringback.push_subscription (
  account_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  device text not null,
  created_at timestamp with time zone not null,
  last_accepted_at timestamp with time zone,
  last_error text,
  constraint push_subscription_pkey PRIMARY KEY (account_id, id),
  constraint push_subscription_account_id_endpoint_key UNIQUE (account_id, endpoint),
  constraint push_subscription_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint push_subscription_account_id_member_id_fkey FOREIGN KEY (account_id, member_id) REFERENCES ringback.member(account_id, id) ON DELETE CASCADE
);
CREATE INDEX push_subscription_member ON ringback.push_subscription USING btree (account_id, member_id);
alter table ringback.push_subscription enable row level security;
create policy own_account on ringback.push_subscription for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.push_subscription to ringback_app;

create table ringback.reconciliation_gap (
  account_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  provider_call_id text not null,
  kind text not null,
  state text not null,
  call_id uuid,
  number_id uuid,
  dialed text,
  arrived_at timestamp with time zone,
  local_day date,
  found_in uuid not null,
  found_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  settled_by uuid,
  detail jsonb default '{}'::jsonb not null,
  constraint reconciliation_gap_pkey PRIMARY KEY (account_id, id),
  constraint reconciliation_gap_account_id_connection_id_provider_call_i_key UNIQUE (account_id, connection_id, provider_call_id, kind),
  constraint reconciliation_gap_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint reconciliation_gap_kind_check CHECK ((kind = ANY (ARRAY['never-heard'::text, 'end-missing'::text, 'answered-only-here'::text, 'answered-only-there'::text, 'duplicate'::text, 'unknown-number'::text, 'not-in-their-log'::text]))),
  constraint reconciliation_gap_state_check CHECK ((state = ANY (ARRAY['open'::text, 'repaired'::text, 'accepted'::text])))
);
CREATE INDEX reconciliation_gap_open ON ringback.reconciliation_gap USING btree (account_id, local_day) WHERE (state = 'open'::text);
CREATE INDEX reconciliation_gap_recent ON ringback.reconciliation_gap USING btree (account_id, found_at DESC, id);
alter table ringback.reconciliation_gap enable row level security;
create policy own_account on ringback.reconciliation_gap for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.reconciliation_gap to ringback_app;

create table ringback.reconciliation_run (
  account_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  kind text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  state text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  calls integer default 0 not null,
  matched integer default 0 not null,
  gaps integer default 0 not null,
  repaired integer default 0 not null,
  error text,
  touched_at timestamp with time zone default clock_timestamp() not null,
  constraint reconciliation_run_pkey PRIMARY KEY (account_id, id),
  constraint reconciliation_run_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint reconciliation_run_kind_check CHECK ((kind = ANY (ARRAY['recent'::text, 'nightly'::text, 'catch-up'::text, 'manual'::text]))),
  constraint reconciliation_run_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX reconciliation_run_recent ON ringback.reconciliation_run USING btree (account_id, connection_id, started_at DESC);
alter table ringback.reconciliation_run enable row level security;
create policy own_account on ringback.reconciliation_run for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.reconciliation_run to ringback_app;

create table ringback.recording (
  account_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  provider_recording_id text not null,
  state text not null,
  duration_seconds integer,
  content_type text,
  audio bytea,
  peaks jsonb,
  created_at timestamp with time zone not null,
  fetched_at timestamp with time zone,
  heard text,
  muted jsonb default '[]'::jsonb not null,
  words_awaited boolean default false not null,
  quarantined_at timestamp with time zone,
  quarantine_reason text,
  constraint recording_pkey PRIMARY KEY (account_id, id),
  constraint recording_account_id_call_id_fkey FOREIGN KEY (account_id, call_id) REFERENCES ringback.call(account_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  constraint recording_account_id_call_id_provider_recording_id_key UNIQUE (account_id, call_id, provider_recording_id),
  constraint recording_heard_check CHECK ((heard = ANY (ARRAY['speech'::text, 'silence'::text, 'too-short'::text, 'tone-or-music'::text, 'unreadable'::text]))),
  constraint recording_quarantine_reason_check CHECK ((quarantine_reason = ANY (ARRAY['no-word-times'::text, 'not-editable'::text]))),
  constraint recording_state_check CHECK ((state = ANY (ARRAY['announced'::text, 'fetched'::text, 'withheld'::text, 'failed'::text, 'absent'::text, 'quarantined'::text])))
);
CREATE INDEX recording_words_awaited ON ringback.recording USING btree (created_at) WHERE words_awaited;
alter table ringback.recording enable row level security;
create policy own_account on ringback.recording for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.recording to ringback_app;
CREATE CONSTRAINT TRIGGER note_voicemail AFTER INSERT OR UPDATE OF state, heard ON ringback.recording DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ringback.note_voicemail();

create table ringback.reply_template (
  account_id uuid not null,
  id uuid not null,
  title text not null,
  body text not null,
  intent text,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint reply_template_pkey PRIMARY KEY (account_id, id),
  constraint reply_template_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
alter table ringback.reply_template enable row level security;
create policy own_account on ringback.reply_template for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.reply_template to ringback_app;

create table ringback.report_link (
  account_id uuid not null,
  id uuid not null,
  token_hash text not null,
  report text not null,
  range text,
  from_day date,
  to_day date,
  filter jsonb default '{}'::jsonb not null,
  label text not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  opened integer default 0 not null,
  last_opened_at timestamp with time zone,
  constraint report_link_pkey PRIMARY KEY (account_id, id),
  constraint report_link_account_id_created_by_fkey FOREIGN KEY (account_id, created_by) REFERENCES ringback.member(account_id, id),
  constraint report_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint report_link_check CHECK (((from_day IS NULL) = (to_day IS NULL))),
  constraint report_link_check1 CHECK ((num_nonnulls(range, from_day) = 1)),
  constraint report_link_check2 CHECK ((expires_at <= (created_at + '90 days'::interval))),
  constraint report_link_range_check CHECK ((range = ANY (ARRAY['last-week'::text, 'last-4-weeks'::text, 'last-month'::text, 'last-12-months'::text]))),
  constraint report_link_report_check CHECK ((report = ANY (ARRAY['figures'::text, 'leaks'::text, 'cost'::text, 'scorecard'::text, 'pilot'::text, 'weekly'::text]))),
  constraint report_link_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX report_link_newest ON ringback.report_link USING btree (account_id, created_at DESC);
alter table ringback.report_link enable row level security;
create policy own_account on ringback.report_link for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.report_link to ringback_app;

create table ringback.report_mail (
  account_id uuid not null,
  id uuid not null,
  schedule_id uuid,
  occasion text not null,
  address text not null,
  report text not null,
  asked jsonb not null,
  format text not null,
  with_link boolean not null,
  state text default 'queued'::text not null,
  error text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint report_mail_pkey PRIMARY KEY (account_id, id),
  constraint report_mail_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint report_mail_account_id_occasion_address_key UNIQUE (account_id, occasion, address),
  constraint report_mail_account_id_schedule_id_fkey FOREIGN KEY (account_id, schedule_id) REFERENCES ringback.report_schedule(account_id, id) ON DELETE SET NULL (schedule_id),
  constraint report_mail_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'failed'::text])))
);
CREATE INDEX report_mail_age ON ringback.report_mail USING btree (created_at);
CREATE INDEX report_mail_of_schedule ON ringback.report_mail USING btree (account_id, schedule_id, created_at DESC) WHERE (schedule_id IS NOT NULL);
alter table ringback.report_mail enable row level security;
create policy own_account on ringback.report_mail for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.report_mail to ringback_app;

create table ringback.report_schedule (
  account_id uuid not null,
  id uuid not null,
  report text not null,
  range text not null,
  filter jsonb default '{}'::jsonb not null,
  format text not null,
  with_link boolean not null,
  every text not null,
  on_day smallint not null,
  hour smallint not null,
  member_ids uuid[] not null,
  addresses text[] not null,
  paused_at timestamp with time zone,
  time_zone text not null,
  next_at timestamp with time zone not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  constraint report_schedule_pkey PRIMARY KEY (account_id, id),
  constraint report_schedule_account_id_created_by_fkey FOREIGN KEY (account_id, created_by) REFERENCES ringback.member(account_id, id),
  constraint report_schedule_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint report_schedule_check CHECK (((on_day >= 1) AND (on_day <=
CASE every
    WHEN 'week'::text THEN 7
    ELSE 31
END))),
  constraint report_schedule_every_check CHECK ((every = ANY (ARRAY['week'::text, 'month'::text]))),
  constraint report_schedule_format_check CHECK ((format = ANY (ARRAY['pdf'::text, 'xlsx'::text, 'csv'::text]))),
  constraint report_schedule_hour_check CHECK (((hour >= 0) AND (hour <= 23))),
  constraint report_schedule_range_check CHECK ((range = ANY (ARRAY['last-week'::text, 'last-4-weeks'::text, 'last-month'::text, 'last-12-months'::text]))),
  constraint report_schedule_report_check CHECK ((report = ANY (ARRAY['figures'::text, 'leaks'::text, 'cost'::text, 'scorecard'::text, 'pilot'::text, 'weekly'::text])))
);
CREATE INDEX report_schedule_due ON ringback.report_schedule USING btree (next_at) WHERE (paused_at IS NULL);
alter table ringback.report_schedule enable row level security;
create policy own_account on ringback.report_schedule for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.report_schedule to ringback_app;

create table ringback.scenario (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  changes jsonb not null,
  from_day date not null,
  to_day date not null,
  state text not null,
  calls_done integer default 0 not null,
  calls_total integer default 0 not null,
  result jsonb,
  error text,
  made_at timestamp with time zone not null,
  made_by uuid,
  playbook_version integer not null,
  applied_at timestamp with time zone,
  applied_by uuid,
  applied_version integer,
  undone_at timestamp with time zone,
  constraint scenario_pkey PRIMARY KEY (account_id, id),
  constraint scenario_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint scenario_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX scenario_recent ON ringback.scenario USING btree (account_id, made_at DESC, id);
alter table ringback.scenario enable row level security;
create policy own_account on ringback.scenario for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.scenario to ringback_app;

create table ringback.texting_override (
  account_id uuid not null,
  number text not null,
  region text,
  time_zone text not null,
  reason text not null,
  set_by uuid,
  set_at timestamp with time zone not null,
  constraint texting_override_pkey PRIMARY KEY (account_id, number),
  constraint texting_override_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
alter table ringback.texting_override enable row level security;
create policy own_account on ringback.texting_override for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.texting_override to ringback_app;

create table ringback.time_day (
  account_id uuid not null,
  day date not null,
  slice text not null,
  number_id uuid,
  reason text,
  lane text,
  is_returning boolean,
  in_hours boolean,
  owner_wall text,
  owner_open text,
  attempt_wall text,
  attempt_open text,
  conversation_wall text,
  conversation_open text,
  completed_wall text,
  completed_open text,
  told_seconds text,
  constraint time_day_slice_check CHECK ((slice = ANY (ARRAY['all'::text, 'number'::text, 'reason'::text, 'lane'::text, 'returning'::text, 'hours'::text, 'number+reason'::text, 'number+lane'::text, 'number+returning'::text, 'number+hours'::text, 'reason+lane'::text, 'reason+returning'::text, 'reason+hours'::text, 'lane+returning'::text, 'lane+hours'::text, 'returning+hours'::text])))
);
CREATE INDEX time_day_day ON ringback.time_day USING btree (account_id, slice, day);
alter table ringback.time_day enable row level security;
create policy own_account on ringback.time_day for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant select on ringback.time_day to ringback_app;

create table ringback.time_month (
  account_id uuid not null,
  slice text not null,
  number_id uuid,
  reason text,
  lane text,
  is_returning boolean,
  in_hours boolean,
  owner_wall text,
  owner_open text,
  attempt_wall text,
  attempt_open text,
  conversation_wall text,
  conversation_open text,
  completed_wall text,
  completed_open text,
  told_seconds text,
  month date not null,
  constraint time_month_slice_check CHECK ((slice = ANY (ARRAY['all'::text, 'number'::text, 'reason'::text, 'lane'::text, 'returning'::text, 'hours'::text, 'number+reason'::text, 'number+lane'::text, 'number+returning'::text, 'number+hours'::text, 'reason+lane'::text, 'reason+returning'::text, 'reason+hours'::text, 'lane+returning'::text, 'lane+hours'::text, 'returning+hours'::text, 'each'::text])))
);
CREATE INDEX time_month_month ON ringback.time_month USING btree (account_id, slice, month);
alter table ringback.time_month enable row level security;
create policy own_account on ringback.time_month for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant select on ringback.time_month to ringback_app;

create table ringback.transcript (
  account_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  provider_transcript_id text not null,
  state text not null,
  text text,
  redactions jsonb default '[]'::jsonb not null,
  created_at timestamp with time zone not null,
  source text default 'provider'::text not null,
  recording_id uuid,
  words jsonb,
  language text,
  model text,
  problem text,
  constraint transcript_pkey PRIMARY KEY (account_id, id),
  constraint transcript_account_id_call_id_fkey FOREIGN KEY (account_id, call_id) REFERENCES ringback.call(account_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  constraint transcript_account_id_call_id_provider_transcript_id_key UNIQUE (account_id, call_id, provider_transcript_id),
  constraint transcript_source_check CHECK ((source = ANY (ARRAY['provider'::text, 'speech-service'::text]))),
  constraint transcript_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'no-speech'::text, 'failed'::text])))
);
alter table ringback.transcript enable row level security;
create policy own_account on ringback.transcript for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.transcript to ringback_app;

create table ringback.undo_step (
  account_id uuid not null,
  token uuid not null,
  callback_id uuid not null,
  member_id uuid not null,
  action text not null,
  at timestamp with time zone not null,
  before jsonb not null,
  after jsonb not null,
  undone_at timestamp with time zone,
  constraint undo_step_pkey PRIMARY KEY (account_id, token, callback_id),
  constraint undo_step_account_id_callback_id_fkey FOREIGN KEY (account_id, callback_id) REFERENCES ringback.callback(account_id, id) ON DELETE CASCADE,
  constraint undo_step_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE
);
CREATE INDEX undo_step_at ON ringback.undo_step USING btree (at);
CREATE INDEX undo_step_last ON ringback.undo_step USING btree (account_id, callback_id, member_id, at DESC);
alter table ringback.undo_step enable row level security;
create policy own_account on ringback.undo_step for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant delete, insert, select, update on ringback.undo_step to ringback_app;

create table ringback.weekly_item (
  account_id uuid not null,
  week date not null,
  callback_id uuid not null,
  kind text not null,
  owner_id uuid,
  verdict text,
  note text,
  by_member uuid,
  at timestamp with time zone,
  constraint weekly_item_pkey PRIMARY KEY (account_id, week, callback_id, kind),
  constraint weekly_item_account_id_callback_id_fkey FOREIGN KEY (account_id, callback_id) REFERENCES ringback.callback(account_id, id) ON DELETE CASCADE,
  constraint weekly_item_account_id_week_fkey FOREIGN KEY (account_id, week) REFERENCES ringback.weekly_review(account_id, week) ON DELETE CASCADE,
  constraint weekly_item_check CHECK (((kind = 'unresolved'::text) OR (owner_id IS NULL))),
  constraint weekly_item_check1 CHECK (((kind = 'emergency'::text) OR (verdict IS NULL))),
  constraint weekly_item_kind_check CHECK ((kind = ANY (ARRAY['unresolved'::text, 'emergency'::text]))),
  constraint weekly_item_verdict_check CHECK ((verdict = ANY (ARRAY['in-time'::text, 'too-late'::text, 'not-reached'::text, 'no-emergency'::text])))
);
alter table ringback.weekly_item enable row level security;
create policy own_account on ringback.weekly_item for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.weekly_item to ringback_app;

create table ringback.weekly_review (
  account_id uuid not null,
  week date not null,
  opened_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  finished_by uuid,
  note text,
  constraint weekly_review_pkey PRIMARY KEY (account_id, week),
  constraint weekly_review_account_id_finished_by_fkey FOREIGN KEY (account_id, finished_by) REFERENCES ringback.member(account_id, id),
  constraint weekly_review_account_id_fkey FOREIGN KEY (account_id) REFERENCES ringback.account(id) ON DELETE CASCADE,
  constraint weekly_review_check CHECK (((finished_at IS NULL) = (finished_by IS NULL)))
);
CREATE INDEX weekly_review_open ON ringback.weekly_review USING btree (account_id, week DESC) WHERE (finished_at IS NULL);
alter table ringback.weekly_review enable row level security;
create policy own_account on ringback.weekly_review for all to ringback_app using ((account_id = ( SELECT ringback.current_account() AS current_account))) with check ((account_id = ( SELECT ringback.current_account() AS current_account)));
grant insert, select, update on ringback.weekly_review to ringback_app;

create table ringback.worker_process (
  id uuid not null,
  worker_ids text[] not null,
  constraint worker_process_pkey PRIMARY KEY (id)
);

-- Schema auth

create table auth.account (
  id text not null,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "account_userId_idx" ON auth.account USING btree ("userId");

create table auth.apikey (
  id text not null,
  "configId" text not null,
  name text,
  start text,
  "referenceId" text not null,
  prefix text,
  key text not null,
  "refillInterval" integer,
  "refillAmount" integer,
  "lastRefillAt" timestamp with time zone,
  enabled boolean,
  "rateLimitEnabled" boolean,
  "rateLimitTimeWindow" integer,
  "rateLimitMax" integer,
  "requestCount" integer,
  remaining integer,
  "lastRequest" timestamp with time zone,
  "expiresAt" timestamp with time zone,
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null,
  permissions text,
  metadata text,
  constraint apikey_pkey PRIMARY KEY (id)
);
CREATE INDEX apikey_account ON auth.apikey USING btree ((((metadata)::jsonb ->> 'accountId'::text)));
CREATE INDEX "apikey_configId_idx" ON auth.apikey USING btree ("configId");
CREATE INDEX apikey_key_idx ON auth.apikey USING btree (key);
CREATE INDEX "apikey_referenceId_idx" ON auth.apikey USING btree ("referenceId");

create table auth.first_owner (
  only_row boolean default true not null,
  email text not null,
  claimed_at timestamp with time zone default now() not null,
  constraint first_owner_pkey PRIMARY KEY (only_row),
  constraint first_owner_only_row_check CHECK (only_row)
);

create table auth.session (
  id text not null,
  "expiresAt" timestamp with time zone not null,
  token text not null,
  "createdAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamp with time zone not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token),
  constraint "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "session_userId_idx" ON auth.session USING btree ("userId");

create table auth."user" (
  id text not null,
  name text not null,
  email text not null,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email)
);

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier_idx ON auth.verification USING btree (identifier);
