-- Sums by two dimensions at a time (decision 0046). A question narrowed by two things, or narrowed by one and split by another, read
-- every combination of a year, and of its last days each matter. So days and months keep, besides what 0023 keeps, a slice of
-- every two dimensions: `number+reason`, `lane+hours`, in the order of the columns.
alter table ringback.call_sum drop constraint call_sum_slice_check, add check (slice in ('all', 'number', 'reason', 'lane', 'returning', 'hours', 'number+reason', 'number+lane', 'number+returning', 'number+hours', 'reason+lane', 'reason+returning', 'reason+hours', 'lane+returning', 'lane+hours', 'returning+hours', 'each'));
alter table ringback.matter_sum drop constraint matter_sum_slice_check, add check (slice in ('all', 'number', 'reason', 'lane', 'returning', 'hours', 'number+reason', 'number+lane', 'number+returning', 'number+hours', 'reason+lane', 'reason+returning', 'reason+hours', 'lane+returning', 'lane+hours', 'returning+hours', 'each'));
alter table ringback.time_day drop constraint time_day_slice_check, add check (slice in ('all', 'number', 'reason', 'lane', 'returning', 'hours', 'number+reason', 'number+lane', 'number+returning', 'number+hours', 'reason+lane', 'reason+returning', 'reason+hours', 'lane+returning', 'lane+hours', 'returning+hours'));
alter table ringback.time_month drop constraint time_month_slice_check, add check (slice in ('all', 'number', 'reason', 'lane', 'returning', 'hours', 'number+reason', 'number+lane', 'number+returning', 'number+hours', 'reason+lane', 'reason+returning', 'reason+hours', 'lane+returning', 'lane+hours', 'returning+hours', 'each'));

-- What grouping(number_id, reason, lane, is_returning, in_hours) says a row is about.
create or replace function ringback.slice_of(grouped integer) returns text language sql immutable parallel safe as $$
  select case grouped when 31 then 'all' when 15 then 'number' when 23 then 'reason' when 27 then 'lane' when 29 then 'returning' when 30 then 'hours'
    when 7 then 'number+reason' when 11 then 'number+lane' when 13 then 'number+returning' when 14 then 'number+hours' when 19 then 'reason+lane'
    when 21 then 'reason+returning' when 22 then 'reason+hours' when 25 then 'lane+returning' when 26 then 'lane+hours' when 28 then 'returning+hours'
    else 'each' end
$$;

-- How often each value of each time occurred in the matters of some days. Equal ones of a combination are put together first.
create or replace function ringback.count_times(account uuid, first_day date, next_day date)
  returns table (slice text, number_id uuid, reason text, lane text, is_returning boolean, in_hours boolean, owner_wall text, owner_open text, attempt_wall text, attempt_open text, conversation_wall text, conversation_open text, completed_wall text, completed_open text, told_seconds text)
  language sql stable as $$
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
$$;

-- The sums of calls and of matters of a day or month whose rows were put together.
create function ringback.sum_span(account uuid, of_span text, first_day date, next_day date) returns void language plpgsql as $$
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
end $$;

-- Sums up a day whose rows were put together. Combinations only months have: of a day they are its rows.
create or replace function ringback.sum_day(account uuid, of_day date) returns void language plpgsql as $$
begin
  perform ringback.sum_span(account, 'day', of_day, of_day + 1);
  delete from ringback.time_day t where t.account_id = account and t.day = of_day;
  insert into ringback.time_day (account_id, day, slice, number_id, reason, lane, is_returning, in_hours, owner_wall, owner_open, attempt_wall, attempt_open, conversation_wall, conversation_open, completed_wall, completed_open, told_seconds)
  select account, of_day, t.* from ringback.count_times(account, of_day, of_day + 1) t where t.slice <> 'each';
  insert into ringback.figure_day (account_id, day, summed_at) values (account, of_day, clock_timestamp())
  on conflict (account_id, day) do update set summed_at = excluded.summed_at;
end $$;

create or replace function ringback.sum_month(account uuid, of_month date) returns void language plpgsql as $$
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
end $$;

-- As before (0023), but newest months first, and what is left after `at_most` waits for the next round: after an upgrade the sums of years are
-- due at once, and neither the ledger's seal nor a process that is to stop should wait for them.
drop function ringback.compact_figures(integer);
create function ringback.compact_figures(fresh_max integer default 64, at_most interval default '5 seconds') returns bigint language plpgsql as $$
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
end $$;

-- What earlier releases summed up is summed up anew in the background; until then reports read rows.
update ringback.figure_day set summed_at = null;
delete from ringback.figure_month;
