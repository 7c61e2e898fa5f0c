-- The brand under which a tenant shows results to others.
create table brand (
  tenant_id uuid primary key references tenant on delete cascade,
  name      text check (length(name) between 1 and 200),
  colour    text check (colour ~ '^#[0-9a-f]{6}$'),
  -- A PNG that was made of the uploaded file, of at most 600 by 200 pixels.
  logo      bytea check (octet_length(logo) <= 1048576)
);
call enable_tenant_isolation('brand');
