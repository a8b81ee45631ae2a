-- The loop's first tables. Runs on an empty database, so it locks nothing anybody uses; the runner wraps it in one
-- transaction, so stopping halfway leaves nothing behind.

-- The role all requests and jobs run as. It owns nothing, so row security binds it. Roles belong to the whole server,
-- which is why it may be here already.
do $$ begin
  if not exists (select from pg_roles where rolname = 'ringback_app') then
    create role ringback_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  execute format('grant ringback_app to %I', current_user);
end $$;

create schema ringback;
grant usage on schema ringback to ringback_app;

-- The account a transaction works for; null outside of one, and then no row is visible.
create function ringback.current_account() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('ringback.account_id', true), '')::uuid $$;

create table ringback.app_clock (
  only_row boolean primary key default true check (only_row),
  offset_ms bigint not null default 0
);
insert into ringback.app_clock default values;

create table ringback.account (
  id uuid primary key,
  name text not null,
  time_zone text not null,
  trade text not null,
  playbook_version integer not null default 0,
  setup_done_at timestamptz,
  demo boolean not null default false,
  created_at timestamptz not null
);

create table ringback.member (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  user_id text,
  name text not null,
  email text,
  phone text,
  role text not null check (role in ('owner', 'coordinator', 'agent', 'viewer')),
  notify_by_sms boolean not null default true,
  notify_by_email boolean not null default true,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (account_id, id)
);
create unique index member_user on ringback.member (user_id, account_id) where user_id is not null and removed_at is null;
create index member_phone on ringback.member (account_id, phone) where phone is not null and removed_at is null;

create table ringback.invitation (
  account_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  token_hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, member_id) references ringback.member on delete cascade
);

create table ringback.playbook_version (
  account_id uuid not null references ringback.account on delete cascade,
  version integer not null,
  playbook jsonb not null,
  note text,
  created_at timestamptz not null,
  created_by uuid,
  primary key (account_id, version)
);

create table ringback.connection (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null unique,
  provider text not null,
  label text not null,
  external_account_id text not null,
  secret bytea not null,
  previous_secret bytea,
  api_base_url text not null,
  simulated boolean not null default false,
  created_at timestamptz not null,
  removed_at timestamptz,
  last_event_at timestamptz,
  last_error text,
  last_error_at timestamptz,
  refused_webhooks bigint not null default 0,
  primary key (account_id, id)
);

create table ringback.phone_number (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  number text not null,
  label text not null,
  source text,
  line_of_service text,
  mode text not null default 'answers' check (mode in ('answers', 'forwarded')),
  registration text not null default 'none' check (registration in ('none', 'pending', 'approved', 'exempt')),
  connection_id uuid,
  provider_number_id text,
  installed_settings jsonb,
  previous_settings jsonb,
  webhooks text not null default 'unknown' check (webhooks in ('installed', 'not-installed', 'changed', 'unknown')),
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, number)
);

-- Who the caller is. One contact may have several numbers; a number belongs to one contact.
create table ringback.contact (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  name text,
  kind text not null default 'lead' check (kind in ('lead', 'customer', 'vendor', 'do-not-contact')),
  since date,
  note text,
  open_issue text,
  created_at timestamptz not null,
  created_from_call_id uuid,
  primary key (account_id, id)
);
create table ringback.contact_phone (
  account_id uuid not null,
  number text not null,
  contact_id uuid not null,
  sms_capable boolean,
  primary key (account_id, number),
  foreign key (account_id, contact_id) references ringback.contact on delete cascade
);
create index contact_phone_contact on ringback.contact_phone (account_id, contact_id);
create table ringback.lead (
  account_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  title text not null,
  state text not null default 'open' check (state in ('open', 'won', 'lost')),
  opened_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, contact_id) references ringback.contact on delete cascade
);
create index lead_contact on ringback.lead (account_id, contact_id) where state = 'open';

