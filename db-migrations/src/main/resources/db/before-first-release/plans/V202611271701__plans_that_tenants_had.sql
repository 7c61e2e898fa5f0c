-- Which plan a tenant had from when on: what a month is charged by, and what the operator reads later.
create table tenant_plan (
  tenant_id    uuid not null references tenant on delete cascade,
  plan_code    text not null,
  plan_version int not null,
  since        timestamptz not null default now(),
  primary key (tenant_id, since),
  foreign key (plan_code, plan_version) references plan_version
);
call wall_off('tenant_plan');
revoke delete on tenant_plan from engram_app;

insert into tenant_plan select id, plan_code, plan_version, created_at from tenant;

-- Kept by the database, so that no hand moves a tenant without it. Two moves in one transaction leave the last.
create function keep_tenant_plan() returns trigger
  language plpgsql set search_path = public as $$
begin
  insert into tenant_plan (tenant_id, plan_code, plan_version) values (new.id, new.plan_code, new.plan_version)
  on conflict (tenant_id, since) do update set plan_code = excluded.plan_code, plan_version = excluded.plan_version;
  return null;
end $$;
create trigger first_plan after insert on tenant for each row execute function keep_tenant_plan();
create trigger next_plan after update on tenant for each row
  when (new.plan_code <> old.plan_code or new.plan_version <> old.plan_version) execute function keep_tenant_plan();
