-- Reports that leave the house: mailed again and again, mailed once, and shown behind a link.

-- What is mailed when to whom. `next_at` is claimed by moving it on, in the transaction that writes the mails down.
create table ringback.report_schedule (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  report text not null check (report in ('figures', 'leaks', 'cost', 'scorecard', 'pilot', 'weekly')),
  -- Whole days that are over at the due time.
  range text not null check (range in ('last-week', 'last-4-weeks', 'last-month', 'last-12-months')),
  filter jsonb not null default '{}',
  format text not null check (format in ('pdf', 'xlsx', 'csv')),
  -- Each mail also carries a link of its own that opens without signing in.
  with_link boolean not null,
  every text not null check (every in ('week', 'month')),
  -- Of a week: Monday is 1. Of a month: its day, in a shorter month the last one.
  on_day smallint not null check (on_day between 1 and case every when 'week' then 7 else 31 end),
  hour smallint not null check (hour between 0 and 23),
  member_ids uuid[] not null,
  addresses text[] not null,
  paused_at timestamptz,
  -- The zone `next_at` was worked out in: after a change of the account's it is worked out anew.
  time_zone text not null,
  next_at timestamptz not null,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, created_by) references ringback.member (account_id, id)
);
create index report_schedule_due on ringback.report_schedule (next_at) where paused_at is null;

-- One mail of a report to one address. `occasion` is the schedule with its due time, or the tap that asked for it: together
-- with the address it exists once, whoever plans it how often.
create table ringback.report_mail (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  schedule_id uuid,
  occasion text not null,
  address text not null,
  report text not null,
  asked jsonb not null,
  format text not null,
  with_link boolean not null,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed')),
  error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (account_id, id),
  unique (account_id, occasion, address),
  foreign key (account_id, schedule_id) references ringback.report_schedule (account_id, id) on delete set null (schedule_id)
);
create index report_mail_of_schedule on ringback.report_mail (account_id, schedule_id, created_at desc) where schedule_id is not null;
create index report_mail_age on ringback.report_mail (created_at);

-- A link that shows a report to whoever has it. Of the token only the hash is kept.
create table ringback.report_link (
  account_id uuid not null references ringback.account on delete cascade,
  id uuid not null,
  token_hash text not null unique,
  report text not null check (report in ('figures', 'leaks', 'cost', 'scorecard', 'pilot', 'weekly')),
  -- Days told anew at each opening, or fixed ones.
  range text check (range in ('last-week', 'last-4-weeks', 'last-month', 'last-12-months')),
  from_day date,
  to_day date,
  filter jsonb not null default '{}',
  label text not null,
  -- null: a mail of a schedule carries it.
  created_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  opened integer not null default 0,
  last_opened_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, created_by) references ringback.member (account_id, id),
  check ((from_day is null) = (to_day is null)),
  check (num_nonnulls(range, from_day) = 1),
  check (expires_at <= created_at + interval '90 days')
);
create index report_link_newest on ringback.report_link (account_id, created_at desc);

do $$
declare name text;
begin
  foreach name in array array['report_schedule', 'report_mail', 'report_link'] loop
    execute format('alter table ringback.%I enable row level security', name);
    execute format('create policy own_account on ringback.%I to ringback_app using (account_id = (select ringback.current_account())) with check (account_id = (select ringback.current_account()))', name);
    execute format('grant select, insert, update on ringback.%I to ringback_app', name);
  end loop;
end $$;
grant delete on ringback.report_schedule to ringback_app;
