-- A request's hash is known once its body has streamed by; till then its key is taken and nothing else is known.
alter table idempotent_answer alter column request_hash drop not null;
