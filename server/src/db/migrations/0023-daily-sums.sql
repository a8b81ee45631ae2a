-- Sums by one dimension at a time (decision 0044). `call_figure` and `matter_figure` have a row for each combination of
-- dimensions, some hundreds a day in a large business; most reports want the sum of all or of each value of one. So each day and month that
-- is over is summed up once more by `slice`: all, each number, reason, lane, new or returning, in or out of hours.

-- A day that was summed up. Its sums hold as long as it has no fresh rows. Without `summed_at` it was still going on when its rows
-- were put together; it is due when it is over.
create table ringback.figure_day (
  account_id uuid not null,
  day date not null,
  summed_at timestamptz,
  primary key (account_id, day)
);
create index figure_day_due on ringback.figure_day (day) where summed_at is null;

-- `starts`: the day, or the first of the month. Of a month also `each`: every combination, without the weekdays of `call_month`.
create table ringback.call_sum (
  account_id uuid not null,
  span text not null check (span in ('day', 'month')),
  starts date not null,
  slice text not null check (slice in ('all', 'number', 'reason', 'lane', 'returning', 'hours', 'each')),
  number_id uuid,
  reason text,
  lane text,
  is_returning boolean,
  in_hours boolean,
  calls integer not null,
  answered integer not null,
  late integer not null
);
create index call_sum_starts on ringback.call_sum (account_id, span, slice, starts);
-- In the place of `matter_month`, whose rows are its `each`.
drop table ringback.matter_month;
create table ringback.matter_sum (
  account_id uuid not null,
  span text not null check (span in ('day', 'month')),
  starts date not null,
  slice text not null check (slice in ('all', 'number', 'reason', 'lane', 'returning', 'hours', 'each')),
  number_id uuid,
  reason text,
  lane text,
  is_returning boolean,
  in_hours boolean,
  matters integer not null,
  -- Not from an imported log; of these those recovered, and those still open.
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
  duplicates integer not null
);
create index matter_sum_starts on ringback.matter_sum (account_id, span, slice, starts);
-- How often each value of each time of a matter occurred: values with their counts, `9:4,11,`, a count of one left out; null where none
-- did. Merging them is work for a program, and as text a year of them is read in a moment. Combinations only months have: of a day
-- they would be the matters themselves once more.
create table ringback.time_day (
  account_id uuid not null,
  day date not null,
  slice text not null check (slice in ('all', 'number', 'reason', 'lane', 'returning', 'hours')),
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
  told_seconds text
);
create index time_day_day on ringback.time_day (account_id, slice, day);
drop table ringback.time_month;
create table ringback.time_month (like ringback.time_day);
alter table ringback.time_month drop column day, add column month date not null,
  add check (slice in ('all', 'number', 'reason', 'lane', 'returning', 'hours', 'each'));
create index time_month_month on ringback.time_month (account_id, slice, month);

-- Values and counts as rows.
create function ringback.counts_of(written text) returns table (amount integer, n integer) language sql immutable parallel safe as $$
  select split_part(one, ':', 1)::integer, coalesce(nullif(split_part(one, ':', 2), ''), '1')::integer
  from string_to_table(rtrim(written, ','), ',') one where one <> ''
$$;

-- What grouping(number_id, reason, lane, is_returning, in_hours) says a row is about.
create function ringback.slice_of(grouped integer) returns text language sql immutable parallel safe as $$
  select case grouped when 31 then 'all' when 15 then 'number' when 23 then 'reason' when 27 then 'lane' when 29 then 'returning' when 30 then 'hours' else 'each' end
$$;

