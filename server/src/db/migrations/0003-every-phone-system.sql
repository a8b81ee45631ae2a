-- Every phone system, and proof that none of its calls is lost. On a filled database the new columns of `call` are filled
-- at the end, in one statement that locks the table against writing for its time (about 10 s a million calls).

-- What a connection needs besides its one secret: further secrets (sealed), settings (not secret), and how far its
-- provider's log was compared.
alter table ringback.connection
  add column credentials bytea,
  add column settings jsonb not null default '{}',
  add column log_read_until timestamptz,
  add column log_error text,
  add column log_error_at timestamptz,
  add column live_since timestamptz;

alter table ringback.phone_number
  add column role text not null default 'main' check (role in ('main', 'tracking', 'overflow', 'after-hours', 'direct', 'fax', 'texts', 'test')),
  add column team text,
  add column recording_policy text not null default 'voicemail' check (recording_policy in ('nothing', 'voicemail')),
  add column note text,
  add column retired_at timestamptz;

-- What the provider says it has: compared with `phone_number` to find orphans and webhooks somebody changed.
create table ringback.provider_number (
  account_id uuid not null references ringback.account on delete cascade,
  connection_id uuid not null,
  provider_number_id text not null,
  number text not null,
  label text,
  can_text boolean,
  settings jsonb not null default '{}',
  webhooks text not null check (webhooks in ('installed', 'not-installed', 'changed', 'unknown')),
  warnings jsonb not null default '[]',
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  gone_at timestamptz,
  primary key (account_id, connection_id, provider_number_id)
);
create index provider_number_number on ringback.provider_number (account_id, number);

-- Calls: how each stands in the account's books. `standing` is the end class of product.md promise 1:
--   live       still going on
--   answered   a person answered
--   open       missed; its callback is open, with an owner and a clock
--   recovered  missed; somebody has talked to the caller since
--   closed     missed; the callback was closed with another disposition
--   loose      missed and nobody owes a callback: must never be, and is shown first if it is
--   history    imported; counted in reports, never chased
alter table ringback.call
  add column drill_id uuid,
  add column import_id uuid,
  add column waited_seconds integer,
  add column answered_late boolean not null default false,
  add column standing text not null default 'live' check (standing in ('live', 'answered', 'open', 'recovered', 'closed', 'loose', 'history')),
  add column local_day date;
alter table ringback.call drop constraint call_entered_check;
alter table ringback.call add constraint call_entered_check check (entered in ('webhook', 'stream', 'provider-log', 'import', 'sample'));
-- The provider's id comes first, so that a call is found by it whatever connection it came by: an import asks that of a
-- million rows, and a second index would cost each new call as much as the first.
alter table ringback.call drop constraint call_account_id_connection_id_provider_call_id_key;
alter table ringback.call add constraint call_provider_id unique (account_id, provider_call_id, connection_id);
-- The list of calls by how they stand, and by how they came in. What most calls are needs no index to be found.
create index call_standing on ringback.call (account_id, standing, arrived_at desc, id) where standing in ('live', 'open', 'recovered', 'closed', 'loose');
create index call_entered on ringback.call (account_id, entered, arrived_at desc, id) where entered <> 'webhook';
-- By why they were missed. Most were for the one reason that needs no index.
create index call_reason on ringback.call (account_id, miss_reason, arrived_at desc, id) where miss_reason <> 'no-answer';

-- What every call asks and no index answered: how much a line texts, and who looked after a caller the last time.
create index message_line_written on ringback.message (account_id, from_number, created_at) where direction = 'out' and class in ('responsive', 'service');
create index episode_caller on ringback.episode (account_id, caller, opened_at desc) where caller is not null;

-- Calls that the business made, as the provider reports them: our own call backs and those made from any other phone.
create table ringback.outbound_call (
  account_id uuid not null references ringback.account on delete cascade,
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
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('connected', 'machine', 'no-answer', 'busy', 'failed', 'canceled')),
  talk_seconds integer,
  entered text not null check (entered in ('webhook', 'stream', 'provider-log', 'import', 'sample')),
  import_id uuid,
  local_day date,
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, provider_call_id, connection_id)
);
create index outbound_call_called on ringback.outbound_call (account_id, called, started_at desc) where called is not null;
create index outbound_call_recent on ringback.outbound_call (account_id, started_at desc, id);

-- A call made from another phone is nobody's tap on a button, and that it was picked up does not prove a conversation.
alter table ringback.attempt alter column by_member drop not null;
alter table ringback.attempt drop constraint attempt_result_check;
alter table ringback.attempt add constraint attempt_result_check
  check (result in ('dialing', 'no-answer', 'left-voicemail', 'busy', 'wrong-number', 'reached', 'failed', 'sent', 'connected'));
