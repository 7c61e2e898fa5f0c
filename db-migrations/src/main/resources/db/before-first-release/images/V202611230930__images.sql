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
create index image_of_tenant on image (tenant_id, created_at desc);
call wall_off('image');
