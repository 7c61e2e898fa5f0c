-- Who did what to what, when, and from where. Append-only: neither of the server's roles may change or delete a
-- line. A tenant's lines go with the tenant; the operator's own (no tenant) stay.
create table audit_event (
  id         uuid primary key,
  tenant_id  uuid references tenant on delete cascade,
  at         timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'key', 'operator', 'system')),
  actor_id   uuid,
  actor      text not null,
  action     text not null,
  subject    text not null,
  address    text not null
);
create index audit_event_of_tenant on audit_event (tenant_id, at desc);
create index audit_event_age on audit_event (at desc);

alter table audit_event enable row level security;
alter table audit_event force row level security;
create policy tenant_reads on audit_event for select to engram_app using (tenant_id = current_tenant());
create policy tenant_adds on audit_event for insert to engram_app with check (tenant_id = current_tenant());
create policy operator_reads on audit_event for select to engram_operator using (true);
create policy operator_adds on audit_event for insert to engram_operator with check (true);
grant select, insert on audit_event to engram_app, engram_operator;
