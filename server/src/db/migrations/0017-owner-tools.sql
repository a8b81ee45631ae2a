-- What an owner does now and then: deleting all that is kept of one person.
-- Locks: `call` for the time of adding a column. The rest is new.

-- A call of somebody who was forgotten: it still counts, and says of whom no more. What is reported of it later is dropped.
alter table ringback.call add column forgotten_at timestamptz;

-- One row for each person who was forgotten. The contact's id means nothing any more once it is done.
create table ringback.forgetting (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  contact_id uuid not null,
  state text not null check (state in ('running', 'done')),
  asked_at timestamptz not null,
  -- null: by command, at the machine itself.
  asked_by uuid,
  -- What there was when it was asked for, by kind; and what is gone so far.
  found jsonb not null,
  gone jsonb not null default '{}',
  finished_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, asked_by) references ringback.member (account_id, id),
  check ((state = 'done') = (finished_at is not null))
);
create unique index forgetting_running on ringback.forgetting (account_id, contact_id) where state = 'running';
alter table ringback.forgetting enable row level security;
create policy own_account on ringback.forgetting to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()));
grant select, insert, update on ringback.forgetting to ringback_app;

-- Entries of the ledger that were emptied, with what they were sealed as, so that the chain still holds. An entry's id is
-- part of what was hashed and is made anew, so the hash cannot be tried out with all numbers there are.
create table ringback.ledger_erasure (
  account_id uuid not null references ringback.account on delete cascade,
  call_id uuid not null,
  event_id uuid not null,
  digest bytea not null,
  erased_at timestamptz not null default clock_timestamp(),
  primary key (account_id, call_id, event_id)
);
alter table ringback.ledger_erasure enable row level security;
create policy own_account on ringback.ledger_erasure to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()));
grant select on ringback.ledger_erasure to ringback_app;

-- What an entry is sealed as. `erased` stands for an emptied entry alone: one that says something speaks for itself.
create function ringback.entry_digest(e ringback.call_event, erased bytea) returns bytea language sql stable as $$
  select case when erased is not null and e.detail = '{}' then erased else sha256(convert_to(ringback.ledger_text(e), 'UTF8')) end
$$;

create or replace function ringback.seal_ledger(margin interval default interval '5 seconds') returns integer language plpgsql as $$
declare since timestamptz; boundary timestamptz; blocks integer;
begin
  if not pg_try_advisory_xact_lock(7464624) then return null; end if;
  select at into since from ringback.ledger_sealed_until;
  boundary := ringback.ledger_settled_until(margin);
  if boundary <= since then return 0; end if;
  -- A statement of its own: its snapshot is younger than the boundary.
  insert into ringback.ledger_seal (account_id, number, from_at, to_at, events, previous_hash, hash, sealed_at)
  select fresh.account_id, coalesce(last.number, 0) + 1, since, boundary, fresh.events, previous.hash,
    sha256(previous.hash || fresh.digests), clock_timestamp()
  from (
    select e.account_id, count(*) as events, string_agg(ringback.entry_digest(e, x.digest), ''::bytea order by e.stamped_at, e.id) as digests
    from ringback.call_event e left join ringback.ledger_erasure x on x.account_id = e.account_id and x.call_id = e.call_id and x.event_id = e.id
    where e.stamped_at >= since and e.stamped_at < boundary group by e.account_id
  ) fresh
  join ringback.account on account.id = fresh.account_id
  left join lateral (select number, hash from ringback.ledger_seal where account_id = fresh.account_id order by number desc limit 1) last on true
  cross join lateral (select coalesce(last.hash, decode(repeat('00', 32), 'hex')) as hash) previous;
  get diagnostics blocks = row_count;
  update ringback.ledger_sealed_until set at = boundary;
  return blocks;
end $$;

-- A number as it stays on the list of those who are never texted: with a key that is not in the database (P3, P4).
create function ringback.number_hash(key bytea, number text) returns text language sql immutable strict parallel safe as $$
  select '#' || encode(sha256(key || convert_to(number, 'UTF8')), 'hex')
$$;

-- JSON without what people said or are called: words of the program, ids, instants and zones stay, other text becomes empty.
-- `names` are words in small letters that go even where they look like words of the program.
create function ringback.without_words(value jsonb, names text[]) returns jsonb language plpgsql immutable parallel safe as $$
declare said text;
begin
  case jsonb_typeof(value)
    when 'object' then return (select coalesce(jsonb_object_agg(key, ringback.without_words(inner_value, names)), '{}') from jsonb_each(value) each(key, inner_value));
    when 'array' then return (select coalesce(jsonb_agg(ringback.without_words(inner_value, names) order by place), '[]') from jsonb_array_elements(value) with ordinality each(inner_value, place));
    when 'string' then
      said := value #>> '{}';
      if said ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' or said ~ '^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$' or said ~ '^\d\d:\d\d$' then return value; end if;
      if said ~ '^[a-z][a-z0-9]*([-_.][a-z0-9]+)*$' or said ~ '^[A-Z]\d{1,2}(\.\d+)?$' or said ~ '^[A-Z][A-Za-z_]+(/[A-Za-z_]+)+$' then
        if not names && regexp_split_to_array(lower(said), '[-_./]') and said !~ '\d{5}' then return value; end if;
      end if;
      return '""';
    else return value;
  end case;
end $$;

