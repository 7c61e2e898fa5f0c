-- A tenant's own OpenID Connect provider. The client's secret is sealed with the installation's key.
create table sso (
  tenant_id     uuid primary key references tenant on delete cascade,
  issuer        text not null,
  client_id     text not null,
  client_secret bytea not null,
  role          text not null check (role in ('admin', 'member', 'viewer')),
  required      boolean not null,
  created_at    timestamptz not null
);
call wall_off('sso');
call open_to_lookup('sso');

-- Whom the provider knows by which subject.
create table sso_identity (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  subject    text not null,
  person_id  uuid not null references person on delete cascade,
  created_at timestamptz not null,
  unique (tenant_id, subject)
);
create index sso_identity_person on sso_identity (person_id);
call wall_off('sso_identity');

-- Whether a person must sign in to a tenant by its provider. The owner need not, so that a broken provider locks
-- nobody out for good.
create function must_use_sso(tenant uuid, person uuid) returns boolean
  language sql stable security definer set search_path = public as $$
    select exists (select from sso s where s.tenant_id = tenant and s.required)
      and not exists (select from membership m where m.tenant_id = tenant and m.person_id = person and m.role = 'owner')
  $$;
call lookup_only('must_use_sso(uuid, uuid)');
