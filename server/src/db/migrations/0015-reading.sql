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
