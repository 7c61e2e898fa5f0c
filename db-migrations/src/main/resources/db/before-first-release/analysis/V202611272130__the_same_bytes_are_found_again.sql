-- The same bytes again are told from the result at hand: pictures are found by what the store, and what the scorer, says of
-- their bytes.
create index image_by_etag on image (tenant_id, etag) where state = 'READY';
create index image_by_sha256 on image (tenant_id, sha256) where state = 'READY';

-- The application has to know which model would score.
grant select on model_rollout to engram_app;
