-- Keeps what the migrations made, and puts it back before each test: a copy of the database would take a second.
create schema test_reset;

do $$
declare
  made name;
begin
  for made in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
    execute format('create table test_reset.%I as table public.%1$I', made);
  end loop;
end $$;

create table test_reset.clock as table test_clock.reading;

create function test_reset.run() returns void language plpgsql as $$
declare
  made name;
  columns text;
begin
  -- Without triggers and foreign keys, so that the order does not matter.
  set local session_replication_role = replica;
  for made in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
    -- The database computes generated columns itself and takes no value for them.
    select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
      where attrelid = format('public.%I', made)::regclass and attnum > 0 and not attisdropped and attgenerated = '';
    execute format('delete from public.%I', made);
    execute format('insert into public.%I (%s) overriding system value select %2$s from test_reset.%1$I', made, columns);
  end loop;
  update test_clock.reading set at = (select at from test_reset.clock);
end $$;
