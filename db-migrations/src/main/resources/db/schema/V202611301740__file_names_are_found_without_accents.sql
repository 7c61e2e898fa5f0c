-- A text as it is searched for: in lower case and without accents, so that "perù" is found as "Peru".
create function search_key(text_to_find text) returns text
  language sql immutable parallel safe
  return case
    -- Names in ASCII are by far the most, and have no accents.
    when octet_length(text_to_find) = length(text_to_find) then lower(text_to_find)
    else regexp_replace(normalize(lower(text_to_find), NFKD), '[\u0300-\u036f]', '', 'g')
  end;

do $$
declare
  trigrams name := (select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm');
begin
  execute format('create index image_by_search_key on image using gin (search_key(filename) %I.gin_trgm_ops)', trigrams);
end $$;
drop index image_by_filename;

-- Images that a person deleted, and may restore within a minute. The application does not see them any more; the operator's
-- housekeeping deletes them.
alter table image add column removed_at timestamptz;
-- The person or the API key that uploaded it. Null if it is older than this column.
alter table image add column added_by uuid;
create index image_removed on image (removed_at) where removed_at is not null;
create index image_by_uploader on image (tenant_id, added_by, id) where added_by is not null;
create policy not_removed on image as restrictive for all to engram_app using (removed_at is null);

drop function find_images_by_filename(text, int);
create function find_images_by_filename(pattern text, at_most int) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
    select id from image
    where tenant_id = current_tenant() and removed_at is null and search_key(filename) like search_key(pattern) limit at_most
  $$;
call restrict_to_lookup('find_images_by_filename(text, int)');

create policy trigger_removes on image for update to engram_trigger using (true) with check (true);
grant update (removed_at) on image to engram_trigger;

-- Hides images of the current tenant, and takes their results out of its counts; the ids of those it hid.
create function remove_images(images uuid[]) returns setof uuid
  language sql volatile security definer set search_path = public, pg_temp as $$
    with removed as (
      update image set removed_at = now()
      where tenant_id = current_tenant() and id = any (images) and removed_at is null returning id),
    hidden as (
      delete from image_result r using removed d where r.tenant_id = current_tenant() and r.image_id = d.id)
    select id from removed
  $$;
call restrict_to_triggers('remove_images(uuid[])');
grant execute on function remove_images(uuid[]) to engram_app;

-- Shows the images of the current tenant again that were removed at one time, with the results that they have by now; their ids.
create function restore_images(removed timestamptz) returns setof uuid
  language sql volatile security definer set search_path = public, pg_temp as $$
    with restored as (
      update image set removed_at = null
      where tenant_id = current_tenant() and removed_at = removed returning id),
    shown as (
      insert into image_result (tenant_id, image_id, analysis_id, status, score, is_provisional, requested_at)
      select distinct on (a.image_id) a.tenant_id, a.image_id, a.id, image_status(a.state), a.score,
        a.free and a.state <> 'DONE', a.created_at
      from analysis a join restored d on d.id = a.image_id
      order by a.image_id, (a.free and a.state <> 'DONE'), a.created_at desc, a.id desc
      on conflict do nothing)
    select id from restored
  $$;
call restrict_to_triggers('restore_images(timestamptz)');
grant execute on function restore_images(timestamptz) to engram_app;
