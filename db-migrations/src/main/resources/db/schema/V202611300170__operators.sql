-- The people who run Engram. They belong to no tenant, and the application's role cannot read them. They sign in to the
-- console with a password and a code of an authenticator app, whose secret is sealed with the installation's key; a code's
-- time step counts once.
create table operator (
  id                uuid primary key,
  email             text not null unique check (email = lower(email)),
  password_hash     text not null,
  key_prefix        text not null unique,
  key_secret_hash   bytea not null,
  totp_secret       bytea,
  totp_confirmed_at timestamptz,
  totp_last_step    bigint,
  created_at        timestamptz not null
);
grant select, insert, update, delete on operator to engram_operator;
grant select on operator to engram_lookup;

-- Sessions of the console. One that is not verified has passed the password but not the code, and opens nothing.
create table operator_session (
  id          uuid primary key,
  operator_id uuid not null references operator on delete cascade,
  token_hash  bytea not null unique,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  verified_at timestamptz,
  failures    int not null default 0
);
create index operator_session_expiry on operator_session (expires_at);
grant select, insert, update, delete on operator_session to engram_operator;
grant select on operator_session to engram_lookup;

create function find_operator_key(prefix text)
  returns table (operator_id uuid, secret_hash bytea)
  language sql stable security definer set search_path = public, pg_temp as $$
    select o.id, o.key_secret_hash from operator o where o.key_prefix = prefix
  $$;
call restrict_to_lookup('find_operator_key(text)');

create function find_operator_login(address text)
  returns table (operator_id uuid, password_hash text)
  language sql stable security definer set search_path = public, pg_temp as $$
    select o.id, o.password_hash from operator o where o.email = lower(address)
  $$;
call restrict_to_lookup('find_operator_login(text)');

create function find_operator_session(cookie_hash bytea, at timestamptz)
  returns table (operator_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
    select s.operator_id from operator_session s
    where s.token_hash = cookie_hash and s.expires_at > at and s.verified_at is not null
  $$;
call restrict_to_lookup('find_operator_session(bytea, timestamptz)');
