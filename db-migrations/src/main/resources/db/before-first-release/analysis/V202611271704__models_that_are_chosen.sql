-- Which model new analyses ask for, as name:version: the newest line counts. None, or null: whichever is active at the backend.
create table model_rollout (
  id    bigint generated always as identity primary key,
  model text,
  since timestamptz not null default now()
);
grant select, insert on model_rollout to engram_operator;

-- A tenant's own goes before it.
alter table tenant add column model text;