-- All attempts of one caller about one matter until it is closed. At most one is open for a number.
create table ringback.episode (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  caller text,
  contact_id uuid,
  opened_at timestamptz not null,
  closed_at timestamptz,
  call_count integer not null default 1,
  last_call_at timestamptz not null,
  primary key (account_id, id)
);
create unique index episode_open on ringback.episode (account_id, caller) where closed_at is null and caller is not null;

-- The folded state of a call. `facts` is what the events said, merged; the columns are what the rules made of it.
create table ringback.call (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  connection_id uuid not null,
  provider_call_id text not null,
  number_id uuid,
  dialed text not null,
  caller text,
  caller_withheld boolean not null default false,
  caller_name text,
  contact_id uuid,
  episode_id uuid,
  arrived_at timestamptz not null,
  ended_at timestamptz,
  state text not null check (state in ('ringing', 'talking', 'voicemail', 'ended')),
  outcome text check (outcome in ('answered', 'missed')),
  miss_reason text,
  answered_by uuid,
  answered_at timestamptz,
  detected_at timestamptz,
  detected_after_ms integer,
  rang_seconds integer,
  playbook_version integer not null,
  facts jsonb not null,
  entered text not null default 'webhook' check (entered in ('webhook', 'provider-log', 'import', 'sample')),
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, connection_id, provider_call_id)
);
create index call_recent on ringback.call (account_id, arrived_at desc, id);
create index call_episode on ringback.call (account_id, episode_id, arrived_at) where episode_id is not null;
create index call_number on ringback.call (account_id, number_id, arrived_at desc);
create index call_caller on ringback.call (account_id, caller, arrived_at desc) where caller is not null;
create index call_unsettled on ringback.call (account_id, arrived_at) where state <> 'ended';

-- Raw inbox: each webhook as it came, once by the provider's key. Month partitions, so that retention drops a table.
-- A partitioned unique index would need the month in it; the call's row lock serialises instead.
create table ringback.provider_event (
  account_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  provider_key text not null,
  kind text not null,
  received_at timestamptz not null,
  payload jsonb not null,
  primary key (account_id, id, received_at)
) partition by range (received_at);
create index provider_event_key on ringback.provider_event (connection_id, provider_key);

-- The ledger: append-only, from ring to outcome.
create table ringback.call_event (
  account_id uuid not null,
  call_id uuid not null,
  id uuid not null,
  kind text not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  detail jsonb not null default '{}',
  primary key (account_id, call_id, id, recorded_at)
) partition by range (recorded_at);

create table ringback.provider_event_other partition of ringback.provider_event default;
create table ringback.call_event_other partition of ringback.call_event default;

-- Makes the month partitions that cover [from_day, to_day]. A month whose rows already lie in the default partition is
-- left there: moving them would lock the ledger.
create function ringback.ensure_month_partitions(from_day date, to_day date) returns void language plpgsql as $$
declare
  month date := date_trunc('month', from_day);
  parent text;
begin
  while month <= to_day loop
    foreach parent in array array['provider_event', 'call_event'] loop
      begin
        execute format('create table if not exists ringback.%I partition of ringback.%I for values from (%L) to (%L)',
          parent || '_' || to_char(month, 'YYYY_MM'), parent, month, month + interval '1 month');
      exception when check_violation then null;
      end;
    end loop;
    month := month + interval '1 month';
  end loop;
end $$;

create table ringback.recording (
  account_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  provider_recording_id text not null,
  state text not null check (state in ('announced', 'fetched', 'failed', 'absent')),
  duration_seconds integer,
  content_type text,
  audio bytea,
  peaks jsonb,
  created_at timestamptz not null,
  fetched_at timestamptz,
  primary key (account_id, id),
  unique (account_id, call_id, provider_recording_id),
  foreign key (account_id, call_id) references ringback.call on delete cascade deferrable initially deferred
);
alter table ringback.recording alter column audio set storage external;

create table ringback.transcript (
  account_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  provider_transcript_id text not null,
  state text not null check (state in ('ready', 'no-speech', 'failed')),
  text text,
  redactions jsonb not null default '[]',
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, call_id, provider_transcript_id),
  foreign key (account_id, call_id) references ringback.call on delete cascade deferrable initially deferred
);

