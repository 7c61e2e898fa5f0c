-- Whether the owner trusts the provider's addresses although it does not say of each that it is confirmed.
alter table sso add column vouches boolean not null default false;
