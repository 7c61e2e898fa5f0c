-- The limit of 50 megapixels was never sold: it was what the worker could decode when the catalogue was written. The worker
-- reads JPEG files of up to 250 megapixels now, and refuses what it cannot read by itself. So the limit is raised in every
-- version of the catalogue's larger plans, and no tenant has to be moved. Plans whose limit the operator has changed keep it.
update plan_version set max_megapixels = 250
where plan_code in ('starter', 'pro', 'pro-yearly', 'business', 'unlimited') and max_megapixels = 50;

update plan set max_megapixels = 250
where code in ('starter', 'pro', 'pro-yearly', 'business', 'unlimited') and max_megapixels = 50;
