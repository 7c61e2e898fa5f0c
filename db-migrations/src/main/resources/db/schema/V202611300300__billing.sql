-- What a tenant pays for: the operator assigned its plan by hand, or it pays a payment processor, whose ids are stored here.
-- One row for each tenant that ever had a subscription.
create table subscription (
  id                        uuid primary key,
  tenant_id                 uuid not null unique references tenant on delete cascade,
  state                     text not null check (state in
    ('MANUAL', 'TRIALING', 'ACTIVE', 'CANCELING', 'PAST_DUE', 'READ_ONLY', 'ENDED')),
  customer_id               text unique,
  processor_subscription_id text unique,
  checkout_session_id       text,
  plan_code                 text,
  plan_version              int,
  period_start              timestamptz,
  period_end                timestamptz,
  trial_end                 timestamptz,
  trial_used                boolean not null default false,
  grace_until               timestamptz,
  changed_at                timestamptz not null,
  foreign key (plan_code, plan_version) references plan_version
);
create index subscription_grace on subscription (grace_until) where state = 'PAST_DUE';
call enable_tenant_isolation('subscription');
call allow_lookup('subscription');

-- The tenant of a processor's customer.
create function find_tenant_of_customer(customer text) returns uuid
  language sql stable security definer set search_path = public, pg_temp as $$
    select s.tenant_id from subscription s where s.customer_id = customer
  $$;
call restrict_to_lookup('find_tenant_of_customer(text)');

-- The processor's invoices, and those that the operator wrote by hand.
create table invoice (
  id                   uuid primary key,
  tenant_id            uuid not null references tenant on delete cascade,
  processor_invoice_id text unique,
  number               text not null,
  description          text not null,
  state                text not null check (state in ('draft', 'open', 'paid', 'void', 'uncollectible')),
  amount_cents         bigint not null,
  currency             text not null,
  issued_at            timestamptz not null,
  paid_at              timestamptz,
  page_url             text
);
create index invoice_by_tenant on invoice (tenant_id, issued_at desc);
call enable_tenant_isolation('invoice');

-- The processor's events, each handled once: handled_at is written in the transaction of the effect. An event that failed
-- stays with its error for the operator to see, until the processor delivers it again.
create table billing_event (
  id          text primary key,
  tenant_id   uuid not null references tenant on delete cascade,
  type        text not null,
  received_at timestamptz not null,
  attempts    int not null,
  handled_at  timestamptz,
  last_error  text
);
create index billing_event_received_at on billing_event (received_at);
create index billing_event_unhandled on billing_event (received_at) where handled_at is null;
call enable_tenant_isolation('billing_event');

-- How many images beyond the allowance were reported to the processor, per period. While a report is being sent,
-- pending_report is what reported becomes once it has arrived. processor_count is what the processor says that it has.
-- A change of plan within a period must not charge for what the previous plan allowed: the overage up to that moment is
-- kept in settled_overage, and it accounts for the first settled_usage images.
create table metered_usage (
  tenant_id          uuid not null references tenant on delete cascade,
  starts_on          date not null,
  plan_code          text not null,
  plan_version       int not null,
  settled_overage    int not null default 0,
  settled_usage      int not null default 0,
  reported           int not null default 0,
  pending_report     int,
  processor_count    bigint,
  processor_count_at timestamptz,
  primary key (tenant_id, starts_on),
  foreign key (plan_code, plan_version) references plan_version
);
call enable_tenant_isolation('metered_usage');

-- The processor's ids of the prices of each plan version. The same for all tenants.
create table plan_price (
  plan_code        text not null,
  plan_version     int not null,
  price_id         text not null,
  overage_price_id text,
  synced_at        timestamptz not null,
  primary key (plan_code, plan_version),
  foreign key (plan_code, plan_version) references plan_version
);
grant select on plan_price to engram_app;
grant select, insert, update, delete on plan_price to engram_operator;
