-- The language that a person has chosen; null until then. Pages and emails for the person are written in it.
alter table person add column language text check (language in ('en', 'it'));
grant update (language) on person to engram_app;

-- The session of a cookie, unless it has expired or nobody has used it since the given time.
drop function find_session(bytea, timestamptz, timestamptz);
create function find_session(cookie_hash bytea, at timestamptz, idle_since timestamptz)
  returns table (session_id uuid, tenant_id uuid, person_id uuid, role text, suspended boolean, language text)
  language sql stable security definer set search_path = public, pg_temp as $$
    select s.id, s.tenant_id, s.person_id, m.role, t.suspended_at is not null, p.language
    from session s
      join membership m on m.tenant_id = s.tenant_id and m.person_id = s.person_id
      join tenant t on t.id = s.tenant_id
      join person p on p.id = s.person_id
    where s.token_hash = cookie_hash and s.expires_at > at and s.last_seen_at > idle_since
  $$;
call restrict_to_lookup('find_session(bytea, timestamptz, timestamptz)');
