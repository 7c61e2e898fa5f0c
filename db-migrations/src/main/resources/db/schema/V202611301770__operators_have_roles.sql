-- What an operator may do. Existing operators keep everything: they become administrators.
alter table operator
  add column role text not null default 'administrator' check (role in ('support', 'billing', 'administrator')),
  add column last_sign_in_at timestamptz,
  -- Only the first operator has a key: the one of the installation.
  alter column key_prefix drop not null,
  alter column key_secret_hash drop not null,
  add constraint operator_key_is_whole check ((key_prefix is null) = (key_secret_hash is null));
alter table operator alter column role drop default;

-- Invitations of operators, one open one for each address. The link is known only by its hash.
create table operator_invitation (
  id         uuid primary key,
  email      text not null unique check (email = lower(email)),
  role       text not null check (role in ('support', 'billing', 'administrator')),
  token_hash bytea not null unique,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
grant select, insert, update, delete on operator_invitation to engram_operator;

-- The addresses of removed operators, so that the audit log goes on to name them.
create table former_operator (
  id         uuid primary key,
  email      text not null,
  removed_at timestamptz not null
);
grant select, insert on former_operator to engram_operator;

-- The operator of a verified session, and the role that the operator has now.
drop function find_operator_session(bytea, timestamptz);
create function find_operator_session(cookie_hash bytea, at timestamptz)
  returns table (operator_id uuid, role text)
  language sql stable security definer set search_path = public, pg_temp as $$
    select o.id, o.role from operator_session s join operator o on o.id = s.operator_id
    where s.token_hash = cookie_hash and s.expires_at > at and s.verified_at is not null
  $$;
call restrict_to_lookup('find_operator_session(bytea, timestamptz)');

create function find_operator_role(operator uuid)
  returns table (role text)
  language sql stable security definer set search_path = public, pg_temp as $$
    select o.role from operator o where o.id = find_operator_role.operator
  $$;
call restrict_to_lookup('find_operator_role(uuid)');
