-- Signing in enters the first place that takes its people by what they proved: neither suspended nor kept for the
-- tenant's own provider; of these, the oldest. Another account's state must not shut people out of this one.
create or replace function find_login(address text)
  returns table (person_id uuid, password_hash text, tenant_id uuid)
  language sql stable security definer set search_path = public as $$
    select p.id, p.password_hash, m.tenant_id
    from person p left join membership m on m.person_id = p.id left join tenant t on t.id = m.tenant_id
    where p.email = lower(address)
    order by t.suspended_at is not null, must_use_sso(m.tenant_id, p.id), m.created_at
  $$;

create or replace function find_passkey(credential bytea)
  returns table (passkey_id uuid, person_id uuid, public_key bytea, sign_count bigint, tenant_id uuid)
  language sql stable security definer set search_path = public as $$
    select k.id, k.person_id, k.public_key, k.sign_count, m.tenant_id
    from passkey k join membership m on m.person_id = k.person_id join tenant t on t.id = m.tenant_id
    where k.credential_id = credential
    order by t.suspended_at is not null, must_use_sso(m.tenant_id, k.person_id), m.created_at limit 1
  $$;

-- Whoever loses their last place is forgotten, and their address is free to begin anew.
create policy lookup_forgets on person for delete to engram_lookup
  using (not exists (select from membership m where m.person_id = person.id));
grant delete on person to engram_lookup;
create function forget_person_without_place(who uuid) returns void
  language sql volatile security definer set search_path = public as $$
    delete from person p where p.id = who
  $$;
call lookup_only('forget_person_without_place(uuid)');
delete from person p where not exists (select from membership m where m.person_id = p.id);

-- There is one owner at all times.
create unique index membership_one_owner on membership (tenant_id) where role = 'owner';

-- From here on an account's end is not to be stopped: its pictures begin to go.
alter table tenant add column erasing_at timestamptz;
