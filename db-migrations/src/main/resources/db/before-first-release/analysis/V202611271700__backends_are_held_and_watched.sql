-- What the operator holds back, the same for all servers and over their restarts.
create table backend_hold (
  backend text primary key,
  hold    text not null check (hold in ('paused', 'draining')),
  since   timestamptz not null default now()
);
grant select, insert, update, delete on backend_hold to engram_operator;

-- How each server saw its backends last.
create table backend_standing (
  server  text not null,
  backend text not null,
  breaker text not null,
  running int not null,
  at_once int not null,
  trouble text,
  seen_at timestamptz not null default now(),
  primary key (server, backend)
) with (fillfactor = 50);
grant select, insert, update, delete on backend_standing to engram_operator;

-- What came to an end lately, for the console's charts.
create index analysis_ended on analysis (finished_at) where finished_at is not null;