alter table ringback.attempt add column outside boolean not null default false;
alter table ringback.callback drop constraint callback_close_kind_check;
alter table ringback.callback add constraint callback_close_kind_check
  check (close_kind in ('person', 'caller-got-through', 'same-matter', 'reached-outside', 'drill'));

-- Comparisons of the provider's own log with ours.
create table ringback.reconciliation_run (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  connection_id uuid not null,
  kind text not null check (kind in ('recent', 'nightly', 'catch-up', 'manual')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  state text not null check (state in ('running', 'done', 'failed')),
  started_at timestamptz not null,
  finished_at timestamptz,
  calls integer not null default 0,
  matched integer not null default 0,
  gaps integer not null default 0,
  repaired integer not null default 0,
  error text,
  -- When it last showed that it lives, by the database's clock.
  touched_at timestamptz not null default clock_timestamp(),
  primary key (account_id, id)
);
create index reconciliation_run_recent on ringback.reconciliation_run (account_id, connection_id, started_at desc);

-- A named difference. Found again it is the same row.
create table ringback.reconciliation_gap (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  connection_id uuid not null,
  provider_call_id text not null,
  kind text not null check (kind in ('never-heard', 'end-missing', 'answered-only-here', 'answered-only-there', 'duplicate', 'unknown-number', 'not-in-their-log')),
  state text not null check (state in ('open', 'repaired', 'accepted')),
  call_id uuid,
  number_id uuid,
  dialed text,
  arrived_at timestamptz,
  local_day date,
  found_in uuid not null,
  found_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid,
  detail jsonb not null default '{}',
  primary key (account_id, id),
  unique (account_id, connection_id, provider_call_id, kind)
);
create index reconciliation_gap_open on ringback.reconciliation_gap (account_id, local_day) where state = 'open';
create index reconciliation_gap_recent on ringback.reconciliation_gap (account_id, found_at desc, id);

-- How many calls of a number stand how, a day. Rows are added, never changed, so that calls of one number do not wait for
-- each other; `compact_call_tally` sums them up now and then. Kept by triggers, so no code path can forget it.
create table ringback.call_tally (
  account_id uuid not null,
  local_day date not null,
  number_id uuid not null default '00000000-0000-0000-0000-000000000000',
  standing text not null,
  calls integer not null
);
create index call_tally_day on ringback.call_tally (account_id, local_day, number_id);

-- Before a call is written: the day it belongs to, and how it stands.
create function ringback.place_call() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.arrived_at is distinct from old.arrived_at or new.local_day is null then
    new.local_day := (new.arrived_at at time zone (select time_zone from ringback.account where id = new.account_id))::date;
  end if;
  new.standing := case
    when new.entered = 'import' then 'history'
    when new.outcome = 'answered' then 'answered'
    when new.outcome = 'missed' then coalesce(
      (select case when state <> 'closed' then 'open' when recovered then 'recovered' else 'closed' end
        from ringback.callback where account_id = new.account_id and episode_id = new.episode_id), 'loose')
    else 'live' end;
  return new;
end $$;
create trigger place_call before update on ringback.call for each row execute function ringback.place_call();
-- An import brings its calls placed: asking for each of a million rows would take longer than writing it.
create trigger place_new_call before insert on ringback.call for each row
  when (new.entered <> 'import' or new.local_day is null or new.standing <> 'history')
  execute function ringback.place_call();

-- When a callback is closed or taken up again, its calls stand differently.
create function ringback.place_calls_of_callback() returns trigger language plpgsql as $$
begin
  update ringback.call set standing = standing
  where account_id = new.account_id and episode_id in (new.episode_id, old.episode_id) and outcome = 'missed' and entered <> 'import';
  return null;
end $$;
-- A new callback needs none of this: its call is written after it.
create trigger place_calls_of_callback after update on ringback.callback for each row
  when ((old.state = 'closed', old.recovered, old.episode_id) is distinct from (new.state = 'closed', new.recovered, new.episode_id))
  execute function ringback.place_calls_of_callback();

create function ringback.tally_call() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.drill_id is null then
    insert into ringback.call_tally (account_id, local_day, number_id, standing, calls)
    values (old.account_id, old.local_day, coalesce(old.number_id, '00000000-0000-0000-0000-000000000000'), old.standing, -1);
  end if;
  if tg_op <> 'DELETE' and new.drill_id is null then
    insert into ringback.call_tally (account_id, local_day, number_id, standing, calls)
    values (new.account_id, new.local_day, coalesce(new.number_id, '00000000-0000-0000-0000-000000000000'), new.standing, 1);
  end if;
  return null;
end $$;
create trigger tally_changed_call after update on ringback.call for each row
  when ((old.local_day, old.number_id, old.standing, old.drill_id) is distinct from (new.local_day, new.number_id, new.standing, new.drill_id))
  execute function ringback.tally_call();
-- Many at once (an import, a deleted import) are counted by the statement.
create function ringback.tally_new_calls() returns trigger language plpgsql as $$
begin
  insert into ringback.call_tally (account_id, local_day, number_id, standing, calls)
  select account_id, local_day, coalesce(number_id, '00000000-0000-0000-0000-000000000000'), standing, count(*)
  from written where drill_id is null group by 1, 2, 3, 4;
  return null;
end $$;
create trigger tally_new_calls after insert on ringback.call referencing new table as written
  for each statement execute function ringback.tally_new_calls();
create function ringback.tally_gone_calls() returns trigger language plpgsql as $$
begin
  insert into ringback.call_tally (account_id, local_day, number_id, standing, calls)
  select account_id, local_day, coalesce(number_id, '00000000-0000-0000-0000-000000000000'), standing, -count(*)
  from gone where drill_id is null group by 1, 2, 3, 4;
  return null;
end $$;
create trigger tally_gone_calls after delete on ringback.call referencing old table as gone
  for each statement execute function ringback.tally_gone_calls();

-- Sums the rows up. One at a time; what is added meanwhile stays for the next time.
create function ringback.compact_call_tally() returns bigint language plpgsql as $$
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
end $$;

-- The chain over the ledger. `stamped_at` is the database's own time of the transaction, so one clock for all processes
-- and never moved by the demo's; a block seals what was stamped in [from_at, to_at), in the order (stamped_at, id).
alter table ringback.call_event add column stamped_at timestamptz not null default now();
-- Summarized at once: what BRIN has not summarized is read whole, and the sealer reads every minute.
create index call_event_stamped on ringback.call_event using brin (stamped_at) with (pages_per_range = 16, autosummarize = on);
create table ringback.ledger_seal (
  account_id uuid not null references ringback.account on delete cascade,
  number integer not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  events integer not null,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  primary key (account_id, number)
);
-- How far everything is sealed. `kept_from`: what was stamped before is gone by retention; its blocks keep their hashes.
create table ringback.ledger_sealed_until (
  only_row boolean primary key default true check (only_row),
  at timestamptz not null,
  kept_from timestamptz not null
);
insert into ringback.ledger_sealed_until (at, kept_from) values ('2000-01-01 00:00:00Z', '2000-01-01 00:00:00Z');
grant select on ringback.ledger_sealed_until to ringback_app;
-- The last check of an account's books, as `ringback ledger verify` and the Ledger screen's button make it.
create table ringback.ledger_check (
  account_id uuid primary key references ringback.account on delete cascade,
  asked_at timestamptz not null,
  finished_at timestamptz,
  report jsonb,
  error text
);

-- What a block hashes of an event: all its columns, in a form that no setting of the session changes. Instants are
-- microseconds since 1970.
create function ringback.ledger_text(e ringback.call_event) returns text language sql stable as $$
  select jsonb_build_array(e.account_id, e.call_id, e.id, e.kind, (extract(epoch from e.at) * 1000000)::bigint,
    (extract(epoch from e.recorded_at) * 1000000)::bigint, (extract(epoch from e.stamped_at) * 1000000)::bigint, e.detail)::text
$$;

-- Up to when every transaction that can have stamped an event has ended: the start of the oldest one running in this
-- database, and `margin` ago at the latest (a transaction shows a moment after it has taken its time). Sessions whose
-- start we may not see (of another role, or with track_activities off) are given five minutes.
create function ringback.ledger_settled_until(margin interval) returns timestamptz language sql volatile as $$
  select least(
    clock_timestamp() - margin,
    min(xact_start),
    case when current_setting('track_activities') = 'off' or bool_or(query = '<insufficient privilege>')
      then clock_timestamp() - interval '5 minutes' end)
  from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and coalesce(backend_type, 'client backend') = 'client backend'
$$;

-- Seals what was stamped since the last time: one block for every account that has something, chained to its last one.
-- One sealer at a time; answers how many blocks it made, null when another was at it.
create function ringback.seal_ledger(margin interval default '5 seconds') returns integer language plpgsql as $$
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
    select account_id, count(*) as events,
      string_agg(sha256(convert_to(ringback.ledger_text(e), 'UTF8')), ''::bytea order by stamped_at, id) as digests
    from ringback.call_event e where stamped_at >= since and stamped_at < boundary group by account_id
  ) fresh
  join ringback.account on account.id = fresh.account_id
  left join lateral (select number, hash from ringback.ledger_seal where account_id = fresh.account_id order by number desc limit 1) last on true
  cross join lateral (select coalesce(last.hash, decode(repeat('00', 32), 'hex')) as hash) previous;
  get diagnostics blocks = row_count;
  update ringback.ledger_sealed_until set at = boundary;
  return blocks;
