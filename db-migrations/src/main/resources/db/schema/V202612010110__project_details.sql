-- What a project is for, and when its images are ready: from a percentile on, in a benchmark.
alter table project
  add column brief text check (length(brief) between 1 and 5000),
  add column threshold double precision check (threshold between 0 and 100),
  add column benchmark text not null default 'photographs' check (benchmark in ('photographs', 'library', 'project', 'tag')),
  -- The project or tag. It may be deleted later; then no image of the project is ready or not.
  add column benchmark_group uuid check ((benchmark_group is not null) = (benchmark in ('project', 'tag'))),
  add column cover_image uuid,
  add foreign key (tenant_id, cover_image) references image (tenant_id, id) on delete set null (cover_image);
create index project_by_cover on project (cover_image) where cover_image is not null;
