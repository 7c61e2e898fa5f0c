-- What a member of a tenant is told in the product, once for each event: the subject names it, such as the id of a batch. A row
-- that is not shown only records that the event was handled.
create table notification (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  person_id  uuid not null,
  kind       text not null check (kind in ('batch', 'quota')),
  subject    text not null,
  -- The key of the sentence, and its arguments: texts and numbers.
  sentence   text not null,
  arguments  jsonb not null,
  page       text not null,
  shown      boolean not null,
  created_at timestamptz not null,
  read_at    timestamptz,
  unique (tenant_id, person_id, kind, subject),
  foreign key (tenant_id, person_id) references membership (tenant_id, person_id) on delete cascade
);
create index notification_newest on notification (person_id, created_at desc) where shown;
call enable_tenant_isolation('notification');

-- Which kinds of notifications a member has switched off or on. Without a row both ways are on.
create table notification_setting (
  tenant_id  uuid not null references tenant on delete cascade,
  person_id  uuid not null,
  kind       text not null check (kind in ('batch', 'quota')),
  in_product boolean not null,
  by_email   boolean not null,
  primary key (tenant_id, person_id, kind),
  foreign key (tenant_id, person_id) references membership (tenant_id, person_id) on delete cascade
);
call enable_tenant_isolation('notification_setting');
