-- Measurement (decision 0038): what every figure is summed from. `call` and `matter` hold the facts of one call and one
-- caller's matter; signed rows of `call_figure` and `matter_figure` keep their daily sums in the transaction that changes
-- them; months that are over are summed up once more by `compact_figures`. Kept by triggers, so no code path can forget it.

-- What of a call figures are narrowed to and split by.
alter table ringback.call
  add column local_hour smallint not null default 0,
  -- Of each caller's calls exactly one, the earliest, is not. A withheld number never is.
  add column is_returning boolean not null default false,
  -- It came while the business was open, by the hours of its playbook version.
  add column in_hours boolean not null default false,
  -- The lane of its callback; of a call without one, what the record said when it came.
  add column lane text not null default 'unknown',
  -- The caller spoke to the voicemail. Stays true when the recording is deleted.
  add column left_voicemail boolean not null default false;
-- Whether the outcome it was closed with is a booking, as its playbook says.
alter table ringback.callback add column booked boolean not null default false;
update ringback.callback set booked = true where state = 'closed' and disposition = 'reached-booked';

-- The opening stretches of each playbook version, as core's `openStretches` works them out, so that SQL can sum open minutes
-- without knowing the clock's rules. They do not overlap. `hours_cover` says for which time they are written: what lies
-- outside counts as closed, and is put right when its stretches come (`cover-hours`).
create table ringback.open_stretch (
  account_id uuid not null references ringback.account on delete cascade,
  playbook_version integer not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  primary key (account_id, playbook_version, opens_at)
);
create table ringback.hours_cover (
  account_id uuid not null references ringback.account on delete cascade,
  playbook_version integer not null,
  covered_from timestamptz not null,
  covered_until timestamptz not null,
  primary key (account_id, playbook_version)
);

-- One caller with one matter (core's MeasuredMatter). `live`: its id is its callback's. `history`: from an imported log; its
-- id is that of the call that began it. Times are whole minutes, `told_seconds` whole seconds, from `started_at`.
create table ringback.matter (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('live', 'history')),
  first_call_id uuid not null,
  started_at timestamptz not null,
  local_day date not null,
  number_id uuid,
  miss_reason text not null,
  lane text not null,
  is_returning boolean not null,
  in_hours boolean not null,
  calls integer not null,
  has_owner boolean not null,
  told text not null check (told in ('sent', 'delivered', 'failed', 'unknown', 'none')),
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
  primary key (account_id, id)
);
create index matter_recent on ringback.matter (account_id, started_at desc, id);

