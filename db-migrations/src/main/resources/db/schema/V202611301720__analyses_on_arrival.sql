-- Images whose analysis was requested together with the form of their upload. It is accepted when the bytes arrive, unless the
-- client requests one itself before.
create table analysis_on_arrival (
  image_id      uuid primary key,
  tenant_id     uuid not null references tenant on delete cascade,
  deep_heatmap  boolean not null,
  state         text not null check (state in ('WAITING', 'ACCEPTED', 'REFUSED')),
  -- The accepted analysis. The client's first own request for the image gets it, too, instead of a second one.
  analysis_id   uuid references analysis on delete set null,
  given_to_client boolean not null default false,
  -- Why the plan did not allow it.
  problem_code  text,
  problem_detail text,
  requested_at  timestamptz not null,
  -- When the object store is asked for the bytes, in case that nothing announces them.
  next_check_at timestamptz not null,
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade,
  check ((state = 'REFUSED') = (problem_code is not null and problem_detail is not null))
);
create index analysis_on_arrival_next_check on analysis_on_arrival (next_check_at) where state = 'WAITING';
create index analysis_on_arrival_by_analysis on analysis_on_arrival (analysis_id) where analysis_id is not null;
call enable_tenant_isolation('analysis_on_arrival');
