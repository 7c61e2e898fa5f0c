-- The person or the key that asked for it; unknown for what was asked before this was kept.
alter table analysis add column requested_by uuid;
