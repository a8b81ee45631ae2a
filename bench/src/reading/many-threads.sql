-- A business with as many contacts as bench.contacts, each with a number and a thread. bench.me has read every thread; another
-- person owns those that wait. Settings of the session: bench.account, bench.me, bench.other, bench.contacts, bench.now.
create temp table person as
select n, gen_random_uuid() as contact_id, gen_random_uuid() as thread_id,
  '+1' || (2010000000 + (n::bigint * 7919) % 7000000000)::text as number,
  firsts[1 + n % cardinality(firsts)] || ' ' || lasts[1 + (n / 7) % cardinality(lasts)] || chr(97 + n % 26) as name,
  (array['lead', 'lead', 'customer', 'lead', 'customer', 'lead', 'lead', 'customer', 'lead', 'vendor'])[1 + n % 10] as kind,
  current_setting('bench.now')::timestamptz - interval '1 minute' * (10 + n) as at
from generate_series(1, current_setting('bench.contacts')::int) n, (select
  array['Ana', 'Luis', 'Dana', 'Maya', 'Priya', 'Olive', 'Sam', 'Jennifer', 'Christopher', 'Mohammed', 'Wei', 'Fatima', 'Joe', 'Nadia', 'Viktor'] as firsts,
  array['Ruiz', 'Ortiz', 'Whitfield', 'Chen', 'Nair', 'Okafor', 'Romero', 'Lindqvist', 'Banks', 'Smith', 'Rodriguez', 'Kowalski', 'Haddad', 'Novak'] as lasts) names;
insert into ringback.contact (account_id, id, name, company, kind, tags, created_at)
select current_setting('bench.account')::uuid, contact_id, name, case when kind = 'vendor' then 'Supply ' || n end, kind, case when n % 50 = 0 then array['vip'] else '{}' end, at from person;
insert into ringback.contact_phone (account_id, number, contact_id, sms_capable)
select current_setting('bench.account')::uuid, number, contact_id, true from person;
insert into ringback.conversation (account_id, id, contact_id, state, owner_id, team_id, last_at, last_kind, last_words, last_in_at, waiting_since)
select current_setting('bench.account')::uuid, thread_id, contact_id, 'open', current_setting('bench.other')::uuid, case when n % 500 = 0 then 'sales' end,
  at, 'text-in', 'Could somebody ring me about the quote?', at, at from person;
insert into ringback.conversation_number (account_id, number, conversation_id)
select current_setting('bench.account')::uuid, number, thread_id from person;
insert into ringback.conversation_member (account_id, conversation_id, member_id, read_at)
select account_id, id, current_setting('bench.me')::uuid, current_setting('bench.now')::timestamptz
from ringback.conversation where account_id = current_setting('bench.account')::uuid;
-- They have come in over some days.
update ringback.callback set started_at = started_at - interval '1 day' * (1 + abs(hashtext(id::text)) % 9)
where account_id = current_setting('bench.account')::uuid;
drop table person;
