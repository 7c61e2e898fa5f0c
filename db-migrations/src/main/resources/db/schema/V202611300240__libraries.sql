-- A request to score a tenant's whole library again, for example with a new model. The job repository has its checkpoint.
create table rescoring (
  id           uuid primary key,
  tenant_id    uuid not null references tenant on delete cascade,
  requested_at timestamptz not null default now(),
  queued       int not null default 0,
  finished_at  timestamptz
);
create unique index rescoring_one_at_a_time on rescoring (tenant_id) where finished_at is null;
create index rescoring_by_tenant on rescoring (tenant_id, requested_at desc);
call enable_tenant_isolation('rescoring');

-- A request to export a tenant's pictures and results as ZIP files in the object store. It outlives its tenant, so that the
-- files are deleted too.
create table library_export (
  id           uuid primary key,
  tenant_id    uuid not null,
  requested_at timestamptz not null default now(),
  files        int not null default 0,
  finished_at  timestamptz
);
create unique index library_export_one_at_a_time on library_export (tenant_id) where finished_at is null;
create index library_export_requested_at on library_export (requested_at);
call enable_tenant_isolation('library_export');
