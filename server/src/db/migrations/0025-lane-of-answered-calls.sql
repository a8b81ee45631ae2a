-- A call that was answered after all, as is told later, stays with the callback that it had opened. When that turned out to be of another
-- lane, only missed calls followed; the figures then said one thing and the ledger another.
create or replace function ringback.place_calls_of_callback() returns trigger language plpgsql as $$
begin
  update ringback.call set standing = standing
  where account_id = new.account_id and episode_id in (new.episode_id, old.episode_id) and entered <> 'import'
    and (outcome = 'missed' or new.lane is distinct from old.lane or new.episode_id is distinct from old.episode_id);
  return null;
end $$;

update ringback.call c set standing = standing from ringback.callback b
where b.account_id = c.account_id and b.episode_id = c.episode_id and c.entered <> 'import' and c.outcome = 'answered' and c.lane <> b.lane;
