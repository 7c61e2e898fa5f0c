-- A request of the operator may have its effect in the scope of a tenant, for example of one that it opens. The response is
-- stored in the transaction of that effect. Only the server that executes the request knows the token of its claim.
create policy lookup_read on idempotent_response for select to engram_lookup using (true);
create policy lookup_update on idempotent_response for update to engram_lookup using (true) with check (true);
grant select (tenant_id, key, status, claim_token),
  update (request_hash, status, location, media_type, body) on idempotent_response to engram_lookup;

create function store_idempotent_response(claim_owner uuid, claim_key text, token uuid, hash bytea, response_status int,
    response_location text, response_type text, content bytea) returns int
  language sql security definer set search_path = public, pg_temp as $$
    with stored as (
      update idempotent_response set request_hash = hash, status = response_status, location = response_location,
        media_type = response_type, body = content
      where tenant_id = claim_owner and key = claim_key and claim_token = token and status is null returning 1)
    select cast(count(*) as int) from stored
  $$;
call restrict_to_lookup('store_idempotent_response(uuid, text, uuid, bytea, int, text, text, bytea)');
