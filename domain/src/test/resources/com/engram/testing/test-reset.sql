-- Keeps what the migrations made, and puts it back before each test: a copy of the database would take a second.
create schema test_reset;

create table test_reset.clock as table test_clock.reading;

-- The statements that put back one table each.
create table test_reset.statement (sql text not null);

do $$
declare
  made record;
  has_rows boolean;
begin
  for made in
    select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    group by c.relname
  loop
    insert into test_reset.statement values (format('delete from public.%I', made.name));
    execute format('select exists (select from public.%I)', made.name) into has_rows;
    if has_rows then
      execute format('create table test_reset.%I as select %s from public.%I',
        'rows_of_' || made.name, made.columns, made.name);
      insert into test_reset.statement values (format(
        'insert into public.%I (%s) overriding system value select %2$s from test_reset.%3$I',
        made.name, made.columns, 'rows_of_' || made.name));
    end if;
  end loop;
end $$;

create function test_reset.run() returns void language plpgsql as $$
declare
  each record;
begin
  -- Without triggers and foreign keys, so that the order does not matter.
  set local session_replication_role = replica;
  for each in select sql from test_reset.statement loop
    execute each.sql;
  end loop;
  update test_clock.reading set at = (select at from test_reset.clock);
end $$;
