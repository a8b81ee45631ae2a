-- The clock: what a due time was worked out from, why one was missed, alarms in hand, and what the auditor found.

alter table ringback.callback
  -- The target counts every minute, not only those in which the business is open.
  add column around_the_clock boolean not null default false,
  -- When the clock stood because the caller wished to be called later: [{"from", "until"}].
  add column pauses jsonb not null default '[]',
  -- Why it was late: by rule from the ledger, or what a person says (then with who and when).
  add column breach_reason text check (breach_reason in
    ('opened-late', 'phone-system-down', 'not-reached', 'snoozed-past-it', 'owner-off-duty', 'nobody-told', 'nobody-acted', 'other')),
  add column breach_note text,
  add column breach_reason_by uuid,
  add column breach_reason_at timestamptz;
update ringback.callback set around_the_clock = true
  where urgency = 'emergency' and (policy -> 'sla' ->> 'emergencyIgnoresHours') = 'true' and state <> 'closed';

-- What every minute asks of all businesses at once: of a million running clocks it reads those that are late.
create index callback_to_warn on ringback.callback (warn_at) where state in ('open', 'claimed') and warned_at is null and breached_at is null;
create index callback_to_breach on ringback.callback (due_at) where state in ('open', 'claimed') and breached_at is null;
create index callback_to_wake on ringback.callback (snoozed_until) where state = 'snoozed';
create index callback_broken on ringback.callback (breached_at) where state in ('open', 'claimed') and breached_at is not null;
create index callback_in_work on ringback.callback (warn_at) where state = 'claimed';

alter table ringback.escalation
  drop constraint escalation_reason_check,
  add constraint escalation_reason_check check (reason in
    ('overdue', 'forgotten', 'emergency', 'complaint', 'open-issue-of-existing-customer', 'high-value')),
  -- Until when whoever acknowledged it must have tried to reach the caller; null: nobody has to any more.
  add column hand_until timestamptz,
  -- How often it ran again because they had not.
  add column times_run_again integer not null default 0;
create index escalation_next on ringback.escalation (next_at) where acknowledged_at is null and ended_at is null;
create index escalation_in_hand on ringback.escalation (hand_until) where hand_until is not null and ended_at is null;

-- A promise that had broken without anybody hearing of it, and what was done. One row for one break, however often it is seen.
create table ringback.audit_finding (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  callback_id uuid not null,
  kind text not null check (kind in ('warning-not-sent', 'breach-not-noticed', 'snooze-past-end', 'breach-without-alarm', 'alarm-stuck',
    'hand-limit-passed', 'owner-gone', 'claimed-and-forgotten', 'gone-quiet')),
  -- The moment from which on it was broken.
  broken_at timestamptz not null,
  found_at timestamptz not null,
  last_found_at timestamptz not null,
  times integer not null default 1,
  -- What was done: `looked`, `raised`, `climbed`, `given`.
  repair text not null,
  primary key (account_id, id),
  unique (account_id, callback_id, kind, broken_at),
  foreign key (account_id, callback_id) references ringback.callback on delete cascade
);
create index audit_finding_recent on ringback.audit_finding (account_id, last_found_at desc);

do $$
begin
  alter table ringback.audit_finding enable row level security;
  create policy own_account on ringback.audit_finding to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()));
  grant select, insert, update on ringback.audit_finding to ringback_app;
end $$;
