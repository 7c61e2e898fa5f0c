-- Who did what to what, when, and from where. Append-only: neither of the server's roles can change or delete a row. A
-- tenant's rows are deleted with the tenant; the operator's own rows, without a tenant, stay.
create table audit_event (
  id          uuid primary key,
  tenant_id   uuid references tenant on delete cascade,
  occurred_at timestamptz not null,
  actor_kind  text not null check (actor_kind in ('person', 'key', 'operator', 'system')),
  actor_id    uuid,
  actor       text not null,
  action      text not null,
  subject     text not null,
  ip_address  text not null
);
create index audit_event_by_tenant on audit_event (tenant_id, occurred_at desc);
create index audit_event_occurred_at on audit_event (occurred_at desc);

alter table audit_event enable row level security;
alter table audit_event force row level security;
create policy tenant_select on audit_event for select to engram_app using (tenant_id = current_tenant());
create policy tenant_insert on audit_event for insert to engram_app with check (tenant_id = current_tenant());
create policy operator_select on audit_event for select to engram_operator using (true);
create policy operator_insert on audit_event for insert to engram_operator with check (true);
grant select, insert on audit_event to engram_app, engram_operator;
