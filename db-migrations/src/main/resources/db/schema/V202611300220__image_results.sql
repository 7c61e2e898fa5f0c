-- The current result of each image, and how many images are in which status. Triggers on analysis maintain both in the
-- transaction of the change; the server only reads them (ADR 208).
--
-- The current analysis of an image is its newest one, except that a free re-scoring counts only once it is DONE.

-- What an analysis's state means for its image.
create function image_status(analysis_state text) returns text
  language sql immutable
  return case when analysis_state in ('DONE', 'REJECTED', 'FAILED') then analysis_state else 'PENDING' end;

create table image_result (
  tenant_id      uuid not null,
  image_id       uuid not null,
  analysis_id    uuid not null,
  status         text not null check (status in ('PENDING', 'DONE', 'REJECTED', 'FAILED')),
  score          real,
  -- Sort keys: an image without a score comes last in both directions.
  score_desc     real not null generated always as (coalesce(score, -1)) stored,
  score_asc      real not null generated always as (coalesce(score, 2)) stored,
  -- What decides between two analyses. Provisional: a free one that is not DONE, while the image has no other.
  is_provisional boolean not null,
  requested_at   timestamptz not null,
  primary key (tenant_id, image_id),
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade
);
create index image_result_by_status on image_result (tenant_id, status, image_id);
create index image_result_by_score_desc on image_result (tenant_id, score_desc, image_id);
create index image_result_by_score_asc on image_result (tenant_id, score_asc, image_id);
call enable_tenant_isolation('image_result');
revoke insert, update, delete on image_result from engram_app, engram_operator;
create policy trigger_access on image_result to engram_trigger using (true) with check (true);
grant select, insert, update, delete on image_result to engram_trigger;

-- Several rows per tenant, to be summed: a transaction counts in a row that no other transaction holds, so writers neither
-- wait for each other nor deadlock. A single row may be negative; the sums are exact.
create table image_result_count (
  tenant_id uuid not null references tenant on delete cascade,
  status    text not null,
  slot      bigint not null generated always as identity,
  images    bigint not null,
  primary key (tenant_id, status, slot)
);
call enable_tenant_isolation('image_result_count');
revoke insert, update, delete on image_result_count from engram_app, engram_operator;
create policy trigger_access on image_result_count to engram_trigger using (true) with check (true);
grant select, insert, update, delete on image_result_count to engram_trigger;

create policy trigger_read on tenant for select to engram_trigger using (true);
grant select on tenant to engram_trigger;
create policy trigger_read on image for select to engram_trigger using (true);
grant select on image to engram_trigger;
create policy trigger_read on analysis for select to engram_trigger using (true);
grant select on analysis to engram_trigger;

-- The triggers work on whole statements, so that a statement on many rows costs as much per row as one on a single row.
create function update_image_results() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  changed uuid[];
begin
  if tg_op = 'INSERT' then
    changed := (select array_agg(id) from new_analysis);
  else
    -- A claim, its lease and an attempt that is repeated change nothing here.
    changed := (select array_agg(n.id) from new_analysis n join old_analysis o on o.id = n.id
      where image_status(n.state) <> image_status(o.state) or n.score is distinct from o.score);
  end if;
  if changed is not null then
    insert into image_result as present (tenant_id, image_id, analysis_id, status, score, is_provisional, requested_at)
    select distinct on (a.image_id) a.tenant_id, a.image_id, a.id, image_status(a.state), a.score,
      a.free and a.state <> 'DONE', a.created_at
    from analysis a where a.id = any (changed)
    order by a.image_id, (a.free and a.state <> 'DONE'), a.created_at desc, a.id desc
    on conflict (tenant_id, image_id) do update
      set analysis_id = excluded.analysis_id, status = excluded.status, score = excluded.score,
        is_provisional = excluded.is_provisional, requested_at = excluded.requested_at
      where (not excluded.is_provisional, excluded.requested_at, excluded.analysis_id)
        >= (not present.is_provisional, present.requested_at, present.analysis_id);
  end if;
  return null;
end $$;
create trigger insert_image_results after insert on analysis
  referencing new table as new_analysis for each statement execute function update_image_results();
create trigger update_image_results after update on analysis
  referencing old table as old_analysis new table as new_analysis for each statement execute function update_image_results();
call restrict_to_triggers('update_image_results()');

-- When a current analysis is deleted, the newest of the others takes its place, unless the image is deleted as well.
create function replace_image_results() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  images uuid[];
begin
  with deleted as (
    delete from image_result r using old_analysis o
    where r.tenant_id = o.tenant_id and r.image_id = o.image_id and r.analysis_id = o.id returning r.image_id)
  select array_agg(image_id) into images from deleted;
  if images is not null then
    insert into image_result (tenant_id, image_id, analysis_id, status, score, is_provisional, requested_at)
    select distinct on (a.image_id) a.tenant_id, a.image_id, a.id, image_status(a.state), a.score,
      a.free and a.state <> 'DONE', a.created_at
    from analysis a join image i on i.id = a.image_id where a.image_id = any (images)
    order by a.image_id, (a.free and a.state <> 'DONE'), a.created_at desc, a.id desc;
  end if;
  return null;
end $$;
create trigger replace_image_results after delete on analysis
  referencing old table as old_analysis for each statement execute function replace_image_results();
call restrict_to_triggers('replace_image_results()');

create procedure add_to_image_result_count(tenant uuid, image_status text, more bigint)
  language plpgsql set search_path = public, pg_temp as $$
begin
  update image_result_count c set images = c.images + more
    where c.tenant_id = tenant and c.status = image_status and c.slot = (
      select s.slot from image_result_count s where s.tenant_id = tenant and s.status = image_status
      order by s.slot limit 1 for update skip locked);
  if not found then
    -- A tenant that is being deleted has no counts any more and needs none.
    insert into image_result_count (tenant_id, status, images) select t.id, image_status, more from tenant t where t.id = tenant;
  end if;
end $$;
revoke execute on procedure add_to_image_result_count(uuid, text, bigint) from public;
grant execute on procedure add_to_image_result_count(uuid, text, bigint) to engram_trigger;

create function count_image_results() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  more record;
begin
  if tg_op = 'INSERT' then
    for more in select n.tenant_id, n.status, count(*) as images from new_result n group by n.tenant_id, n.status loop
      call add_to_image_result_count(more.tenant_id, more.status, more.images);
    end loop;
  elsif tg_op = 'DELETE' then
    for more in select o.tenant_id, o.status, count(*) as images from old_result o group by o.tenant_id, o.status loop
      call add_to_image_result_count(more.tenant_id, more.status, -more.images);
    end loop;
  else
    for more in
      select c.tenant_id, c.status, sum(c.images) as images
      from (select tenant_id, status, 1 as images from new_result union all select tenant_id, status, -1 from old_result) c
      group by c.tenant_id, c.status having sum(c.images) <> 0
    loop
      call add_to_image_result_count(more.tenant_id, more.status, more.images);
    end loop;
  end if;
  return null;
end $$;
create trigger count_new_results after insert on image_result
  referencing new table as new_result for each statement execute function count_image_results();
create trigger count_changed_results after update on image_result
  referencing old table as old_result new table as new_result for each statement execute function count_image_results();
create trigger count_deleted_results after delete on image_result
  referencing old table as old_result for each statement execute function count_image_results();
call restrict_to_triggers('count_image_results()');
