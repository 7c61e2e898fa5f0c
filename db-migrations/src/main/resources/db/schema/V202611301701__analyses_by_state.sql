-- A list of the analyses in a state that few of them have, such as failed, reads only these. Without this index it reads all
-- analyses of the tenant.
create index analysis_not_done on analysis (tenant_id, state, created_at desc, id desc) where state <> 'DONE';
