-- What each delivered task cost us, by the price table in the configuration. The operator's alone: the application's
-- role may ask and sees no row.
create table scoring_cost (
  id          bigint generated always as identity primary key,
  tenant_id   uuid not null,
  analysis_id uuid not null,
  task        text not null check (task in ('score', 'heatmap')),
  backend     text not null,
  millis      int not null,
  memory_mb   int,
  cost        numeric(18, 9) not null,
  recorded_at timestamptz not null default now()
);
create index scoring_cost_of_tenant on scoring_cost (tenant_id, recorded_at);
alter table scoring_cost enable row level security;
alter table scoring_cost force row level security;
create policy operator on scoring_cost to engram_operator using (true) with check (true);
grant select, insert, delete on scoring_cost to engram_operator;
grant select on scoring_cost to engram_app;
