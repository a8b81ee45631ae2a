-- Gives the sums of an account to others of the same person, so that together they have as many calls as an agency: settings
-- `bench.account` and `bench.others` (ids with commas). Only what an agency's page reads; the calls behind are not copied.
do $$
declare
  source uuid := current_setting('bench.account')::uuid;
  other uuid;
  sums text;
  columns text;
begin
  foreach other in array string_to_array(current_setting('bench.others'), ',')::uuid[] loop
    foreach sums in array array['call_figure', 'matter_figure', 'call_sum', 'matter_sum', 'figure_day', 'figure_month'] loop
      select string_agg(quote_ident(column_name), ', ') into columns from information_schema.columns
      where table_schema = 'ringback' and table_name = sums and column_name <> 'account_id';
      execute format('insert into ringback.%I (account_id, %s) select $1, %s from ringback.%I where account_id = $2', sums, columns, columns, sums) using other, source;
    end loop;
  end loop;
end $$;
