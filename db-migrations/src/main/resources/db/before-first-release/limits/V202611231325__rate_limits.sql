-- Counters of all servers. They belong to no tenant and hold no data, only how much of a limit is left under a hash.
-- Not logged, so counting costs no wait for the disk; after a crash the limits start afresh.
create unlogged table rate_limit (
  id         text primary key,
  state      bytea,
  expires_at bigint
);
create index rate_limit_expiry on rate_limit (expires_at);
grant select, insert, update, delete on rate_limit to engram_app;
