-- The plan that a tenant changes to when its paid period ends; null: it keeps its plan.
alter table subscription
  add next_plan_code text,
  add next_plan_version int,
  add foreign key (next_plan_code, next_plan_version) references plan_version;
