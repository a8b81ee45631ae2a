-- Cost, scorecard and pilot (decision 0040): what an owner typed in, and snapshots that nobody can change afterwards. New
-- columns have constant defaults, so no table is rewritten; the indexes lock their tables against writing while they are made.

-- What money is told in; ISO 4217. Amounts are whole cents everywhere.
alter table ringback.account add column currency text not null default 'USD' check (currency ~ '^[A-Z]{3}$');

-- What somebody typed in for the cost of missed calls. `source`: of `ad-spend` the advertised source, else empty. Shares are in
-- hundredths of a percent, money in cents, both a month where they are a rate.
create table ringback.cost_input (
  account_id uuid not null references ringback.account on delete cascade,
  key text not null check (key in ('missed-per-month', 'conversion', 'customer-value', 'repeat-value', 'referral-value', 'minutes-per-try', 'staff-hour', 'ad-spend')),
  source text not null default '',
  value bigint not null check (value >= 0),
  typed_at timestamptz not null,
  typed_by uuid,
  primary key (account_id, key, source),
  check ((key = 'ad-spend') = (source <> ''))
);

-- A pilot. Days are of the account's calendar, both included. `baseline` and `result` are JSON as it was written, so that their
-- hash can be recomputed by anybody; once written they are refused to be changed.
create table ringback.pilot (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  owner_id uuid not null,
  -- null: all numbers.
  number_ids uuid[],
  baseline_source text not null check (baseline_source in ('imported', 'first-days')),
  baseline_from date not null,
  baseline_to date not null check (baseline_to >= baseline_from),
  planned_at timestamptz not null,
  planned_by uuid,
  baseline text,
  baseline_hash text,
  locked_at timestamptz,
  starts_on date,
  started_at timestamptz,
  started_by uuid,
  verdict text check (verdict in ('passed', 'failed', 'too-few')),
  result text,
  result_hash text,
  verdict_at timestamptz,
  canceled_at timestamptz,
  canceled_by uuid,
  primary key (account_id, id),
  foreign key (account_id, owner_id) references ringback.member (account_id, id),
  check ((locked_at is null) = (baseline is null)),
  check ((verdict_at is null) = (verdict is null) and (verdict_at is null) = (result is null)),
  check (baseline is null or baseline_hash is not distinct from encode(sha256(convert_to(baseline, 'UTF8')), 'hex')),
  check (result is null or result_hash is not distinct from encode(sha256(convert_to(result, 'UTF8')), 'hex')),
  check (starts_on is null or locked_at is not null),
  check (verdict_at is null or starts_on is not null)
);
create index pilot_recent on ringback.pilot (account_id, planned_at desc);
-- One at a time: two would be judged by the same calls.
create unique index pilot_current on ringback.pilot (account_id) where verdict_at is null and canceled_at is null;

create function ringback.keep_pilot() returns trigger language plpgsql as $$
begin
  if old.locked_at is not null and (old.number_ids, old.baseline_source, old.baseline_from, old.baseline_to, old.baseline, old.baseline_hash, old.locked_at)
      is distinct from (new.number_ids, new.baseline_source, new.baseline_from, new.baseline_to, new.baseline, new.baseline_hash, new.locked_at) then
    raise exception 'The baseline of a pilot is locked.';
  end if;
  if old.starts_on is not null and old.starts_on is distinct from new.starts_on then raise exception 'A pilot has started.'; end if;
  if old.verdict_at is not null and old is distinct from new then raise exception 'A pilot has its verdict.'; end if;
  return new;
end $$;
create trigger keep_pilot before update on ringback.pilot for each row execute function ringback.keep_pilot();

-- Callbacks that turned out to be no leads, and leads that were won: a handful among all.
create index callback_no_lead on ringback.callback (account_id, started_at) where disposition in ('vendor', 'spam', 'wrong-number');
-- Whether a person was asked about a callback, also when they have answered.
create index hold_of_callback on ringback.hold (account_id, callback_id);
create index lead_won on ringback.lead (account_id, closed_at) where state = 'won' and value_cents is not null;

do $$
declare t text;
begin
  foreach t in array array['cost_input', 'pilot'] loop
    execute format('alter table ringback.%I enable row level security', t);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', t);
  end loop;
end $$;
grant select, insert, update, delete on ringback.cost_input to ringback_app;
grant select, insert, update on ringback.pilot to ringback_app;
