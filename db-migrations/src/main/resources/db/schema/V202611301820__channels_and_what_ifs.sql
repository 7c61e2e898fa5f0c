-- The scored crop of an image for each channel, such as a story: the one that was chosen last, or the proposed one. It belongs to an
-- analysis, because the proposal follows the analysis's map and the score is compared with the analysis's.
create table channel_crop (
  analysis_id     uuid not null references analysis on delete cascade,
  channel         text not null,
  tenant_id       uuid not null references tenant on delete cascade,
  x               double precision not null,
  y               double precision not null,
  width           double precision not null,
  height          double precision not null,
  proposed        boolean not null,
  -- How often a crop of this channel was scored.
  scorings        int not null,
  -- Like all that follow, null if the crop shows nothing.
  score           double precision,
  interval_low    double precision,
  interval_high   double precision,
  difference      double precision,
  difference_low  double precision,
  difference_high double precision,
  probability     double precision check (probability between 0 and 1),
  scored_at       timestamptz not null,
  primary key (analysis_id, channel)
);
call enable_tenant_isolation('channel_crop');

-- Changes of an image that were scored together, and what they cost. They never change.
create table what_if (
  id            uuid primary key,
  tenant_id     uuid not null references tenant on delete cascade,
  image_id      uuid not null,
  analysis_id   uuid not null references analysis on delete cascade,
  score         double precision not null,
  model_name    text not null,
  model_version text not null,
  credits       int not null,
  -- The person or the API key that requested it, where known.
  requested_by  uuid,
  created_at    timestamptz not null,
  unique (tenant_id, id),
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade
);
create index what_if_by_analysis on what_if (analysis_id);
create index what_if_by_image on what_if (image_id);
call enable_tenant_isolation('what_if');

create table what_if_variant (
  what_if_id      uuid not null,
  position        int not null,
  tenant_id       uuid not null references tenant on delete cascade,
  kind            text not null,
  -- The region as fractions of the picture; null for edits without one.
  x               double precision,
  y               double precision,
  width           double precision,
  height          double precision,
  amount          double precision,
  -- Like all that follow, null if the variant shows nothing.
  score           double precision,
  interval_low    double precision,
  interval_high   double precision,
  difference      double precision,
  difference_low  double precision,
  difference_high double precision,
  probability     double precision check (probability between 0 and 1),
  primary key (what_if_id, position),
  foreign key (tenant_id, what_if_id) references what_if (tenant_id, id) on delete cascade
);
call enable_tenant_isolation('what_if_variant');
