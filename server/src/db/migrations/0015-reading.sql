-- When each person was last told of overdue callbacks, so that many of them become one message.
create table ringback.overdue_telling (
  account_id uuid not null references ringback.account on delete cascade,
  member_id uuid not null,
  told_at timestamptz not null,
  -- The notice that told it: the same one, run twice, is no second telling.
  notice_key text not null,
  primary key (account_id, member_id),
  foreign key (account_id, member_id) references ringback.member on delete cascade
);
alter table ringback.overdue_telling enable row level security;
create policy own_account on ringback.overdue_telling to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()));
grant select, insert, update on ringback.overdue_telling to ringback_app;

-- What each person has not read, by thread: with a hundred thousand threads that somebody has all read, finding none is at once.
-- Kept by triggers, since threads change by triggers. Who joins the team begins with nothing to catch up on.
create table ringback.conversation_unread (
  account_id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  primary key (account_id, conversation_id, member_id),
  foreign key (account_id, conversation_id) references ringback.conversation on delete cascade
);
create index conversation_unread_of on ringback.conversation_unread (account_id, member_id, conversation_id);
alter table ringback.conversation_unread enable row level security;
create policy own_account on ringback.conversation_unread to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()));
grant select, insert, delete on ringback.conversation_unread to ringback_app;

-- Only what is open can be unread: what is done was looked at by somebody.
create function ringback.keep_unread() returns trigger language plpgsql as $$
begin
  if new.state = 'open' and new.merged_into is null and new.last_in_at is not null then
    insert into ringback.conversation_unread (account_id, conversation_id, member_id)
    select m.account_id, new.id, m.id from ringback.member m
      left join ringback.conversation_member r on r.account_id = m.account_id and r.conversation_id = new.id and r.member_id = m.id
    where m.account_id = new.account_id and m.removed_at is null and (r.read_at is null or r.read_at < new.last_in_at)
    on conflict do nothing;
  else
    delete from ringback.conversation_unread where account_id = new.account_id and conversation_id = new.id;
  end if;
  return null;
end $$;
create trigger keep_unread_of_new after insert on ringback.conversation for each row
  when (new.last_in_at is not null) execute function ringback.keep_unread();
create trigger keep_unread after update on ringback.conversation for each row
  when (old.last_in_at is distinct from new.last_in_at or old.state <> new.state or old.merged_into is distinct from new.merged_into)
  execute function ringback.keep_unread();

-- The thread is locked before the mark is written, as whoever writes to a thread locks it: a text that comes in meanwhile is unread.
create function ringback.lock_what_is_read() returns trigger language plpgsql as $$
begin
  perform from ringback.conversation where account_id = new.account_id and id = new.conversation_id for share;
  return new;
end $$;
create trigger lock_what_is_read before insert on ringback.conversation_member for each row
  when (new.read_at is not null) execute function ringback.lock_what_is_read();
create function ringback.note_read() returns trigger language plpgsql as $$
begin
  delete from ringback.conversation_unread where account_id = new.account_id and conversation_id = new.conversation_id and member_id = new.member_id;
  insert into ringback.conversation_unread (account_id, conversation_id, member_id)
  select account_id, id, new.member_id from ringback.conversation
  where account_id = new.account_id and id = new.conversation_id and state = 'open' and merged_into is null
    and last_in_at > coalesce(new.read_at, '-infinity') on conflict do nothing;
  return null;
end $$;
create trigger note_first_read after insert on ringback.conversation_member for each row
  when (new.read_at is not null) execute function ringback.note_read();
create trigger note_read after update of read_at on ringback.conversation_member for each row
  when (old.read_at is distinct from new.read_at) execute function ringback.note_read();

insert into ringback.conversation_unread (account_id, conversation_id, member_id)
select c.account_id, c.id, m.id from ringback.conversation c join ringback.member m on m.account_id = c.account_id and m.removed_at is null
  left join ringback.conversation_member r on r.account_id = c.account_id and r.conversation_id = c.id and r.member_id = m.id
where c.state = 'open' and c.merged_into is null and c.last_in_at is not null and (r.read_at is null or r.read_at < c.last_in_at);

