create table webhook_endpoint (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  url        text not null,
  events     text[] not null,
  -- It signs each message, so a hash would not do.
  secret     text not null,
  created_at timestamptz not null,
  unique (tenant_id, id)
);
call enable_tenant_isolation('webhook_endpoint');

-- An event, with the exact body that is delivered.
create table webhook_event (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  type       text not null,
  body       text not null,
  created_at timestamptz not null,
  unique (tenant_id, id)
);
create index webhook_event_created_at on webhook_event (created_at);
call enable_tenant_isolation('webhook_event');

create table webhook_delivery (
  id           uuid primary key,
  tenant_id    uuid not null references tenant on delete cascade,
  endpoint_id  uuid not null,
  event_id     uuid not null,
  state        text not null check (state in ('PENDING', 'DELIVERED', 'FAILED')),
  attempts     int not null,
  http_status  int,
  error        text,
  created_at   timestamptz not null,
  attempted_at timestamptz,
  foreign key (tenant_id, endpoint_id) references webhook_endpoint (tenant_id, id) on delete cascade,
  foreign key (tenant_id, event_id) references webhook_event (tenant_id, id) on delete cascade
);
create index webhook_delivery_by_endpoint on webhook_delivery (endpoint_id, created_at desc);
create index webhook_delivery_by_event on webhook_delivery (event_id);
call enable_tenant_isolation('webhook_delivery');
