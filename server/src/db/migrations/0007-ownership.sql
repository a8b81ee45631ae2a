-- Who calls back, by rules: people's time off and busy hours, what decided each owner, and where people decided otherwise.

-- Whether the rules pick among people by what they have on their lists; else a webhook does not count it.
alter table ringback.account add column balances_load boolean not null default false;

-- The rule that gave it to its owner; null for callbacks of earlier releases, which say it in `explained`.
alter table ringback.callback add column owner_rule text;
-- Whose turn it is: when a person was given a callback the last time. No pointer of its own that two calls would wait for.
create index callback_given on ringback.callback (account_id, owner_id, opened_at desc);

-- When a person has time off, or is busy: said by people, or filled by a calendar.
create table ringback.absence (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('time-off', 'busy')),
  from_at timestamptz not null,
  until_at timestamptz not null,
  source text not null default 'person' check (source in ('person', 'calendar')),
  -- The calendar's own name for it, so that reading the calendar again changes it instead of adding to it.
  source_key text,
  note text,
  created_by uuid,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, member_id) references ringback.member,
  check (until_at > from_at)
);
create index absence_running on ringback.absence (account_id, member_id, until_at);
create unique index absence_source on ringback.absence (account_id, member_id, source_key) where source_key is not null;

-- Where the owner was wrong, or the callback one too many: a fact that is counted, by the rule that had decided.
create table ringback.owner_correction (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  callback_id uuid not null,
  kind text not null check (kind in ('moved', 'duplicate')),
  from_member uuid,
  to_member uuid,
  cause text not null,
  rule text,
  by_member uuid,
  at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, callback_id) references ringback.callback on delete cascade
);
create index owner_correction_at on ringback.owner_correction (account_id, at desc);
create index owner_correction_callback on ringback.owner_correction (account_id, callback_id);

do $$
declare name text;
begin
  foreach name in array array['absence', 'owner_correction'] loop
    execute format('alter table ringback.%I enable row level security', name);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', name);
    execute format('grant select, insert, update, delete on ringback.%I to ringback_app', name);
  end loop;
end $$;
