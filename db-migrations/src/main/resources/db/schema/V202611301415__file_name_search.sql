-- Finds images by a part of their file name with an index of trigrams. The extension is trusted, so the owner of the
-- database may create it without superuser rights. It has a schema of its own, unless the database has it already.
create schema if not exists extensions;
create extension if not exists pg_trgm with schema extensions;

do $$
declare
  trigrams name := (select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm');
begin
  execute format('create index image_by_filename on image using gin (filename %I.gin_trgm_ops)', trigrams);
end $$;

-- The images of the current tenant whose file name matches a pattern of "like", in any case. Row-level security keeps the
-- application from using the index, because "ilike" may tell something about rows of other tenants by an error; here the
-- condition on the tenant stands in the statement.
call allow_lookup('image');
create function find_images_by_filename(pattern text, at_most int) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
    select id from image where tenant_id = current_tenant() and filename ilike pattern limit at_most
  $$;
call restrict_to_lookup('find_images_by_filename(text, int)');
