-- What was decided by rule, with everything the rule was told, so that it can be explained and decided again (promise 12).
-- A new table of month partitions: it locks nothing anybody uses.

create table ringback.decision (
  account_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('outbound', 'owner', 'clock', 'escalation')),
  -- What it is about: a message for "outbound", a callback for the others.
  subject_id uuid not null,
  at timestamptz not null,
  playbook_version integer,
  rules_version text not null,
  inputs jsonb not null,
  outcome jsonb not null,
  rules text[] not null,
  primary key (account_id, id, at)
) partition by range (at);
create index decision_subject on ringback.decision (account_id, subject_id, at);
create index decision_recent on ringback.decision (account_id, at, id);
create table ringback.decision_other partition of ringback.decision default;

create or replace function ringback.ensure_month_partitions(from_day date, to_day date) returns void language plpgsql as $$
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
end $$;

alter table ringback.decision enable row level security;
create policy own_account on ringback.decision to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()));
-- Appended, never rewritten.
grant select, insert on ringback.decision to ringback_app;
