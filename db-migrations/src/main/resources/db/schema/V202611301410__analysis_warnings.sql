-- What a user should know about how the image was read, as a JSON array of objects with code and detail; null if there is nothing.
alter table analysis add column warnings text;
