-- What a tenant groups its pictures by. A picture is in one project at most.
create table project (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  name       text not null check (length(name) between 1 and 100),
  created_at timestamptz not null,
  unique (tenant_id, id)
);
create unique index project_name on project (tenant_id, lower(name));
call wall_off('project');

create table project_image (
  image_id   uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  project_id uuid not null,
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade,
  foreign key (tenant_id, project_id) references project (tenant_id, id) on delete cascade
);
create index project_image_of_project on project_image (project_id);
call wall_off('project_image');
