-- The models that each backend listed last. The terms of weights are null if these may be used for anything.
create table served_model (
  backend text not null,
  model   text not null,
  active  boolean not null,
  terms   text check (length(terms) between 1 and 2000),
  primary key (backend, model)
);
grant select, insert, update, delete on served_model to engram_operator;
grant select on served_model to engram_app;

-- The terms of weights that the operator accepted: who, when, and for which model. Append-only.
create table accepted_terms (
  terms       text primary key check (length(terms) between 1 and 2000),
  model       text not null,
  accepted_by text not null,
  accepted_at timestamptz not null
);
grant select, insert on accepted_terms to engram_operator;
grant select on accepted_terms to engram_app;