end $$;

-- Call logs brought as files. `row_done` is the line, and `key_done` the call, up to which everything is written; both
-- move with the rows they speak of, so an import that was killed goes on where it stood.
create table ringback.call_import (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  file_name text not null,
  file_bytes bigint not null default 0,
  state text not null check (state in ('uploading', 'waiting', 'running', 'done', 'failed', 'removing', 'canceled', 'undone')),
  format text,
  options jsonb not null default '{}',
  cancel_asked boolean not null default false,
  bytes_read bigint not null default 0,
  rows_read bigint not null default 0,
  row_done bigint not null default 0,
  key_done text,
  staged_rows bigint,
  inbound bigint not null default 0,
  outbound bigint not null default 0,
  repeated bigint not null default 0,
  rejected bigint not null default 0,
  reasons jsonb not null default '{}',
  first_at timestamptz,
  last_at timestamptz,
  tries integer not null default 0,
  error text,
  created_at timestamptz not null,
  created_by uuid,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (account_id, id)
);
create index call_import_recent on ringback.call_import (account_id, created_at desc);
create table ringback.call_import_chunk (
  account_id uuid not null,
  import_id uuid not null,
  number integer not null,
  bytes bytea not null,
  primary key (account_id, import_id, number),
  foreign key (account_id, import_id) references ringback.call_import on delete cascade
);
alter table ringback.call_import_chunk alter column bytes set storage external;
create table ringback.call_import_reject (
  account_id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  reason text not null,
  line text not null,
  primary key (account_id, import_id, row_number),
  foreign key (account_id, import_id) references ringback.call_import on delete cascade
);
-- Rows of logs with several rows a call wait here for each other. Lost with a crash of the database, and then read again.
create unlogged table ringback.call_import_row (
  account_id uuid not null,
  import_id uuid not null,
  key text not null,
  row_number bigint not null,
  reading text not null,
  line text not null
);
create table ringback.import_mapping (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  name text not null,
  header_key text not null,
  mapping jsonb not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, id),
  unique (account_id, name)
);

