create table webhook_endpoint (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  url        text not null,
  events     text[] not null,
  -- Signs each message, so it cannot be kept as a hash.
  secret     text not null,
  created_at timestamptz not null,
  unique (tenant_id, id)
);
call wall_off('webhook_endpoint');

-- What happened, word for word as it is told.
create table webhook_event (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  type       text not null,
  body       text not null,
  created_at timestamptz not null,
  unique (tenant_id, id)
);
create index webhook_event_age on webhook_event (created_at);
call wall_off('webhook_event');

create table webhook_delivery (
  id          uuid primary key,
  tenant_id   uuid not null references tenant on delete cascade,
  endpoint_id uuid not null,
  event_id    uuid not null,
  state       text not null check (state in ('PENDING', 'DELIVERED', 'FAILED')),
  attempts    int not null,
  status      int,
  error       text,
  created_at  timestamptz not null,
  tried_at    timestamptz,
  foreign key (tenant_id, endpoint_id) references webhook_endpoint (tenant_id, id) on delete cascade,
  foreign key (tenant_id, event_id) references webhook_event (tenant_id, id) on delete cascade
);
create index webhook_delivery_of_endpoint on webhook_delivery (endpoint_id, created_at desc);
create index webhook_delivery_of_event on webhook_delivery (event_id);
call wall_off('webhook_delivery');
