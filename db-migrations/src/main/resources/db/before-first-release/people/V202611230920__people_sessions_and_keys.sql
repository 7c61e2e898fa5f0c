-- A person may belong to several tenants, so the row carries no tenant; the application sees the people
-- of the current tenant only.
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
call wall_off('membership');

alter table person enable row level security;
alter table person force row level security;
create policy fellow_members on person for select to engram_app
  using (exists (select from membership m where m.person_id = person.id and m.tenant_id = current_tenant()));
create policy newcomers on person for insert to engram_app with check (current_tenant() is not null);
create policy operator on person to engram_operator using (true) with check (true);
grant select, insert on person to engram_app;
grant select, insert, update, delete on person to engram_operator;

-- Signed-in browsers. Only the SHA-256 of the cookie is kept.
create table session (
  id           uuid primary key,
  tenant_id    uuid not null references tenant on delete cascade,
  person_id    uuid not null references person on delete cascade,
  token_hash   bytea not null unique,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null
);
create index session_expiry on session (expires_at);
call wall_off('session');

create table api_key (
  id           uuid primary key,
  tenant_id    uuid not null references tenant on delete cascade,
  name         text not null,
  prefix       text not null unique,
  secret_hash  bytea not null,
  scopes       text not null,
  live         boolean not null,
  created_at   timestamptz not null,
  last_used_at timestamptz,
  expires_at   timestamptz,
  revoked_at   timestamptz
);
create index api_key_tenant on api_key (tenant_id);
call wall_off('api_key');

-- The people who run Engram. No tenant, and nothing that the application's role may read directly.
create table operator (
  id              uuid primary key,
  email           text not null unique check (email = lower(email)),
  password_hash   text not null,
  key_prefix      text not null unique,
  key_secret_hash bytea not null,
  created_at      timestamptz not null
);
grant select, insert, update, delete on operator to engram_operator;

-- What must be looked up before the tenant is known: a cookie, an API key, an e-mail address. Each function
-- answers one narrow question, on a fixed search path, as engram_lookup: a role that cannot log in and may
-- only read what these functions need.
do $$ begin
  if not exists (select from pg_roles where rolname = 'engram_lookup') then
    create role engram_lookup nologin nosuperuser nobypassrls;
  end if;
  execute format('grant engram_lookup to %I', current_user);
end $$;
grant usage, create on schema public to engram_lookup;

create procedure open_to_lookup(tenant_table regclass)
  language plpgsql as $$
begin
  execute format('create policy lookup on %s for select to engram_lookup using (true)', tenant_table);
  execute format('grant select on %s to engram_lookup', tenant_table);
end $$;
call open_to_lookup('tenant');
call open_to_lookup('person');
call open_to_lookup('membership');
call open_to_lookup('session');
call open_to_lookup('api_key');
grant select on operator to engram_lookup;

create function find_session(cookie_hash bytea, at timestamptz)
  returns table (session_id uuid, tenant_id uuid, person_id uuid, role text, suspended boolean, last_seen_at timestamptz)
  language sql stable security definer set search_path = public as $$
    select s.id, s.tenant_id, s.person_id, m.role, t.suspended_at is not null, s.last_seen_at
    from session s
      join membership m on m.tenant_id = s.tenant_id and m.person_id = s.person_id
      join tenant t on t.id = s.tenant_id
    where s.token_hash = cookie_hash and s.expires_at > at
  $$;
alter function find_session owner to engram_lookup;

create function find_api_key(key_prefix text, at timestamptz)
  returns table (key_id uuid, tenant_id uuid, secret_hash bytea, scopes text, live boolean, suspended boolean, last_used_at timestamptz)
  language sql stable security definer set search_path = public as $$
    select k.id, k.tenant_id, k.secret_hash, k.scopes, k.live, t.suspended_at is not null, k.last_used_at
    from api_key k join tenant t on t.id = k.tenant_id
    where k.prefix = key_prefix and k.revoked_at is null and (k.expires_at is null or k.expires_at > at)
  $$;
alter function find_api_key owner to engram_lookup;

-- A person's memberships, the oldest first: signing in enters the first.
create function find_login(address text)
  returns table (person_id uuid, password_hash text, tenant_id uuid)
  language sql stable security definer set search_path = public as $$
    select p.id, p.password_hash, m.tenant_id
    from person p left join membership m on m.person_id = p.id
    where p.email = lower(address)
    order by m.created_at
  $$;
alter function find_login owner to engram_lookup;

create function find_operator_key(prefix text)
  returns table (operator_id uuid, secret_hash bytea)
  language sql stable security definer set search_path = public as $$
    select o.id, o.key_secret_hash from operator o where o.key_prefix = prefix
  $$;
alter function find_operator_key owner to engram_lookup;

create function find_operator_login(address text)
  returns table (operator_id uuid, password_hash text)
  language sql stable security definer set search_path = public as $$
    select o.id, o.password_hash from operator o where o.email = lower(address)
  $$;
alter function find_operator_login owner to engram_lookup;

revoke create on schema public from engram_lookup;
revoke execute on function
  find_session(bytea, timestamptz), find_api_key(text, timestamptz), find_login(text),
  find_operator_key(text), find_operator_login(text) from public;
grant execute on function
  find_session(bytea, timestamptz), find_api_key(text, timestamptz), find_login(text),
  find_operator_key(text), find_operator_login(text) to engram_app;
