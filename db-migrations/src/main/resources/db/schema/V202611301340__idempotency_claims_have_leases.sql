-- A request that executes under a key renews its claim while it runs. The token tells its claim from a later one, and
-- target_hash its method and path, before its body has been read.
alter table idempotent_response
  add claim_token uuid,
  add claimed_until timestamptz,
  add target_hash bytea;
create index idempotent_response_claimed on idempotent_response (claim_token) where status is null;
