-- At least one row in every table of the schema from before the first release; of analyses, one of each kind that matters.
insert into plan (code, name, monthly_images, heatmaps, max_image_bytes, max_megapixels, seats, api_access, weight, retention_days,
  overage, price_cents, currency, "interval", trial_days, public, overage_cents)
values ('special', 'Special', 7, true, 1000, 5, 3, true, 2, 30, 'metered', 1234, 'EUR', 'year', 3, false, 9);
update plan set version = 2, monthly_images = 8, archived_at = '2026-11-20 10:00Z' where code = 'special';

insert into tenant (id, name, plan_code, suspended_at, created_at, period_anchor, read_only_since, closes_at, erasing_at, model)
values ('10000000-0000-7000-8000-000000000001', 'Full', 'special', null, '2026-11-01 10:00Z', '2026-11-05', '2026-11-06 10:00Z',
    '2027-01-01 10:00Z', null, 'shipped:abc'),
  ('10000000-0000-7000-8000-000000000002', 'Other', 'free', '2026-11-07 10:00Z', '2026-11-02 10:00Z', null, null, null,
    '2026-11-08 10:00Z', null);
-- A tenant that keeps an older version of its plan, and one that changed its plan.
update tenant set plan_version = 1 where name = 'Full';
update tenant set plan_code = 'pro' where name = 'Other';

insert into idempotent_answer values ('10000000-0000-7000-8000-000000000001', 'key-1', '\x01', 201, '/x', 'application/json', '\x02', now());
insert into idempotent_answer (tenant_id, key, created_at) values ('10000000-0000-7000-8000-000000000001', 'key-2', now());
insert into usage_period (tenant_id, starts_on, used, reserved, granted) values ('10000000-0000-7000-8000-000000000001', '2026-11-05', 3, 2, 1);
insert into usage_threshold values ('10000000-0000-7000-8000-000000000001', '2026-11-05', 80, now());
insert into credit_grant values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', '2026-11-05', 1, 'because', gen_random_uuid(), now());

insert into person values ('20000000-0000-7000-8000-000000000001', 'ann@example.com', 'Ann', 'hash', now()),
  ('20000000-0000-7000-8000-000000000002', 'ben@example.com', 'Ben', 'hash', now());
insert into membership values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', '20000000-0000-7000-8000-000000000001', 'owner', now()),
  (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', '20000000-0000-7000-8000-000000000002', 'member', now());
insert into session (id, tenant_id, person_id, token_hash, created_at, last_seen_at, expires_at, address, agent, method, proved_at)
values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', '20000000-0000-7000-8000-000000000001', '\x03', now(), now(),
  now() + interval '1 day', '192.0.2.1', 'Browser', 'passkey', now() - interval '1 hour');
insert into api_key values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', 'First', 'prefix', '\x04', 'all', true, now(), now(), null, null);
insert into operator (id, email, password_hash, key_prefix, key_secret_hash, created_at, totp_secret, totp_confirmed_at, totp_last_step)
values ('30000000-0000-7000-8000-000000000001', 'op@example.com', 'hash', 'op', '\x05', now(), '\x06', now(), 7);
insert into operator_session values (gen_random_uuid(), '30000000-0000-7000-8000-000000000001', '\x07', now(), now() + interval '1 day', now(), 1);
insert into invitation values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', 'new@example.com', 'viewer', '\x08', 'Ann', now(), now() + interval '7 days', null, null);
insert into totp values ('20000000-0000-7000-8000-000000000001', '\x09', now(), now(), 11);
insert into recovery_code values (gen_random_uuid(), '20000000-0000-7000-8000-000000000001', '\x0a', null);
insert into password_reset values (gen_random_uuid(), '20000000-0000-7000-8000-000000000001', '\x0b', now(), now(), now());
insert into passkey values (gen_random_uuid(), '20000000-0000-7000-8000-000000000001', '\x0c', '\x0d', 5, 'Phone', now(), now());
insert into sso (tenant_id, issuer, client_id, client_secret, role, required, created_at, vouches)
values ('10000000-0000-7000-8000-000000000001', 'https://id.example', 'client', '\x0e', 'member', false, now(), true);
insert into sso_identity values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', 'subject', '20000000-0000-7000-8000-000000000002', now());