-- How often each value of each time occurred in the matters of some days.
create function ringback.count_times(account uuid, first_day date, next_day date)
  returns table (slice text, number_id uuid, reason text, lane text, is_returning boolean, in_hours boolean, owner_wall text, owner_open text, attempt_wall text, attempt_open text, conversation_wall text, conversation_open text, completed_wall text, completed_open text, told_seconds text)
  language sql stable as $$
  select slice, number_id, reason, lane, is_returning, in_hours,
    string_agg(amount || case n when 1 then '' else ':' || n end || ',', '' order by amount) filter (where time_id = 'owner_wall'),
    string_agg(amount || case n when 1 then '' else ':' || n end || ',', '' order by amount) filter (where time_id = 'owner_open'),
    string_agg(amount || case n when 1 then '' else ':' || n end || ',', '' order by amount) filter (where time_id = 'attempt_wall'),
    string_agg(amount || case n when 1 then '' else ':' || n end || ',', '' order by amount) filter (where time_id = 'attempt_open'),
    string_agg(amount || case n when 1 then '' else ':' || n end || ',', '' order by amount) filter (where time_id = 'conversation_wall'),
    string_agg(amount || case n when 1 then '' else ':' || n end || ',', '' order by amount) filter (where time_id = 'conversation_open'),
    string_agg(amount || case n when 1 then '' else ':' || n end || ',', '' order by amount) filter (where time_id = 'completed_wall'),
    string_agg(amount || case n when 1 then '' else ':' || n end || ',', '' order by amount) filter (where time_id = 'completed_open'),
    string_agg(amount || case n when 1 then '' else ':' || n end || ',', '' order by amount) filter (where time_id = 'told_seconds')
  from (
    select ringback.slice_of(grouping(number_id, reason, lane, is_returning, in_hours)) as slice, number_id, reason, lane, is_returning, in_hours, time_id, amount, count(*)::int as n
    from (
      select coalesce(m.number_id, '00000000-0000-0000-0000-000000000000') as number_id, m.miss_reason as reason, m.lane, m.is_returning, m.in_hours, t.time_id, t.amount
      from ringback.matter m cross join lateral (values ('owner_wall', m.owner_wall), ('owner_open', m.owner_open), ('attempt_wall', m.attempt_wall), ('attempt_open', m.attempt_open), ('conversation_wall', m.conversation_wall), ('conversation_open', m.conversation_open), ('completed_wall', m.completed_wall), ('completed_open', m.completed_open), ('told_seconds', m.told_seconds)) t (time_id, amount)
      where m.account_id = account and m.started_at >= first_day - interval '2 days' and m.started_at < next_day + interval '2 days'
        and m.local_day >= first_day and m.local_day < next_day and t.amount is not null) amounts
    group by grouping sets ((time_id, amount), (time_id, amount, number_id), (time_id, amount, reason), (time_id, amount, lane), (time_id, amount, is_returning),
      (time_id, amount, in_hours), (time_id, amount, number_id, reason, lane, is_returning, in_hours))
  ) occurred group by slice, number_id, reason, lane, is_returning, in_hours
$$;

-- Sums up a day whose rows were put together.
create function ringback.sum_day(account uuid, of_day date) returns void language plpgsql as $$
begin
  delete from ringback.call_sum s where s.account_id = account and s.span = 'day' and s.starts = of_day;
  insert into ringback.call_sum (account_id, span, starts, slice, number_id, reason, lane, is_returning, in_hours, calls, answered, late)
  select account, 'day', of_day, ringback.slice_of(grouping(number_id, reason, lane, is_returning, in_hours)), number_id, reason, lane, is_returning, in_hours,
    sum(calls), coalesce(sum(calls) filter (where reason = 'answered'), 0), sum(late)
  from ringback.call_figure f where f.account_id = account and f.local_day = of_day and not f.fresh
  group by grouping sets ((), (number_id), (reason), (lane), (is_returning), (in_hours)) having sum(calls) <> 0;
  delete from ringback.matter_sum s where s.account_id = account and s.span = 'day' and s.starts = of_day;
  insert into ringback.matter_sum (account_id, span, starts, slice, number_id, reason, lane, is_returning, in_hours, matters, live, live_recovered, open, owned, told, delivered, attempted, attempted_in_time, calls_in_time, stale, recovered, booked, completed, closed_same_day, repeated, phone_tag, voicemails, voicemails_unreturned, wrong_owner, duplicates)
  select account, 'day', of_day, ringback.slice_of(grouping(number_id, reason, lane, is_returning, in_hours)), number_id, reason, lane, is_returning, in_hours,
    sum(matters), coalesce(sum(matters) filter (where not history), 0), coalesce(sum(recovered) filter (where not history), 0), coalesce(sum(matters - completed) filter (where not history), 0),
    sum(owned), sum(told), sum(delivered), sum(attempted), sum(attempted_in_time), sum(calls_in_time), sum(stale), sum(recovered), sum(booked), sum(completed), sum(closed_same_day), sum(repeated), sum(phone_tag), sum(voicemails), sum(voicemails_unreturned), sum(wrong_owner), sum(duplicates)
  from ringback.matter_figure f where f.account_id = account and f.local_day = of_day and not f.fresh
  group by grouping sets ((), (number_id), (reason), (lane), (is_returning), (in_hours)) having sum(matters) <> 0;
  delete from ringback.time_day t where t.account_id = account and t.day = of_day;
  insert into ringback.time_day (account_id, day, slice, number_id, reason, lane, is_returning, in_hours, owner_wall, owner_open, attempt_wall, attempt_open, conversation_wall, conversation_open, completed_wall, completed_open, told_seconds)
  select account, of_day, t.* from ringback.count_times(account, of_day, of_day + 1) t where t.slice <> 'each';
  insert into ringback.figure_day (account_id, day, summed_at) values (account, of_day, clock_timestamp())
  on conflict (account_id, day) do update set summed_at = excluded.summed_at;
