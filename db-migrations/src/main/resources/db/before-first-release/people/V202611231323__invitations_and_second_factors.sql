-- Gives a look-up function to engram_lookup, to be called by the application alone.
create procedure lookup_only(signature regprocedure)
  language plpgsql as $$
begin
  grant create on schema public to engram_lookup;
  execute format('alter function %s owner to engram_lookup', signature);
  execute format('revoke execute on function %s from public', signature);
  execute format('grant execute on function %s to engram_app', signature);
  revoke create on schema public from engram_lookup;
end $$;

-- What a person owns is seen from within a tenant they belong to.
create procedure wall_off_person(person_table regclass)
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', person_table);
  execute format('alter table %s force row level security', person_table);
  execute format('create policy fellow_members on %1$s to engram_app
      using (exists (select from membership m where m.person_id = %1$s.person_id and m.tenant_id = current_tenant()))
      with check (exists (select from membership m where m.person_id = %1$s.person_id and m.tenant_id = current_tenant()))',
    person_table);
  execute format('create policy operator on %s to engram_operator using (true) with check (true)', person_table);
  execute format('grant select, insert, update, delete on %s to engram_app, engram_operator', person_table);
end $$;

-- People change their own name and password.
create policy fellow_members_change on person for update to engram_app
  using (exists (select from membership m where m.person_id = person.id and m.tenant_id = current_tenant()))
  with check (exists (select from membership m where m.person_id = person.id and m.tenant_id = current_tenant()));
grant update (name, password_hash) on person to engram_app;

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
call wall_off('invitation');
call open_to_lookup('invitation');

create function find_invitation(token_sha256 bytea, at timestamptz)
  returns table (invitation_id uuid, tenant_id uuid)
  language sql stable security definer set search_path = public as $$
    select i.id, i.tenant_id from invitation i
    where i.token_hash = token_sha256 and i.accepted_at is null and i.revoked_at is null and i.expires_at > at
  $$;
call lookup_only('find_invitation(bytea, timestamptz)');

-- Where a person belongs, for the switcher.
create function find_memberships(person uuid)
  returns table (tenant_id uuid, tenant_name text, role text)
  language sql stable security definer set search_path = public as $$
    select m.tenant_id, t.name, m.role from membership m join tenant t on t.id = m.tenant_id
    where m.person_id = person order by t.name, t.id
  $$;
call lookup_only('find_memberships(uuid)');

-- A person's authenticator app. The secret is sealed with the installation's key; a code's step is used once.
create table totp (
  person_id    uuid primary key references person on delete cascade,
  secret       bytea not null,
  created_at   timestamptz not null,
  confirmed_at timestamptz,
  last_step    bigint not null default 0
);
call wall_off_person('totp');

create table recovery_code (
  id        uuid primary key,
  person_id uuid not null references person on delete cascade,
  code_hash bytea not null,
  used_at   timestamptz
);
create index recovery_code_person on recovery_code (person_id);
call wall_off_person('recovery_code');
