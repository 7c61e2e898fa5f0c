-- The plans on offer, each in its current version. In every limit null means unlimited.
create table plan (
  code             text primary key check (code ~ '^[a-z0-9-]{1,40}$'),
  version          int not null default 1 check (version > 0),
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
  overage_cents    int not null default 0 check (overage_cents >= 0),
  price_cents      int not null check (price_cents >= 0),
  currency         text not null,
  billing_interval text not null check (billing_interval in ('month', 'year')),
  trial_days       int not null check (trial_days >= 0),
  public           boolean not null,
  archived_at      timestamptz
);
grant select on plan to engram_app;
grant select, insert, update on plan to engram_operator;

-- Every version of every plan. A tenant keeps the version that it bought until it is moved.
create table plan_version (
  plan_code        text not null references plan,
  version          int not null,
  name             text not null,
  monthly_images   int,
  heatmaps         boolean not null,
  max_image_bytes  bigint,
  max_megapixels   int,
  seats            int,
  api_access       boolean not null,
  weight           int not null,
  retention_days   int,
  overage          text not null,
  overage_cents    int not null,
  price_cents      int not null,
  currency         text not null,
  billing_interval text not null,
  trial_days       int not null,
  public           boolean not null,
  created_at       timestamptz not null default now(),
  primary key (plan_code, version)
);
grant select on plan_version to engram_app, engram_operator;
grant insert, update on plan_version to engram_operator;

-- The database copies each new version of a plan, so that no use case, test or manual repair can forget it.
create function copy_plan_version() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  insert into plan_version (plan_code, version, name, monthly_images, heatmaps, max_image_bytes, max_megapixels, seats,
    api_access, weight, retention_days, overage, overage_cents, price_cents, currency, billing_interval, trial_days, public)
  values (new.code, new.version, new.name, new.monthly_images, new.heatmaps, new.max_image_bytes, new.max_megapixels,
    new.seats, new.api_access, new.weight, new.retention_days, new.overage, new.overage_cents, new.price_cents,
    new.currency, new.billing_interval, new.trial_days, new.public);
  return null;
end $$;
create trigger copy_first_version after insert on plan for each row execute function copy_plan_version();
create trigger copy_next_version after update on plan for each row
  when (new.version <> old.version) execute function copy_plan_version();

-- Name and visibility are not terms: a change applies to all versions.
create function update_plan_version_names() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  update plan_version set name = new.name, public = new.public where plan_code = new.code;
  return null;
end $$;
create trigger update_version_names after update on plan for each row
  when (new.name <> old.name or new.public <> old.public) execute function update_plan_version_names();

insert into plan (code, name, monthly_images, heatmaps, max_image_bytes, max_megapixels, seats, api_access, weight,
  retention_days, overage, overage_cents, price_cents, currency, billing_interval, trial_days, public)
values
  ('free', 'Free', 100, true, 20 * 1024 * 1024, 50, 2, true, 1, 90, 'block', 0, 0, 'EUR', 'month', 0, true),
  ('starter', 'Starter', 500, true, 30 * 1024 * 1024, 50, 3, true, 2, 180, 'block', 0, 2900, 'EUR', 'month', 14, true),
  ('pro', 'Pro', 5000, true, 50 * 1024 * 1024, 50, 10, true, 4, 365, 'metered', 4, 14900, 'EUR', 'month', 0, true),
  ('pro-yearly', 'Pro, yearly', 5000, true, 50 * 1024 * 1024, 50, 10, true, 4, 365, 'metered', 4, 149000, 'EUR', 'year', 0, true),
  ('business', 'Business', 50000, true, 100 * 1024 * 1024, 50, null, true, 8, null, 'metered', 2, 79900, 'EUR', 'month', 0, true),
  ('unlimited', 'Unlimited', null, true, 100 * 1024 * 1024, 50, null, true, 4, null, 'block', 0, 0, 'EUR', 'month', 0, false),
  -- Of the try-it box on the start page. It has the least weight, and no other tenant has it.
  ('try-it', 'Try-it box', null, false, 10 * 1024 * 1024, 30, 1, false, 1, 1, 'block', 0, 0, 'EUR', 'month', 0, false);