end $$;

create or replace function ringback.sum_month(account uuid, of_month date) returns void language plpgsql as $$
begin
  delete from ringback.call_month f where f.account_id = account and f.month = of_month;
  insert into ringback.call_month
  select account_id, number_id, reason, lane, is_returning, in_hours, history, sum(calls), sum(late), sum(h0), sum(h1), sum(h2), sum(h3), sum(h4), sum(h5), sum(h6), sum(h7), sum(h8), sum(h9), sum(h10), sum(h11), sum(h12), sum(h13), sum(h14), sum(h15), sum(h16), sum(h17), sum(h18), sum(h19), sum(h20), sum(h21), sum(h22), sum(h23), of_month, extract(isodow from local_day)::smallint
  from ringback.call_figure where account_id = account and local_day >= of_month and local_day < of_month + interval '1 month' and not fresh
  group by account_id, number_id, reason, lane, is_returning, in_hours, history, extract(isodow from local_day)::smallint;
  delete from ringback.call_sum s where s.account_id = account and s.span = 'month' and s.starts = of_month;
  insert into ringback.call_sum (account_id, span, starts, slice, number_id, reason, lane, is_returning, in_hours, calls, answered, late)
  select account, 'month', of_month, ringback.slice_of(grouping(number_id, reason, lane, is_returning, in_hours)), number_id, reason, lane, is_returning, in_hours,
    sum(calls), coalesce(sum(calls) filter (where reason = 'answered'), 0), sum(late)
  from ringback.call_month m where m.account_id = account and m.month = of_month
  group by grouping sets ((), (number_id), (reason), (lane), (is_returning), (in_hours), (number_id, reason, lane, is_returning, in_hours)) having sum(calls) <> 0;
  delete from ringback.matter_sum s where s.account_id = account and s.span = 'month' and s.starts = of_month;
  insert into ringback.matter_sum (account_id, span, starts, slice, number_id, reason, lane, is_returning, in_hours, matters, live, live_recovered, open, owned, told, delivered, attempted, attempted_in_time, calls_in_time, stale, recovered, booked, completed, closed_same_day, repeated, phone_tag, voicemails, voicemails_unreturned, wrong_owner, duplicates)
  select account, 'month', of_month, ringback.slice_of(grouping(number_id, reason, lane, is_returning, in_hours)), number_id, reason, lane, is_returning, in_hours,
    sum(matters), coalesce(sum(matters) filter (where not history), 0), coalesce(sum(recovered) filter (where not history), 0), coalesce(sum(matters - completed) filter (where not history), 0),
    sum(owned), sum(told), sum(delivered), sum(attempted), sum(attempted_in_time), sum(calls_in_time), sum(stale), sum(recovered), sum(booked), sum(completed), sum(closed_same_day), sum(repeated), sum(phone_tag), sum(voicemails), sum(voicemails_unreturned), sum(wrong_owner), sum(duplicates)
  from ringback.matter_figure m where m.account_id = account and m.local_day >= of_month and m.local_day < of_month + interval '1 month' and not m.fresh
  group by grouping sets ((), (number_id), (reason), (lane), (is_returning), (in_hours), (number_id, reason, lane, is_returning, in_hours)) having sum(matters) <> 0;
  delete from ringback.time_month f where f.account_id = account and f.month = of_month;
  insert into ringback.time_month (account_id, month, slice, number_id, reason, lane, is_returning, in_hours, owner_wall, owner_open, attempt_wall, attempt_open, conversation_wall, conversation_open, completed_wall, completed_open, told_seconds)
  select account, of_month, t.* from ringback.count_times(account, of_month, (of_month + interval '1 month')::date) t;
  insert into ringback.figure_month (account_id, month, summed_at) values (account, of_month, clock_timestamp())
  on conflict (account_id, month) do update set summed_at = excluded.summed_at;
end $$;

create or replace function ringback.compact_figures(fresh_max integer default 64) returns bigint language plpgsql as $$
declare
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
    order by 1, 2 limit 200
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
  end loop;
  return touched;
end $$;

do $$
declare t text;
begin
  foreach t in array array['figure_day', 'call_sum', 'matter_sum', 'time_day', 'time_month'] loop
    execute format('alter table ringback.%I enable row level security', t);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', t);
    execute format('grant select on ringback.%I to ringback_app', t);
  end loop;
end $$;

-- The days and months of before this release are summed up in the background: they count as fresh until then, and are read row by row.
update ringback.call_figure set fresh = true;
update ringback.matter_figure set fresh = true;