-- Test calls that prove the loop, left out of all figures.
create table ringback.drill (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  number_id uuid not null,
  via text not null check (via in ('simulated', 'provider')),
  caller text not null,
  state text not null check (state in ('running', 'passed', 'failed', 'canceled')),
  started_at timestamptz not null,
  started_by uuid,
  gives_up_at timestamptz not null,
  finished_at timestamptz,
  call_id uuid,
  provider_call_id text,
  checks jsonb,
  error text,
  primary key (account_id, id)
);
-- The callback of a drill is closed by the drill and left out of all figures.
alter table ringback.callback add column drill_id uuid;
create index call_drill on ringback.call (account_id, drill_id) where drill_id is not null;
create unique index drill_running on ringback.drill (account_id, caller) where finished_at is null;
create index drill_recent on ringback.drill (account_id, started_at desc);

do $$
declare t text;
begin
  foreach t in array array['provider_number', 'outbound_call', 'reconciliation_run', 'reconciliation_gap', 'call_tally', 'ledger_seal',
    'ledger_check',
    'call_import', 'call_import_chunk', 'call_import_row', 'call_import_reject', 'import_mapping', 'drill'] loop
    execute format('alter table ringback.%I enable row level security', t);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', t);
    execute format('grant select, insert, update on ringback.%I to ringback_app', t);
  end loop;
end $$;
-- Seals and the counts are made by the owner and by triggers; nothing rewrites them.
revoke insert, update on ringback.ledger_seal from ringback_app;
revoke update on ringback.call_tally from ringback_app;
-- An import can be taken back with all it brought; old runs that found nothing are swept out.
grant delete on ringback.reconciliation_run, ringback.call, ringback.outbound_call, ringback.call_import_chunk, ringback.call_import_row, ringback.call_import_reject, ringback.import_mapping to ringback_app;

-- Calls from before this release.
alter table ringback.call disable trigger tally_changed_call;
update ringback.call set local_day = null;
alter table ringback.call enable trigger tally_changed_call;
insert into ringback.call_tally (account_id, local_day, number_id, standing, calls)
select account_id, local_day, coalesce(number_id, '00000000-0000-0000-0000-000000000000'), standing, count(*)
from ringback.call group by 1, 2, 3, 4;
alter table ringback.call alter column local_day set not null;
