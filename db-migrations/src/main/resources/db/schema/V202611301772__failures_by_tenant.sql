-- The failures of each tenant, which the operator's list of tenants counts.
create index analysis_failed on analysis (tenant_id, finished_at) where state = 'FAILED';
