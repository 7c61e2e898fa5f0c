-- One row for each call of a backend that reached it, also for one that failed or was rejected. Rows from before this migration
-- are those of results.
alter table scoring_cost
  add column result text not null default 'done' check (result in ('done', 'rejected', 'failed')),
  -- What the backend says that it bills, where it says so.
  add column billed_millis int,
  add column storage_writes int not null default 0,
  add column storage_reads int not null default 0,
  add column transferred_bytes bigint not null default 0,
  -- The part of the cost that is the object store's.
  add column storage_cost numeric(18, 9) not null default 0,
  -- The currency of the cost, the rate from that of the prices, and the days from which rate and prices are.
  add column currency text,
  add column exchange_rate numeric(18, 9),
  add column exchange_rate_on date,
  add column prices_on date;

-- How long instances that are paid by time were there, by hour. What calls did not use of it was idle.
create table instance_time (
  backend     text not null,
  hour        timestamptz not null,
  seconds     numeric(18, 3) not null,
  cost        numeric(18, 9) not null,
  currency    text not null,
  recorded_at timestamptz not null,
  primary key (backend, hour)
);
grant select, insert, update on instance_time to engram_operator;
