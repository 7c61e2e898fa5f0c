-- A tenant's pictures and results as ZIP files in the object store. Outlives its tenant, so that the files go too.
create table library_export (
  id          uuid primary key,
  tenant_id   uuid not null,
  asked_at    timestamptz not null default now(),
  files       int not null default 0,
  finished_at timestamptz
);
create unique index library_export_one_at_a_time on library_export (tenant_id) where finished_at is null;
create index library_export_age on library_export (asked_at);
call wall_off('library_export');