-- The labels of an episode with their evidence. The newest one counts; those before stay as history.
create table ringback.assessment (
  account_id uuid not null,
  id uuid not null,
  episode_id uuid not null,
  call_id uuid,
  message_id uuid,
  assessment jsonb not null,
  intent text not null,
  urgency text not null,
  lane text not null,
  made_by text not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, episode_id) references ringback.episode on delete cascade
);
create index assessment_episode on ringback.assessment (account_id, episode_id, created_at desc);

create table ringback.callback (
  account_id uuid not null,
  id uuid not null,
  episode_id uuid not null,
  contact_id uuid,
  first_call_id uuid not null,
  number_id uuid,
  caller text,
  state text not null check (state in ('open', 'claimed', 'snoozed', 'closed')),
  owner_id uuid not null,
  backup_id uuid,
  claimed_by uuid,
  urgency text not null,
  intent text,
  lane text not null,
  priority integer not null,
  started_at timestamptz not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  warn_at timestamptz not null,
  target_minutes integer not null,
  snoozed_until timestamptz,
  snooze_reason text,
  warned_at timestamptz,
  breached_at timestamptz,
  attempt_count integer not null default 0,
  first_attempt_at timestamptz,
  closed_at timestamptz,
  closed_by uuid,
  close_kind text check (close_kind in ('person', 'caller-got-through', 'same-matter')),
  disposition text,
  recovered boolean not null default false,
  playbook_version integer not null,
  policy jsonb not null,
  explained jsonb not null,
  version integer not null default 1,
  primary key (account_id, id),
  unique (account_id, episode_id),
  foreign key (account_id, episode_id) references ringback.episode on delete cascade,
  foreign key (account_id, owner_id) references ringback.member,
  check ((state = 'closed') = (closed_at is not null)),
  check (state <> 'closed' or disposition is not null),
  check ((state = 'claimed') = (claimed_by is not null)),
  check ((state = 'snoozed') = (snoozed_until is not null))
);
create index callback_by_clock on ringback.callback (account_id, due_at, id) where state <> 'closed';
create index callback_closed on ringback.callback (account_id, closed_at desc) where state = 'closed';
create index callback_recent on ringback.callback (account_id, started_at desc, id);
create index callback_owner on ringback.callback (account_id, owner_id) where state <> 'closed';

create table ringback.callback_event (
  account_id uuid not null,
  callback_id uuid not null,
  id uuid not null,
  kind text not null,
  at timestamptz not null,
  by_member uuid,
  detail jsonb not null default '{}',
  primary key (account_id, callback_id, id),
  foreign key (account_id, callback_id) references ringback.callback on delete cascade
);

create table ringback.attempt (
  account_id uuid not null,
  id uuid not null,
  callback_id uuid not null,
  at timestamptz not null,
  by_member uuid not null,
  channel text not null check (channel in ('call', 'text', 'email')),
  result text not null check (result in ('dialing', 'no-answer', 'left-voicemail', 'busy', 'wrong-number', 'reached', 'failed', 'sent')),
  provider_call_id text,
  note text,
  primary key (account_id, id),
  foreign key (account_id, callback_id) references ringback.callback on delete cascade
);
create index attempt_callback on ringback.attempt (account_id, callback_id, at);
create index attempt_provider_call on ringback.attempt (account_id, provider_call_id) where provider_call_id is not null;

-- An alarm about one callback that ends only when a person acknowledges it (or the callback closes).
create table ringback.escalation (
  account_id uuid not null,
  id uuid not null,
  callback_id uuid not null,
  reason text not null check (reason in ('overdue', 'emergency', 'complaint', 'open-issue-of-existing-customer', 'high-value')),
  level integer not null default 0,
  round integer not null default 0,
  raised_at timestamptz not null,
  next_at timestamptz,
  told jsonb not null default '[]',
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  ended_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, callback_id) references ringback.callback on delete cascade
);
create unique index escalation_running on ringback.escalation (account_id, callback_id) where acknowledged_at is null and ended_at is null;
create index escalation_callback on ringback.escalation (account_id, callback_id, raised_at desc);