-- Signed sums. `fresh`: not yet summed up; a month with fresh rows is read day by day. `reason` of an answered call: answered.
-- `h0` to `h23`: the calls by the hour of the day at which they came; null is none.
create table ringback.call_figure (
  account_id uuid not null,
  local_day date not null,
  number_id uuid not null,
  reason text not null,
  lane text not null,
  is_returning boolean not null,
  in_hours boolean not null,
  history boolean not null,
  fresh boolean not null default true,
  calls integer not null,
  late integer not null,
  h0 integer, h1 integer, h2 integer, h3 integer, h4 integer, h5 integer, h6 integer, h7 integer, h8 integer, h9 integer, h10 integer, h11 integer,
  h12 integer, h13 integer, h14 integer, h15 integer, h16 integer, h17 integer, h18 integer, h19 integer, h20 integer, h21 integer, h22 integer, h23 integer
);
create index call_figure_day on ringback.call_figure (account_id, local_day);
create index call_figure_fresh on ringback.call_figure (account_id, local_day) where fresh;
create table ringback.matter_figure (
  account_id uuid not null,
  local_day date not null,
  number_id uuid not null,
  reason text not null,
  lane text not null,
  is_returning boolean not null,
  in_hours boolean not null,
  history boolean not null,
  fresh boolean not null default true,
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
create index matter_figure_day on ringback.matter_figure (account_id, local_day);
create index matter_figure_fresh on ringback.matter_figure (account_id, local_day) where fresh;

-- Sums of months that are over; one of them holds as long as none of its days has fresh rows. Calls also by weekday (1 is
-- Monday). Of times how often each value occurred: in all, for each value of one dimension, and for each combination.
create table ringback.figure_month (
  account_id uuid not null,
  month date not null,
  summed_at timestamptz not null,
  primary key (account_id, month)
);
create table ringback.call_month (like ringback.call_figure);
alter table ringback.call_month drop column fresh, drop column local_day, add column month date not null, add column weekday smallint not null;
create index call_month_month on ringback.call_month (account_id, month);
create table ringback.matter_month (like ringback.matter_figure);
alter table ringback.matter_month drop column fresh, drop column local_day, add column month date not null;
create index matter_month_month on ringback.matter_month (account_id, month);
create table ringback.time_month (
  account_id uuid not null,
  month date not null,
  slice text not null check (slice in ('all', 'number', 'reason', 'lane', 'returning', 'hours', 'each')),
  number_id uuid,
  reason text,
  lane text,
  is_returning boolean,
  in_hours boolean,
  time_id text not null,
  amounts integer[] not null,
  counts integer[] not null
);
create index time_month_month on ringback.time_month (account_id, month, slice);

-- Whole milliseconds since 1970, as core's clocks count.
create function ringback.epoch_ms(at timestamptz) returns bigint language sql immutable parallel safe as $$
  select floor(extract(epoch from at) * 1000)::bigint
$$;
create function ringback.wall_minutes(from_at timestamptz, to_at timestamptz) returns integer language sql immutable parallel safe as $$
  -- "greatest" takes a missing moment for nothing at all.
  select case when to_at is not null then greatest(0, (ringback.epoch_ms(to_at) - ringback.epoch_ms(from_at)) / 60000)::int end
$$;
-- The open milliseconds between two moments, by the hours of a playbook version.
create function ringback.open_ms(account uuid, version integer, from_at timestamptz, to_at timestamptz) returns bigint language plpgsql stable as $$
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
end $$;
create function ringback.is_open(account uuid, version integer, moment timestamptz) returns boolean language sql stable as $$
  select coalesce((select s.closes_at > moment from ringback.open_stretch s where s.account_id = account and s.playbook_version = version
    and s.opens_at <= moment order by s.opens_at desc limit 1), false)
$$;

-- Before a call is written: the day and hour it belongs to, how it stands, and by what figures tell it apart.
create or replace function ringback.place_call() returns trigger language plpgsql as $$
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
end $$;

-- When a callback is closed, taken up again or gets another lane, its calls stand differently.
drop trigger place_calls_of_callback on ringback.callback;
create trigger place_calls_of_callback after update on ringback.callback for each row
  when ((old.state = 'closed', old.recovered, old.episode_id, old.lane) is distinct from (new.state = 'closed', new.recovered, new.episode_id, new.lane))
  execute function ringback.place_calls_of_callback();

-- Exactly one call of a caller, the earliest, is not a returning one. What that changes of imported calls is counted here and
-- not by their trigger, since they may be many.
create function ringback.settle_returning(account uuid, callers text[]) returns void language plpgsql as $$
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
end $$;
-- The same for the callers of one import, or (null) of all.
create function ringback.settle_all_returning(account uuid, brought uuid) returns void language plpgsql as $$
begin
  perform ringback.settle_returning(account, array(select distinct k.caller from ringback.call k
    where k.account_id = account and k.caller is not null and (brought is null or (k.entered = 'import' and k.import_id = brought))));
end $$;
create function ringback.settle_callers() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.caller is distinct from new.caller then perform ringback.settle_returning(old.account_id, array[old.caller]); end if;
  -- Most callers are new: only a later call of theirs that counts as their first has to be put right.
  if tg_op <> 'INSERT' or exists (select from ringback.call k where k.account_id = new.account_id and k.caller = new.caller
      and k.arrived_at >= new.arrived_at and not k.is_returning and (k.arrived_at, k.id) > (new.arrived_at, new.id)) then
    perform ringback.settle_returning(new.account_id, array[new.caller]);
  end if;
  return null;
end $$;
-- An import settles its callers at its end, all at once.
create trigger settle_new_caller after insert on ringback.call for each row
  when (new.caller is not null and not new.is_returning and new.entered <> 'import') execute function ringback.settle_callers();
-- A person who is deleted takes nothing back: what was counted of their calls stays.
create trigger settle_changed_caller after update on ringback.call for each row
  when (new.caller is not null and (old.caller, old.arrived_at) is distinct from (new.caller, new.arrived_at)) execute function ringback.settle_callers();

create function ringback.figure_call(c ringback.call, sign integer) returns void language sql as $$
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
$$;

-- The daily counts of standings, and the figures: a call is in the figures once it is decided.
create or replace function ringback.tally_call() returns trigger language plpgsql as $$
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
end $$;
drop trigger tally_changed_call on ringback.call;
create trigger tally_changed_call after update on ringback.call for each row
  when ((old.local_day, old.local_hour, old.number_id, old.standing, old.drill_id, old.outcome, old.miss_reason, old.lane, old.in_hours, old.answered_late, old.entered)
    is distinct from (new.local_day, new.local_hour, new.number_id, new.standing, new.drill_id, new.outcome, new.miss_reason, new.lane, new.in_hours, new.answered_late, new.entered)
    or (new.entered <> 'import' and old.is_returning <> new.is_returning))
  execute function ringback.tally_call();
create or replace function ringback.tally_new_calls() returns trigger language plpgsql as $$
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
end $$;
create or replace function ringback.tally_gone_calls() returns trigger language plpgsql as $$
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
end $$;

-- What a matter adds: core's `countsOfMatter` in SQL. A fresh row also says that the times of its month are no longer as they were summed.
create function ringback.figure_matter(m ringback.matter, sign integer) returns void language sql as $$
  insert into ringback.matter_figure values (m.account_id, m.local_day, coalesce(m.number_id, '00000000-0000-0000-0000-000000000000'), m.miss_reason,
    m.lane, m.is_returning, m.in_hours, m.kind = 'history', true,
    sign, case when m.has_owner then sign else 0 end, case when m.told in ('sent', 'delivered') then sign else 0 end, case when m.told = 'delivered' then sign else 0 end,
    case when m.attempts > 0 or m.recovered then sign else 0 end, case when m.attempted_in_time then sign else 0 end, case when m.attempted_in_time then sign * m.calls else 0 end, case when m.stale then sign else 0 end,
    case when m.recovered then sign else 0 end, case when m.booked then sign else 0 end, case when m.completed then sign else 0 end, case when m.closed_same_day then sign else 0 end,
    case when m.calls > 1 then sign else 0 end, case when m.attempts >= 2 then sign else 0 end, case when m.voicemail then sign else 0 end, case when m.voicemail and m.attempts = 0 and not m.recovered then sign else 0 end,
    case when m.wrong_owner then sign else 0 end, case when m.duplicate then sign else 0 end)
$$;
create function ringback.tally_changed_matter() returns trigger language plpgsql as $$
begin
  perform ringback.figure_matter(old, -1);
  perform ringback.figure_matter(new, 1);
  return null;
end $$;
create trigger tally_changed_matter after update on ringback.matter for each row when (old is distinct from new)
  execute function ringback.tally_changed_matter();
create function ringback.tally_new_matters() returns trigger language plpgsql as $$
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
end $$;
create trigger tally_new_matters after insert on ringback.matter referencing new table as written
  for each statement execute function ringback.tally_new_matters();
create function ringback.tally_gone_matters() returns trigger language plpgsql as $$
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
end $$;
create trigger tally_gone_matters after delete on ringback.matter referencing old table as gone
  for each statement execute function ringback.tally_gone_matters();

-- The matters of live callbacks, as the ledger says: those that a missed call began, no drills. A view, so that the question for
-- one callback has one plan that the session keeps.
create view ringback.live_matter (account_id, id, kind, first_call_id, started_at, local_day, number_id, miss_reason, lane, is_returning, in_hours, calls, has_owner, told,
    attempts, attempted_in_time, stale, recovered, booked, completed, closed_same_day, voicemail, wrong_owner, duplicate, owner_wall, owner_open,
    attempt_wall, attempt_open, conversation_wall, conversation_open, completed_wall, completed_open, told_seconds)
  with (security_invoker = true) as
  select b.account_id, b.id, 'live', c.id, b.started_at, (b.started_at at time zone a.time_zone)::date, b.number_id, coalesce(c.miss_reason, 'unknown'), b.lane,
    c.is_returning, c.in_hours, n.calls::int, true,
    case when t.state in ('sent', 'delivered', 'unknown') then t.state when t.state in ('failed', 'undelivered') then 'failed' else 'none' end,
    b.attempt_count, coalesce(tries.first_at <= b.due_at, false), b.breached_at is not null and coalesce(tries.first_at > b.due_at, true),
    b.state = 'closed' and b.recovered, b.state = 'closed' and b.booked, b.state = 'closed',
    coalesce(b.state = 'closed' and (b.closed_at at time zone a.time_zone)::date = (b.started_at at time zone a.time_zone)::date, false), n.voicemail,
    exists (select from ringback.owner_correction w where w.account_id = b.account_id and w.callback_id = b.id and w.kind = 'moved'
      and w.cause in ('wrong-owner', 'wrong-line', 'knows-them', 'language')),
    b.state = 'closed' and (b.disposition = 'duplicate' or b.close_kind is not distinct from 'same-matter'),
    ringback.wall_minutes(b.started_at, b.opened_at), (ringback.open_ms(b.account_id, b.playbook_version, b.started_at, b.opened_at) / 60000)::int,
    ringback.wall_minutes(b.started_at, tries.first_at), (ringback.open_ms(b.account_id, b.playbook_version, b.started_at, tries.first_at) / 60000)::int,
    ringback.wall_minutes(b.started_at, ended.talked_at), (ringback.open_ms(b.account_id, b.playbook_version, b.started_at, ended.talked_at) / 60000)::int,
    ringback.wall_minutes(b.started_at, ended.closed_at), (ringback.open_ms(b.account_id, b.playbook_version, b.started_at, ended.closed_at) / 60000)::int,
    case when t.state in ('sent', 'delivered') and t.sent_at is not null then greatest(0, (ringback.epoch_ms(t.sent_at) - ringback.epoch_ms(b.started_at)) / 1000)::int end
  from ringback.callback b
  join ringback.account a on a.id = b.account_id
  cross join lateral (select count(*) as calls, coalesce(bool_or(k.left_voicemail), false) as voicemail from ringback.call k
    where k.account_id = b.account_id and k.episode_id = b.episode_id and k.outcome = 'missed' and k.entered <> 'import' and k.drill_id is null) n
  join lateral (select k.id, k.miss_reason, k.is_returning, k.in_hours from ringback.call k
    where k.account_id = b.account_id and k.episode_id = b.episode_id and k.outcome = 'missed' and k.entered <> 'import' and k.drill_id is null
    order by k.id <> b.first_call_id, k.arrived_at, k.id limit 1) c on true
  left join lateral (select m.state, m.sent_at from ringback.message m
    where m.account_id = b.account_id and m.episode_id = b.episode_id and m.purpose = 'acknowledgement' limit 1) t on true
  cross join lateral (select case when b.attempt_count > 0 then coalesce(min(x.at), b.first_attempt_at) end as first_at, min(x.at) filter (where x.result = 'reached') as reached_at,
      max(x.at) filter (where x.result = 'connected') as connected_at
    from ringback.attempt x where x.account_id = b.account_id and x.callback_id = b.id and x.undone_at is null) tries
  cross join lateral (select b.closed_at, case when b.state = 'closed' and b.recovered
    then coalesce(tries.reached_at, case when b.close_kind is distinct from 'caller-got-through' then tries.connected_at end, b.closed_at) end as talked_at) ended
  where b.kind = 'call' and b.drill_id is null;
grant select on ringback.live_matter to ringback_app;

-- Measures a callback's matter anew. At the end of the transaction, when it holds all other locks, and one at a time, so that
-- whoever measures last has seen what the others did.
create function ringback.measure_callback(account uuid, callback uuid) returns void language plpgsql as $$
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
end $$;
create function ringback.measure_by_callback() returns trigger language plpgsql as $$
begin
  perform ringback.measure_callback(new.account_id, new.id);
  return null;
end $$;
create constraint trigger measure_changed_callback after update on ringback.callback deferrable initially deferred for each row
  when (new.kind = 'call' and (old.episode_id, old.first_call_id, old.number_id, old.lane, old.started_at, old.due_at, old.breached_at, old.attempt_count, old.first_attempt_at,
      old.state = 'closed', old.closed_at, old.close_kind, old.disposition, old.recovered, old.booked, old.drill_id, old.kind, old.playbook_version)
    is distinct from (new.episode_id, new.first_call_id, new.number_id, new.lane, new.started_at, new.due_at, new.breached_at, new.attempt_count, new.first_attempt_at,
      new.state = 'closed', new.closed_at, new.close_kind, new.disposition, new.recovered, new.booked, new.drill_id, new.kind, new.playbook_version))
  execute function ringback.measure_by_callback();
create constraint trigger measure_new_callback after insert on ringback.callback deferrable initially deferred for each row
  when (new.kind = 'call' and new.drill_id is null) execute function ringback.measure_by_callback();
create function ringback.measure_by_episode() returns trigger language plpgsql as $$
declare b record;
begin
  for b in select k.account_id, k.id from ringback.callback k where k.account_id = new.account_id and k.kind = 'call'
    and k.episode_id in (new.episode_id, case when tg_op = 'UPDATE' then old.episode_id end) order by k.id loop
    perform ringback.measure_callback(b.account_id, b.id);
  end loop;
  return null;
end $$;
create constraint trigger measure_new_call after insert on ringback.call deferrable initially deferred for each row
  when (new.episode_id is not null and new.outcome = 'missed' and new.entered <> 'import') execute function ringback.measure_by_episode();
create constraint trigger measure_changed_call after update on ringback.call deferrable initially deferred for each row
  when ((old.episode_id is not null or new.episode_id is not null) and new.entered <> 'import'
    and (old.episode_id, old.outcome, old.miss_reason, old.is_returning, old.in_hours, old.left_voicemail, old.drill_id, old.arrived_at)
    is distinct from (new.episode_id, new.outcome, new.miss_reason, new.is_returning, new.in_hours, new.left_voicemail, new.drill_id, new.arrived_at))
  execute function ringback.measure_by_episode();
create constraint trigger measure_new_text after insert on ringback.message deferrable initially deferred for each row
  when (new.purpose = 'acknowledgement' and new.state not in ('queued', 'sending', 'suppressed', 'expired')) execute function ringback.measure_by_episode();
create constraint trigger measure_changed_text after update on ringback.message deferrable initially deferred for each row
  when (new.purpose = 'acknowledgement' and (old.state, old.sent_at, old.episode_id) is distinct from (new.state, new.sent_at, new.episode_id)) execute function ringback.measure_by_episode();
create function ringback.measure_by_part() returns trigger language plpgsql as $$
begin
  perform ringback.measure_callback(new.account_id, new.callback_id);
  return null;
end $$;
create constraint trigger measure_attempt after insert or update of at, result, undone_at, callback_id on ringback.attempt deferrable initially deferred for each row
  execute function ringback.measure_by_part();
create constraint trigger measure_owner_correction after insert on ringback.owner_correction deferrable initially deferred for each row
  when (new.kind = 'moved') execute function ringback.measure_by_part();

-- A recording in which somebody speaks, as far as it is known, is a voicemail that was left.
create function ringback.note_voicemail() returns trigger language plpgsql as $$
begin
  update ringback.call c set left_voicemail = not c.left_voicemail
  where c.account_id = new.account_id and c.id = new.call_id and c.left_voicemail is distinct from exists (
    select from ringback.recording r where r.account_id = c.account_id and r.call_id = c.id
      and r.state not in ('absent', 'failed') and coalesce(r.heard in ('speech', 'unreadable'), true));
  perform set_config('ringback.measured', '', true);
  return null;
end $$;
-- Its call is written after it, later in the transaction.
create constraint trigger note_voicemail after insert or update of state, heard on ringback.recording deferrable initially deferred for each row
  execute function ringback.note_voicemail();

-- The matters of imported calls: of the callers of one import, or (`brought` null) of all. A matter begins with a missed call
-- and ends when the two have talked, or after seven days without a call either way; a withheld number is one each time. An
-- attempt is a call to the caller; one counts as in time by the target of the playbook, in open minutes. Answers how many there are.
create function ringback.chain_history(account uuid, brought uuid, conversation_seconds integer) returns bigint language plpgsql as $$
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
end $$;

-- Sums fresh rows into one row a day and dimensions, and months that are over once more. One at a time; what is added
-- meanwhile stays fresh. Days of the running month wait until they have `fresh_max` rows. Answers how many months it touched.
create function ringback.compact_figures(fresh_max integer default 64) returns bigint language plpgsql as $$
declare
  busy record;
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
    ) found group by 1, 2 having sum(rows) >= fresh_max or month + interval '1 month 1 day' <= current_date
    order by 1, 2 limit 200
  loop
    with gone as (
      delete from ringback.call_figure f where f.account_id = busy.account_id and f.local_day in (
        select local_day from ringback.call_figure where account_id = busy.account_id and fresh and local_day >= busy.month and local_day < busy.month + interval '1 month')
      returning *)
    insert into ringback.call_figure
    select account_id, local_day, number_id, reason, lane, is_returning, in_hours, history, false, sum(calls), sum(late),
      nullif(sum(h0), 0), nullif(sum(h1), 0), nullif(sum(h2), 0), nullif(sum(h3), 0), nullif(sum(h4), 0), nullif(sum(h5), 0), nullif(sum(h6), 0), nullif(sum(h7), 0), nullif(sum(h8), 0), nullif(sum(h9), 0), nullif(sum(h10), 0), nullif(sum(h11), 0), nullif(sum(h12), 0), nullif(sum(h13), 0), nullif(sum(h14), 0), nullif(sum(h15), 0), nullif(sum(h16), 0), nullif(sum(h17), 0), nullif(sum(h18), 0), nullif(sum(h19), 0), nullif(sum(h20), 0), nullif(sum(h21), 0), nullif(sum(h22), 0), nullif(sum(h23), 0)
    from gone group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(calls) <> 0;
    with gone as (
      delete from ringback.matter_figure f where f.account_id = busy.account_id and f.local_day in (
        select local_day from ringback.matter_figure where account_id = busy.account_id and fresh and local_day >= busy.month and local_day < busy.month + interval '1 month')
      returning *)
    insert into ringback.matter_figure
    select account_id, local_day, number_id, reason, lane, is_returning, in_hours, history, false,
      sum(matters), sum(owned), sum(told), sum(delivered), sum(attempted), sum(attempted_in_time), sum(calls_in_time), sum(stale), sum(recovered), sum(booked), sum(completed), sum(closed_same_day), sum(repeated), sum(phone_tag), sum(voicemails), sum(voicemails_unreturned), sum(wrong_owner), sum(duplicates)
    from gone group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(matters) <> 0;
    if busy.is_over then perform ringback.sum_month(busy.account_id, busy.month); end if;
    touched := touched + 1;
  end loop;
  return touched;
