-- Which part of its allowance a tenant has been told to have used, once in each period.
create table usage_threshold (
  tenant_id uuid not null references tenant on delete cascade,
  starts_on date not null,
  percent   int not null check (percent between 1 and 100),
  passed_at timestamptz not null default now(),
  primary key (tenant_id, starts_on, percent)
);
call wall_off('usage_threshold');
