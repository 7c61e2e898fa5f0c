-- Deleted images whose objects have still to go. Survives its tenant, so that the objects of a deleted account go too.
create table image_grave (
  image_id   uuid primary key,
  tenant_id  uuid not null,
  deleted_at timestamptz not null default now()
);
create index image_grave_age on image_grave (deleted_at);
call wall_off('image_grave');

-- For the sweeper of uploads that never came, and for retention.
create index image_awaited on image (created_at) where state = 'AWAITING_UPLOAD';
create index image_age on image (created_at);
