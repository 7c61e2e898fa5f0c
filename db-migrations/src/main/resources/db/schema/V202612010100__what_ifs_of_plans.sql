-- How many variants of what-ifs a plan allows in a period; null means unlimited. Each five of them cost a credit as before.
alter table plan add column what_ifs int check (what_ifs >= 0);
alter table plan_version add column what_ifs int;

create or replace function copy_plan_version() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  insert into plan_version (plan_code, version, name, monthly_images, heatmaps, max_image_bytes, max_megapixels, seats,
    api_access, weight, retention_days, overage, overage_cents, price_cents, currency, billing_interval, trial_days, public,
    what_ifs)
  values (new.code, new.version, new.name, new.monthly_images, new.heatmaps, new.max_image_bytes, new.max_megapixels,
    new.seats, new.api_access, new.weight, new.retention_days, new.overage, new.overage_cents, new.price_cents,
    new.currency, new.billing_interval, new.trial_days, new.public, new.what_ifs);
  return null;
end $$;

-- The variants that a tenant's what-ifs have had in a period, whether or not their images were deleted since.
alter table usage_period add column what_ifs int not null default 0 check (what_ifs >= 0);
