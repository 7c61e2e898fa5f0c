package com.engram.plans.usage;

import com.engram.tenancy.TenantId;
import java.time.LocalDate;

/**
 * A tenant has used more of its allowance than a threshold. Fire it within the transaction that counted the use, once for
 * each threshold and period; whoever tells the tenant observes it.
 *
 * @param percent the threshold, of the allowance
 * @param used images delivered in the period
 * @param allowance images that the plan and grants give
 * @param from first day of the period, UTC
 */
public record UsageThresholdCrossed(TenantId tenant, int percent, int used, int allowance, LocalDate from) {}
