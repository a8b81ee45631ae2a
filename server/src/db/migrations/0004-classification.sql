-- Classification with evidence: services that hear and read, what they cost, what was muted, and what people corrected.

-- A service of an account for one task. The key is sealed. Without a row, or with `enabled` off, nothing leaves the house.
create table ringback.ai_service (
  account_id uuid not null references ringback.account on delete cascade,
  kind text not null check (kind in ('speech', 'language-model')),
  vendor text not null,
  base_url text not null,
  path text,
  model text not null,
  secret bytea,
  enabled boolean not null default true,
  -- What it may cost a day, and what it costs: dollars by a million, so that sums stay whole.
  daily_budget_microdollars bigint not null check (daily_budget_microdollars >= 0),
  price jsonb not null default '{}',
  -- The business associate agreement of a healthcare business (docs/rules.md E3): {"date", "product"}.
  agreement jsonb,
  -- The circuit breaker, shared by all processes.
  failures_in_row integer not null default 0,
  closed_until timestamptz,
  last_error text,
  last_error_at timestamptz,
  last_success_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (account_id, kind)
);

create table ringback.ai_usage (
  account_id uuid not null references ringback.account on delete cascade,
  day date not null,
  kind text not null check (kind in ('speech', 'language-model')),
  requests integer not null default 0,
  failures integer not null default 0,
  cost_microdollars bigint not null default 0,
  primary key (account_id, day, kind)
);

-- "Nothing may leave": stands above every service.
alter table ringback.account add column sends_content boolean not null default true;

-- What the sound itself says, before anything is sent: `speech`, or why there is nothing to hear.
alter table ringback.recording
  add column heard text check (heard in ('speech', 'silence', 'too-short', 'tone-or-music', 'unreadable')),
  -- Spans of silence where a private number was said: [{"fromMs", "toMs"}].
  add column muted jsonb not null default '[]',
  -- A transcript with the times of words is on its way. `withheld`: until it is here, nobody may play a number that was said.
  add column words_awaited boolean not null default false,
  add column quarantined_at timestamptz,
  add column quarantine_reason text check (quarantine_reason in ('no-word-times', 'not-editable'));
alter table ringback.recording drop constraint recording_state_check;
alter table ringback.recording add constraint recording_state_check
  check (state in ('announced', 'fetched', 'withheld', 'failed', 'absent', 'quarantined'));
create index recording_words_awaited on ringback.recording (created_at) where words_awaited;

-- Where the words come from, when each was said (for evidence that can be heard and for muting), and what made them.
alter table ringback.transcript
  add column source text not null default 'provider' check (source in ('provider', 'speech-service')),
  add column recording_id uuid,
  add column words jsonb,
  add column language text,
  add column model text,
  add column problem text;

-- A language model's reading refines what the rules said; without one, `model_problem` says why in a word.
alter table ringback.assessment
  add column refines uuid,
  add column model_problem text,
  add column method text not null default 'rules',
  -- Whose offsets the evidence has; a call may have a transcript of the phone system's and one of the speech service's.
  add column transcript_id uuid;
create unique index assessment_refines on ringback.assessment (account_id, refines) where refines is not null;

-- What a person said of the labels of one message: set right (after differs from before) or confirmed (the same). The words
-- stay in the transcript or the text. `before` is what the rules and the model said, whoever corrected it since.
create table ringback.label_correction (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  callback_id uuid not null,
  hold_id uuid,
  assessment_id uuid,
  call_id uuid,
  message_id uuid,
  intent_before text not null,
  intent_after text not null,
  urgency_before text not null,
  urgency_after text not null,
  reason text,
  by_member uuid not null,
  at timestamptz not null,
  -- Taken back: it counts nowhere, and stays as what happened.
  undone_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, callback_id) references ringback.callback (account_id, id) on delete cascade
);
create index label_correction_at on ringback.label_correction (account_id, at desc);
create index label_correction_callback on ringback.label_correction (account_id, callback_id);

-- A hold's own clock: which judgement it is about, and when the fallback person was told that nobody had decided in time.
alter table ringback.hold add column assessment_id uuid, add column overdue_told_at timestamptz;
create index hold_overdue on ringback.hold (due_at) where resolved_at is null and overdue_told_at is null;

do $$
declare name text;
begin
  foreach name in array array['ai_service', 'ai_usage', 'label_correction'] loop
    execute format('alter table ringback.%I enable row level security', name);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', name);
    execute format('grant select, insert, update, delete on ringback.%I to ringback_app', name);
  end loop;
end $$;