-- What follows empties records that the program may otherwise only append to. Each works on the transaction's account alone.
create function ringback.forget_entries(calls uuid[]) returns integer language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare emptied integer;
begin
  with old as materialized (
    select e.call_id, e.id, e.recorded_at, sha256(convert_to(ringback.ledger_text(e), 'UTF8')) as digest,
      -- The first ten bytes keep the order of entries within one commit, which the hash of a block rests on.
      (left(e.id::text, 24) || lpad(to_hex(row_number() over (partition by e.call_id, e.stamped_at, left(e.id::text, 24) order by e.id)), 12, '0'))::uuid as new_id
    from ringback.call_event e
    where e.account_id = ringback.current_account() and e.call_id = any(calls)
      and not exists (select from ringback.ledger_erasure x where x.account_id = e.account_id and x.call_id = e.call_id and x.event_id = e.id)
  ), kept as (
    insert into ringback.ledger_erasure (account_id, call_id, event_id, digest)
    select ringback.current_account(), call_id, new_id, digest from old
  )
  update ringback.call_event e set id = old.new_id, detail = '{}' from old
  where e.account_id = ringback.current_account() and e.call_id = old.call_id and e.id = old.id and e.recorded_at = old.recorded_at;
  get diagnostics emptied = row_count;
  return emptied;
end $$;
revoke all on function ringback.forget_entries(uuid[]) from public;
grant execute on function ringback.forget_entries(uuid[]) to ringback_app;

-- Reports of the phone company in which one of the digits stands anywhere, or one of the ids is a value.
create function ringback.forget_reports(digits text[], ids text[]) returns integer language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare emptied integer; patterns text[] := array(select '%' || d || '%' from unnest(digits) d);
begin
  update ringback.provider_event p set payload = '{}'
  where p.account_id = ringback.current_account() and p.payload <> '{}'
    and (regexp_replace(p.payload::text, '[^0-9"]', '', 'g') like any(patterns)
      or exists (select from jsonb_each_text(p.payload) v where v.value = any(ids)));
  get diagnostics emptied = row_count;
  return emptied;
end $$;
revoke all on function ringback.forget_reports(text[], text[]) from public;
grant execute on function ringback.forget_reports(text[], text[]) to ringback_app;

-- Decisions keep that they were made, when and by which rules; from what and with which words no more.
create function ringback.forget_decisions(subjects uuid[]) returns integer language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare emptied integer;
begin
  update ringback.decision d set inputs = '{}', outcome = '{}' where d.account_id = ringback.current_account() and d.subject_id = any(subjects) and d.inputs <> '{}';
  get diagnostics emptied = row_count;
  return emptied;
end $$;
revoke all on function ringback.forget_decisions(uuid[]) from public;
grant execute on function ringback.forget_decisions(uuid[]) to ringback_app;

create function ringback.forget_timeline(callbacks uuid[], names text[]) returns integer language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare removed integer;
begin
  update ringback.callback_event e set detail = ringback.without_words(e.detail, names)
  where e.account_id = ringback.current_account() and e.callback_id = any(callbacks);
  delete from ringback.callback_note n where n.account_id = ringback.current_account() and n.callback_id = any(callbacks);
  get diagnostics removed = row_count;
  return removed;
end $$;
revoke all on function ringback.forget_timeline(uuid[], text[]) from public;
grant execute on function ringback.forget_timeline(uuid[], text[]) to ringback_app;

-- Consent stays as what the law makes one keep: kind, day and source, under the keyed hash of the number.
create function ringback.forget_consents(numbers text[], key bytea) returns integer language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare kept integer;
begin
  update ringback.consent_event c set number = ringback.number_hash(key, c.number), quote = null, detail = '{}'
  where c.account_id = ringback.current_account() and c.number = any(numbers);
  get diagnostics kept = row_count;
  return kept;
end $$;
revoke all on function ringback.forget_consents(text[], bytea) from public;
grant execute on function ringback.forget_consents(text[], bytea) to ringback_app;

-- Mails lie beside their messages; what answers them in a thread needs nothing of them once the thread is gone.
create function ringback.forget_mails(messages uuid[]) returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if to_regclass('ringback.message_email') is not null then
    delete from ringback.message_email m where m.account_id = ringback.current_account() and m.message_id = any(messages);
  end if;
end $$;
revoke all on function ringback.forget_mails(uuid[]) from public;
grant execute on function ringback.forget_mails(uuid[]) to ringback_app;

grant delete on ringback.message_media to ringback_app;
grant delete on ringback.conversation to ringback_app;
grant delete on ringback.assessment to ringback_app;

-- Numbers nobody advertises to: our own list, and what was compared with the national one (docs/rules.md S16).
create table ringback.do_not_call_list (
  account_id uuid not null references ringback.account on delete cascade,
  list text not null check (list in ('internal', 'national')),
  -- The day the list is of, where it comes from outside.
  as_of date,
  numbers integer not null,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (account_id, list),
  check (list = 'internal' or as_of is not null)
);
create table ringback.do_not_call_number (
  account_id uuid not null references ringback.account on delete cascade,
  -- E.164, or the keyed hash of somebody who was forgotten.
  number text not null,
  list text not null check (list in ('internal', 'national')),
  primary key (account_id, number, list)
);
alter table ringback.do_not_call_list enable row level security;
create policy own_account on ringback.do_not_call_list to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()));
grant select, insert, update, delete on ringback.do_not_call_list to ringback_app;
alter table ringback.do_not_call_number enable row level security;
create policy own_account on ringback.do_not_call_number to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()));
grant select, insert, update, delete on ringback.do_not_call_number to ringback_app;
