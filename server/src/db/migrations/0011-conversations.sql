-- Conversations: one thread for each contact (or number nobody knows), over texts, calls and voicemails on every line.
-- Locks: `message`, `callback`, `episode` and the contacts for the time of adding columns and triggers.

create extension if not exists pg_trgm schema public;

drop table ringback.conversation; -- never written

create table ringback.conversation (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  contact_id uuid,
  state text not null default 'open' check (state in ('open', 'done')),
  -- Of the newest callback; its owner answers.
  callback_id uuid,
  owner_id uuid,
  team_id text,
  -- A person has it: automatic texts are off until it is handed back or the matter is closed.
  taken_by uuid,
  taken_at timestamptz,
  last_at timestamptz not null,
  last_kind text not null check (last_kind in ('text-in', 'text-out', 'missed-call')),
  last_words text not null default '',
  -- The last thing that somebody has to read; null where nothing came in yet.
  last_in_at timestamptz,
  -- Since when the other side waits for a person; null: it does not.
  waiting_since timestamptz,
  -- All its numbers belong to another conversation now (contacts were merged).
  merged_into uuid,
  primary key (account_id, id),
  check ((taken_by is null) = (taken_at is null))
);
create unique index conversation_contact on ringback.conversation (account_id, contact_id) where contact_id is not null;
create index conversation_recent on ringback.conversation (account_id, last_at desc, id) where merged_into is null;
create index conversation_open on ringback.conversation (account_id, last_at desc, id) where state = 'open' and merged_into is null;
create index conversation_owner on ringback.conversation (account_id, owner_id, last_at desc, id) where state = 'open' and merged_into is null;
create index conversation_team on ringback.conversation (account_id, team_id, last_at desc, id) where state = 'open' and merged_into is null and team_id is not null;
create index conversation_waiting on ringback.conversation (account_id, last_at desc, id) where waiting_since is not null and merged_into is null;

-- The numbers of the other side. A number is in one conversation.
create table ringback.conversation_number (
  account_id uuid not null,
  number text not null,
  conversation_id uuid not null,
  primary key (account_id, number),
  foreign key (account_id, conversation_id) references ringback.conversation (account_id, id) on delete cascade
);
create index conversation_number_of on ringback.conversation_number (account_id, conversation_id);
-- Apart from the conversation, whose row changes with every word.
create index conversation_number_search on ringback.conversation_number using gin (number gin_trgm_ops);

-- What one person of the team has read and begun to write.
create table ringback.conversation_member (
  account_id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  read_at timestamptz,
  draft text not null default '',
  primary key (account_id, conversation_id, member_id),
  foreign key (account_id, conversation_id) references ringback.conversation (account_id, id) on delete cascade
);

-- Answers that people need again and again.
create table ringback.reply_template (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  title text not null,
  body text not null,
  -- Offered first where the caller wants this; null: for everything.
  intent text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  primary key (account_id, id)
);

-- A callback that a text opened has no call; the streams are measured apart.
alter table ringback.callback
  add column kind text not null default 'call' check (kind in ('call', 'text')),
  add column first_message_id uuid;
alter table ringback.callback alter column first_call_id drop not null;
alter table ringback.callback add check ((kind = 'call') = (first_call_id is not null) and (kind = 'text') = (first_message_id is not null));
alter table ringback.message drop column conversation_id; -- never written: the number says whose thread it is
create index message_from on ringback.message (account_id, from_number, created_at desc) where direction = 'in';

-- The conversation of a number, made where there is none. A number of ours and a phone of the team begin none (null).
create function ringback.conversation_of(account uuid, their_number text, contact uuid, happened timestamptz) returns uuid language plpgsql as $$
declare
  conversation uuid;
  begun uuid;
begin
  select conversation_id into conversation from ringback.conversation_number where account_id = account and number = their_number;
  if conversation is not null then return conversation; end if;
  if exists (select from ringback.phone_number p where p.account_id = account and p.number = their_number) then return null; end if;
  contact := coalesce(contact, (select contact_id from ringback.contact_phone p where p.account_id = account and p.number = their_number));
  if contact is null and exists (select from ringback.member m where m.account_id = account and m.phone = their_number and m.removed_at is null)
    then return null; end if;
  select id into conversation from ringback.conversation c where c.account_id = account and c.contact_id = contact;
  if conversation is null then
    insert into ringback.conversation (account_id, id, contact_id, last_at, last_kind) values (account, gen_random_uuid(), contact, happened, 'missed-call')
      on conflict (account_id, contact_id) where contact_id is not null do update set last_at = ringback.conversation.last_at
      returning id into conversation;
  end if;
  insert into ringback.conversation_number (account_id, number, conversation_id) values (account, their_number, conversation)
    on conflict (account_id, number) do update set number = excluded.number returning conversation_id into begun;
  if begun <> conversation then -- somebody else began it at the same moment
    update ringback.conversation c set merged_into = begun where c.account_id = account and c.id = conversation
      and not exists (select from ringback.conversation_number n where n.account_id = account and n.conversation_id = conversation);
  end if;
  return begun;
