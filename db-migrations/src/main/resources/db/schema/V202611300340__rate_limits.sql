-- The rate limits' counters, shared by all servers (bucket4j's table). They belong to no tenant and hold only how much of a
-- limit remains under a hash. The table is unlogged, so counting does not wait for the disk; after a crash all limits are full.
create unlogged table rate_limit (
  id         text primary key,
  state      bytea,
  expires_at bigint
);
create index rate_limit_expiry on rate_limit (expires_at);
grant select, insert, update, delete on rate_limit to engram_app;
