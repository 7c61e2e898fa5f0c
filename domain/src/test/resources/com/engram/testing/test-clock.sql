-- The test's clock in place of PostgreSQL's own: now() reads this table.
create schema test_clock;
create table test_clock.reading (at timestamptz not null);
insert into test_clock.reading values ('%1$s');
create function test_clock.now() returns timestamptz stable language sql
  return (select at from test_clock.reading);
grant usage on schema test_clock to public;
grant select on test_clock.reading to public;

-- A function that is named without a schema is looked up in this order.
alter role engram_app set search_path = test_clock, pg_catalog, public;
alter role engram_operator set search_path = test_clock, pg_catalog, public;

-- Defaults of columns and functions with a search_path of their own were bound when they were made.
do $$
declare
  each record;
begin
  for each in
    select d.adrelid::regclass as of_table, a.attname as of_column
    from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where pg_get_expr(d.adbin, d.adrelid) = 'now()'
  loop
    execute format('alter table %%s alter column %%I set default test_clock.now()', each.of_table, each.of_column);
  end loop;
  for each in
    select p.oid::regprocedure as made from pg_proc p
    where p.pronamespace = 'public'::regnamespace and array_to_string(p.proconfig, ',') like '%%search_path%%'
  loop
    execute format('alter routine %%s set search_path = test_clock, pg_catalog, public, pg_temp', each.made);
  end loop;
end $$;
