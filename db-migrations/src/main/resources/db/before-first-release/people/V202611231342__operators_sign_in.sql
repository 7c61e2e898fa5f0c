-- Operators sign in to the console with a password and a code from an authenticator app. The app's secret is sealed
-- with the installation's own; a code counts once, so the last one's step is kept.
alter table operator
  add totp_secret bytea,
  add totp_confirmed_at timestamptz,
  add totp_last_step bigint;

-- Apart from the tenants' sessions. One that has passed the password but not the code opens nothing.
create table operator_session (
  id           uuid primary key,
  operator_id  uuid not null references operator on delete cascade,
  token_hash   bytea not null unique,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  verified_at  timestamptz,
  failures     int not null default 0
);
create index operator_session_expiry on operator_session (expires_at);
grant select, insert, update, delete on operator_session to engram_operator;
grant select on operator_session to engram_lookup;

grant create on schema public to engram_lookup;
create function find_operator_session(cookie_hash bytea, at timestamptz)
  returns table (operator_id uuid)
  language sql stable security definer set search_path = public as $$
    select s.operator_id from operator_session s
    where s.token_hash = cookie_hash and s.expires_at > at and s.verified_at is not null
  $$;
alter function find_operator_session owner to engram_lookup;
revoke create on schema public from engram_lookup;
revoke execute on function find_operator_session(bytea, timestamptz) from public;
grant execute on function find_operator_session(bytea, timestamptz) to engram_app;
