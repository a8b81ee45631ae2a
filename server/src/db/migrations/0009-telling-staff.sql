-- Telling staff: by which channels each person wants to hear what, when they want to be left alone, and what became of
-- each notice on each channel.

-- What a person chose. Where nothing stands the defaults hold (core/src/people/notice-channels.ts), and no quiet hours.
create table ringback.member_notice (
  account_id uuid not null references ringback.account on delete cascade,
  member_id uuid not null,
  -- {"emergency": ["push", "voice"], "high": […], "normal": […], "digest": […]}
  channels jsonb not null default '{}',
  -- {"weekly": {"fri": [["22:00", "07:00"]]}, "emergenciesComeThrough": true}
  quiet jsonb,
  -- null: the business's.
  time_zone text,
  -- Local "HH:MM" of the morning digest; null: when the business opens.
  morning_at text check (morning_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  -- null: owners and coordinators get them.
  morning_digest boolean,
  evening_digest boolean,
  -- Also when there is nothing to say.
  empty_digests boolean not null default false,
  -- When to look whether a digest is due, and by which opening hours that was planned; null: not planned yet.
  next_digest_at timestamptz,
  planned_playbook integer,
  changed_at timestamptz not null,
  primary key (account_id, member_id),
  foreign key (account_id, member_id) references ringback.member (account_id, id) on delete cascade
);
create index member_notice_digest on ringback.member_notice (next_digest_at);

-- A device that may be pushed to. The endpoint is the push service's address of this browser; whoever knows it and our key
-- can push, so it is never logged and never answered.
create table ringback.push_subscription (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  member_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  -- What the browser called itself, for the person to recognise the device.
  device text not null,
  created_at timestamptz not null,
  last_accepted_at timestamptz,
  last_error text,
  primary key (account_id, id),
  unique (account_id, endpoint),
  foreign key (account_id, member_id) references ringback.member (account_id, id) on delete cascade
);
create index push_subscription_member on ringback.push_subscription (account_id, member_id);

-- An incoming webhook of a chat: of the business (no member) or of one person. The address is the secret, so it is sealed.
create table ringback.chat_webhook (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  member_id uuid,
  sealed_url bytea not null,
  -- For showing: where it leads, without the secret part.
  host text not null,
  -- What the business's own is told; a person's goes by their choices.
  urgencies text[] not null default '{emergency,high}',
  created_at timestamptz not null,
  last_posted_at timestamptz,
  last_error text,
  primary key (account_id, id),
  unique nulls not distinct (account_id, member_id),
  foreign key (account_id, member_id) references ringback.member (account_id, id) on delete cascade
);

-- A notice on any channel but the text, which is a message. No member: it went to the chat of the business.
alter table ringback.notification
  alter column member_id drop not null,
  drop constraint notification_channel_check,
  add constraint notification_channel_check check (channel in ('email', 'push', 'voice', 'chat')),
  drop constraint notification_state_check,
  add constraint notification_state_check
    check (state in ('queued', 'sending', 'sent', 'delivered', 'failed', 'unknown', 'withdrawn')),
  -- The same notice reaches a person once on a channel, however often it is asked for.
  add column notice_key text,
  add column url text,
  add column urgency text check (urgency in ('emergency', 'high', 'normal', 'digest')),
  add column useful_until timestamptz,
  add column attempts integer not null default 0,
  -- What a channel needs to go on: {"done": [devices], "line", "connectionId"}.
  add column detail jsonb not null default '{}',
  add column provider_call_id text;
create unique index notification_once on ringback.notification (account_id, notice_key, channel, member_id) nulls not distinct
  where notice_key is not null;
create index notification_member on ringback.notification (account_id, member_id, created_at desc);

-- One summary a person, kind and local day, whatever a clock change or a second worker does.
create table ringback.digest (
  account_id uuid not null references ringback.account on delete cascade,
  member_id uuid not null,
  kind text not null check (kind in ('morning', 'evening')),
  local_day date not null,
  -- How many callers were waiting; a digest that had nothing to say was not sent.
  waiting integer not null,
  sent boolean not null,
  at timestamptz not null,
  primary key (account_id, member_id, kind, local_day),
  foreign key (account_id, member_id) references ringback.member (account_id, id) on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['member_notice', 'push_subscription', 'chat_webhook', 'digest'] loop
    execute format('alter table ringback.%I enable row level security', name);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', name);
    execute format('grant select, insert, update, delete on ringback.%I to ringback_app', name);
  end loop;
end $$;

-- The last texts to a person of the team.
create index message_to_staff on ringback.message (account_id, member_id, created_at desc) where purpose = 'staff-alert';
