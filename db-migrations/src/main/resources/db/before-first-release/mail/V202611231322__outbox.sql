-- Letters written in the transaction of what they tell, and posted afterwards. Without a mail server they stay here
-- for the operator to read. The application's role can only add; it reads none.
create table letter (
  id           uuid primary key,
  tenant_id    uuid references tenant on delete cascade,
  recipient    text not null,
  subject      text not null,
  body         text not null,
  created_at   timestamptz not null,
  sent_at      timestamptz,
  attempts     int not null default 0,
  next_attempt timestamptz,
  problem      text
);
create index letter_due on letter (next_attempt) where next_attempt is not null;
create index letter_age on letter (created_at desc);

alter table letter enable row level security;
alter table letter force row level security;
create policy writers on letter for insert to engram_app with check (tenant_id is not distinct from current_tenant());
create policy operator on letter to engram_operator using (true) with check (true);
grant select, insert on letter to engram_app;
grant select, insert, update, delete on letter to engram_operator;
