-- A thread speaks over more than words of a text: pictures and files go out, and a message may be an e-mail.
-- Locks: `message`, `message_media` and `conversation` for the time of adding columns and checks.

-- What a person attaches lies here, sealed, before its message is written; what was never sent is let go of after a day.
alter table ringback.message_media
  alter column message_id drop not null,
  alter column provider_media_id drop not null,
  add column uploaded_by uuid,
  add check (uploaded_by is not null or message_id is not null),
  add check (state <> 'announced' or provider_media_id is not null),
  -- Only an upload stands without its message, and it is here already.
  add check (message_id is not null or state = 'fetched');
create index message_media_unsent on ringback.message_media (created_at) where message_id is null;
create index message_media_unsent_of on ringback.message_media (account_id, uploaded_by) where message_id is null;
grant delete on ringback.message_media to ringback_app;

-- An e-mail is a message of the thread like a text. `from_number` (in) or `to_number` (out) says whose thread it is: the
-- number of theirs that was used last. The number of ours stays empty, since none carried it.
alter table ringback.message add column channel text not null default 'text' check (channel in ('text', 'email'));

create table ringback.message_email (
  account_id uuid not null references ringback.account on delete cascade,
  message_id uuid not null,
  -- The Message-ID without its angle brackets.
  internet_id text not null,
  -- The Message-IDs it answers, the oldest first.
  thread_ids text[] not null default '{}',
  -- Lower case.
  their_address text not null,
  subject text not null,
  -- What it repeats of earlier mails, and its signature: kept, and folded away on the screen.
  quoted text not null default '',
  -- A machine wrote it (an absence note, a list): it opens nothing and is answered by nothing.
  automatic boolean not null default false,
  -- It asks for no more of ours.
  opts_out boolean not null default false,
  created_at timestamptz not null,
  primary key (account_id, message_id),
  unique (account_id, internet_id),
  foreign key (account_id, message_id) references ringback.message on delete cascade deferrable initially deferred
);
create index message_email_address on ringback.message_email (account_id, their_address, created_at desc);
alter table ringback.message_email enable row level security;
create policy own_account on ringback.message_email to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()));
grant select, insert, update on ringback.message_email to ringback_app;

alter table ringback.conversation drop constraint conversation_last_kind_check;
alter table ringback.conversation add constraint conversation_last_kind_check
  check (last_kind in ('text-in', 'text-out', 'email-in', 'email-out', 'missed-call'));

create or replace function ringback.converse_by_message() returns trigger language plpgsql as $$
declare
  theirs text := case when new.direction = 'in' then new.from_number else new.to_number end;
  quiet boolean := new.direction = 'in' and coalesce((new.decision->>'quiet')::boolean, false);
  words text := case when new.body = '' and (new.decision->>'mediaCount')::int > 0 then 'Picture or file' else left(new.body, 160) end;
  conversation uuid;
begin
  if theirs is null or theirs !~ '^\+[1-9][0-9]{6,14}$' then return null; end if;
  conversation := ringback.conversation_of(new.account_id, theirs, new.contact_id, new.created_at);
  if conversation is null then return null; end if;
  -- A text that was never going to leave is no news.
  if new.direction = 'out' and new.state = 'suppressed' then return null; end if;
  update ringback.conversation c set
    last_at = greatest(c.last_at, new.created_at),
    -- What automation says is no news to whoever reads the list.
    last_kind = case when new.direction = 'out' and new.class <> 'staff' then c.last_kind else new.channel || '-' || new.direction end,
    last_words = case when new.direction = 'out' and new.class <> 'staff' then c.last_words else words end,
    last_in_at = case when new.direction = 'in' and not quiet then new.created_at else c.last_in_at end,
    waiting_since = case when new.direction = 'in' and not quiet then coalesce(c.waiting_since, new.created_at)
      when new.class = 'staff' then null else c.waiting_since end,
    state = case when quiet or (new.direction = 'out' and new.class <> 'staff') then c.state else 'open' end
  where c.account_id = new.account_id and c.id = conversation;
  return null;
end $$;

-- Whose address a mail comes from, however it is written.
create index contact_address on ringback.contact (account_id, lower(email)) where email is not null and merged_into is null;
