-- Copies the year of an account into the years before it, as far as reports read it: calls, matters, callbacks and their daily
-- sums, each with ids of its own. Settings of the session: bench.account, bench.years (how many before). Triggers are off, for
-- what they would work out is copied too; weeks stay weeks, so a year is 364 days.
set session_replication_role = replica;
set synchronous_commit = off;
do $$
declare
  copied text;
  columns text;
  back integer;
begin
  foreach copied in array array['call', 'matter', 'callback', 'call_figure', 'matter_figure'] loop
    select string_agg(case
        when c.column_name in ('id', 'episode_id', 'first_call_id') then format('md5(t.%I::text || $2)::uuid', c.column_name)
        when c.column_name = 'provider_call_id' then 't.provider_call_id || $2'
        when c.column_name = 'fresh' then 'true'
        when c.data_type = 'timestamp with time zone' then format('t.%I - $2::integer * interval ''364 days''', c.column_name)
        when c.column_name = 'local_day' then 't.local_day - $2::integer * 364'
        else format('t.%I', c.column_name) end, ', ' order by c.ordinal_position) into columns
    from information_schema.columns c where c.table_schema = 'ringback' and c.table_name = copied;
    for back in 1 .. current_setting('bench.years')::integer loop
      execute format('insert into ringback.%I select %s from ringback.%I t where t.account_id = $1 and t.%I >= %s', copied, columns, copied,
        case copied when 'call' then 'arrived_at' when 'call_figure' then 'local_day' when 'matter_figure' then 'local_day' else 'started_at' end,
        '(now() - interval ''364 days'')') using current_setting('bench.account')::uuid, back::text;
    end loop;
  end loop;
end $$;
set session_replication_role = origin;