end $$;

-- A row of the list says what happened last. Facts of calls and texts keep it, whoever writes them, in their own commit.
create function ringback.converse_by_message() returns trigger language plpgsql as $$
declare
  theirs text := case when new.direction = 'in' then new.from_number else new.to_number end;
  quiet boolean := new.direction = 'in' and coalesce((new.decision->>'quiet')::boolean, false);
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
    last_kind = case when new.direction = 'out' and new.class <> 'staff' then c.last_kind else 'text-' || new.direction end,
    last_words = case when new.direction = 'out' and new.class <> 'staff' then c.last_words else left(new.body, 160) end,
    last_in_at = case when new.direction = 'in' and not quiet then new.created_at else c.last_in_at end,
    waiting_since = case when new.direction = 'in' and not quiet then coalesce(c.waiting_since, new.created_at)
      when new.class = 'staff' then null else c.waiting_since end,
    state = case when quiet or (new.direction = 'out' and new.class <> 'staff') then c.state else 'open' end
  where c.account_id = new.account_id and c.id = conversation;
  return null;
end $$;
create trigger converse_by_message after insert on ringback.message for each row
  when (new.class is distinct from 'internal') execute function ringback.converse_by_message();

create function ringback.converse_by_callback() returns trigger language plpgsql as $$
declare conversation uuid;
begin
  conversation := ringback.conversation_of(new.account_id, new.caller, new.contact_id, new.started_at);
  if conversation is null then return null; end if;
  if tg_op = 'INSERT' or old.caller is null then
    update ringback.conversation c set callback_id = new.id, owner_id = new.owner_id, state = 'open',
      last_at = greatest(c.last_at, new.started_at),
      last_kind = case when new.kind = 'call' then 'missed-call' else c.last_kind end,
      last_words = case when new.kind = 'call' then '' else c.last_words end,
      last_in_at = greatest(c.last_in_at, new.started_at), waiting_since = coalesce(c.waiting_since, new.started_at)
    where c.account_id = new.account_id and c.id = conversation;
  elsif new.state = 'closed' and old.state <> 'closed' then
    -- The matter is closed: the thread rests and automation may speak again, unless another matter of theirs is open.
    update ringback.conversation c set state = 'done', waiting_since = null, taken_by = null, taken_at = null
    where c.account_id = new.account_id and c.id = conversation and not exists (
      select from ringback.conversation_number n join ringback.episode e on e.account_id = n.account_id and e.caller = n.number and e.closed_at is null
        join ringback.callback b on b.account_id = e.account_id and b.episode_id = e.id and b.state <> 'closed' and b.id <> new.id
      where n.account_id = new.account_id and n.conversation_id = c.id);
  else
    update ringback.conversation c set owner_id = new.owner_id, callback_id = case when new.state = 'closed' then c.callback_id else new.id end,
      state = case when old.state = 'closed' then 'open' else c.state end
    where c.account_id = new.account_id and c.id = conversation;
  end if;
  return null;
end $$;
create trigger converse_by_new_callback after insert on ringback.callback for each row
  when (new.caller is not null and new.drill_id is null) execute function ringback.converse_by_callback();
create trigger converse_by_callback after update on ringback.callback for each row
  when (new.caller is not null and new.drill_id is null and (old.owner_id is distinct from new.owner_id or old.caller is distinct from new.caller
    or (old.state = 'closed') is distinct from (new.state = 'closed'))) execute function ringback.converse_by_callback();

-- Called again about the same matter.
create function ringback.converse_by_episode() returns trigger language plpgsql as $$
begin
  update ringback.conversation c set last_at = greatest(c.last_at, new.last_call_at), last_kind = 'missed-call', last_words = '',
    last_in_at = greatest(c.last_in_at, new.last_call_at), waiting_since = coalesce(c.waiting_since, new.last_call_at), state = 'open'
  from ringback.conversation_number n
  where n.account_id = new.account_id and n.number = new.caller and c.account_id = n.account_id and c.id = n.conversation_id;
  return null;
end $$;
create trigger converse_by_episode after update on ringback.episode for each row
  when (new.caller is not null and new.closed_at is null and new.call_count > old.call_count) execute function ringback.converse_by_episode();

-- A number that becomes a contact's, or another's (a merge, or its undo), takes its thread along.
create function ringback.converse_by_contact_phone() returns trigger language plpgsql as $$
declare
  conversation uuid;
  target uuid;
