-- Filters of the list of tenants that an operator has saved, as the query of the page's address.
create table operator_filter (
  id          uuid primary key,
  operator_id uuid not null references operator on delete cascade,
  name        text not null check (length(name) between 1 and 60),
  query       text not null check (length(query) <= 1000),
  created_at  timestamptz not null,
  unique (operator_id, name)
);
grant select, insert, update, delete on operator_filter to engram_operator;
