-- Keys of the REST API. Only the hash of the secret is stored.
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
call enable_tenant_isolation('api_key');
call allow_lookup('api_key');

create function find_api_key(key_prefix text, at timestamptz)
  returns table (key_id uuid, tenant_id uuid, secret_hash bytea, scopes text, live boolean, suspended boolean, last_used_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
    select k.id, k.tenant_id, k.secret_hash, k.scopes, k.live, t.suspended_at is not null, k.last_used_at
    from api_key k join tenant t on t.id = k.tenant_id
    where k.prefix = key_prefix and k.revoked_at is null and (k.expires_at is null or k.expires_at > at)
  $$;
call restrict_to_lookup('find_api_key(text, timestamptz)');

-- Records when a key was last used, to the minute, before the request has entered its tenant's scope.
create policy lookup_update on api_key for update to engram_lookup using (true) with check (true);
grant update (last_used_at) on api_key to engram_lookup;
create function record_api_key_use(key uuid, at timestamptz) returns void
  language sql security definer set search_path = public, pg_temp as $$
    update api_key set last_used_at = at where id = key and (last_used_at is null or last_used_at < at - interval '1 minute')
  $$;
call restrict_to_lookup('record_api_key_use(uuid, timestamptz)');