end $$;
create function ringback.sum_month(account uuid, of_month date) returns void language plpgsql as $$
begin
  delete from ringback.call_month f where f.account_id = account and f.month = of_month;
  insert into ringback.call_month
  select account_id, number_id, reason, lane, is_returning, in_hours, history, sum(calls), sum(late), sum(h0), sum(h1), sum(h2), sum(h3), sum(h4), sum(h5), sum(h6), sum(h7), sum(h8), sum(h9), sum(h10), sum(h11), sum(h12), sum(h13), sum(h14), sum(h15), sum(h16), sum(h17), sum(h18), sum(h19), sum(h20), sum(h21), sum(h22), sum(h23), of_month, extract(isodow from local_day)::smallint
  from ringback.call_figure where account_id = account and local_day >= of_month and local_day < of_month + interval '1 month' and not fresh
  group by account_id, number_id, reason, lane, is_returning, in_hours, history, extract(isodow from local_day)::smallint;
  delete from ringback.matter_month f where f.account_id = account and f.month = of_month;
  insert into ringback.matter_month
  select account_id, number_id, reason, lane, is_returning, in_hours, history, sum(matters), sum(owned), sum(told), sum(delivered), sum(attempted), sum(attempted_in_time), sum(calls_in_time), sum(stale), sum(recovered), sum(booked), sum(completed), sum(closed_same_day), sum(repeated), sum(phone_tag), sum(voicemails), sum(voicemails_unreturned), sum(wrong_owner), sum(duplicates), of_month
  from ringback.matter_figure where account_id = account and local_day >= of_month and local_day < of_month + interval '1 month' and not fresh
  group by account_id, number_id, reason, lane, is_returning, in_hours, history;
  delete from ringback.time_month f where f.account_id = account and f.month = of_month;
  insert into ringback.time_month (account_id, month, slice, number_id, reason, lane, is_returning, in_hours, time_id, amounts, counts)
  select account, of_month, slice, number_id, reason, lane, is_returning, in_hours, time_id, array_agg(amount order by amount), array_agg(n order by amount)
  from (
    select case grouping(number_id, reason, lane, is_returning, in_hours) when 31 then 'all' when 15 then 'number' when 23 then 'reason' when 27 then 'lane'
        when 29 then 'returning' when 30 then 'hours' else 'each' end as slice,
      number_id, reason, lane, is_returning, in_hours, time_id, amount, count(*)::int as n
    from (
      select coalesce(m.number_id, '00000000-0000-0000-0000-000000000000') as number_id, m.miss_reason as reason, m.lane, m.is_returning, m.in_hours, t.time_id, t.amount
      from ringback.matter m cross join lateral (values ('owner-wall', m.owner_wall), ('owner-open', m.owner_open), ('attempt-wall', m.attempt_wall), ('attempt-open', m.attempt_open),
        ('conversation-wall', m.conversation_wall), ('conversation-open', m.conversation_open), ('completed-wall', m.completed_wall), ('completed-open', m.completed_open),
        ('told', m.told_seconds)) t (time_id, amount)
      where m.account_id = account and m.started_at >= of_month - interval '2 days' and m.started_at < of_month + interval '1 month 2 days'
        and m.local_day >= of_month and m.local_day < of_month + interval '1 month' and t.amount is not null) amounts
    group by grouping sets ((time_id, amount), (time_id, amount, number_id), (time_id, amount, reason), (time_id, amount, lane), (time_id, amount, is_returning),
      (time_id, amount, in_hours), (time_id, amount, number_id, reason, lane, is_returning, in_hours))
  ) occurred group by slice, number_id, reason, lane, is_returning, in_hours, time_id;
  insert into ringback.figure_month (account_id, month, summed_at) values (account, of_month, clock_timestamp())
  on conflict (account_id, month) do update set summed_at = excluded.summed_at;
