-- Analyses that were requested together. A batch is finished when the last of them is, and reopened when some are retried.
create table batch (
  id           uuid primary key,
  tenant_id    uuid not null references tenant on delete cascade,
  name         text not null,
  total        int not null,
  deep_map     boolean not null default false,
  created_at   timestamptz not null,
  finished_at  timestamptz,
  cancelled_at timestamptz,
  unique (tenant_id, id)
);
create index batch_by_tenant on batch (tenant_id, id desc);
create index batch_unfinished on batch (id) where finished_at is null;
call enable_tenant_isolation('batch');

-- One request to analyse one image: the queue entry, the lease and, in the end, the result. Every row is written about five
-- times within seconds, hence the free space and the eager vacuum.
create table analysis (
  id             uuid primary key,
  tenant_id      uuid not null references tenant on delete cascade,
  image_id       uuid not null,
  batch_id       uuid,
  -- The person or the API key that requested it, where known.
  requested_by   uuid,
  state          text not null check (state in ('QUEUED', 'SCORING', 'MAPPING', 'DONE', 'REJECTED', 'FAILED')),
  deep_map       boolean not null,
  -- Images that are submitted alone are scored before those in bulk.
  bulk           boolean not null default false,
  -- Requested by the operator: no credit is reserved or charged.
  free           boolean not null default false,
  credit_period  date not null,
  created_at     timestamptz not null,
  finished_at    timestamptz,

  -- The queue. All times are the database's. A row without a lease can be claimed.
  available_at   timestamptz not null default now(),
  lease_token    uuid,
  leased_until   timestamptz,
  attempts       int not null default 0,

  score          real,
  interval_low   real,
  interval_high  real,
  percentile     real,
  out_of_domain  boolean,
  model_name     text,
  model_version  text,
  backend        text,
  score_millis   int,
  heatmap_millis int,
  credits        int,
  problem_code   text,
  problem_detail text,

  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade,
  foreign key (tenant_id, batch_id) references batch (tenant_id, id) on delete cascade,
  constraint analysis_finished check ((state in ('DONE', 'REJECTED', 'FAILED')) = (finished_at is not null)),
  constraint analysis_done_has_score check (state <> 'DONE' or (score is not null and credits is not null)),
  constraint analysis_problem_has_code check (state not in ('REJECTED', 'FAILED') or problem_code is not null)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500,
  autovacuum_vacuum_cost_delay = 1);
-- The claim reads one tenant after the other, each in its order, without reading what is behind.
create index analysis_waiting on analysis (state, tenant_id, bulk, created_at)
  where lease_token is null and state in ('QUEUED', 'MAPPING');
create index analysis_leased on analysis (tenant_id, leased_until) where lease_token is not null;
create index analysis_by_tenant on analysis (tenant_id, created_at desc, id desc);
create index analysis_by_score on analysis (tenant_id, score, id) where score is not null;
create index analysis_by_image on analysis (image_id);
create index analysis_by_batch on analysis (batch_id) where batch_id is not null;
create index analysis_finished_at on analysis (finished_at) where finished_at is not null;
call enable_tenant_isolation('analysis');
call allow_lookup('analysis');

-- How many analyses of all tenants wait, up to a limit. A tenant that asks whether there is room learns a number and no more.
create function queue_depth(up_to bigint) returns bigint
  language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) from (
      select from analysis where lease_token is null and state in ('QUEUED', 'MAPPING') limit up_to) waiting
  $$;
call restrict_to_lookup('queue_depth(bigint)');
grant execute on function queue_depth(bigint) to engram_operator;

create table heatmap (
  analysis_id uuid not null references analysis on delete cascade,
  tenant_id   uuid not null references tenant on delete cascade,
  kind        text not null check (kind in ('decomposition', 'deep')),
  rows        int not null check (rows > 0),
  columns     int not null check (columns > 0),
  -- Row by row from the top left: 32-bit floats, little-endian.
  cells       bytea not null,
  bias        real not null,
  primary key (analysis_id, kind)
);
call enable_tenant_isolation('heatmap');

-- The ledger: one row per delivered analysis, with what was charged for it. The same bytes, model and task are charged once.
create table credit_entry (
  analysis_id   uuid primary key,
  tenant_id     uuid not null references tenant on delete cascade,
  credit_period date not null,
  credits       int not null check (credits in (0, 1)),
  sha256        text not null,
  model_version text not null,
  task          text not null check (task in ('score', 'heatmap')),
  charged_at    timestamptz not null
);
create unique index credit_entry_charged_once on credit_entry (tenant_id, sha256, model_version, task) where credits = 1;
call enable_tenant_isolation('credit_entry');
