package com.engram.analysis.queue;

import com.engram.tenancy.TenantId;
import java.util.Set;

/**
 * There are new results. Fired on every server.
 *
 * @param tenants whose; empty where news may have been missed, so that everybody should look
 */
public record ResultsArrived(Set<TenantId> tenants) {}
