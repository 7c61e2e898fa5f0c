-- The states of review that people gave an image, each with who and when. An image without any is a draft.
create table image_review (
  id            uuid primary key,
  tenant_id     uuid not null references tenant on delete cascade,
  image_id      uuid not null,
  state         text not null check (state in ('draft', 'in_review', 'approved')),
  note          text check (length(note) between 1 and 1000),
  reviewer_id   uuid,
  reviewer_name text not null,
  -- Whether it is the newest of the image.
  is_current    boolean not null,
  created_at    timestamptz not null,
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade
);
create index image_review_by_image on image_review (image_id, id);
create unique index image_review_current on image_review (image_id) where is_current;
call enable_tenant_isolation('image_review');
