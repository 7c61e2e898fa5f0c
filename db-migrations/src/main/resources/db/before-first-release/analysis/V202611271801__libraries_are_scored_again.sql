-- Asked for by us, not by the tenant: no credit is reserved for it, and none is charged.
alter table analysis add column free boolean not null default false;

-- A tenant's whole library is to be scored again, by a new model say. The job's checkpoint is in the job repository.
create table rescoring (
  id          uuid primary key,
  tenant_id   uuid not null references tenant on delete cascade,
  asked_at    timestamptz not null default now(),
  queued      int not null default 0,
  finished_at timestamptz
);
create unique index rescoring_one_at_a_time on rescoring (tenant_id) where finished_at is null;
create index rescoring_of_tenant on rescoring (tenant_id, asked_at desc);
call wall_off('rescoring');
