-- How the scores of a tenant's images are spread, without reading its images: the counts of results are kept by score, too.

-- The fortieth of the scale that a score is in, from 0; -1 for no score. The gallery's histogram has the same bars.
create function score_bin(score real) returns smallint
  language sql immutable parallel safe
  -- least() would take the other value for a score that is null.
  return cast(case when score is null then -1 else greatest(0, least(cast(floor(score * 40) as int), 39)) end as smallint);

-- Nobody may change a result between the new counts and the new trigger.
lock table image_result in share row exclusive mode;

alter table image_result_count add column bin smallint not null default -1;
alter table image_result_count drop constraint image_result_count_pkey;
alter table image_result_count add primary key (tenant_id, status, bin, slot);

-- For an owner that is no superuser.
alter table image_result no force row level security;
alter table image_result_count no force row level security;
delete from image_result_count;
insert into image_result_count (tenant_id, status, bin, images)
  select tenant_id, status, score_bin(score), count(*) from image_result group by tenant_id, status, score_bin(score);
alter table image_result force row level security;
alter table image_result_count force row level security;

create procedure add_to_image_result_count(tenant uuid, image_status text, score_bin smallint, more bigint)
  language plpgsql set search_path = public, pg_temp as $$
begin
  update image_result_count c set images = c.images + more
    where c.tenant_id = tenant and c.status = image_status and c.bin = score_bin and c.slot = (
      select s.slot from image_result_count s where s.tenant_id = tenant and s.status = image_status and s.bin = score_bin
      order by s.slot limit 1 for update skip locked);
  if not found then
    -- A tenant that is being deleted has no counts any more and needs none.
    insert into image_result_count (tenant_id, status, bin, images)
      select t.id, image_status, score_bin, more from tenant t where t.id = tenant;
  end if;
end $$;
revoke execute on procedure add_to_image_result_count(uuid, text, smallint, bigint) from public;
grant execute on procedure add_to_image_result_count(uuid, text, smallint, bigint) to engram_trigger;

create or replace function count_image_results() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  more record;
begin
  if tg_op = 'INSERT' then
    for more in
      select n.tenant_id, n.status, score_bin(n.score) as bin, count(*) as images from new_result n
      group by n.tenant_id, n.status, score_bin(n.score)
    loop
      call add_to_image_result_count(more.tenant_id, more.status, more.bin, more.images);
    end loop;
  elsif tg_op = 'DELETE' then
    for more in
      select o.tenant_id, o.status, score_bin(o.score) as bin, count(*) as images from old_result o
      group by o.tenant_id, o.status, score_bin(o.score)
    loop
      call add_to_image_result_count(more.tenant_id, more.status, more.bin, -more.images);
    end loop;
  else
    for more in
      select c.tenant_id, c.status, c.bin, sum(c.images)::bigint as images
      from (
        select tenant_id, status, score_bin(score) as bin, 1 as images from new_result
        union all select tenant_id, status, score_bin(score), -1 from old_result) c
      group by c.tenant_id, c.status, c.bin having sum(c.images) <> 0
    loop
      call add_to_image_result_count(more.tenant_id, more.status, more.bin, more.images);
    end loop;
  end if;
  return null;
end $$;

drop procedure add_to_image_result_count(uuid, text, bigint);
