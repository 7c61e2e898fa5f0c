-- Share links show comparisons and projects, too, may have a password, and may take comments of guests.
alter table share_link
  alter column image_id drop not null,
  add column comparison_id uuid,
  add column project_id uuid,
  -- Argon2id, like the passwords of people.
  add column password_hash text,
  add column allows_comments boolean not null default false,
  -- The person or the API key that created it, where known.
  add column created_by uuid,
  add check (num_nonnulls(image_id, comparison_id, project_id) = 1),
  add unique (tenant_id, id),
  add foreign key (tenant_id, comparison_id) references comparison (tenant_id, id) on delete cascade,
  add foreign key (tenant_id, project_id) references project (tenant_id, id) on delete cascade;
create index share_link_by_comparison on share_link (comparison_id) where comparison_id is not null;
create index share_link_by_project on share_link (project_id) where project_id is not null;

drop function find_share_link(bytea, timestamptz);
create function find_share_link(token_sha256 bytea, at timestamptz)
  returns table (id uuid, image_id uuid, comparison_id uuid, project_id uuid, tenant_id uuid, password_hash text,
    allows_comments boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
    select s.id, s.image_id, s.comparison_id, s.project_id, s.tenant_id, s.password_hash, s.allows_comments from share_link s
    where s.token_hash = token_sha256 and s.revoked_at is null and s.expires_at > at
      and not exists (select from tenant t where t.id = s.tenant_id and t.suspended_at is not null)
  $$;
call restrict_to_lookup('find_share_link(bytea, timestamptz)');

-- What guests write on a shared result.
create table share_comment (
  id         uuid primary key,
  tenant_id  uuid not null references tenant on delete cascade,
  link_id    uuid not null,
  author     text not null check (length(author) between 1 and 80),
  text       text not null check (length(text) between 1 and 1000),
  created_at timestamptz not null,
  foreign key (tenant_id, link_id) references share_link (tenant_id, id) on delete cascade
);
create index share_comment_by_link on share_comment (link_id, id);
call enable_tenant_isolation('share_comment');

-- People are notified of comments and of images that reach the threshold of their project.
alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check
  check (kind in ('batch', 'quota', 'mention', 'comment', 'threshold'));
alter table notification_setting drop constraint notification_setting_kind_check;
alter table notification_setting add constraint notification_setting_kind_check
  check (kind in ('batch', 'quota', 'mention', 'comment', 'threshold'));