insert into image
select ('40000000-0000-7000-8000-00000000000' || n)::uuid, '10000000-0000-7000-8000-000000000001', n || '.jpg', 'image/jpeg', 100, 'READY',
  'etag' || n, 100, repeat(n::text, 64), 40, 30, 20, 15, now() from generate_series(1, 6) n;
insert into image (id, tenant_id, filename, content_type, declared_bytes, state, created_at)
values ('40000000-0000-7000-8000-000000000007', '10000000-0000-7000-8000-000000000001', '7.jpg', 'image/jpeg', 100, 'AWAITING_UPLOAD', now());
insert into image_grave values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', now());
insert into batch (id, tenant_id, name, total, created_at, deep_map, finished_at, cancelled_at)
values ('50000000-0000-7000-8000-000000000001', '10000000-0000-7000-8000-000000000001', 'Batch', 2, now(), true, now(), now());

-- Scored; scored twice; scored, and being scored again for free; scored again for free; failed; rejected after a score.
insert into analysis (id, tenant_id, image_id, batch_id, requested_by, state, deep_map, bulk, free, credit_period, created_at, finished_at,
  lease_token, leased_until, attempts, score, interval_low, interval_high, percentile, out_of_domain, model_name, model_version, backend,
  score_millis, heatmap_millis, credits, problem_code, problem_detail)
select ('60000000-0000-7000-8000-0000000000' || id)::uuid, '10000000-0000-7000-8000-000000000001', ('40000000-0000-7000-8000-00000000000' || image)::uuid,
  case when id = '11' then '50000000-0000-7000-8000-000000000001'::uuid end, '20000000-0000-7000-8000-000000000001', state, false, id = '11', free,
  '2026-11-05', timestamptz '2026-11-10 10:00Z' + id::int * interval '1 minute',
  case when state in ('DONE', 'REJECTED', 'FAILED') then timestamptz '2026-11-11 10:00Z' end,
  case when state = 'SCORING' then gen_random_uuid() end, case when state = 'SCORING' then now() end, 1,
  score, score - 0.1, score + 0.1, 50, false, 'shipped', 'abc', 'worker', 10, null, case when state = 'DONE' then 1 end,
  case when state in ('REJECTED', 'FAILED') then 'code' end, case when state in ('REJECTED', 'FAILED') then 'detail' end
from (values ('11', 1, 'DONE', false, 0.5), ('21', 2, 'DONE', false, 0.25), ('22', 2, 'DONE', false, 0.75), ('31', 3, 'DONE', false, 0.5),
  ('32', 3, 'SCORING', true, null), ('41', 4, 'DONE', false, 0.25), ('42', 4, 'DONE', true, 0.75), ('51', 5, 'FAILED', false, null),
  ('61', 6, 'DONE', false, 0.5), ('62', 6, 'REJECTED', false, null)) as a (id, image, state, free, score);
insert into heatmap values ('60000000-0000-7000-8000-000000000011', '10000000-0000-7000-8000-000000000001', 'decomposition', 1, 1, '\x0000803f', 0.5);
insert into credit_entry values ('60000000-0000-7000-8000-000000000011', '10000000-0000-7000-8000-000000000001', '2026-11-05', 1, repeat('1', 64), 'abc', 'score', now());
insert into backend_hold values ('lambda', 'paused', now());
insert into backend_standing values ('server-1', 'lambda', 'open', 1, 4, 'It failed.', now());
insert into model_rollout (model) values ('shipped:abc'), (null);
insert into scoring_cost (tenant_id, analysis_id, task, backend, millis, memory_mb, cost)
values ('10000000-0000-7000-8000-000000000001', '60000000-0000-7000-8000-000000000011', 'score', 'worker', 10, null, 0.000001);
insert into rescoring values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', now(), 3, null);
insert into library_export values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', now(), 2, now());
insert into project values ('70000000-0000-7000-8000-000000000001', '10000000-0000-7000-8000-000000000001', 'Spring', now());
insert into project_image values ('40000000-0000-7000-8000-000000000001', '10000000-0000-7000-8000-000000000001', '70000000-0000-7000-8000-000000000001');
insert into share_link values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', '40000000-0000-7000-8000-000000000001', '\x0f', now(), now() + interval '1 day', null);
insert into closed_account values (gen_random_uuid(), 'Gone', 'free', now(), now(), 12);

