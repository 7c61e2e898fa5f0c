-- What a member has done of the first steps that leaves no other trace, and whether the member has dismissed them.
create table first_steps (
  tenant_id    uuid not null references tenant on delete cascade,
  person_id    uuid not null,
  compared_at  timestamptz,
  dismissed_at timestamptz,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references membership (tenant_id, person_id) on delete cascade
);
call enable_tenant_isolation('first_steps');

-- The sample project of a tenant. A tenant gets it once, because its images are scored at no charge: the row stays when the
-- project is deleted.
create table sample_project (
  tenant_id  uuid primary key references tenant on delete cascade,
  project_id uuid not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
call enable_tenant_isolation('sample_project');

-- The images that came with the sample project.
create table sample_image (
  image_id  uuid primary key,
  tenant_id uuid not null references tenant on delete cascade,
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade
);
call enable_tenant_isolation('sample_image');
