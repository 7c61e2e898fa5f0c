-- What a tenant has used and reserved in one period of its plan, and what the operator granted on top. Taking a credit locks
-- the row, which makes the allowance exact under concurrency.
create table usage_period (
  tenant_id uuid not null references tenant on delete cascade,
  starts_on date not null,
  used      int not null default 0 check (used >= 0),
  reserved  int not null default 0 check (reserved >= 0),
  granted   int not null default 0 check (granted >= 0),
  primary key (tenant_id, starts_on)
);
call enable_tenant_isolation('usage_period');

-- The thresholds of its allowance that a tenant has been notified of, each once per period.
create table usage_threshold (
  tenant_id uuid not null references tenant on delete cascade,
  starts_on date not null,
  percent   int not null check (percent between 1 and 100),
  passed_at timestamptz not null default now(),
  primary key (tenant_id, starts_on, percent)
);
call enable_tenant_isolation('usage_threshold');

-- Images that the operator granted on top of a period's allowance, with the reason.
create table credit_grant (
  id          uuid primary key,
  tenant_id   uuid not null references tenant on delete cascade,
  starts_on   date not null,
  credits     int not null check (credits > 0),
  reason      text not null check (length(reason) between 1 and 500),
  operator_id uuid not null,
  granted_at  timestamptz not null
);
create index credit_grant_by_tenant on credit_grant (tenant_id, granted_at desc);
call enable_tenant_isolation('credit_grant');
revoke insert, update, delete on credit_grant from engram_app;
