-- Contacts as a record of their own: what is known of a person or business and whence, several people behind one number,
-- merging that can be taken back, search for what is half remembered, and lists that are brought as files.

-- Both ship with PostgreSQL and are trusted: a database's owner may create them.
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- Words as they are searched for: small letters without accents and apostrophes, one space before each word.
create function ringback.search_form(words text) returns text language sql immutable strict parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select ' ' || btrim(regexp_replace(lower(regexp_replace(normalize(words, NFKD), '[\u0300-\u036f''’]', '', 'g')), '[^[:alnum:]@]+', ' ', 'g'))
$$;

alter table ringback.contact
  add column company text,
  -- Always in small letters.
  add column email text,
  add column address text,
  add column postal_code text,
  -- State or province, as its post writes it: IL, ON.
  add column region text,
  add column time_zone_override text,
  add column time_zone_reason text,
  add column language text,
  -- Who knows the customer: their calls go to this person first.
  add column owner_id uuid,
  add column tier text not null default 'none',
  add column tags text[] not null default '{}',
  -- The account's own fields, by the field's id.
  add column fields jsonb not null default '{}',
  -- Whence a fact is and since when: {"email": {"source": "import", "at": "…", "by": null}}.
  add column sources jsonb not null default '{}',
  add column import_id uuid,
  -- Set: it was found to be the same as that contact and lives on there.
  add column merged_into uuid,
  add column version integer not null default 1,
  add column changed_at timestamptz,
  -- Also the order by name: whoever has none comes last.
  add column search text generated always as (coalesce(nullif(ringback.search_form(coalesce(name, '') || ' ' || coalesce(company, '') || ' ' || coalesce(email, '')), ' '), '~')) stored;
alter table ringback.contact add foreign key (account_id, owner_id) references ringback.member (account_id, id);
-- A short pending list: every search reads it from end to end, and four megabytes of it took longer than the search.
create index contact_search on ringback.contact using gin (account_id, search gin_trgm_ops) with (gin_pending_list_limit = 128) where merged_into is null;
create index contact_by_name on ringback.contact (account_id, search collate "C", id) where merged_into is null;
-- New callers come in as leads, so these cost a call nothing.
create index contact_lane on ringback.contact (account_id, kind, search collate "C", id) where merged_into is null and kind <> 'lead';
create index contact_tagged on ringback.contact (account_id, search collate "C", id) where merged_into is null and tags <> '{}';
create index contact_email on ringback.contact (account_id, email) where email is not null;
create index contact_import on ringback.contact (account_id, import_id) where import_id is not null;

-- `contact_phone` says whom a number was first known by; a call is matched to that contact (the household).
alter table ringback.contact_phone
  add column label text,
  add column source text not null default 'call' check (source in ('call', 'person', 'import')),
  add column added_at timestamptz not null default now();
create index contact_phone_search on ringback.contact_phone using gin (account_id, number gin_trgm_ops) with (gin_pending_list_limit = 128);
grant delete on ringback.contact_phone to ringback_app;

-- The others who are behind the same number.
create table ringback.contact_phone_other (
  account_id uuid not null,
  number text not null,
  contact_id uuid not null,
  label text,
  source text not null default 'person' check (source in ('call', 'person', 'import')),
  added_at timestamptz not null default now(),
  primary key (account_id, number, contact_id),
  foreign key (account_id, number) references ringback.contact_phone on delete cascade,
  foreign key (account_id, contact_id) references ringback.contact on delete cascade
);
create index contact_phone_other_contact on ringback.contact_phone_other (account_id, contact_id);

-- Every number of every contact, whoever it was first known by.
create view ringback.contact_number with (security_invoker = true) as
  select account_id, contact_id, number, label, source, added_at, sms_capable, true as first_known from ringback.contact_phone
  union all
  select o.account_id, o.contact_id, o.number, o.label, o.source, o.added_at, p.sms_capable, false
  from ringback.contact_phone_other o join ringback.contact_phone p using (account_id, number);
grant select on ringback.contact_number to ringback_app;

alter table ringback.lead
  add column value_cents bigint check (value_cents >= 0),
  add column source text,
  add column closed_at timestamptz,
  add column version integer not null default 1;
drop index ringback.lead_contact;
create index lead_contact on ringback.lead (account_id, contact_id);

create index callback_contact on ringback.callback (account_id, contact_id) where contact_id is not null;
create index message_contact on ringback.message (account_id, contact_id, created_at) where contact_id is not null;

-- The account's own words for contacts: tiers in rising order, its own fields, its tags.
create table ringback.contact_setup (
  account_id uuid primary key references ringback.account on delete cascade,
  setup jsonb not null,
  changed_at timestamptz not null
);

-- Two contacts that were found to be one. `moved` says what was re-pointed and changed, so that it can be put back.
create table ringback.contact_merge (
  account_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  gone_id uuid not null,
  cause text not null check (cause in ('called-from-another-number', 'typed-twice', 'imported-twice', 'household', 'other')),
  by_member uuid not null,
  at timestamptz not null,
  undo_until timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  moved jsonb not null,
  primary key (account_id, id),
  foreign key (account_id, kept_id) references ringback.contact (account_id, id) on delete cascade,
  foreign key (account_id, gone_id) references ringback.contact (account_id, id) on delete cascade
);
create index contact_merge_kept on ringback.contact_merge (account_id, kept_id, at desc);
create index contact_merge_recent on ringback.contact_merge (account_id, at desc);