end $$;

do $$
declare t text;
begin
  foreach t in array array['open_stretch', 'hours_cover', 'matter', 'call_figure', 'matter_figure', 'figure_month', 'call_month', 'matter_month', 'time_month'] loop
    execute format('alter table ringback.%I enable row level security', t);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', t);
    execute format('grant select on ringback.%I to ringback_app', t);
  end loop;
end $$;
grant insert, update, delete on ringback.matter to ringback_app;
grant insert, delete on ringback.open_stretch to ringback_app;
grant insert on ringback.call_figure, ringback.matter_figure to ringback_app;
grant insert, update on ringback.hours_cover to ringback_app;

-- Calls from before this release. Whether they came in hours, and open minutes, follow with the stretches (`cover-hours`).
alter table ringback.call disable trigger user;
update ringback.call c set local_hour = extract(hour from c.arrived_at at time zone seen.time_zone), is_returning = seen.is_returning, lane = seen.lane,
  left_voicemail = case when c.entered = 'import' then coalesce(c.miss_reason = 'voicemail-answered', false) else exists (
    select from ringback.recording r where r.account_id = c.account_id and r.call_id = c.id
      and r.state not in ('absent', 'failed') and coalesce(r.heard in ('speech', 'unreadable'), true)) end
from (
  select k.account_id, k.id, a.time_zone, k.caller is not null and row_number() over (partition by k.account_id, k.caller order by k.arrived_at, k.id) > 1 as is_returning,
    case when k.entered = 'import' then 'unknown'
      else coalesce(b.lane, case o.kind when 'customer' then 'existing-customer' when 'vendor' then 'vendor' else 'new-lead' end) end as lane
  from ringback.call k join ringback.account a on a.id = k.account_id
  left join ringback.callback b on b.account_id = k.account_id and b.episode_id = k.episode_id
  left join ringback.contact o on o.account_id = k.account_id and o.id = k.contact_id
) seen where seen.account_id = c.account_id and seen.id = c.id;
alter table ringback.call enable trigger user;
insert into ringback.call_figure
select account_id, local_day, coalesce(number_id, '00000000-0000-0000-0000-000000000000'),
  case outcome when 'answered' then 'answered' else coalesce(miss_reason, 'unknown') end, lane, is_returning, in_hours, entered = 'import', true,
  count(*), count(*) filter (where outcome = 'answered' and answered_late),
  nullif(count(*) filter (where local_hour = 0), 0), nullif(count(*) filter (where local_hour = 1), 0), nullif(count(*) filter (where local_hour = 2), 0), nullif(count(*) filter (where local_hour = 3), 0), nullif(count(*) filter (where local_hour = 4), 0), nullif(count(*) filter (where local_hour = 5), 0), nullif(count(*) filter (where local_hour = 6), 0), nullif(count(*) filter (where local_hour = 7), 0), nullif(count(*) filter (where local_hour = 8), 0), nullif(count(*) filter (where local_hour = 9), 0), nullif(count(*) filter (where local_hour = 10), 0), nullif(count(*) filter (where local_hour = 11), 0), nullif(count(*) filter (where local_hour = 12), 0), nullif(count(*) filter (where local_hour = 13), 0), nullif(count(*) filter (where local_hour = 14), 0), nullif(count(*) filter (where local_hour = 15), 0), nullif(count(*) filter (where local_hour = 16), 0), nullif(count(*) filter (where local_hour = 17), 0), nullif(count(*) filter (where local_hour = 18), 0), nullif(count(*) filter (where local_hour = 19), 0), nullif(count(*) filter (where local_hour = 20), 0), nullif(count(*) filter (where local_hour = 21), 0), nullif(count(*) filter (where local_hour = 22), 0), nullif(count(*) filter (where local_hour = 23), 0)
from ringback.call where drill_id is null and outcome is not null group by 1, 2, 3, 4, 5, 6, 7, 8;
insert into ringback.matter select * from ringback.live_matter;
do $$
declare a record;
begin
  for a in select id from ringback.account x where exists (select from ringback.call_import i where i.account_id = x.id) loop
    perform ringback.chain_history(a.id, null, 60);
  end loop;
end $$;
