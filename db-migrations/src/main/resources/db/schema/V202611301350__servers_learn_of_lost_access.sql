-- Every server learns at once when somebody may have lost access: a session ended, a member was removed or got another role,
-- a key was revoked, or a tenant was suspended. Triggers send this, so that no use case can forget it. Equal notifications
-- of one transaction are sent once.
create function notify_lost_access() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_notify('engram_access', old.tenant_id::text);
  return null;
end $$;
create trigger notify_session_ended after delete on session for each row execute function notify_lost_access();
create trigger notify_member_removed after delete on membership for each row execute function notify_lost_access();
create trigger notify_role_changed after update on membership for each row
  when (new.role <> old.role) execute function notify_lost_access();
create trigger notify_key_deleted after delete on api_key for each row execute function notify_lost_access();
create trigger notify_key_revoked after update on api_key for each row
  when (new.revoked_at is distinct from old.revoked_at) execute function notify_lost_access();

create function notify_tenant_suspended() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_notify('engram_access', new.id::text);
  return null;
end $$;
create trigger notify_suspended after update on tenant for each row
  when (new.suspended_at is not null and old.suspended_at is null) execute function notify_tenant_suspended();
