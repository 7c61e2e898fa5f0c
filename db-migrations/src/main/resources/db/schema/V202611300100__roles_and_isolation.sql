-- Who may read and write what. Migrate creates the roles before the first migration:
--   engram_app       the server on behalf of one tenant
--   engram_operator  the server on behalf of the operator, and the reader of the queue
--   engram_lookup    owns the functions that find a tenant before it is known; cannot log in
--   engram_trigger   owns the functions behind the triggers that maintain derived tables; cannot log in
-- All tables belong to the role that runs the migrations. Row-level security is forced, so it holds for that role as well:
-- a migration that changes rows of a tenant's table turns FORCE off within its own transaction (see CONTRIBUTING.md).

grant usage on schema public to engram_app, engram_operator, engram_lookup, engram_trigger;

-- A server that starts beside its database waits for the migrations of its release.
grant select on flyway_schema_history to engram_app;

-- The tenant of the running transaction, or null. The setting is local to a transaction; a pooled connection keeps an
-- empty text afterwards, which is no tenant either.
create function current_tenant() returns uuid
  language sql stable
  return nullif(current_setting('engram.tenant', true), '')::uuid;

-- Row-level security for a table with a tenant column: the application reads and writes the rows of the current tenant,
-- the operator those of all tenants.
create procedure enable_tenant_isolation(tenant_table regclass, tenant_column name default 'tenant_id')
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format('create policy tenant_isolation on %s to engram_app using (%I = current_tenant()) with check (%I = current_tenant())',
    tenant_table, tenant_column, tenant_column);
  execute format('create policy operator_access on %s to engram_operator using (true) with check (true)', tenant_table);
  execute format('grant select, insert, update, delete on %s to engram_app, engram_operator', tenant_table);
end $$;

-- The same for a table with a person column: the application reads and writes what belongs to the current tenant's members.
create procedure enable_person_isolation(person_table regclass)
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', person_table);
  execute format('alter table %s force row level security', person_table);
  execute format('create policy member_isolation on %1$s to engram_app
      using (exists (select from membership m where m.person_id = %1$s.person_id and m.tenant_id = current_tenant()))
      with check (exists (select from membership m where m.person_id = %1$s.person_id and m.tenant_id = current_tenant()))',
    person_table);
  execute format('create policy operator_access on %s to engram_operator using (true) with check (true)', person_table);
  execute format('grant select, insert, update, delete on %s to engram_app, engram_operator', person_table);
end $$;

-- Lets the lookup functions read a table.
create procedure allow_lookup(tenant_table regclass)
  language plpgsql as $$
begin
  execute format('create policy lookup_read on %s for select to engram_lookup using (true)', tenant_table);
  execute format('grant select on %s to engram_lookup', tenant_table);
end $$;

-- Gives a SECURITY DEFINER function to engram_lookup, callable by the application only. Such a function answers one narrow
-- question with ids and hashes. Its search_path ends with pg_temp, so that no temporary table can replace a real one.
create procedure restrict_to_lookup(signature regprocedure)
  language plpgsql as $$
begin
  grant create on schema public to engram_lookup;
  execute format('alter function %s owner to engram_lookup', signature);
  execute format('revoke execute on function %s from public', signature);
  execute format('grant execute on function %s to engram_app', signature);
  revoke create on schema public from engram_lookup;
end $$;

-- Gives a SECURITY DEFINER trigger function to engram_trigger. Nobody calls it directly.
create procedure restrict_to_triggers(signature regprocedure)
  language plpgsql as $$
begin
  grant create on schema public to engram_trigger;
  execute format('alter function %s owner to engram_trigger', signature);
  execute format('revoke execute on function %s from public', signature);
  revoke create on schema public from engram_trigger;
end $$;
