-- Consent and the sending law: how much a text costs, until when it is held, where its recipient is, and reports that came
-- before anybody knew what they were about. New tables, and columns with constant defaults: nothing is rewritten.

alter table ringback.message
  -- Carriers charge by the segment; spending is counted in them.
  add column segments smallint not null default 1,
  -- A text that waits for a lawful hour: asked again then. The reason is the rule.
  add column held_until timestamptz,
  -- The contact's own call or text that it answers.
  add column answers_at timestamptz;
alter table ringback.message drop constraint message_purpose_check;
alter table ringback.message add constraint message_purpose_check check (purpose in
  ('acknowledgement', 'keyword-reply', 'staff-text', 'staff-alert', 'emergency-notice', 'reply', 'notice', 'campaign', 'inbound'));
-- The newest event of each kind of a number, whatever a vendor's number of calls.
create index consent_event_kind on ringback.consent_event (account_id, number, kind, at desc, id desc);
alter table ringback.consent_event
  -- Who wrote it down, where a person did; and the words it rests on.
  add column by_member uuid,
  add column quote text;

-- Where whoever has a number is, by the word of a person with a reason (docs/rules.md S14); it stands instead of what the
-- area code and the address say. Each change is in the audit log.
create table ringback.texting_override (
  account_id uuid not null references ringback.account on delete cascade,
  number text not null,
  region text,
  time_zone text not null,
  reason text not null,
  set_by uuid,
  set_at timestamptz not null,
  primary key (account_id, number)
);

-- A delivery report of a text whose provider id we did not know yet: kept as it came, applied once the text is found.
create table ringback.message_report (
  account_id uuid not null references ringback.account on delete cascade,
  connection_id uuid not null,
  provider_message_id text not null,
  state text not null check (state in ('sent', 'delivered', 'undelivered', 'failed')),
  error_code text,
  received_at timestamptz not null,
  applied_at timestamptz,
  primary key (account_id, connection_id, provider_message_id, state)
);
create index message_report_waiting on ringback.message_report (account_id, connection_id, received_at) where applied_at is null;

do $$
declare name text;
begin
  foreach name in array array['texting_override', 'message_report'] loop
    execute format('alter table ringback.%I enable row level security', name);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', name);
    execute format('grant select, insert, update, delete on ringback.%I to ringback_app', name);
  end loop;
end $$;
drop index ringback.message_line_traffic;
create index message_line_traffic on ringback.message (account_id, from_number, claimed_at) where class in ('responsive', 'service', 'marketing') and claimed_at is not null;
