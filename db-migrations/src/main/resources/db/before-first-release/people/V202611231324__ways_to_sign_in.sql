-- Where a session was opened, and how, for its owner to recognise it by.
alter table session add column address text not null default '';
alter table session add column agent text not null default '';
alter table session add column method text not null default 'password';

-- As find_session, but a session that nobody used since the given moment is over as well.
create function find_live_session(cookie_hash bytea, at timestamptz, idle_since timestamptz)
  returns table (session_id uuid, tenant_id uuid, person_id uuid, role text, suspended boolean)
  language sql stable security definer set search_path = public as $$
    select s.id, s.tenant_id, s.person_id, m.role, t.suspended_at is not null
    from session s
      join membership m on m.tenant_id = s.tenant_id and m.person_id = s.person_id
      join tenant t on t.id = s.tenant_id
    where s.token_hash = cookie_hash and s.expires_at > at and s.last_seen_at > idle_since
  $$;
call lookup_only('find_live_session(bytea, timestamptz, timestamptz)');

create table password_reset (
  id         uuid primary key,
  person_id  uuid not null references person on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index password_reset_person on password_reset (person_id);
call wall_off_person('password_reset');
call open_to_lookup('password_reset');

create function find_password_reset(token_sha256 bytea, at timestamptz)
  returns table (reset_id uuid, person_id uuid, tenant_id uuid)
  language sql stable security definer set search_path = public as $$
    select r.id, r.person_id, m.tenant_id
    from password_reset r join membership m on m.person_id = r.person_id
    where r.token_hash = token_sha256 and r.used_at is null and r.expires_at > at
    order by m.created_at limit 1
  $$;
call lookup_only('find_password_reset(bytea, timestamptz)');

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
call wall_off_person('passkey');
call open_to_lookup('passkey');

create function find_passkey(credential bytea)
  returns table (passkey_id uuid, person_id uuid, public_key bytea, sign_count bigint, tenant_id uuid)
  language sql stable security definer set search_path = public as $$
    select k.id, k.person_id, k.public_key, k.sign_count, m.tenant_id
    from passkey k join membership m on m.person_id = k.person_id
    where k.credential_id = credential
    order by m.created_at limit 1
  $$;
call lookup_only('find_passkey(bytea)');
