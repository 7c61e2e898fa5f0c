-- A person may belong to several tenants, so the row has no tenant. A tenant reads and changes its own members only.
create table person (
  id            uuid primary key,
  email         text not null check (email = lower(email)),
  name          text not null,
  password_hash text not null,
  created_at    timestamptz not null
);
create unique index person_email on person (email);

create table membership (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  person_id  uuid not null references person on delete cascade,
  role       text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  created_at timestamptz not null,
  unique (tenant_id, person_id)
);
create index membership_person on membership (person_id);
-- A tenant has one owner at all times.
create unique index membership_one_owner on membership (tenant_id) where role = 'owner';
call enable_tenant_isolation('membership');
call allow_lookup('membership');

alter table person enable row level security;
alter table person force row level security;
create policy member_select on person for select to engram_app
  using (exists (select from membership m where m.person_id = person.id and m.tenant_id = current_tenant()));
create policy member_insert on person for insert to engram_app with check (current_tenant() is not null);
create policy member_update on person for update to engram_app
  using (exists (select from membership m where m.person_id = person.id and m.tenant_id = current_tenant()))
  with check (exists (select from membership m where m.person_id = person.id and m.tenant_id = current_tenant()));
create policy operator_access on person to engram_operator using (true) with check (true);
grant select, insert, update (name, password_hash) on person to engram_app;
grant select, insert, update, delete on person to engram_operator;
call allow_lookup('person');

-- The tenants of a person, for the switcher.
create function find_memberships(person uuid)
  returns table (tenant_id uuid, tenant_name text, role text)
  language sql stable security definer set search_path = public, pg_temp as $$
    select m.tenant_id, t.name, m.role from membership m join tenant t on t.id = m.tenant_id
    where m.person_id = person order by t.name, t.id
  $$;
call restrict_to_lookup('find_memberships(uuid)');

-- Deletes a person who belongs to no tenant any more, so that the address can be used again.
create policy lookup_delete on person for delete to engram_lookup
  using (not exists (select from membership m where m.person_id = person.id));
grant delete on person to engram_lookup;
create function delete_person_without_membership(person uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
    delete from person p where p.id = person
  $$;
call restrict_to_lookup('delete_person_without_membership(uuid)');

create table invitation (
  id          uuid primary key,
  tenant_id   uuid not null references tenant on delete cascade,
  email       text not null check (email = lower(email)),
  role        text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  token_hash  bytea not null unique,
  invited_by  text not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  accepted_at timestamptz,
  revoked_at  timestamptz
);
create unique index invitation_open on invitation (tenant_id, email) where accepted_at is null and revoked_at is null;
call enable_tenant_isolation('invitation');
call allow_lookup('invitation');

create function find_invitation(token_sha256 bytea, at timestamptz)
  returns table (invitation_id uuid, tenant_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
    select i.id, i.tenant_id from invitation i
    where i.token_hash = token_sha256 and i.accepted_at is null and i.revoked_at is null and i.expires_at > at
  $$;
call restrict_to_lookup('find_invitation(bytea, timestamptz)');
