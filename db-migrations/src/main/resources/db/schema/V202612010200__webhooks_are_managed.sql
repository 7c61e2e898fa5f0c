alter table webhook_endpoint
  add column description           text not null default '',
  add column enabled               boolean not null default true,
  -- Why the server disabled it; null if it is enabled, or if a person disabled it.
  add column disabled_reason       text check (disabled_reason in ('failures', 'gone')),
  -- The secret before the last rotation. It signs too until the time beside it.
  add column previous_secret       text,
  add column previous_secret_until timestamptz,
  -- Since when no attempt has succeeded; null if the last one did.
  add column failing_since         timestamptz,
  add check ((previous_secret is null) = (previous_secret_until is null));

-- When a pending delivery is attempted again; null if it is due, or if no attempt follows.
alter table webhook_delivery add column next_attempt_at timestamptz;

-- Deliveries are listed page by page.
drop index webhook_delivery_by_endpoint;
create index webhook_delivery_by_endpoint on webhook_delivery (endpoint_id, created_at desc, id desc);
