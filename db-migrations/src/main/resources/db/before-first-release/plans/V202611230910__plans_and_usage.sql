-- null means unlimited.
create table plan (
  code             text primary key check (code ~ '^[a-z0-9-]{1,40}$'),
  name             text not null,
  monthly_images   int check (monthly_images >= 0),
  heatmaps         boolean not null,
  max_image_bytes  bigint check (max_image_bytes > 0),
  max_megapixels   int check (max_megapixels > 0),
  seats            int check (seats > 0),
  api_access       boolean not null,
  weight           int not null check (weight > 0),
  retention_days   int check (retention_days > 0),
  overage          text not null check (overage in ('block', 'metered')),
  price_cents      int not null check (price_cents >= 0),
  currency         text not null,
  "interval"       text not null check ("interval" in ('month', 'year')),
  trial_days       int not null check (trial_days >= 0),
  public           boolean not null
);
grant select on plan to engram_app;
grant select, insert, update on plan to engram_operator;

alter table tenant add foreign key (plan_code) references plan;

insert into plan values
  ('free', 'Free', 100, true, 20 * 1024 * 1024, 50, 2, true, 1, 90, 'block', 0, 'EUR', 'month', 0, true),
  ('unlimited', 'Unlimited', null, true, 100 * 1024 * 1024, 50, null, true, 4, null, 'block', 0, 'EUR', 'month', 0, false);

-- What a tenant has used and holds in reserve in one period of its plan. Its row is locked by whoever
-- takes a credit, which makes the allowance exact however many ask at once.
create table usage_period (
  tenant_id   uuid not null references tenant on delete cascade,
  starts_on   date not null,
  used        int not null default 0 check (used >= 0),
  reserved    int not null default 0 check (reserved >= 0),
  primary key (tenant_id, starts_on)
);
call wall_off('usage_period');
