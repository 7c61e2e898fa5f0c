-- Pictures that come alone go before those that come in bulk.
alter table analysis add column bulk boolean not null default false;
update analysis set bulk = true where batch_id is not null;

-- The line that is picked from: one tenant after the other, each in its order, without reading what is behind.
create index analysis_line on analysis (state, tenant_id, bulk, created_at)
  where lease_token is null and state in ('QUEUED', 'MAPPING');
create index analysis_leased on analysis (tenant_id, leased_until) where lease_token is not null;
drop index analysis_unfinished;

-- Each row is written some five times within seconds: dead versions must go before they pile up.
alter table analysis set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500,
  autovacuum_vacuum_cost_delay = 1);

-- How long the line is, for a tenant that asks whether there is room: a number and no more.
call open_to_lookup('analysis');
grant create on schema public to engram_lookup;
create function queue_depth(most bigint) returns bigint
  language sql stable security definer set search_path = public as $$
    select count(*) from (
      select from analysis where lease_token is null and state in ('QUEUED', 'MAPPING') limit most) line
  $$;
alter function queue_depth owner to engram_lookup;
revoke create on schema public from engram_lookup;
revoke execute on function queue_depth(bigint) from public;
grant execute on function queue_depth(bigint) to engram_app, engram_operator;
