-- Leaks and what-if (decision 0039). Both are worked out from calls and callbacks, so all of it may be thrown away and made again.

-- A named list of changes of the rules, replayed over past calls.
create table ringback.scenario (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  name text not null,
  changes jsonb not null,
  from_day date not null,
  to_day date not null,
  state text not null check (state in ('running', 'done', 'failed')),
  calls_done integer not null default 0,
  calls_total integer not null default 0,
  result jsonb,
  error text,
  made_at timestamptz not null,
  made_by uuid,
  -- The rules it was replayed against.
  playbook_version integer not null,
  applied_at timestamptz,
  applied_by uuid,
  -- The version it became when it was applied.
  applied_version integer,
  undone_at timestamptz,
  primary key (account_id, id)
);
create index scenario_recent on ringback.scenario (account_id, made_at desc, id);

-- What a page of leaks showed, kept until something newer is made; `about` is the range and what it is narrowed to, `key` its hash.
create table ringback.leak_report (
  account_id uuid not null references ringback.account on delete cascade,
  key text not null,
  about jsonb not null,
  -- null while the first one is made.
  report jsonb,
  -- The missed calls behind each finding, by its id.
  calls jsonb,
  playbook_version integer not null,
  made_at timestamptz not null,
  primary key (account_id, key)
);

do $$
declare name text;
begin
  foreach name in array array['scenario', 'leak_report'] loop
    execute format('alter table ringback.%I enable row level security', name);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', name);
    execute format('grant select, insert, update, delete on ringback.%I to ringback_app', name);
  end loop;
end $$;
