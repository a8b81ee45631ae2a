-- The weekly review: what was still open when a week was over, and what a person said to each of it.

-- One a week that had missed callers. It is there until somebody finishes it; nothing clicks it away.
create table ringback.weekly_review (
  account_id uuid not null references ringback.account on delete cascade,
  -- The Monday of the week.
  week date not null,
  opened_at timestamptz not null,
  finished_at timestamptz,
  finished_by uuid,
  note text,
  primary key (account_id, week),
  check ((finished_at is null) = (finished_by is null)),
  foreign key (account_id, finished_by) references ringback.member (account_id, id)
);
create index weekly_review_open on ringback.weekly_review (account_id, week desc) where finished_at is null;

-- What was on it when it was opened: callers nobody had an answer for, and the week's emergencies.
create table ringback.weekly_item (
  account_id uuid not null,
  week date not null,
  callback_id uuid not null,
  kind text not null check (kind in ('unresolved', 'emergency')),
  -- Of an unresolved caller: the owner somebody named.
  owner_id uuid,
  -- Of an emergency: what somebody found, looking back.
  verdict text check (verdict in ('in-time', 'too-late', 'not-reached', 'no-emergency')),
  note text,
  by_member uuid,
  at timestamptz,
  primary key (account_id, week, callback_id, kind),
  foreign key (account_id, week) references ringback.weekly_review on delete cascade,
  foreign key (account_id, callback_id) references ringback.callback (account_id, id) on delete cascade,
  check (kind = 'unresolved' or owner_id is null),
  check (kind = 'emergency' or verdict is null)
);

do $$
declare name text;
begin
  foreach name in array array['weekly_review', 'weekly_item'] loop
    execute format('alter table ringback.%I enable row level security', name);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', name);
    execute format('grant select, insert, update on ringback.%I to ringback_app', name);
  end loop;
end $$;
