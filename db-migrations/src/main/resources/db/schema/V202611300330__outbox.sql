-- Emails, written in the transaction that causes them and sent afterwards. Without a mail server they stay here for the
-- operator to read. The application's role can only add them; it reads none.
create table outbox_email (
  id              uuid primary key,
  tenant_id       uuid references tenant on delete cascade,
  recipient       text not null,
  subject         text not null,
  body            text not null,
  created_at      timestamptz not null,
  sent_at         timestamptz,
  attempts        int not null default 0,
  next_attempt_at timestamptz,
  last_error      text
);
create index outbox_email_due on outbox_email (next_attempt_at) where next_attempt_at is not null;
create index outbox_email_created_at on outbox_email (created_at desc);

alter table outbox_email enable row level security;
alter table outbox_email force row level security;
create policy tenant_insert on outbox_email for insert to engram_app with check (tenant_id is not distinct from current_tenant());
create policy operator_access on outbox_email to engram_operator using (true) with check (true);
grant select, insert on outbox_email to engram_app;
grant select, insert, update, delete on outbox_email to engram_operator;
