-- Pictures and files that came with texts: announced by the webhook, fetched by a job, kept sealed as audio is.
create table ringback.message_media (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  message_id uuid not null,
  position integer not null,
  -- How the provider names it. Never logged: some give out what it names to whoever knows it.
  provider_media_id text not null,
  state text not null check (state in ('announced', 'fetched', 'failed', 'refused')),
  -- Why it is not to be seen; of `failed` and `refused` only.
  reason text,
  -- By its own first bytes, whatever anybody claimed.
  content_type text,
  size integer,
  content bytea,
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (account_id, id),
  unique (account_id, message_id, position),
  -- The text's row is written by the same transaction, in whatever order.
  foreign key (account_id, message_id) references ringback.message on delete cascade deferrable initially deferred,
  check ((state = 'fetched') = (content is not null)),
  check ((state = 'fetched') = (content_type is not null)),
  check ((state in ('failed', 'refused')) = (reason is not null))
);
alter table ringback.message_media alter column content set storage external;
create index message_media_announced on ringback.message_media (created_at) where state = 'announced';

alter table ringback.message_media enable row level security;
create policy own_account on ringback.message_media to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()));
grant select, insert, update on ringback.message_media to ringback_app;
