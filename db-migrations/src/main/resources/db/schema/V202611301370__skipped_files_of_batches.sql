-- What a batch left out, for its page. Null if nothing was.
alter table batch add column skipped_files jsonb;
alter table batch add column beyond_plan int not null default 0;
