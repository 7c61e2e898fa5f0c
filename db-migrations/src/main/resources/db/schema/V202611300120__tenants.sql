create table tenant (
  id                 uuid primary key,
  name               text not null check (length(name) between 1 and 200),
  plan_code          text not null references plan,
  plan_version       int not null default 1,
  -- When the tenant last changed its plan. Shorter retention applies a month after that.
  plan_changed_at    timestamptz,
  -- The day on which its months of usage begin; null: calendar months.
  period_anchor      date,
  -- The model that scores its images, as name:version; null: the default model.
  pinned_model       text,
  suspended_at       timestamptz,
  -- Since when nothing new is accepted because a payment is overdue.
  read_only_since    timestamptz,
  -- An account that its owner closes is kept until this day, and can be reopened until then.
  closes_at          timestamptz,
  -- From here on the erasure cannot be stopped: objects are being deleted.
  erasure_started_at timestamptz,
  created_at         timestamptz not null,
  foreign key (plan_code, plan_version) references plan_version
);

-- A tenant that gets a plan gets its current version.
create function assign_current_plan_version() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' or new.plan_code <> old.plan_code then
    new.plan_version := (select version from plan where code = new.plan_code);
  end if;
  return new;
end $$;
create trigger assign_plan_version before insert or update of plan_code on tenant
  for each row execute function assign_current_plan_version();

create function record_plan_change() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  if new.plan_code <> old.plan_code then
    new.plan_changed_at := now();
  end if;
  return new;
end $$;
create trigger record_plan_change before update of plan_code on tenant for each row execute function record_plan_change();

-- Which plan a tenant had, and since when. A month is charged by it.
create table tenant_plan_history (
  tenant_id    uuid not null references tenant on delete cascade,
  plan_code    text not null,
  plan_version int not null,
  since        timestamptz not null default now(),
  primary key (tenant_id, since),
  foreign key (plan_code, plan_version) references plan_version
);

-- The database keeps the history, so that nothing moves a tenant without it. Of two moves in one transaction the last remains.
create function record_tenant_plan() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  insert into tenant_plan_history (tenant_id, plan_code, plan_version) values (new.id, new.plan_code, new.plan_version)
  on conflict (tenant_id, since) do update set plan_code = excluded.plan_code, plan_version = excluded.plan_version;
  return null;
end $$;
create trigger record_first_plan after insert on tenant for each row execute function record_tenant_plan();
create trigger record_next_plan after update on tenant for each row
  when (new.plan_code <> old.plan_code or new.plan_version <> old.plan_version) execute function record_tenant_plan();

-- The account of the try-it box. The box is closed while the operator suspends it.
insert into tenant (id, name, plan_code, created_at)
values ('00000000-0000-7000-8000-000000000001', 'Try-it box', 'try-it', now());

-- Isolation comes after the rows above: forced row-level security holds for the role that runs this file as well.
call enable_tenant_isolation('tenant', 'id');
call allow_lookup('tenant');
call enable_tenant_isolation('tenant_plan_history');
revoke delete on tenant_plan_history from engram_app;

-- What accounting needs of an erased account. Nothing of what its people did.
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
create policy operator_access on closed_account to engram_operator using (true) with check (true);
grant select, insert on closed_account to engram_operator;
grant select on closed_account to engram_app;

-- Responses kept for a day under the Idempotency-Key of a POST, sealed with the installation's key because a response may
-- contain a secret that is shown once. The hash is known once the request's body has been read. The tenant is the
-- operator's own id for an operator's request, so it references no table.
create table idempotent_response (
  tenant_id    uuid not null,
  key          text not null,
  request_hash bytea,
  status       int,
  location     text,
  media_type   text,
  body         bytea,
  created_at   timestamptz not null,
  primary key (tenant_id, key)
);
create index idempotent_response_created_at on idempotent_response (created_at);
call enable_tenant_isolation('idempotent_response');