create table ringback.conversation (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  caller text not null,
  number_id uuid not null,
  contact_id uuid,
  taken_by uuid,
  taken_at timestamptz,
  last_message_at timestamptz,
  primary key (account_id, id),
  unique (account_id, caller, number_id)
);

create table ringback.message (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  purpose text not null check (purpose in ('acknowledgement', 'keyword-reply', 'staff-text', 'staff-alert', 'emergency-notice', 'inbound')),
  class text check (class in ('control', 'responsive', 'service', 'marketing', 'staff', 'internal')),
  state text not null check (state in ('queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'unknown', 'suppressed', 'expired', 'received')),
  connection_id uuid,
  from_number text,
  to_number text,
  body text not null,
  episode_id uuid,
  contact_id uuid,
  conversation_id uuid,
  callback_id uuid,
  escalation_id uuid,
  member_id uuid,
  decision jsonb not null default '{}',
  reason text,
  provider_message_id text,
  error_code text,
  lookups integer not null default 0,
  failures integer not null default 0,
  playbook_version integer,
  created_at timestamptz not null,
  useful_until timestamptz,
  claimed_at timestamptz,
  sent_at timestamptz,
  settled_at timestamptz,
  primary key (account_id, id)
);
-- Promise 3: one acknowledgement for an episode, whatever happens around it.
create unique index message_one_acknowledgement on ringback.message (account_id, episode_id) where purpose = 'acknowledgement';
-- One answer to words of danger for an episode.
create unique index message_one_emergency_notice on ringback.message (account_id, episode_id) where purpose = 'emergency-notice';
create unique index message_provider_id on ringback.message (account_id, connection_id, provider_message_id) where provider_message_id is not null;
create index message_recent on ringback.message (account_id, created_at desc, id);
create index message_to on ringback.message (account_id, to_number, created_at desc) where direction = 'out';
create index message_line_traffic on ringback.message (account_id, from_number, claimed_at) where class in ('responsive', 'service') and claimed_at is not null;
create index message_episode on ringback.message (account_id, episode_id, created_at) where episode_id is not null;
create index message_unsettled on ringback.message (account_id, created_at) where state in ('queued', 'sending', 'unknown');
create index message_callback on ringback.message (account_id, callback_id, created_at) where callback_id is not null;

create table ringback.consent_event (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('inbound_call', 'inbound_sms', 'verbal', 'web_form', 'written_marketing', 'opt_out', 'opt_in', 'not_sms_capable')),
  at timestamptz not null,
  source text not null,
  source_id uuid,
  detail jsonb not null default '{}',
  primary key (account_id, id)
);
create index consent_event_number on ringback.consent_event (account_id, number, at desc);

create table ringback.hold (
  account_id uuid not null,
  id uuid not null,
  callback_id uuid not null,
  call_id uuid,
  reason text not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by uuid,
  resolution text,
  detail jsonb not null default '{}',
  primary key (account_id, id),
  foreign key (account_id, callback_id) references ringback.callback on delete cascade
);
create unique index hold_open on ringback.hold (account_id, callback_id, reason) where resolved_at is null;
create index hold_due on ringback.hold (account_id, due_at) where resolved_at is null;

-- What a member of staff was told outside of SMS (texts to staff are messages): e-mails and the screen.
create table ringback.notification (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  member_id uuid not null,
  callback_id uuid,
  escalation_id uuid,
  channel text not null check (channel in ('email')),
  kind text not null,
  subject text not null,
  body text not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'unknown')),
  error text,
  created_at timestamptz not null,
  claimed_at timestamptz,
  sent_at timestamptz,
  primary key (account_id, id)
);
create index notification_callback on ringback.notification (account_id, callback_id);

