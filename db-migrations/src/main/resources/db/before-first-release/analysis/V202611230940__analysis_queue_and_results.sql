create table batch (
  id             uuid primary key,
  tenant_id      uuid not null references tenant on delete cascade,
  name           text not null,
  total          int not null,
  created_at     timestamptz not null,
  unique (tenant_id, id)
);
call wall_off('batch');

-- A row is the queue entry, the lease and, in the end, the result.
create table analysis (
  id             uuid primary key,
  tenant_id      uuid not null references tenant on delete cascade,
  image_id       uuid not null,
  batch_id       uuid,
  state          text not null check (state in ('QUEUED', 'SCORING', 'MAPPING', 'DONE', 'REJECTED', 'FAILED')),
  deep_map       boolean not null,
  credit_period  date not null,
  created_at     timestamptz not null,
  finished_at    timestamptz,

  -- The queue. Times are the database's own; a claim without a lease is up for the taking.
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
  check ((state in ('DONE', 'REJECTED', 'FAILED')) = (finished_at is not null)),
  check (state <> 'DONE' or (score is not null and credits is not null)),
  check (state not in ('REJECTED', 'FAILED') or problem_code is not null)
) with (fillfactor = 80);
create index analysis_unfinished on analysis (state, available_at) where state in ('QUEUED', 'SCORING', 'MAPPING');
create index analysis_of_tenant on analysis (tenant_id, created_at desc, id desc);
create index analysis_by_score on analysis (tenant_id, score, id) where score is not null;
create index analysis_of_image on analysis (image_id);
create index analysis_of_batch on analysis (batch_id) where batch_id is not null;
call wall_off('analysis');

create table heatmap (
  analysis_id uuid not null references analysis on delete cascade,
  tenant_id   uuid not null references tenant on delete cascade,
  kind        text not null check (kind in ('decomposition', 'deep')),
  rows        int not null check (rows > 0),
  columns     int not null check (columns > 0),
  -- Row by row, from the top left; 32-bit floats, little-endian.
  cells       bytea not null,
  bias        real not null,
  primary key (analysis_id, kind)
);
call wall_off('heatmap');

-- One row for each analysis that was delivered: what was charged for it, once.
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
-- The same bytes, model and task are charged once to a tenant.
create unique index credit_entry_once on credit_entry (tenant_id, sha256, model_version, task) where credits = 1;
call wall_off('credit_entry');
