-- Words by which people find images again. An image has any number of them.
create table tag (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  name       text not null check (length(name) between 1 and 50),
  created_at timestamptz not null,
  unique (tenant_id, id)
);
create unique index tag_name on tag (tenant_id, lower(name));
call enable_tenant_isolation('tag');

create table image_tag (
  tag_id    uuid not null,
  image_id  uuid not null,
  tenant_id uuid not null references tenant on delete cascade,
  primary key (tag_id, image_id),
  foreign key (tenant_id, tag_id) references tag (tenant_id, id) on delete cascade,
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade
);
create index image_tag_by_image on image_tag (image_id);
call enable_tenant_isolation('image_tag');
