-- The roles engram_app and engram_operator exist before the first migration: Migrate makes them.

grant usage on schema public to engram_app, engram_operator;

-- The tenant of the running transaction, or null. The setting is local to a transaction, and an empty
-- text (what a pooled connection keeps after a local setting has ended) is no tenant either.
create function current_tenant() returns uuid
  language sql stable
  return nullif(current_setting('engram.tenant', true), '')::uuid;

-- Puts a tenant table behind its wall: the application sees and writes the rows of the current tenant
-- only, the operator all of them, and the owner of the table is held as well (FORCE).
create procedure wall_off(tenant_table regclass, tenant_column name default 'tenant_id')
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format('create policy tenant on %s to engram_app using (%I = current_tenant()) with check (%I = current_tenant())',
    tenant_table, tenant_column, tenant_column);
  execute format('create policy operator on %s to engram_operator using (true) with check (true)', tenant_table);
  execute format('grant select, insert, update, delete on %s to engram_app, engram_operator', tenant_table);
end $$;

create table tenant (
  id           uuid primary key,
  name         text not null check (length(name) between 1 and 200),
  plan_code    text not null,
  suspended_at timestamptz,
  created_at   timestamptz not null
);
call wall_off('tenant', 'id');

-- Answers kept for a day under the Idempotency-Key that a client sent with a POST. The tenant is the
-- operator's own id for an operator's request, so it refers to no table.
create table idempotent_answer (
  tenant_id    uuid not null,
  key          text not null,
  request_hash bytea not null,
  status       int,
  location     text,
  media_type   text,
  body         bytea,
  created_at   timestamptz not null,
  primary key (tenant_id, key)
);
call wall_off('idempotent_answer');
create index idempotent_answer_age on idempotent_answer (created_at);