-- Each filter of the inbox in the order of its list.
create index conversation_done on ringback.conversation (account_id, last_at desc, id) where state = 'done' and merged_into is null;
create index conversation_team_all on ringback.conversation (account_id, team_id, last_at desc, id) where merged_into is null and team_id is not null;
create index conversation_waiting_owner on ringback.conversation (account_id, owner_id, last_at desc, id) where waiting_since is not null and merged_into is null;

-- Threads by digits of their number. As the owner, because row security keeps a trigram index from being used (LIKE is not
-- leakproof); it reads only the account the transaction is bound to.
create index conversation_number_digits on ringback.conversation_number using gin (account_id, number gin_trgm_ops) with (gin_pending_list_limit = 128);
drop index ringback.conversation_number_search;
create function ringback.find_conversation_numbers(digits text, most integer) returns table (conversation_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if digits !~ '^\d{3,20}$' then return; end if;
  return query execute format('select n.conversation_id from ringback.conversation_number n where n.account_id = %L and n.number like %L limit %s',
    ringback.current_account(), '%' || digits || '%', most);
end $$;
revoke execute on function ringback.find_conversation_numbers(text, integer) from public;
grant execute on function ringback.find_conversation_numbers(text, integer) to ringback_app;

-- Today reads what waits from the index alone: rows of callbacks are wide, and ten thousand of them are two thousand pages.
drop index ringback.callback_by_clock;
create index callback_by_clock on ringback.callback (account_id, due_at, id)
  include (state, priority, next_try_at, urgency, owner_id, claimed_by, intent, caller, contact_id, first_call_id) where state <> 'closed';

-- Today's search. A caller's name by the phone network is searched for those who are no contact yet.
create index call_caller_name on ringback.call using gin (account_id, lower(caller_name) gin_trgm_ops) with (gin_pending_list_limit = 128)
  where caller_name is not null and episode_id is not null;
-- Callbacks that wait, or were closed since then, by words of the contact, the caller's name or what they want, or by digits.
-- As the owner, as `find_contacts`; all words have to fit. Short words only at the beginning of one, since nearly all have them inside.
create function ringback.find_callbacks(asked text, closed_since timestamptz) returns table (callback_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  account uuid := ringback.current_account();
  form text := btrim(ringback.search_form(left(asked, 100)));
  digits text := regexp_replace(left(asked, 100), '\D', '', 'g');
  word text;
  fits text;
  by_contact text := '';
  by_name text := '';
begin
  if account is null or form = '' then return; end if;
  foreach word in array regexp_split_to_array(form, ' ') loop
    fits := case when length(word) < 3 then '% ' || word || '%' else '%' || word || '%' end;
    by_contact := by_contact || format(' and c.search like %L', fits);
    by_name := by_name || case when length(word) < 3 then format(' and '' '' || lower(k.caller_name) like %L', fits)
      else format(' and lower(k.caller_name) like %L', fits) end;
  end loop;
  return query execute format($q$
    with live as materialized (
      select b.id, b.contact_id, b.first_call_id, b.caller, b.intent from ringback.callback b where b.account_id = %1$L and b.state <> 'closed'
      union all
      select b.id, b.contact_id, b.first_call_id, b.caller, b.intent from ringback.callback b where b.account_id = %1$L and b.state = 'closed' and b.closed_at >= %2$L)
    select l.id from live l where ' ' || replace(l.intent, '-', ' ') like %3$L or (length(%4$L) >= 3 and l.caller like %5$L)
    union select l.id from ringback.contact c join live l on l.contact_id = c.id where c.account_id = %1$L and c.merged_into is null %6$s
    union select l.id from ringback.call k join live l on l.first_call_id = k.id
      where k.account_id = %1$L and k.caller_name is not null and k.episode_id is not null %7$s$q$,
    account, closed_since, '% ' || form || '%', digits, '%' || digits || '%', by_contact, by_name);
end $$;
revoke execute on function ringback.find_callbacks(text, timestamptz) from public;
grant execute on function ringback.find_callbacks(text, timestamptz) to ringback_app;
