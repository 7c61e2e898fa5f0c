-- What a tenant pays for: by hand, when the operator assigns its plan, or to a payment processor, whose names for the
-- tenant and for what it bought are kept here. One for each tenant that ever had one.
create table subscription (
  id            uuid primary key,
  tenant_id     uuid not null unique references tenant on delete cascade,
  state         text not null check (state in
    ('MANUAL', 'TRIALING', 'ACTIVE', 'CANCELING', 'PAST_DUE', 'READ_ONLY', 'ENDED')),
  customer      text unique,
  reference     text unique,
  checkout      text,
  plan_code     text,
  plan_version  int,
  period_start  timestamptz,
  period_end    timestamptz,
  trial_end     timestamptz,
  trial_used    boolean not null default false,
  grace_until   timestamptz,
  changed_at    timestamptz not null,
  foreign key (plan_code, plan_version) references plan_version
);
create index subscription_grace on subscription (grace_until) where state = 'PAST_DUE';
call wall_off('subscription');

-- What was asked of a tenant and what of it was paid: the processor's, or the operator's own.
create table invoice (
  id            uuid primary key,
  tenant_id     uuid not null references tenant on delete cascade,
  reference     text unique,
  number        text not null,
  description   text not null,
  state         text not null check (state in ('draft', 'open', 'paid', 'void', 'uncollectible')),
  amount_cents  bigint not null,
  currency      text not null,
  issued_at     timestamptz not null,
  paid_at       timestamptz,
  page_url      text
);
create index invoice_of_tenant on invoice (tenant_id, issued_at desc);
call wall_off('invoice');

-- What the processor told, each once: handled_at is written in the transaction of the effect. One that failed stays
-- with its problem for the operator to see, until the processor tells it again.
create table billing_event (
  id            text primary key,
  tenant_id     uuid not null references tenant on delete cascade,
  type          text not null,
  received_at   timestamptz not null,
  attempts      int not null,
  handled_at    timestamptz,
  problem       text
);
create index billing_event_age on billing_event (received_at);
create index billing_event_trouble on billing_event (received_at) where handled_at is null;
call wall_off('billing_event');

-- How many images beyond the allowance the processor was told of, by period. While a report is under way, sending is
-- what they will then be; counted is what the processor says that it has. A change of plan within the period is no
-- reason to charge for what the plan before allowed: what was beyond the allowance until then stays in settled, and the
-- first so many images (covered) are not looked at again.
create table metered_usage (
  tenant_id     uuid not null references tenant on delete cascade,
  starts_on     date not null,
  plan_code     text not null,
  plan_version  int not null,
  settled       int not null default 0,
  covered       int not null default 0,
  reported      int not null default 0,
  sending       int,
  counted       bigint,
  counted_at    timestamptz,
  primary key (tenant_id, starts_on),
  foreign key (plan_code, plan_version) references plan_version
);
call wall_off('metered_usage');

-- The processor's names for what a version of a plan costs. The same for all tenants.
create table plan_price (
  plan_code     text not null,
  plan_version  int not null,
  price         text not null,
  overage_price text,
  synced_at     timestamptz not null,
  primary key (plan_code, plan_version),
  foreign key (plan_code, plan_version) references plan_version
);
grant select on plan_price to engram_app;
grant select, insert, update, delete on plan_price to engram_operator;

-- Whose customer that is, before the tenant is known.
grant create on schema public to engram_lookup;
call open_to_lookup('subscription');
create function find_billing_customer(named text) returns uuid
  language sql stable security definer set search_path = public as $$
    select s.tenant_id from subscription s where s.customer = named
  $$;
alter function find_billing_customer owner to engram_lookup;
revoke create on schema public from engram_lookup;
revoke execute on function find_billing_customer(text) from public;
grant execute on function find_billing_customer(text) to engram_app;

-- When a tenant last changed its plan. Who comes to a plan that keeps pictures for less long has a month to take away what
-- goes, so that nothing is lost from one hour to the next.
alter table tenant add plan_since timestamptz;
create function note_plan_change() returns trigger
  language plpgsql set search_path = public as $$
begin
  if new.plan_code <> old.plan_code then
    new.plan_since := now();
  end if;
  return new;
end $$;
create trigger plan_change before update of plan_code on tenant for each row execute function note_plan_change();
