-- A plan that changes makes a new version; who bought an older one keeps it until moved. What an image beyond
-- the allowance costs where overage is metered.
alter table plan
  add overage_cents int not null default 0 check (overage_cents >= 0),
  add version int not null default 1 check (version > 0),
  add archived_at timestamptz;

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
  price_cents      int not null,
  currency         text not null,
  "interval"       text not null,
  trial_days       int not null,
  public           boolean not null,
  overage_cents    int not null,
  created_at       timestamptz not null default now(),
  primary key (plan_code, version)
);
grant select on plan_version to engram_app, engram_operator;
grant insert, update on plan_version to engram_operator;

-- Kept by the database, so that no change of a plan, by whatever hand, goes without its version.
create function keep_plan_version() returns trigger
  language plpgsql set search_path = public as $$
begin
  insert into plan_version (plan_code, version, name, monthly_images, heatmaps, max_image_bytes, max_megapixels,
    seats, api_access, weight, retention_days, overage, price_cents, currency, "interval", trial_days, public, overage_cents)
  values (new.code, new.version, new.name, new.monthly_images, new.heatmaps, new.max_image_bytes, new.max_megapixels,
    new.seats, new.api_access, new.weight, new.retention_days, new.overage, new.price_cents, new.currency,
    new."interval", new.trial_days, new.public, new.overage_cents);
  return null;
end $$;
create trigger first_version after insert on plan for each row execute function keep_plan_version();
create trigger next_version after update on plan for each row
  when (new.version <> old.version) execute function keep_plan_version();

-- Name and visibility bind nobody: they are those of all versions.
create function rename_plan_versions() returns trigger
  language plpgsql set search_path = public as $$
begin
  update plan_version set name = new.name, public = new.public where plan_code = new.code;
  return null;
end $$;
create trigger rename_versions after update on plan for each row
  when (new.name <> old.name or new.public <> old.public) execute function rename_plan_versions();

insert into plan_version
  select code, version, name, monthly_images, heatmaps, max_image_bytes, max_megapixels, seats, api_access, weight,
    retention_days, overage, price_cents, currency, "interval", trial_days, public, overage_cents
  from plan;

insert into plan (code, name, monthly_images, heatmaps, max_image_bytes, max_megapixels, seats, api_access, weight,
  retention_days, overage, price_cents, currency, "interval", trial_days, public, overage_cents)
values
  ('starter', 'Starter', 500, true, 30 * 1024 * 1024, 50, 3, true, 2, 180, 'block', 2900, 'EUR', 'month', 14, true, 0),
  ('pro', 'Pro', 5000, true, 50 * 1024 * 1024, 50, 10, true, 4, 365, 'metered', 14900, 'EUR', 'month', 0, true, 4),
  ('pro-yearly', 'Pro, yearly', 5000, true, 50 * 1024 * 1024, 50, 10, true, 4, 365, 'metered', 149000, 'EUR', 'year', 0, true, 4),
  ('business', 'Business', 50000, true, 100 * 1024 * 1024, 50, null, true, 8, null, 'metered', 79900, 'EUR', 'month', 0, true, 2);

-- Which version a tenant has, from which day its months count (null: calendar months), and since when nothing
-- new is taken from it because a payment is overdue.
alter table tenant
  add plan_version int not null default 1,
  add period_anchor date,
  add read_only_since timestamptz,
  add foreign key (plan_code, plan_version) references plan_version;

-- Who comes to a plan comes to its current version.
create function take_current_version() returns trigger
  language plpgsql set search_path = public as $$
begin
  if tg_op = 'INSERT' or new.plan_code <> old.plan_code then
    new.plan_version := (select version from plan where code = new.plan_code);
  end if;
  return new;
end $$;
create trigger current_version before insert or update of plan_code on tenant
  for each row execute function take_current_version();

-- Images given on top of a period's allowance, each time with its reason.
alter table usage_period add granted int not null default 0 check (granted >= 0);
create table credit_grant (
  id          uuid primary key,
  tenant_id   uuid not null references tenant on delete cascade,
  starts_on   date not null,
  credits     int not null check (credits > 0),
  reason      text not null check (length(reason) between 1 and 500),
  operator_id uuid not null,
  granted_at  timestamptz not null
);
create index credit_grant_of_tenant on credit_grant (tenant_id, granted_at desc);
call wall_off('credit_grant');
revoke insert, update, delete on credit_grant from engram_app;
