-- Images of a tenant with ratings of its own, on which a model can be trained. The sentence that a person agreed to is kept as it
-- was shown.
create table rated_set (
  id           uuid primary key,
  tenant_id    uuid not null references tenant on delete cascade,
  name         text not null check (length(name) between 1 and 100),
  consent      text not null check (length(consent) between 1 and 2000),
  consented_by uuid not null,
  created_at   timestamptz not null,
  unique (tenant_id, id)
);
create index rated_set_by_tenant on rated_set (tenant_id, created_at desc);
call enable_tenant_isolation('rated_set');

create table rated_image (
  rated_set_id uuid not null,
  image_id     uuid not null,
  tenant_id    uuid not null references tenant on delete cascade,
  rating       double precision not null check (rating between 0 and 1),
  category     text not null,
  subcategory  text not null,
  primary key (rated_set_id, image_id),
  foreign key (tenant_id, rated_set_id) references rated_set (tenant_id, id) on delete cascade,
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade
);
create index rated_image_by_image on rated_image (image_id);
call enable_tenant_isolation('rated_image');

-- A training on a data set, its comparison with the default model, and what became of the model. It remains without its data
-- set, because the model does.
create table own_model (
  id              uuid primary key,
  tenant_id       uuid not null references tenant on delete cascade,
  rated_set_id    uuid references rated_set on delete set null,
  data_set        text not null,
  state           text not null check (state in
    ('QUEUED', 'RUNNING', 'FAILED', 'EVALUATED', 'DISCARDED', 'PUBLISHING', 'ACTIVE', 'WITHDRAWN')),
  requested_at    timestamptz not null,
  started_at      timestamptz,
  finished_at     timestamptz,
  attempts        int not null default 0,
  failure         text,
  failure_detail  text,
  -- As name:version, once it is trained.
  model           text,
  default_model   text,
  images          int,
  candidate_rho   double precision,
  candidate_low   double precision,
  candidate_high  double precision,
  default_rho     double precision,
  default_low     double precision,
  default_high    double precision,
  difference      double precision,
  difference_low  double precision,
  difference_high double precision,
  decided_at      timestamptz,
  -- The person of the tenant; null if the operator decided.
  decided_by      uuid
);
-- One training and one active model at a time.
create unique index own_model_one_training on own_model (tenant_id) where state in ('QUEUED', 'RUNNING');
create unique index own_model_one_active on own_model (tenant_id) where state in ('PUBLISHING', 'ACTIVE');
create index own_model_by_tenant on own_model (tenant_id, requested_at desc);
create index own_model_by_rated_set on own_model (rated_set_id);
call enable_tenant_isolation('own_model');
