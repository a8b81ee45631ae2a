-- The chain that a minute's sealing over the past year would have made, as ringback.seal_ledger makes it block by block.
do $$
declare
  account uuid := current_setting('bench.account');
  previous bytea := decode(repeat('00', 32), 'hex');
  minute record;
  number integer := 0;
  since timestamptz := '2000-01-01 00:00:00Z';
begin
  delete from ringback.ledger_seal where account_id = account;
  for minute in
    select date_trunc('minute', stamped_at) as starts, count(*) as events,
      string_agg(sha256(convert_to(ringback.ledger_text(e), 'UTF8')), ''::bytea order by stamped_at, id) as digests
    from ringback.call_event e where account_id = account group by 1 order by 1
  loop
    number := number + 1;
    insert into ringback.ledger_seal (account_id, number, from_at, to_at, events, previous_hash, hash, sealed_at)
    values (account, number, minute.starts, minute.starts + interval '1 minute', minute.events, previous, sha256(previous || minute.digests), minute.starts + interval '2 minutes');
    previous := sha256(previous || minute.digests);
    since := minute.starts + interval '1 minute';
  end loop;
  update ringback.ledger_sealed_until set at = since;
end $$;
