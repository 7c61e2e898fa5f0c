-- What the operator set for a backend; without a row it takes work. The same for all servers, and kept over restarts.
create table backend_mode (
  backend text primary key,
  mode    text not null check (mode in ('paused', 'draining')),
  since   timestamptz not null default now()
);
grant select, insert, update, delete on backend_mode to engram_operator;

-- How each server last saw its backends.
create table backend_status (
  server         text not null,
  backend        text not null,
  breaker        text not null,
  running        int not null,
  max_concurrent int not null,
  last_error     text,
  reported_at    timestamptz not null default now(),
  primary key (server, backend)
) with (fillfactor = 50);
grant select, insert, update, delete on backend_status to engram_operator;

-- The default model of new analyses, as name:version. The newest row counts; no row, or null: whichever model is active at
-- the backend. A tenant's pinned_model takes precedence.
create table default_model (
  id    bigint generated always as identity primary key,
  model text,
  since timestamptz not null default now()
);
grant select on default_model to engram_app;
grant select, insert on default_model to engram_operator;

-- What each delivered task cost us, by the configured price table. Only the operator sees rows; the application's role may
-- ask, so that one query serves both.
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
create index scoring_cost_by_tenant on scoring_cost (tenant_id, recorded_at);
alter table scoring_cost enable row level security;
alter table scoring_cost force row level security;
create policy operator_access on scoring_cost to engram_operator using (true) with check (true);
grant select, insert, delete on scoring_cost to engram_operator;
grant select on scoring_cost to engram_app;