insert into subscription (id, tenant_id, state, customer, reference, checkout, plan_code, plan_version, period_start, period_end, trial_end, trial_used, grace_until, changed_at)
values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', 'PAST_DUE', 'cus_1', 'sub_1', 'cs_1', 'special', 1, now(), now(), now(), true, now(), now());
insert into invoice values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', 'in_1', 'N-1', 'Text', 'paid', 1234, 'EUR', now(), now(), 'https://pay.example');
insert into billing_event values ('evt_1', '10000000-0000-7000-8000-000000000001', 'invoice.paid', now(), 2, null, 'It failed.');
insert into metered_usage values ('10000000-0000-7000-8000-000000000001', '2026-11-05', 'special', 1, 1, 2, 3, 4, 5, now());
insert into plan_price values ('special', 2, 'price_1', 'price_2', now());

insert into webhook_endpoint values ('80000000-0000-7000-8000-000000000001', '10000000-0000-7000-8000-000000000001', 'https://hook.example', '{analysis.completed}', 'whsec_1', now());
insert into webhook_event values ('80000000-0000-7000-8000-000000000002', '10000000-0000-7000-8000-000000000001', 'analysis.completed', '{}', now());
insert into webhook_delivery values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', '80000000-0000-7000-8000-000000000001',
  '80000000-0000-7000-8000-000000000002', 'FAILED', 3, 500, 'It failed.', now(), now());
insert into audit_event values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', now(), 'person', '20000000-0000-7000-8000-000000000001', 'ann@example.com', 'key.created', 'First', '192.0.2.1'),
  (gen_random_uuid(), null, now(), 'operator', null, 'op@example.com', 'plan.changed', 'special', '192.0.2.2');
insert into letter values (gen_random_uuid(), '10000000-0000-7000-8000-000000000001', 'ann@example.com', 'Subject', 'Body', now(), null, 2, now(), 'It failed.');
insert into rate_limit values ('hash', '\x10', 1);
insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version) values ('purge', 'one', now(), false, 1);

insert into batch.jobinstance (batchstatus, createtime, instancestate, jobname, numexecs) values (1, now(), 1, 'score-images', 1), (2, now(), 2, 'purge', 1);
insert into batch.jobexecution (batchstatus, createtime, execnum, fk_jobinstanceid) values (1, now(), 1, 1);
insert into batch.stepthreadexecution (batchstatus, m_commit, m_filter, internalstatus, partnum, m_processskip, m_read, m_readskip, m_rollback,
  stepname, m_write, m_writeskip, fk_jobexecid, fk_toplvl_stepexecid)
values (1, 1, 1, 1, 0, 1, 1, 1, 1, 'step', 1, 1, 1, null), (1, 1, 1, 1, 1, 1, 1, 1, 1, 'step', 1, 1, 1, 1);
insert into batch.stepthreadinstance (partnum, stepname, fk_jobinstanceid, fk_latest_stepexecid) values (0, 'step', 1, 1);
insert into batch.remotablepartition (partnum, stepname, fk_jobexecutionid, fk_stepexecutionid) values (1, 'step', 1, 2);
insert into batch.groupassociation values (1, 'group');
insert into batch.jobparameter values ('name', 'value', 1);
