-- A group of pictures. A picture is in one project at most.
create table project (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  name       text not null check (length(name) between 1 and 100),
  created_at timestamptz not null,
  unique (tenant_id, id)
);
create unique index project_name on project (tenant_id, lower(name));
call enable_tenant_isolation('project');

create table project_image (
  image_id   uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  project_id uuid not null,
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade,
  foreign key (tenant_id, project_id) references project (tenant_id, id) on delete cascade
);
create index project_image_by_project on project_image (project_id);
call enable_tenant_isolation('project_image');

-- A link that shows one picture's result to everybody who has it. Only the SHA-256 of its token is stored.
create table share_link (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  image_id   uuid not null,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade
);
create index share_link_by_image on share_link (image_id);
call enable_tenant_isolation('share_link');
call allow_lookup('share_link');

create function find_share_link(token_sha256 bytea, at timestamptz)
  returns table (image_id uuid, tenant_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
    select s.image_id, s.tenant_id from share_link s
    where s.token_hash = token_sha256 and s.revoked_at is null and s.expires_at > at
      and not exists (select from tenant t where t.id = s.tenant_id and t.suspended_at is not null)
  $$;
call restrict_to_lookup('find_share_link(bytea, timestamptz)');
