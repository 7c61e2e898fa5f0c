-- Results of a tenant's campaigns: figures by image, as an advertising platform exports them.
create table campaign (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  name       text not null check (length(name) between 1 and 100),
  created_at timestamptz not null,
  -- Null while it is a preview of what was uploaded.
  kept_at    timestamptz,
  unique (tenant_id, id)
);
create index campaign_by_tenant on campaign (tenant_id, created_at desc);
call enable_tenant_isolation('campaign');

create table campaign_metric (
  campaign_id uuid not null,
  position    int not null,
  tenant_id   uuid not null references tenant on delete cascade,
  name        text not null check (length(name) between 1 and 200),
  primary key (campaign_id, position),
  foreign key (tenant_id, campaign_id) references campaign (tenant_id, id) on delete cascade
);
call enable_tenant_isolation('campaign_metric');

-- A line of the file. A line whose image is deleted is deleted with it.
create table campaign_line (
  campaign_id uuid not null,
  line        int not null,
  tenant_id   uuid not null references tenant on delete cascade,
  image_name  text not null check (length(image_name) between 1 and 200),
  match       text not null check (match in ('MATCHED', 'UNKNOWN', 'AMBIGUOUS', 'REPEATED')),
  image_id    uuid check ((image_id is not null) = (match = 'MATCHED')),
  primary key (campaign_id, line),
  foreign key (tenant_id, campaign_id) references campaign (tenant_id, id) on delete cascade,
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade
);
create index campaign_line_by_image on campaign_line (image_id);
call enable_tenant_isolation('campaign_line');

create table campaign_value (
  campaign_id uuid not null,
  line        int not null,
  -- The position of the metric.
  metric      int not null,
  tenant_id   uuid not null references tenant on delete cascade,
  value       double precision not null,
  primary key (campaign_id, line, metric),
  foreign key (campaign_id, line) references campaign_line (campaign_id, line) on delete cascade,
  foreign key (campaign_id, metric) references campaign_metric (campaign_id, position) on delete cascade
);
create index campaign_value_by_metric on campaign_value (campaign_id, metric);
call enable_tenant_isolation('campaign_value');
