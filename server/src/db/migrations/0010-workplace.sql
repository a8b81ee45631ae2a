-- The workplace: what makes acting safe on a bad network and beside others (requests that happen once, undo, presence), notes,
-- and the ladder of tries.

alter table ringback.callback
  -- Since when it is claimed: the auditor looks for the forgotten ones.
  add column claimed_at timestamptz,
  -- The call back whose tap claimed it; such a claim ends with a call that reached nobody.
  add column claim_attempt_id uuid,
  -- The next try, after one that reached nobody. `next_attempt` tells number, words and the outcome to propose.
  add column next_try_at timestamptz,
  add column next_attempt jsonb,
  -- The last version that changed what a person decides on. Tries and the clock's own marks make newer ones, and whoever
  -- has not seen those may act all the same.
  add column decided_version integer not null default 1;
update ringback.callback set decided_version = version;
update ringback.callback set claimed_at = coalesce(
  (select max(at) from ringback.callback_event e where e.account_id = callback.account_id and e.callback_id = callback.id and e.kind = 'claimed'), now())
  where state = 'claimed';
alter table ringback.callback add check ((claimed_by is not null) = (claimed_at is not null));

alter table ringback.attempt
  -- `at` is when it was made, which a person may tell hours later; this is when we heard of it.
  add column recorded_at timestamptz,
  -- When the person pressed the key, after which the caller is rung. A phone's own voicemail never does.
  add column accepted_at timestamptz,
  -- When the person who called said how it went; that stands against what the provider saw.
  add column told_at timestamptz,
  -- Taken back by who recorded it: it counts nowhere, and stays as what happened.
  add column undone_at timestamptz;

-- A tap by the name its client gave it, with the answer it got: sent again it happens once and answers the same. Kept 7 days.
create table ringback.client_request (
  account_id uuid not null references ringback.account on delete cascade,
  member_id uuid not null,
  request_id text not null,
  -- A digest of what was asked: another question under the same name is refused.
  fingerprint text not null,
  answer jsonb,
  at timestamptz not null,
  primary key (account_id, member_id, request_id)
);
create index client_request_at on ringback.client_request (at);

-- What an action changed, so that who did it can take it back. Many callbacks of one action share the token. Kept 7 days.
create table ringback.undo_step (
  account_id uuid not null references ringback.account on delete cascade,
  token uuid not null,
  callback_id uuid not null,
  member_id uuid not null,
  action text not null,
  at timestamptz not null,
  before jsonb not null,
  after jsonb not null,
  undone_at timestamptz,
  primary key (account_id, token, callback_id),
  foreign key (account_id, callback_id) references ringback.callback on delete cascade
);
create index undo_step_last on ringback.undo_step (account_id, callback_id, member_id, at desc);
create index undo_step_at on ringback.undo_step (at);

-- Notes of people, one row a revision, appended and never rewritten. No body: it was removed.
create table ringback.callback_note (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  revision integer not null,
  callback_id uuid not null,
  body text,
  by_member uuid not null,
  at timestamptz not null,
  happened_at timestamptz,
  primary key (account_id, id, revision),
  foreign key (account_id, callback_id) references ringback.callback on delete cascade
);
create index callback_note_of on ringback.callback_note (account_id, callback_id, id, revision);

-- Who has which case open. Written every few seconds and worth nothing after a crash, so it is kept out of the log.
create unlogged table ringback.callback_presence (
  account_id uuid not null references ringback.account on delete cascade,
  callback_id uuid not null,
  member_id uuid not null,
  screen text not null,
  state text not null check (state in ('viewing', 'working')),
  seen_at timestamptz not null,
  primary key (account_id, callback_id, member_id, screen)
);
create index callback_presence_seen on ringback.callback_presence (account_id, seen_at);

-- A customer's past beside a case.
create index lead_of_contact on ringback.lead (account_id, contact_id, opened_at desc);

do $$
declare t text;
begin
  foreach t in array array['client_request', 'undo_step', 'callback_note', 'callback_presence'] loop
    execute format('alter table ringback.%I enable row level security', t);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', t);
    execute format('grant select, insert on ringback.%I to ringback_app', t);
  end loop;
end $$;
grant update, delete on ringback.client_request, ringback.undo_step, ringback.callback_presence to ringback_app;
