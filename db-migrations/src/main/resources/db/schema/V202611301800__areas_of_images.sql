-- Areas that people draw on an image, such as a logo or a face. Coordinates are fractions of the upright image: x, y, width and
-- height of a rectangle, or x and y of each corner of a polygon. What an area holds is computed from the current heatmap when it
-- is read, so nothing here depends on a model.
create table image_area (
  id          uuid primary key,
  tenant_id   uuid not null references tenant on delete cascade,
  image_id    uuid not null,
  name        text not null check (length(name) between 1 and 100),
  kind        text not null check (kind in ('logo', 'product', 'claim', 'face', 'other')),
  form        text not null check (form in ('rectangle', 'polygon')),
  coordinates double precision[] not null,
  -- The person or the API key that drew it, where known.
  drawn_by    uuid,
  created_at  timestamptz not null,
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade
);
create index image_area_by_image on image_area (image_id);
call enable_tenant_isolation('image_area');
