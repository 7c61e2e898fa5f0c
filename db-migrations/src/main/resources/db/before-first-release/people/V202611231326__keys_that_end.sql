-- When a key was last used, written without knowing its tenant's scope first. To the minute is enough.
create function touch_api_key(key uuid, at timestamptz) returns void
  language sql security definer set search_path = public as $$
    update api_key set last_used_at = at where id = key and (last_used_at is null or last_used_at < at - interval '1 minute')
  $$;
create policy touch on api_key for update to engram_lookup using (true) with check (true);
grant update (last_used_at) on api_key to engram_lookup;
call lookup_only('touch_api_key(uuid, timestamptz)');