-- Two contacts that look alike and are not the same, as somebody said.
create table ringback.contact_distinct (
  account_id uuid not null,
  one_id uuid not null,
  other_id uuid not null check (one_id < other_id),
  by_member uuid not null,
  at timestamptz not null,
  primary key (account_id, one_id, other_id),
  foreign key (account_id, one_id) references ringback.contact (account_id, id) on delete cascade,
  foreign key (account_id, other_id) references ringback.contact (account_id, id) on delete cascade
);

-- What an import did to contacts, to take it back.
create table ringback.contact_import_change (
  account_id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  contact_id uuid not null,
  kind text not null check (kind in ('created', 'changed')),
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  numbers text[] not null default '{}',
  primary key (account_id, import_id, row_number),
  foreign key (account_id, import_id) references ringback.call_import (account_id, id) on delete cascade
);
alter table ringback.call_import add column brings text not null default 'calls' check (brings in ('calls', 'contacts')),
  add column added bigint not null default 0, add column changed bigint not null default 0;

do $$
declare name text;
begin
  foreach name in array array['contact_phone_other', 'contact_setup', 'contact_merge', 'contact_distinct', 'contact_import_change'] loop
    execute format('alter table ringback.%I enable row level security', name);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', name);
    execute format('grant select, insert, update, delete on ringback.%I to ringback_app', name);
  end loop;
end $$;
grant delete on ringback.contact, ringback.lead to ringback_app;

-- Contacts by words or digits somebody half remembers, best first. As the owner, because row security keeps a trigram
-- index from being used (LIKE is not leakproof); it reads only the account the transaction is bound to.
create function ringback.find_contacts(asked text, most integer) returns table (contact_id uuid, number text, rank real)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  set pg_trgm.word_similarity_threshold = 0.45 as $$
declare
  account uuid := ringback.current_account();
  form text := ringback.search_form(left(asked, 100));
  digits text := regexp_replace(left(asked, 100), '\D', '', 'g');
  letters text[];
  numerals text[];
  by_name text := '';
  tests text;
  word text;
  hits integer := 0;
  more integer;
begin
  if account is null or length(btrim(form)) = 0 then return; end if;
  letters := array(select w from regexp_split_to_table(btrim(form), ' ') w where w !~ '^\d+$' limit 5);
  numerals := array(select w from regexp_split_to_table(btrim(form), ' ') w where w ~ '^\d+$' limit 5);
  foreach word in array letters loop
    by_name := by_name || format(' and c.search like %L', '% ' || word || '%');
  end loop;
  tests := by_name;
  foreach word in array numerals loop
    tests := tests || format(' and c.search like %L', '% ' || word || '%');
  end loop;
  -- A national number may begin with a zero that its E.164 form has not.
  if length(digits) >= 7 then digits := coalesce(nullif(ltrim(digits, '0'), ''), digits); end if;
  if length(digits) >= 3 and cardinality(letters) = 0 then
    return query execute format($q$
      select p.contact_id, p.number, (case when p.number like %L then 3 when p.number like %L then 2.5 else 2 end)::real as rank
      from (select n.contact_id, n.number from ringback.contact_phone n where n.account_id = %L and n.number like %L
        union all select o.contact_id, o.number from ringback.contact_phone_other o where o.account_id = %L and o.number like %L) p
      join ringback.contact c on c.account_id = %L and c.id = p.contact_id and c.merged_into is null
      order by rank desc, p.number limit %s$q$,
      '%' || digits, '+' || digits || '%', account, '%' || digits || '%', account, '%' || digits || '%', account, most);
    get diagnostics hits = row_count;
  elsif cardinality(numerals) > 0 and length(digits) >= 2 then
    return query execute format($q$
      select c.id, p.number, 3::real from ringback.contact c join ringback.contact_phone p on p.account_id = c.account_id and p.contact_id = c.id
      where c.account_id = %L and c.merged_into is null %s and p.number like %L limit %s$q$, account, by_name, '%' || digits || '%', most);
    get diagnostics hits = row_count;
  end if;
  if hits >= most then return; end if;
  return query execute format($q$
    select near.id, null::text, near.rank from (
      select c.id, c.search, (case when c.search = %L then 3 when c.search like %L then 2 else 1 end)::real as rank
      from ringback.contact c where c.account_id = %L and c.merged_into is null %s limit 600) near
    order by near.rank desc, length(near.search), near.search collate "C" limit %s$q$, form, form || '%', account, tests, most - hits);
  get diagnostics more = row_count;
  if hits + more > 0 or cardinality(letters) = 0 or length(array_to_string(letters, '')) < 3 then return; end if;
  -- Nothing is spelled so; what is spelled nearly so.
  return query select near.id, null::text, public.strict_word_similarity(btrim(form), near.search)::real
    from (select c.id, c.search from ringback.contact c where c.account_id = account and c.merged_into is null
      and btrim(form) OPERATOR(public.<%) c.search limit 600) near
    order by 3 desc, near.search collate "C" limit most;
end $$;
revoke execute on function ringback.find_contacts(text, integer) from public;
grant execute on function ringback.find_contacts(text, integer) to ringback_app;
