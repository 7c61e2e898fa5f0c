-- What a model keeps of an image in order to compare it later without decoding it again: about a kilobyte, in the worker's
-- format. An analysis from before this migration has none, nor has one by a model that compares no images.
create table analysis_features (
  analysis_id uuid primary key references analysis on delete cascade,
  tenant_id   uuid not null references tenant on delete cascade,
  features    bytea not null
);
call enable_tenant_isolation('analysis_features');

-- Which of some images are the more memorable ones, as a model estimated it once. A comparison never changes. It is deleted
-- with the first of its images that is deleted.
create table comparison (
  id            uuid primary key,
  tenant_id     uuid not null references tenant on delete cascade,
  name          text check (length(name) between 1 and 100),
  model_name    text not null,
  model_version text not null,
  -- The person or the API key that requested it, where known.
  requested_by  uuid,
  created_at    timestamptz not null,
  unique (tenant_id, id)
);
call enable_tenant_isolation('comparison');

-- The images of a comparison in the order of the request, with their scores by the model that compared them.
create table comparison_image (
  comparison_id uuid not null,
  position      int not null,
  tenant_id     uuid not null references tenant on delete cascade,
  image_id      uuid not null,
  analysis_id   uuid not null,
  score         double precision not null,
  interval_low  double precision not null,
  interval_high double precision not null,
  out_of_domain boolean not null,
  primary key (comparison_id, position),
  foreign key (tenant_id, comparison_id) references comparison (tenant_id, id) on delete cascade,
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade
);
create index comparison_image_by_image on comparison_image (image_id);
call enable_tenant_isolation('comparison_image');

-- Every pair of images of a comparison, by their positions. The probability is that of the first being the more memorable.
create table comparison_pair (
  comparison_id uuid not null,
  first         int not null,
  second        int not null check (second > first),
  tenant_id     uuid not null references tenant on delete cascade,
  difference    double precision not null,
  interval_low  double precision not null,
  interval_high double precision not null,
  probability   double precision not null check (probability between 0 and 1),
  primary key (comparison_id, first, second),
  foreign key (tenant_id, comparison_id) references comparison (tenant_id, id) on delete cascade
);
call enable_tenant_isolation('comparison_pair');

-- For the newest images of a project, whose scores an image of the project is ranked among.
create index project_image_newest on project_image (project_id, image_id);
drop index project_image_by_project;
