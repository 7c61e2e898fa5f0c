-- Links that show one picture's result to whoever has them. Only the SHA-256 of a link's token is kept.
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
create index share_link_of_image on share_link (image_id);
call wall_off('share_link');
call open_to_lookup('share_link');

create function find_share_link(token_sha256 bytea, at timestamptz)
  returns table (image_id uuid, tenant_id uuid)
  language sql stable security definer set search_path = public as $$
    select s.image_id, s.tenant_id from share_link s
    where s.token_hash = token_sha256 and s.revoked_at is null and s.expires_at > at
      and not exists (select from tenant t where t.id = s.tenant_id and t.suspended_at is not null)
  $$;
call lookup_only('find_share_link(bytea, timestamptz)');
