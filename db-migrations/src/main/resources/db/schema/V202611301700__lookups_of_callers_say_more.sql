-- The lookup of a caller answers everything that decides about the request, so that it takes one query: whether a key's plan
-- includes the API, and when a session was last recorded to be in use.
grant select on plan_version to engram_lookup;

drop function find_api_key(text, timestamptz);
create function find_api_key(key_prefix text, at timestamptz)
  returns table (key_id uuid, tenant_id uuid, secret_hash bytea, scopes text, live boolean, suspended boolean,
    last_used_at timestamptz, plan_without_api text)
  language sql stable security definer set search_path = public, pg_temp as $$
    select k.id, k.tenant_id, k.secret_hash, k.scopes, k.live, t.suspended_at is not null, k.last_used_at,
      case when not v.api_access then v.name end
    from api_key k
      join tenant t on t.id = k.tenant_id
      join plan_version v on v.plan_code = t.plan_code and v.version = t.plan_version
    where k.prefix = key_prefix and k.revoked_at is null and (k.expires_at is null or k.expires_at > at)
  $$;
call restrict_to_lookup('find_api_key(text, timestamptz)');

drop function find_session(bytea, timestamptz, timestamptz);
create function find_session(cookie_hash bytea, at timestamptz, idle_since timestamptz)
  returns table (session_id uuid, tenant_id uuid, person_id uuid, role text, suspended boolean, language text,
    last_seen_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
    select s.id, s.tenant_id, s.person_id, m.role, t.suspended_at is not null, p.language, s.last_seen_at
    from session s
      join membership m on m.tenant_id = s.tenant_id and m.person_id = s.person_id
      join tenant t on t.id = s.tenant_id
      join person p on p.id = s.person_id
    where s.token_hash = cookie_hash and s.expires_at > at and s.last_seen_at > idle_since
  $$;
call restrict_to_lookup('find_session(bytea, timestamptz, timestamptz)');
