-- A picture of a tenant. Its objects lie in the store under keys that derive from the id.
create table image (
  id             uuid primary key,
  tenant_id      uuid not null references tenant on delete cascade,
  filename       text not null,
  content_type   text not null,
  declared_bytes bigint not null,
  state          text not null check (state in ('AWAITING_UPLOAD', 'STORED', 'READY')),
  etag           text,
  bytes          bigint,
  sha256         text,
  width          int,
  height         int,
  preview_width  int,
  preview_height int,
  created_at     timestamptz not null,
  unique (tenant_id, id)
);
create index image_by_tenant on image (tenant_id, created_at desc);
-- For removing vanished uploads, and for retention.
create index image_awaiting_upload on image (created_at) where state = 'AWAITING_UPLOAD';
create index image_created_at on image (created_at);
-- For finding the same bytes again: by the store's ETag, and by the hash that the scorer computed.
create index image_by_etag on image (tenant_id, etag) where state = 'READY';
create index image_by_sha256 on image (tenant_id, sha256) where state = 'READY';
call enable_tenant_isolation('image');

-- Deleted images whose objects remain to be deleted. A tombstone outlives its tenant, so that the objects of an erased
-- account are deleted too.
create table image_tombstone (
  image_id   uuid primary key,
  tenant_id  uuid not null,
  deleted_at timestamptz not null default now()
);
create index image_tombstone_deleted_at on image_tombstone (deleted_at);
call enable_tenant_isolation('image_tombstone');
