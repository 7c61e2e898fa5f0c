-- The account of the try-it box on the start page. Its plan has the least weight and is nobody else's; while the
-- operator suspends the account, the box is closed.
insert into plan (code, name, monthly_images, heatmaps, max_image_bytes, max_megapixels, seats, api_access, weight,
  retention_days, overage, price_cents, currency, "interval", trial_days, public, overage_cents)
values ('try-it', 'Try-it box', null, false, 10 * 1024 * 1024, 30, 1, false, 1, 1, 'block', 0, 'EUR', 'month', 0, false, 0);

insert into tenant (id, name, plan_code, created_at)
values ('00000000-0000-7000-8000-000000000001', 'Try-it box', 'try-it', now());
