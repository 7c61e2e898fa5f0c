-- What people write down about a comparison that they keep.
alter table comparison add column note text check (length(note) between 1 and 2000);
create index comparison_newest on comparison (tenant_id, id);