begin
  select conversation_id into conversation from ringback.conversation_number n where n.account_id = new.account_id and n.number = new.number;
  if conversation is null then return null; end if;
  select id into target from ringback.conversation c where c.account_id = new.account_id and c.contact_id = new.contact_id;
  if target = conversation then return null; end if;
  if target is null and not exists (select from ringback.conversation_number n
      where n.account_id = new.account_id and n.conversation_id = conversation and n.number <> new.number) then
    update ringback.conversation c set contact_id = new.contact_id where c.account_id = new.account_id and c.id = conversation;
    return null;
  end if;
  if target is null then
    target := gen_random_uuid();
    insert into ringback.conversation (account_id, id, contact_id, state, callback_id, owner_id, team_id, last_at, last_kind, last_words, last_in_at, waiting_since)
      select account_id, target, new.contact_id, state, callback_id, owner_id, team_id, last_at, last_kind, last_words, last_in_at, waiting_since
      from ringback.conversation c where c.account_id = new.account_id and c.id = conversation;
  else
    update ringback.conversation t set merged_into = null,
      state = case when 'open' in (t.state, f.state) then 'open' else 'done' end,
      callback_id = case when f.last_at > t.last_at then coalesce(f.callback_id, t.callback_id) else coalesce(t.callback_id, f.callback_id) end,
      owner_id = case when f.last_at > t.last_at then coalesce(f.owner_id, t.owner_id) else coalesce(t.owner_id, f.owner_id) end,
      -- Whoever has one of the two has both: silence is the safe side.
      taken_by = coalesce(t.taken_by, f.taken_by), taken_at = coalesce(t.taken_at, f.taken_at),
      last_kind = case when f.last_at > t.last_at then f.last_kind else t.last_kind end,
      last_words = case when f.last_at > t.last_at then f.last_words else t.last_words end,
      last_at = greatest(t.last_at, f.last_at), last_in_at = greatest(t.last_in_at, f.last_in_at), waiting_since = least(t.waiting_since, f.waiting_since)
    from ringback.conversation f where f.account_id = t.account_id and f.id = conversation and t.account_id = new.account_id and t.id = target;
  end if;
  update ringback.conversation_number n set conversation_id = target where n.account_id = new.account_id and n.number = new.number;
  update ringback.conversation c set merged_into = target where c.account_id = new.account_id and c.id = conversation
    and not exists (select from ringback.conversation_number n where n.account_id = c.account_id and n.conversation_id = c.id);
  return null;
end $$;
create trigger converse_by_contact_phone after insert or update of contact_id on ringback.contact_phone
  for each row execute function ringback.converse_by_contact_phone();

-- What an installation has already.
select ringback.conversation_of(account_id, number, contact_id, last_at)
from (
  select b.account_id, b.caller as number, (array_agg(b.contact_id))[1] as contact_id, max(b.started_at) as last_at
  from ringback.callback b where b.caller is not null and b.drill_id is null group by 1, 2
  union
  select m.account_id, m.from_number, (array_agg(m.contact_id))[1], max(m.created_at)
  from ringback.message m where m.direction = 'in' and m.from_number ~ '^\+[1-9][0-9]{6,14}$' group by 1, 2
) known;
update ringback.conversation c set callback_id = b.id, owner_id = b.owner_id, last_at = b.started_at, last_in_at = b.started_at,
  state = case when b.state = 'closed' then 'done' else 'open' end, waiting_since = case when b.state <> 'closed' and b.attempt_count = 0 then b.started_at end
from ringback.conversation_number n cross join lateral (select b.* from ringback.callback b join ringback.episode e on e.account_id = b.account_id and e.id = b.episode_id
  where e.account_id = n.account_id and e.caller = n.number order by e.opened_at desc limit 1) b
where c.account_id = n.account_id and c.id = n.conversation_id;
update ringback.conversation c set last_at = m.created_at, last_kind = 'text-' || m.direction, last_words = left(m.body, 160)
from ringback.conversation_number n cross join lateral (select m.created_at, m.direction, m.body from ringback.message m
  where m.account_id = n.account_id and (m.direction = 'in' or m.class = 'staff' and m.state <> 'suppressed') and (m.to_number = n.number and m.direction = 'out' or m.from_number = n.number and m.direction = 'in')
  order by m.created_at desc limit 1) m
where c.account_id = n.account_id and c.id = n.conversation_id and m.created_at > c.last_at;

do $$
declare t text;
begin
  foreach t in array array['conversation', 'conversation_number', 'conversation_member', 'reply_template'] loop
    execute format('alter table ringback.%I enable row level security', t);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', t);
    execute format('grant select, insert, update on ringback.%I to ringback_app', t);
  end loop;
end $$;