create table ringback.audit_event (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  at timestamptz not null,
  by_member uuid,
  action text not null,
  subject text,
  detail jsonb not null default '{}',
  primary key (account_id, id)
);
create index audit_event_recent on ringback.audit_event (account_id, at desc);

-- Row security: a business sees only its own data, whatever the code asks.
do $$
declare t text;
begin
  foreach t in array array['member', 'invitation', 'playbook_version', 'connection', 'phone_number', 'contact', 'contact_phone',
    'lead', 'episode', 'call', 'provider_event', 'call_event', 'recording', 'transcript', 'assessment', 'callback',
    'callback_event', 'attempt', 'escalation', 'conversation', 'message', 'consent_event', 'hold', 'notification', 'audit_event'] loop
    execute format('alter table ringback.%I enable row level security', t);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', t);
    execute format('grant select, insert, update on ringback.%I to ringback_app', t);
  end loop;
end $$;
alter table ringback.account enable row level security;
create policy own_account on ringback.account to ringback_app using (id = (select ringback.current_account())) with check (id = (select ringback.current_account()));
grant select, update on ringback.account to ringback_app;
-- Facts that happened are appended, never rewritten.
revoke update on ringback.provider_event, ringback.call_event, ringback.callback_event, ringback.consent_event, ringback.audit_event from ringback_app;
grant select on ringback.app_clock to ringback_app;
grant delete on ringback.invitation, ringback.recording, ringback.transcript to ringback_app;

-- Jobs are written in the transaction of the fact that caused them. The queue's tables belong to its library and are
-- closed to the app role; this door lets it add and remove jobs and nothing else.
-- Its plan is made once a connection: planning it anew cost as much as running it, with every webhook.
create function ringback.enqueue(jobs jsonb) returns void language sql security definer set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan as $$
  -- `runAt` is application time; the queue lives in real time.
  select graphile_worker.add_jobs(array(
    select row(j->>'kind', (j->'payload')::json, j->>'queue',
      (j->>'runAt')::timestamptz - (select offset_ms from ringback.app_clock) * interval '1 millisecond',
      (j->>'attempts')::smallint, j->>'key', (j->>'priority')::smallint, null)::graphile_worker.job_spec
    from jsonb_array_elements(jobs) j));
$$;
create function ringback.cancel_jobs(keys text[]) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  select graphile_worker.remove_job(k) from unnest(keys) k;
$$;
-- Moves the application clock (demo and tests): waiting jobs come nearer by as much.
create function ringback.move_clock(by_ms bigint) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare total bigint; job record;
begin
  update ringback.app_clock set offset_ms = offset_ms + by_ms returning offset_ms into total;
  for job in select id, run_at from graphile_worker.jobs where run_at > now() and locked_at is null loop
    perform graphile_worker.reschedule_jobs(array[job.id], run_at := job.run_at - by_ms * interval '1 millisecond');
  end loop;
  perform pg_notify('ringback_clock', total::text);
  return total;
end $$;
revoke execute on function ringback.enqueue(jsonb), ringback.cancel_jobs(text[]), ringback.move_clock(bigint) from public;
grant execute on function ringback.enqueue(jsonb), ringback.cancel_jobs(text[]) to ringback_app;

-- Which of the job queue's workers belong to which process. A process holds the advisory lock `worker:<id>` while it
-- lives, so a row whose lock can be had is a dead one's, and its jobs may run elsewhere.
create table ringback.worker_process (
  id uuid primary key,
  worker_ids text[] not null
);
create function ringback.free_dead_workers(own_id uuid) returns integer language plpgsql as $$
declare
  process record;
  freed integer := 0;
begin
  for process in select id, worker_ids from ringback.worker_process where id <> own_id loop
    if pg_try_advisory_xact_lock(hashtextextended('worker:' || process.id, 0)) then
      perform graphile_worker.force_unlock_workers(process.worker_ids);
      delete from ringback.worker_process where id = process.id;
      freed := freed + 1;
    end if;
  end loop;
  return freed;
end $$;
