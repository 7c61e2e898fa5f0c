-- An account that its owner closes is kept until this day, and can be opened again until then.
alter table tenant add column closes_at timestamptz;

-- What stays of a closed account: what the books need, and nothing of what its people did.
create table closed_account (
  tenant_id    uuid primary key,
  name         text not null,
  plan_code    text not null,
  opened_at    timestamptz not null,
  closed_at    timestamptz not null,
  credits_used bigint not null
);
alter table closed_account enable row level security;
alter table closed_account force row level security;
create policy operator on closed_account to engram_operator using (true) with check (true);
grant select, insert on closed_account to engram_operator;
grant select on closed_account to engram_app;
grant delete on tenant to engram_operator;
