-- When whoever uses a session last proved who they are: at sign-in, and again before changes that open an account.
alter table session add column proved_at timestamptz not null default now();
update session set proved_at = created_at;
