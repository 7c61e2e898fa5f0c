-- A usage report that the payment processor does not charge any more, or refuses because of its time, waits for the
-- operator. Reports that were skipped as too old before are found by the next run of billing.
alter table metered_usage
  add parked_at timestamptz,
  add parked_reason text,
  add check ((parked_at is null) = (parked_reason is null));
create index metered_usage_parked on metered_usage (parked_at) where parked_at is not null;
