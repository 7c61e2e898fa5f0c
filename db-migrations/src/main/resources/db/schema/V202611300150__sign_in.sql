-- Sessions of people in the portal. Only the SHA-256 of the cookie is stored.
create table session (
  id               uuid primary key,
  tenant_id        uuid not null references tenant on delete cascade,
  person_id        uuid not null references person on delete cascade,
  token_hash       bytea not null unique,
  -- Where and how it was opened, so that its owner recognises it.
  ip_address       text not null default '',
  user_agent       text not null default '',
  sign_in_method   text not null default 'password',
  created_at       timestamptz not null,
  last_seen_at     timestamptz not null,
  expires_at       timestamptz not null,
  -- When the person last authenticated: at sign-in, and again before a sensitive change.
  authenticated_at timestamptz not null default now()
);
create index session_expiry on session (expires_at);
call enable_tenant_isolation('session');
call allow_lookup('session');

-- The session of a cookie, unless it has expired or nobody has used it since the given time.
create function find_session(cookie_hash bytea, at timestamptz, idle_since timestamptz)
  returns table (session_id uuid, tenant_id uuid, person_id uuid, role text, suspended boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
    select s.id, s.tenant_id, s.person_id, m.role, t.suspended_at is not null
    from session s
      join membership m on m.tenant_id = s.tenant_id and m.person_id = s.person_id
      join tenant t on t.id = s.tenant_id
    where s.token_hash = cookie_hash and s.expires_at > at and s.last_seen_at > idle_since
  $$;
call restrict_to_lookup('find_session(bytea, timestamptz, timestamptz)');

-- A tenant's own OpenID Connect provider. The client's secret is sealed with the installation's key.
create table sso_provider (
  tenant_id                uuid primary key references tenant on delete cascade,
  issuer                   text not null,
  client_id                text not null,
  client_secret            bytea not null,
  role                     text not null check (role in ('admin', 'member', 'viewer')),
  required                 boolean not null,
  -- Whether the owner trusts the provider's addresses although the provider does not mark them as verified.
  trusts_unverified_emails boolean not null default false,
  created_at               timestamptz not null
);
call enable_tenant_isolation('sso_provider');
call allow_lookup('sso_provider');

-- Which person a provider's subject is.
create table sso_identity (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  subject    text not null,
  person_id  uuid not null references person on delete cascade,
  created_at timestamptz not null,
  unique (tenant_id, subject)
);
create index sso_identity_person on sso_identity (person_id);
call enable_tenant_isolation('sso_identity');

-- Whether a person must sign in to a tenant through its provider. The owner need not, so that a broken provider cannot lock
-- everybody out.
create function requires_sso(tenant uuid, person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from sso_provider s where s.tenant_id = tenant and s.required)
      and not exists (select from membership m where m.tenant_id = tenant and m.person_id = person and m.role = 'owner')
  $$;
call restrict_to_lookup('requires_sso(uuid, uuid)');

-- The tenants that a person can sign in to, the preferred one first: not suspended, not reserved for the tenant's own
-- provider, then the oldest membership. The state of another account must not keep a person out of this one.
create function find_login(address text)
  returns table (person_id uuid, password_hash text, tenant_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
    select p.id, p.password_hash, m.tenant_id
    from person p left join membership m on m.person_id = p.id left join tenant t on t.id = m.tenant_id
    where p.email = lower(address)
    order by t.suspended_at is not null, requires_sso(m.tenant_id, p.id), m.created_at
  $$;
call restrict_to_lookup('find_login(text)');

create table password_reset (
  id         uuid primary key,
  person_id  uuid not null references person on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index password_reset_person on password_reset (person_id);
call enable_person_isolation('password_reset');
call allow_lookup('password_reset');

create function find_password_reset(token_sha256 bytea, at timestamptz)
  returns table (reset_id uuid, person_id uuid, tenant_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
    select r.id, r.person_id, m.tenant_id
    from password_reset r join membership m on m.person_id = r.person_id
    where r.token_hash = token_sha256 and r.used_at is null and r.expires_at > at
    order by m.created_at limit 1
  $$;
call restrict_to_lookup('find_password_reset(bytea, timestamptz)');

create table passkey (
  id            uuid primary key,
  person_id     uuid not null references person on delete cascade,
  credential_id bytea not null unique,
  public_key    bytea not null,
  sign_count    bigint not null,
  name          text not null,
  created_at    timestamptz not null,
  last_used_at  timestamptz
);
create index passkey_person on passkey (person_id);
call enable_person_isolation('passkey');
call allow_lookup('passkey');

-- The person of a passkey, with the tenant to sign in to, chosen as in find_login.
create function find_passkey(credential bytea)
  returns table (passkey_id uuid, person_id uuid, public_key bytea, sign_count bigint, tenant_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
    select k.id, k.person_id, k.public_key, k.sign_count, m.tenant_id
    from passkey k join membership m on m.person_id = k.person_id join tenant t on t.id = m.tenant_id
    where k.credential_id = credential
    order by t.suspended_at is not null, requires_sso(m.tenant_id, k.person_id), m.created_at limit 1
  $$;
call restrict_to_lookup('find_passkey(bytea)');

-- A person's authenticator app. The secret is sealed with the installation's key; a code's time step counts once.
create table totp (
  person_id    uuid primary key references person on delete cascade,
  secret       bytea not null,
  created_at   timestamptz not null,
  confirmed_at timestamptz,
  last_step    bigint not null default 0
);
call enable_person_isolation('totp');

create table recovery_code (
  id        uuid primary key,
  person_id uuid not null references person on delete cascade,
  code_hash bytea not null,
  used_at   timestamptz
);
create index recovery_code_person on recovery_code (person_id);
call enable_person_isolation('recovery_code');
