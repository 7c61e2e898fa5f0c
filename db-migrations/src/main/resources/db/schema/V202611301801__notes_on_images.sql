-- Notes that people write on an image. The author is a person or an API key, which may be gone later; the name stays.
create table image_note (
  id          uuid primary key,
  tenant_id   uuid not null references tenant on delete cascade,
  image_id    uuid not null,
  author_id   uuid,
  author_name text not null,
  text        text not null check (length(text) between 1 and 2000),
  created_at  timestamptz not null,
  edited_at   timestamptz,
  unique (tenant_id, id),
  foreign key (tenant_id, image_id) references image (tenant_id, id) on delete cascade
);
create index image_note_by_image on image_note (image_id, id);
call enable_tenant_isolation('image_note');

-- The members whom a note mentions.
create table note_mention (
  note_id   uuid not null,
  person_id uuid not null,
  tenant_id uuid not null references tenant on delete cascade,
  primary key (note_id, person_id),
  foreign key (tenant_id, note_id) references image_note (tenant_id, id) on delete cascade,
  foreign key (tenant_id, person_id) references membership (tenant_id, person_id) on delete cascade
);
create index note_mention_by_person on note_mention (person_id);
call enable_tenant_isolation('note_mention');

-- People are notified of mentions.
alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check check (kind in ('batch', 'quota', 'mention'));
alter table notification_setting drop constraint notification_setting_kind_check;
alter table notification_setting add constraint notification_setting_kind_check check (kind in ('batch', 'quota', 'mention'));
