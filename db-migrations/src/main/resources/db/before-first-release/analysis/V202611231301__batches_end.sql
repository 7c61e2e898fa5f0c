-- A batch has ended when the last of its analyses has; it is opened again when some of them are retried.
alter table batch add column deep_map boolean not null default false;
alter table batch add column finished_at timestamptz;
alter table batch add column cancelled_at timestamptz;
create index batch_of_tenant on batch (tenant_id, id desc);
create index batch_unfinished on batch (id) where finished_at is null;
