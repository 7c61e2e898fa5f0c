package com.engram.plans.usage;

import com.engram.tenancy.TenantId;
import java.time.LocalDate;

/**
 * A tenant has used a certain share of its allowance. Fired once per threshold and period, in the transaction that
 * counted the usage.
 *
 * @param percent the threshold: 80 or 100
 * @param used images delivered in the period
 * @param allowance images that the plan and the operator's grants give
 * @param from first day of the period, UTC
 */
public record UsageThresholdCrossed(TenantId tenant, int percent, int used, int allowance, LocalDate from) {}
